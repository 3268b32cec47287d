import { latest, sixthWeekdayAfter } from '../days.ts';
import { type Count, entryOf, listOf, occurs, oneIf, recordsOf, textOf } from '../entry.ts';
import { Fraction } from '../fraction.ts';

/** One per meeting, call or visit with someone of the customer: from the answer, or without one as a no from the sixth weekday after it. */
export const businessValueDiscussions: Count = (world, question) =>
  recordsOf(world, 'meeting').flatMap(([id, meeting]) => {
    const heldOn = textOf(meeting, 'heldOn');
    const isWithCustomer = ['meeting', 'call', 'visit'].includes(textOf(meeting, 'kind') ?? '') && listOf(meeting, 'contacts').length > 0;
    if (!isWithCustomer || !occurs(heldOn, question)) return [];
    const answer = meeting.businessValueDiscussed;
    const isAnswered = typeof answer === 'boolean' && (latest(textOf(meeting, 'answeredOn'), heldOn) as string) <= question.asOf;
    if (!isAnswered && question.asOf < sixthWeekdayAfter(heldOn)) return [];
    const isNamed = textOf(meeting, 'opportunity') !== null || textOf(meeting, 'value') !== null;
    return [entryOf('meeting', id, meeting, { numerator: oneIf(isAnswered && answer === true && isNamed), denominator: Fraction.one })];
  });
