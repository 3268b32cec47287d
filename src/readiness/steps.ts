import type { Language } from '../model/index.ts';
import type { AccountFacts } from './facts.ts';
import { type StepKey, stepKeys, stepOf, type Waiting } from './waits.ts';

export type StepState = 'done' | 'partly' | 'open' | 'skipped';
export interface Step {
  key: StepKey;
  state: StepState;
  text: string;
  waits: readonly string[];
}
export interface StepFacts {
  facts: AccountFacts;
  /** Those that nobody has dismissed. */
  waits: readonly Waiting[];
  account: { name: string; currency: string; fiscalYearStart: string; timeZone: string };
  headlines: { count: number; withTarget: number; period: string };
  skipped: ReadonlySet<string>;
  language: Language;
}
type Judged = Pick<Step, 'state' | 'text'>;

const several = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
const judges: Readonly<Record<StepKey, (asked: StepFacts, open: readonly Waiting[]) => Judged>> = {
  account: ({ account: { name, currency, fiscalYearStart, timeZone }, language }, open) => ({
    state: open.length > 0 ? 'partly' : 'done',
    text:
      language === 'en'
        ? `${name}, ${currency}, fiscal year from ${fiscalYearStart}, ${timeZone}`
        : `${name}，${currency}，财年始于 ${fiscalYearStart}，${timeZone}`,
  }),
  lists: ({ facts: { sources }, language }, open) => ({
    state: sources.length === 0 ? 'open' : open.length > 0 ? 'partly' : 'done',
    text: language === 'en' ? `${several(sources.length, 'source', 'sources')} connected` : `已连接 ${sources.length} 个来源`,
  }),
  mapping: ({ facts: { sources, unmatched }, language }, open) => {
    const quarantined = sources.reduce((sum, source) => sum + source.quarantined, 0);
    const isClean = open.length === 0 && quarantined === 0 && unmatched === 0;
    return {
      state: sources.length === 0 ? 'open' : isClean ? 'done' : 'partly',
      text:
        language === 'en'
          ? `${several(quarantined, 'row', 'rows')} not understood, ${several(unmatched, 'reference', 'references')} without a match`
          : `${quarantined} 行无法识别，${unmatched} 个引用未匹配`,
    };
  },
  targets: ({ headlines: { count, withTarget, period }, language }) => ({
    state: withTarget === 0 ? 'open' : withTarget < count ? 'partly' : 'done',
    text:
      language === 'en'
        ? `${withTarget} of ${count} headline KPIs have a target for ${period}`
        : `${count} 个重点指标中有 ${withTarget} 个已设 ${period} 目标`,
  }),
  people: ({ facts: { channels, named }, language }) => ({
    // Who sets it up is its manager, and the channel's people are members: naming nobody else is half of it.
    state: named > 1 ? 'done' : channels > 0 ? 'partly' : 'open',
    text:
      language === 'en'
        ? `${several(named, 'person', 'people')} named, ${several(channels, 'channel', 'channels')} linked`
        : `已指定 ${named} 人，已关联 ${channels} 个频道`,
  }),
  digest: ({ facts: { channels, digestsOn }, language }) => ({
    state: digestsOn === 0 ? 'open' : digestsOn < channels ? 'partly' : 'done',
    text:
      language === 'en'
        ? `${digestsOn} of ${several(channels, 'channel', 'channels')} get it`
        : `${channels} 个频道中有 ${digestsOn} 个接收`,
  }),
};

/** Each step as the account stands: nothing is remembered of a wizard, so that it can be left and taken up anywhere. */
export const stepsOf = (asked: StepFacts): Step[] =>
  stepKeys.map((key) => {
    const open = asked.waits.filter((wait) => stepOf[wait.kind] === key);
    const judged = judges[key](
      asked,
      open.filter((wait) => wait.neededBy.length > 0),
    );
    const isSkipped = asked.skipped.has(key) && judged.state !== 'done';
    return { key, ...judged, ...(isSkipped ? { state: 'skipped' as const } : {}), waits: open.map((wait) => wait.key) };
  });
