import type { Bootstrap } from '../src/server/contract.ts';

/** What the server wrote into index.html, or null where it was not served by it. */
export function readBootstrap(page: Document): { bootstrap: Bootstrap | null; nonce: string | undefined } {
  const element = page.querySelector<HTMLScriptElement>('script#bootstrap');
  const written: Partial<Bootstrap> = JSON.parse(element?.textContent ?? '{}');
  return { bootstrap: written.clientId ? (written as Bootstrap) : null, nonce: element?.nonce || undefined };
}
