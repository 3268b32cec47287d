import type { Settings } from '../../src/server/contract.ts';
import type { Words } from '../i18n/words.ts';
import type { TabLinks } from '../tabLinks.ts';
import type { Account, Message } from '../turn.ts';
import { open } from './parts/actions.ts';
import { cardMessage } from './parts/card.ts';
import { oneLine, plain } from './parts/escape.ts';
import { facts } from './parts/facts.ts';
import { heading, subtle } from './parts/text.ts';

/** What the KPIs of an account read beside its records: to look at. */
export function settingsCard(
  { account: kept, targets, thresholds, policies }: Settings,
  account: Account,
  words: Words,
  tab: TabLinks,
): Message {
  const { t, format, language } = words;
  const name = account.name ?? account.slug;
  const list = (items: readonly string[]) => plain(format.list([...items]), 300);
  const kpis = new Set(targets.map((target) => target.kpi)).size;
  return cardMessage({
    language,
    summary: `${oneLine(name)}: ${t.settings.title}`,
    body: [
      ...heading(`${plain(name)} · ${t.settings.title}`),
      facts([
        [t.settings.currency, plain(kept.currency)],
        [t.settings.fiscalYear, plain(monthDay(kept.fiscalYearStart, words))],
        [t.settings.timeZone, plain(kept.timeZone)],
        [t.settings.eaPrograms, list(kept.eaPrograms)],
        [t.settings.annuityPrograms, list(kept.annuityPrograms)],
        [t.settings.keyWin, kept.keyWinThreshold === null ? null : format.fullAmount(kept.keyWinThreshold, 'money')],
        [t.settings.grace, t.settings.days(kept.renewalGraceDays)],
        [t.settings.thresholds, `${format.percent(thresholds.onTrack)} / ${format.percent(thresholds.atRisk)}`],
        [t.settings.targets, t.settings.targetsCount(targets.length, kpis)],
        [t.settings.people, t.settings.policy[policies.figuresAboutPeople]],
      ]),
      subtle(t.settings.readHere, { spacing: 'Medium' }),
    ],
    actions: [open(t.chat.openTab, tab({ account: account.slug, page: 'scorecard' }, oneLine(name)))],
  });
}

/** '07-01' → 'July 1' */
const monthDay = (day: string, { locale }: Words): string =>
  new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', timeZone: 'UTC' }).format(new Date(`2024-${day}T00:00:00Z`));
