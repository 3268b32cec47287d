export const plainPages = ['privacy', 'terms'] as const;
export type PlainPage = (typeof plainPages)[number];

/** The page that stands at an address without any sign-in, or null. */
export const plainPageOf = (pathname: string): PlainPage | null =>
  plainPages.find((page) => pathname === `/${page}` || pathname === `/${page}/`) ?? null;
