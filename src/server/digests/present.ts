import { shownPersons } from '../../access/shownPersons.ts';
import type { Visit } from '../../access/visit.ts';
import type { DigestFacts, DriverFacts, EventFacts, EventList, HeadlineFacts, MoveFacts } from '../../digest/facts.ts';
import { type Cause, clauseOf, sentenceOf } from '../../digest/sentences/index.ts';
import { kpiById } from '../../kpis/index.ts';
import type { Language, Text } from '../../model/index.ts';
import { moveKinds } from '../../moves/index.ts';
import { ruleOf } from '../../nudges/rules/index.ts';
import { toldOf } from '../../nudges/wording.ts';
import type { Tx } from '../../store/database.ts';
import type { Digest, DigestHeadline } from '../contract.ts';
import { amountsOf, presentReading, valueOrNull } from '../presenters/amounts.ts';
import { moneyOf, moneyOrNull } from '../presenters/lists.ts';
import { withoutTooFew } from '../presenters/respondents.ts';
import { namesOf } from '../reading.ts';
import { type DigestNames, digestNames } from './names.ts';

export interface DigestReader {
  accountId: string;
  visit: Visit;
  language: Language;
}
type Content = Pick<Digest, 'currency' | 'since' | 'headlines' | 'closed' | 'wins' | 'slips' | 'renewals' | 'moves' | 'health'>;

/** What a digest says, with names put in: the same for everybody, whatever their role, but for the policy on people. */
export async function presentFacts(tx: Tx, facts: DigestFacts, onDate: string, reader: DigestReader): Promise<Content> {
  const { accountId, language, visit } = reader;
  const names = await digestNames(tx, accountId, onDate, facts);
  const shows = await shownPersons(tx, accountId, visit);
  const persons = await namesOf(
    tx,
    accountId,
    facts.moves.map((move) => move.personId).filter((id) => id !== null && shows(id)),
  );
  const words: Words = { language, names, currency: facts.currency, onDate };
  return {
    currency: facts.currency,
    since: facts.since,
    headlines: facts.headlines.flatMap((headline) => presentHeadline(headline, words)),
    closed: facts.closed && { ...facts.closed, headlines: facts.closed.headlines.flatMap((headline) => presentHeadline(headline, words)) },
    wins: presentEvents(facts.wins, words),
    slips: presentEvents(facts.slips, words),
    renewals: {
      buckets: facts.renewals.buckets.map(({ amount, ...bucket }) => ({ ...bucket, amount: moneyOf(amount, facts.currency) })),
      due: facts.renewals.due.map(({ agreementId, dueOn, amount }) => ({
        recordType: 'agreement' as const,
        recordId: agreementId,
        ...names.record('agreement', agreementId),
        dueOn,
        amount: moneyOrNull(amount, facts.currency),
      })),
    },
    moves: facts.moves.flatMap((move) => presentMove(move, persons, words)),
    health: { ...facts.health, staleSources: facts.health.staleSources.map((id) => ({ id, name: names.source(id) })) },
  };
}

interface Words {
  language: Language;
  names: DigestNames;
  currency: string;
  onDate: string;
}

/** A mean of fewer than three answers is what one person said: neither it nor its change is shown. */
function presentHeadline(headline: HeadlineFacts, words: Words): DigestHeadline[] {
  const kpi = kpiById(headline.kpi);
  if (!kpi) return [];
  const { language, currency } = words;
  const amounts = amountsOf(kpi.id, currency);
  const reading = withoutTooFew(kpi.id, true, headline.reading);
  const isHidden = reading.note === 'tooFewRespondents';
  const causes = isHidden ? [] : headline.drivers.map((driver) => ({ driver, cause: causeOf(driver, words.names) }));
  const change = isHidden ? null : headline.change;
  const sentence =
    change === null || reading.value === null
      ? null
      : sentenceOf(language, {
          title: kpi.title[language],
          unit: kpi.unit,
          currency,
          value: reading.value,
          change,
          drivers: causes.map(({ cause }) => cause),
          rest: headline.rest?.share ?? null,
        });
  return [
    {
      ...presentReading(amounts, reading),
      id: kpi.id,
      title: kpi.title[language],
      unit: kpi.unit,
      better: kpi.better,
      target: valueOrNull(amounts, headline.target),
      status: isHidden ? null : headline.status,
      change: valueOrNull(amounts, change),
      sentence,
      drivers: causes.map(({ driver, cause }) => ({
        text: clauseOf(language, cause),
        recordType: driver.recordType,
        recordId: driver.recordId,
        records: driver.records,
        share: amounts.value(driver.share),
        sourceUrl: driver.recordType && driver.recordId ? words.names.record(driver.recordType, driver.recordId).sourceUrl : null,
      })),
    },
  ];
}

/** An agreement goes by its organization, a deal by its own name; where neither has one, by what its label says. */
function causeOf(driver: DriverFacts, names: DigestNames): Cause {
  const { happening, recordType, recordId, organizationId, currency, records, share } = driver;
  const organization = organizationId === null ? null : names.organization(organizationId);
  const own = recordType === 'opportunity' && recordId !== null ? names.deal(recordId) : null;
  const label = recordType !== null && recordId !== null ? names.record(recordType, recordId).label : null;
  return { happening, recordType, records, share, name: currency ?? own ?? organization ?? label };
}

const happened: Readonly<Record<EventFacts['kind'], Text>> = {
  won: { en: 'Won', 'zh-CN': '赢单' },
  signed: { en: 'Renewal signed', 'zh-CN': '续约已签署' },
  lost: { en: 'Lost', 'zh-CN': '丢单' },
  lapsed: { en: 'Lapsed', 'zh-CN': '到期未续' },
  postponed: { en: 'Close date moved', 'zh-CN': '预计成交推迟' },
};
const presentEvents = (list: EventList, { language, names, currency }: Words): Digest['wins'] => ({
  events: list.events.map(({ kind, recordType, recordId, on, amount }) => ({
    kind,
    text: happened[kind][language],
    recordType,
    recordId,
    ...names.record(recordType, recordId),
    on,
    amount: moneyOrNull(amount, currency),
  })),
  records: list.records,
  amount: moneyOf(list.amount, currency),
});

function presentMove(move: MoveFacts, persons: ReadonlyMap<string, string>, words: Words): Digest['moves'] {
  const { recordType, recordId, horizon, dueOn, personId } = move;
  const text = moveText(move, words);
  if (text === null) return [];
  const kpi = move.kpi === null ? undefined : kpiById(move.kpi);
  return [
    {
      text,
      recordType,
      recordId,
      ...words.names.record(recordType, recordId),
      kpi: kpi ? { id: kpi.id, title: kpi.title[words.language], unit: kpi.unit } : null,
      worth: kpi ? valueOrNull(amountsOf(kpi.id, words.currency), move.worth) : null,
      horizon,
      dueOn,
      ownerName: personId === null ? null : (persons.get(personId) ?? null),
    },
  ];
}

/** null: the rule or move is no longer there. */
function moveText({ kind, recordType, recordId }: MoveFacts, { language, names, currency, onDate }: Words): string | null {
  if ('move' in kind) return moveKinds.find((one) => one.kind === kind.move)?.text[language] ?? null;
  const rule = ruleOf(kind.nudge);
  if (!rule) return null;
  const { organization } = kind.facts;
  const told = toldOf(rule, language, {
    record: recordType === 'opportunity' ? names.deal(recordId) : null,
    organization: typeof organization === 'string' ? names.organization(organization) : null,
    facts: kind.facts,
    today: onDate,
    currency,
  });
  return rule.ask[language](told);
}
