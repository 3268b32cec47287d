import type { Text } from '../../../model/index.ts';
import { compileEntry } from '../compile.ts';
import { isEmptyCell } from '../parse/cell.ts';
import type { Assignment } from './assign.ts';
import type { Match } from './match.ts';
import { both, joined } from './texts.ts';
import { type ListSample, sureFrom } from './types.ts';

/** How many rows are open and how many are closed, and in how many of them a column is filled. */
interface Filled {
  open: number;
  openFilled: number;
  closed: number;
  closedFilled: number;
}

function filledByStatus(sample: ListSample, status: Match, column: string): Filled {
  const entry = { recordType: 'opportunity', list: sample.list, fields: { id: { row: true }, status: status.mapping } } as const;
  const compiled = compileEntry(entry, { source: sample.list, columns: sample.columns, accountCurrency: null, timeZone: null });
  const filled: Filled = { open: 0, openFilled: 0, closed: 0, closedFilled: 0 };
  for (const row of sample.rows) {
    const mapped = compiled.mapRow(row);
    const value = 'record' in mapped ? mapped.record.fields.status : undefined;
    if (value === undefined) continue;
    const has = isEmptyCell(row.cells[column]) ? 0 : 1;
    if (value === 'open') {
      filled.open += 1;
      filled.openFilled += has;
    } else {
      filled.closed += 1;
      filled.closedFilled += has;
    }
  }
  return filled;
}

const capped = (match: Match, confidence: number, ...reasons: readonly Text[]): Match => ({
  ...match,
  confidence: Math.min(match.confidence, confidence),
  reason: joined(match.reason, ...reasons),
});

/**
 * What an opportunity's columns leave open: a stage that also tells won from lost, and one date for the expected close
 * of open deals and the closed date of the others, as most systems keep it.
 */
export function closeOpportunity(sample: ListSample, { chosen, all }: Pick<Assignment, 'chosen' | 'all'>): Map<string, Match> {
  const matches = new Map(chosen);
  const stage = matches.get('stage');
  const ownStatus = matches.get('status');
  if (stage && (!ownStatus || ownStatus.confidence < 0.6)) {
    const fromStage = all.find((match) => match.field === 'status' && match.profile === stage.profile);
    if (fromStage && fromStage.confidence > (ownStatus?.confidence ?? 0))
      matches.set('status', {
        ...fromStage,
        confidence: Math.min(fromStage.confidence, stage.confidence),
        reason: joined(both(`the stage ‘${stage.profile.header}’ tells it`, `由阶段“${stage.profile.header}”得出`), fromStage.reason),
      });
  }
  closeDates(sample, matches, all);
  return matches;
}

function closeDates(sample: ListSample, matches: Map<string, Match>, all: readonly Match[]): void {
  const expected = matches.get('expectedClose');
  const closed = matches.get('closedOn');
  const only = expected && closed ? null : (closed ?? expected);
  if (!only) return;
  const header = only.profile.header;
  const other = {
    ...(all.find((match) => match.field === (closed ? 'expectedClose' : 'closedOn') && match.profile === only.profile) ?? only),
    field: closed ? 'expectedClose' : 'closedOn',
    mapping: only.mapping,
  };
  const status = matches.get('status');
  if (!status || status.confidence < sureFrom) {
    if (closed)
      matches.set(
        'closedOn',
        capped(
          closed,
          sureFrom - 0.1,
          both(
            'no column tells what is closed, so this may be when it is expected to close',
            '没有列说明是否已结束，因此也可能是预计成交日',
          ),
        ),
      );
    return;
  }
  const { open, openFilled, closed: closedRows, closedFilled } = filledByStatus(sample, status, only.profile.column.name);
  const said = both(
    `‘${header}’ is filled in ${openFilled} of ${open} open rows and ${closedFilled} of ${closedRows} closed ones`,
    `“${header}”在 ${open} 个进行中的行中有 ${openFilled} 个有值，在 ${closedRows} 个已结束的行中有 ${closedFilled} 个有值`,
  );
  const isInOpen = open > 0 && openFilled >= open / 2;
  if (closed) {
    matches.set('closedOn', capped(closed, 1, said));
    if (isInOpen)
      matches.set('expectedClose', {
        ...other,
        confidence: Math.min(closed.confidence, 0.9),
        reason: joined(said, both('for open rows it is the expected close', '对进行中的行即为预计成交日')),
      });
    else if (openFilled > 0.1 * open) matches.set('expectedClose', { ...other, confidence: 0.6, reason: said });
    return;
  }
  if (closedFilled > 0)
    matches.set('closedOn', {
      ...other,
      confidence: 0.6,
      reason: joined(said, both('no column says when it was closed; this date may stand for it', '没有列说明实际成交日，可用此日期代替')),
    });
}
