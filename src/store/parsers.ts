/**
 * How values leave the database, the same on every engine (PGlite and pg parse differently by themselves):
 * dates as 'YYYY-MM-DD' or 'infinity', instants as ISO 8601 in UTC with milliseconds, numeric as decimal string,
 * int8 as number, json parsed. The session's time zone is UTC.
 */
const instant = (text: string): string => {
  const match = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)?(?:\+00)?$/.exec(text);
  if (!match) return text;
  return `${match[1]}T${match[2]}.${(match[3] ?? '').slice(1, 4).padEnd(3, '0')}Z`;
};
const asIs = (text: string): string => text;

export const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  16: (text) => text === 't' || text === 'true',
  20: Number,
  21: Number,
  23: Number,
  114: (text) => JSON.parse(text),
  3802: (text) => JSON.parse(text),
  700: Number,
  701: Number,
  1082: asIs,
  1114: instant,
  1184: instant,
  1700: asIs,
  3912: asIs,
};
