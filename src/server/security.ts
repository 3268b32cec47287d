import type { Request, Response } from 'restify';

/** Where Teams, Outlook and Microsoft 365 show tabs (Microsoft's list in "tab requirements"). */
const hosts = [
  'https://*.cloud.microsoft',
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://outlook.office.com',
  'https://outlook.office365.com',
  'https://outlook-sdf.office.com',
  'https://outlook-sdf.office365.com',
  'https://gov.teams.microsoft.us',
  'https://dod.teams.microsoft.us',
];
/** A page on this machine may play the Teams host. */
const loopback = ['http://localhost:*', 'http://127.0.0.1:*'];
/** teams-js reads its list of valid domains from there at import. */
const teamsDomains = 'https://res.cdn.office.net';

/** Headers of every response. There is no X-Frame-Options: the tab lives in a frame, and frame-ancestors says whose. */
export function securityHeaders(mode: 'local' | 'tenant', issuers: readonly string[]): (request: Request, response: Response) => void {
  const policy = contentPolicy(mode, issuers);
  const headers: Readonly<Record<string, string>> = {
    'content-security-policy': policy(null),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(mode === 'tenant' ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
  return (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.setHeader('x-request-id', request.id());
  };
}

/** @returns the policy of a response; of a page, with the nonce under which its script writes styles. */
export function contentPolicy(mode: 'local' | 'tenant', issuers: readonly string[]): (nonce: string | null) => string {
  const origins = [...new Set(issuers.map((address) => new URL(address).origin))];
  const allowed = (styles: string) => [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles}`,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self' ${[...origins, teamsDomains].join(' ')}`,
    "manifest-src 'self'",
    "base-uri 'self'",
    "form-action 'self'",
    `frame-ancestors 'self' ${[...hosts, ...(mode === 'local' ? loopback : [])].join(' ')}`,
  ];
  return (nonce) => allowed(nonce === null ? "'self'" : `'self' 'nonce-${nonce}'`).join('; ');
}
