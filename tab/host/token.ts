/** When a JSON Web Token ends, in milliseconds since 1970; 0 where it does not say. The server checks it: here it only tells when to ask for the next. */
export function expiresAt(token: string): number {
  const payload = token.split('.')[1];
  if (!payload) return 0;
  try {
    const claims: { exp?: unknown } = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')));
    return typeof claims.exp === 'number' ? claims.exp * 1000 : 0;
  } catch {
    return 0;
  }
}
