const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** http or https on this machine. */
export function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return ['http:', 'https:'].includes(url.protocol) && LOOPBACK.has(url.hostname) && url.username === '' && url.password === '';
}

/**
 * Where a sign-in may return to. Registered addresses are compared whole; without any, every loopback address is registered,
 * with any port, as Entra does for installed apps. Nothing beyond this machine ever is.
 */
export function isRegistered(address: string, registered: readonly string[]): boolean {
  return isLoopback(address) && !address.includes('#') && (registered.length === 0 || registered.includes(address));
}

/** Pages that may ask for tokens: those that a sign-in may return to. */
export function isRegisteredOrigin(origin: string, registered: readonly string[]): boolean {
  if (!isLoopback(origin) || new URL(origin).origin !== origin) return false;
  return registered.length === 0 || registered.some((address) => new URL(address).origin === origin);
}
