import type { Random } from './random.ts';
import { addDays, type Day, earlier, storyDate, weekday } from './story.ts';

/** The days on which something was looked at again, about so many days apart. */
export function reviewDays(from: Day, until: Day, interval: number, random: Random): Day[] {
  const days: Day[] = [];
  const last = earlier(until, storyDate);
  for (
    let day = addDays(from, random.integer(5, interval));
    weekday(day) <= last;
    day = addDays(day, Math.max(7, Math.round(interval * random.around(1, 1.35))))
  )
    days.push(weekday(day));
  return days;
}
