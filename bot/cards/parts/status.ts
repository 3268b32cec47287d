import type { ChartColor, TextColor } from '@microsoft/teams.cards';
import type { Status } from '../../../src/server/contract.ts';
import type { Words } from '../../i18n/words.ts';

/** A shape for each status beside its word and colour, so that it is told without either. The shapes are the tab's. */
const signs: Readonly<Record<Status, { shape: string; color: TextColor; chart: ChartColor }>> = {
  onTrack: { shape: '✔', color: 'Good', chart: 'good' },
  atRisk: { shape: '▲', color: 'Warning', chart: 'warning' },
  offTrack: { shape: '◆', color: 'Attention', chart: 'attention' },
  noData: { shape: '–', color: 'Default', chart: 'neutral' },
};
export const statusOrder: readonly Status[] = ['offTrack', 'atRisk', 'onTrack', 'noData'];

export const statusColor = (status: Status): TextColor => signs[status].color;
export const statusChartColor = (status: Status): ChartColor => signs[status].chart;
export const statusShape = (status: Status): string => signs[status].shape;
/** '▲ At risk' */
export const statusMark = (status: Status, { t }: Words): string => `${signs[status].shape} ${t.status[status]}`;
