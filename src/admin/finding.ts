/** What one check found. */
export interface Finding {
  /** What was looked at: a permission, a setting. */
  subject: string;
  /** ok; missing: something does not work; reduced: it does less without it; untried: nothing to try it on; note: worth a look. */
  state: 'ok' | 'missing' | 'reduced' | 'untried' | 'note';
  /** What was seen, in plain words. */
  says: string;
  /** What stops working without it. */
  withoutIt?: string;
  /** What to do: an address, a command, a request. */
  grant?: string;
}

const marks: Readonly<Record<Finding['state'], string>> = { ok: '✓', missing: '✗', reduced: '–', untried: '?', note: '!' };

/** One line each, with what to do beneath where there is something to do. */
export const lineOf = ({ subject, state, says, withoutIt, grant }: Finding): string =>
  [
    `${marks[state]} ${subject}: ${says}${withoutIt ? `. Without it: ${withoutIt.replaceAll(/[_*`]/g, '')}` : ''}`,
    ...(grant ? grant.split('\n').map((line) => `    → ${line}`) : []),
  ].join('\n');

export const isBad = ({ state }: Finding): boolean => state === 'missing';
