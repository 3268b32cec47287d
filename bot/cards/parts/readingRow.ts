import type { IColumn, IColumnSet, IExecuteAction, ITextBlock } from '@microsoft/teams.cards';
import type { Kpi } from '../../../src/server/contract.ts';
import type { Words } from '../../i18n/words.ts';
import { plain } from './escape.ts';
import { statusColor, statusMark } from './status.ts';
import { subtle, text } from './text.ts';

type Shown = Pick<Kpi, 'title' | 'value' | 'note' | 'unit' | 'better' | 'target' | 'status' | 'changeOnYear'>;

/** A line of two columns: what it is at the left, how much at the right; each may have small print. */
export function row(
  left: { title: string; under?: string | null },
  right: { title: string; under?: ITextBlock | null },
  { selectAction, separator = false }: { selectAction?: IExecuteAction; separator?: boolean } = {},
): IColumnSet {
  const column = (width: IColumn['width'], items: ITextBlock[]): IColumn => ({ type: 'Column', width, items });
  return {
    type: 'ColumnSet',
    spacing: 'Small',
    separator,
    ...(selectAction ? { selectAction } : {}),
    columns: [
      column('stretch', [text(left.title), ...(left.under ? [subtle(left.under)] : [])]),
      column('auto', [
        ...(right.title ? [text(right.title, { weight: 'Bolder', horizontalAlignment: 'Right' })] : []),
        ...(right.under ? [right.under] : []),
      ]),
    ],
  };
}

/** A KPI in one line: title and target, value and status; the status by word, shape and colour. */
export function readingRow(kpi: Shown, words: Words, more: { selectAction?: IExecuteAction; separator?: boolean } = {}): IColumnSet {
  const { t } = words;
  const target = targetText(kpi, words);
  const change = words.onYear(kpi);
  const under = [target, change].filter((part) => part !== null).join(' · ');
  return row(
    { title: plain(kpi.title), under: under || null },
    {
      title: words.value(kpi, kpi.unit),
      under: kpi.status
        ? text(statusMark(kpi.status, words), {
            color: statusColor(kpi.status),
            size: 'Small',
            spacing: 'None',
            horizontalAlignment: 'Right',
          })
        : subtle(t.kpi.noTarget, { horizontalAlignment: 'Right' }),
    },
    more,
  );
}

export function targetText(kpi: Pick<Kpi, 'target' | 'unit' | 'better'>, { t, format }: Words): string | null {
  if (kpi.target === null) return null;
  const value = format.amount(kpi.target, kpi.unit);
  return kpi.better === 'lower' ? t.kpi.targetAtMost(value) : t.kpi.target(value);
}
