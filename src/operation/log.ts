import { type DestinationStream, type Logger, pino } from 'pino';
import type { RequestContext } from './requestContext.ts';

/**
 * The log: lines of JSON with the id of the request that caused them. It holds ids, and neither names, addresses nor
 * tokens: an error comes as its kind, codes and place in the program, and its words without what others put into them.
 */
export function openLog(
  level: string,
  to: DestinationStream,
  requests: Pick<RequestContext, 'current'>,
  counted: (level: string) => void = () => undefined,
): Logger {
  return pino(
    {
      level,
      base: null,
      redact: ['req.headers.authorization', 'headers.authorization', 'authorization'],
      serializers: { err: (error: unknown) => plainError(error) },
      mixin: (_fields, number) => {
        counted(pino.levels.labels[number] ?? String(number));
        const requestId = requests.current();
        return requestId === null ? {} : { requestId };
      },
    },
    to,
  );
}

const deepest = 4;
/** Codes and names that our own errors and the database's carry beside their words. */
const facts = ['code', 'status', 'statusCode', 'requestId', 'constraint', 'table', 'refusal', 'key', 'permission'] as const;

/** An error as a log may hold it. */
export function plainError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return scrubbed(String(error));
  const held = error as Error & Record<string, unknown>;
  const kept = facts.flatMap((name) => {
    const value = held[name];
    return typeof value === 'number' || (typeof value === 'string' && value.length <= 200) ? [[name, value]] : [];
  });
  return {
    type: error.name,
    message: scrubbed(wordsOf(held)),
    ...Object.fromEntries(kept),
    stack: placesOf(error),
    ...(error.cause !== undefined && depth < deepest ? { cause: plainError(error.cause, depth + 1) } : {}),
    ...(error instanceof AggregateError && depth < deepest
      ? { errors: error.errors.slice(0, 5).map((one) => plainError(one, depth + 1)) }
      : {}),
  };
}

/** PostgreSQL repeats the value that it could not take, and JSON.parse the text around the place: neither is ours to keep. */
function wordsOf({ name, message, code }: Error & Record<string, unknown>): string {
  if (name === 'SyntaxError' && /JSON/.test(message)) return 'a text is not valid JSON';
  if (typeof code === 'string' && /^(22|23)[0-9A-Z]{3}$/.test(code)) return message.replace(/: ".*"$/s, ': …').replace(/\(.*\)/s, '(…)');
  return message;
}

/** The places alone: the first lines of a stack repeat the words. */
const placesOf = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .join('\n');

/** Addresses of people, tokens, and what a query of an address holds. */
export const scrubbed = (text: string): string =>
  text
    .slice(0, 2000)
    .replace(/[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}.-]+/gu, '…@…')
    .replace(/\beyJ[\w-]{8,}(\.[\w-]*){0,4}/g, '…')
    .replace(/\b(Bearer|Basic)\s+\S+/gi, '$1 …')
    .replace(/(https?:\/\/)[^\s/@]*@/g, '$1…@')
    .replace(/(https?:\/\/[^\s?#"']+)[?#][^\s"']*/g, '$1?…');
