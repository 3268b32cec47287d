/** The digest's doors: what server and main may ask of it. */
export { planNotices } from './notices.ts';
export { type DigestParts, planDigests } from './plan.ts';
