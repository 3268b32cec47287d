/** Inside another page's frame, or in the web view of a Teams app on a phone. */
export const isInsideHost = (page: Window): boolean => page.parent !== page || 'nativeInterface' in page;

/**
 * In local mode a page on this machine may play Teams (tests do, and people who develop): the origin that frames us,
 * where it is on loopback.
 */
export function loopbackAncestor(page: Window): string[] {
  const ancestor = page.location.ancestorOrigins?.[0] ?? (page.document.referrer && new URL(page.document.referrer).origin);
  if (!ancestor) return [];
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(ancestor).hostname) ? [ancestor] : [];
}
