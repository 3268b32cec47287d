/** Where Graph finds a site, by its id or by its address. @param below what is asked of it, ':/lists' for its lists */
export function sitePath(site: string, below: '' | `:/${string}` = ''): string {
  const url = /^https:/i.test(site) ? URL.parse(site) : null;
  if (!url) return `/sites/${encodeURIComponent(site)}${below.slice(1)}`;
  const path = url.pathname.replace(/\/+$/, '');
  return path === '' ? `/sites/${url.hostname}${below.slice(1)}` : `/sites/${url.hostname}:${path}${below}`;
}
