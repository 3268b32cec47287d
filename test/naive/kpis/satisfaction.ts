import { addMonths, type Day, earliest } from '../days.ts';
import { type Count, entryOf, numberOf, occurs, recordsOf, textOf } from '../entry.ts';
import { Fraction } from '../fraction.ts';
import type { Fields, World } from '../world.ts';

const hundred = Fraction.of(100);

/** A score on the scale 0–100, or null where it has no place on a scale. */
function scaled(score: Fields): Fraction | null {
  const [value, min, max] = [numberOf(score, 'score'), scaleEnd(score, 'scaleMin'), scaleEnd(score, 'scaleMax')];
  if (!value || !min || !max || max.compare(min) <= 0 || value.compare(min) < 0 || value.compare(max) > 0) return null;
  return value.minus(min).over(max.minus(min)).times(hundred);
}
/** NPS is asked from 0 to 10 and NSAT from 1 to 5, unless the survey says otherwise. */
function scaleEnd(score: Fields, end: 'scaleMin' | 'scaleMax'): Fraction | null {
  const usual: Record<string, { scaleMin: number; scaleMax: number }> = {
    nps: { scaleMin: 0, scaleMax: 10 },
    nsat5: { scaleMin: 1, scaleMax: 5 },
  };
  const own = numberOf(score, end);
  const ofMethod = usual[textOf(score, 'method') ?? '']?.[end];
  return own ?? (ofMethod === undefined ? null : Fraction.of(ofMethod));
}

/** +100 for a promoter, −100 for a detractor, by the method of the survey; other methods have no net value. */
function netValue(score: Fields): Fraction | null {
  const value = numberOf(score, 'score');
  if (!value) return null;
  const atLeast = (bound: number) => value.compare(Fraction.of(bound)) >= 0;
  const atMost = (bound: number) => value.compare(Fraction.of(bound)) <= 0;
  if (score.method === 'nps' && atLeast(0) && atMost(10)) return atLeast(9) ? hundred : atMost(6) ? hundred.negated() : Fraction.zero;
  if (score.method === 'nsat5' && atLeast(1) && atMost(5)) return atLeast(5) ? hundred : atMost(2) ? hundred.negated() : Fraction.zero;
  return null;
}

/** Of each person the last response so far that has a value, while it is younger than twelve months. An anonymous one stands alone. */
function lastResponses(world: World, day: Day, readValue: (score: Fields) => Fraction | null): [string, Fields, Fraction][] {
  const last = new Map<string, [string, Fields, Fraction]>();
  const responses = recordsOf(world, 'score').sort(([a, scoreA], [b, scoreB]) =>
    `${scoreA.answeredOn} ${a}` < `${scoreB.answeredOn} ${b}` ? -1 : 1,
  );
  for (const [id, score] of responses) {
    const [contact, answeredOn, value] = [textOf(score, 'contact'), textOf(score, 'answeredOn'), readValue(score)];
    if (answeredOn && answeredOn <= day && value)
      last.set(JSON.stringify(contact ? ['contact', contact] : ['score', id]), [id, score, value]);
  }
  return [...last.values()].filter(([, score]) => day < addMonths(score.answeredOn as string, 12));
}
const meanOf =
  (readValue: (score: Fields) => Fraction | null): Count =>
  (world, { asOf }) =>
    lastResponses(world, asOf, readValue).map(([id, score, numerator]) =>
      entryOf('score', id, score, { numerator, denominator: Fraction.one, segment: textOf(score, 'method') }),
    );
export const relationshipScore = meanOf(scaled);
export const netSatisfaction = meanOf(netValue);

/** Of the people invited to a wave that has closed, who has given a score by now. */
export const surveyResponse: Count = (world, question) =>
  recordsOf(world, 'survey').flatMap(([id, survey]) => {
    const invited = numberOf(survey, 'invited');
    if (!invited || invited.sign === 0 || !occurs(textOf(survey, 'closesOn'), question)) return [];
    const scores = recordsOf(world, 'score').filter(
      ([, score]) => score.survey === id && numberOf(score, 'score') && textOf(score, 'contact'),
    );
    const contacts = [...new Set(scores.map(([, score]) => score.contact as string))].filter((contact) => {
      const days = scores.filter(([, score]) => score.contact === contact).map(([, score]) => textOf(score, 'answeredOn'));
      return (earliest(...days) ?? '') <= question.asOf;
    });
    return [entryOf('survey', id, survey, { numerator: Fraction.of(contacts.length), denominator: invited })];
  });
