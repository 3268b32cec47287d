import { randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { Request, Response } from 'restify';
import type { Bootstrap } from './contract.ts';
import { ProblemError } from './problems.ts';
import type { KeptAnswer } from './responseCache.ts';
import { sendError, sendJson } from './send.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};
/** vite puts a hash into the names of what it builds. */
const isHashed = (path: string) => /^\/assets\/.*-[\w-]{8,}\.\w+$/.test(path);

/**
 * Serves the built tab: hashed files for ever, index.html fresh each time with what the tab needs before sign-in. Any
 * other address is a page of the tab, so it answers with index.html too.
 */
export function tabFiles(
  folder: string | null,
  bootstrap: Bootstrap,
  policy: (nonce: string) => string,
): (request: Request, response: Response) => Promise<void> {
  const files = new Map<string, KeptAnswer>();

  const read = async (root: string, path: string): Promise<KeptAnswer | null> => {
    const kept = files.get(path);
    if (kept) return kept;
    const file = await insideOf(root, path);
    if (!file) return null;
    const found: KeptAnswer = { json: await readFile(file), compressed: {} };
    if (isHashed(path)) files.set(path, found);
    return found;
  };
  const index = async (root: string, nonce: string): Promise<KeptAnswer> => {
    const html = await readFile(join(root, 'index.html'), 'utf8').catch(() => {
      throw new ProblemError('not-found', 'The tab is not built: run npm run build.');
    });
    return { json: Buffer.from(withBootstrap(html, bootstrap, nonce)), compressed: {} };
  };

  return async (request, response) => {
    try {
      const path = pathOf(request);
      if (folder === null || path === null || /^\/(api|healthz|readyz)(\/|$)/.test(path)) throw new ProblemError('not-found');
      const type = types[extname(path)];
      const isPage = path === '/' || path === '/index.html' || type === undefined;
      if (isPage) {
        const nonce = randomBytes(18).toString('base64');
        const headers = { 'content-type': types['.html'] ?? '', 'cache-control': 'no-store', 'content-security-policy': policy(nonce) };
        return await sendJson(request, response, 200, await index(folder, nonce), headers);
      }
      const file = await read(folder, path);
      if (!file) throw new ProblemError('not-found');
      const caching = isHashed(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
      await sendJson(request, response, 200, file, { 'content-type': type, 'cache-control': caching, vary: 'accept-encoding' });
    } catch (error) {
      sendError(request, response, error);
    }
  };
}

function pathOf(request: Request): string | null {
  try {
    const path = decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/');
    return path.includes('\0') ? null : path;
  } catch {
    return null;
  }
}

/** The file, if it lies in the folder: neither `..` nor a symbolic link leads out of it. */
async function insideOf(root: string, path: string): Promise<string | null> {
  try {
    const [base, file] = await Promise.all([realpath(root), realpath(join(root, path))]);
    return file.startsWith(base + sep) ? file : null;
  } catch {
    return null;
  }
}

/** As data, which a script policy does not stop; `<` is written so that nothing in it can end the element. */
function withBootstrap(html: string, bootstrap: Bootstrap, nonce: string): string {
  const element = `<script type="application/json" id="bootstrap" nonce="${nonce}">${JSON.stringify(bootstrap).replaceAll('<', '\\u003c')}</script>`;
  const place = /<script\b[^>]*\bid="bootstrap"[^>]*>[^<]*<\/script>/;
  return place.test(html) ? html.replace(place, () => element) : html.replace('</head>', () => `${element}</head>`);
}
