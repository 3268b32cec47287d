/** A weekday and hour as people write them: 'tuesday 9:00', 'Tue 9am', '周二 9:00', '星期二上午9点半'. What is not said stays as it is. */
export interface SaidSchedule {
  /** ISO: 1 is Monday. */
  weekday?: number;
  /** 'HH:MM' */
  time?: string;
}

const english = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const chinese: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 日: 7, 天: 7 };
const fillers = /\b(?:on|at|every|each|o'?clock|um)\b|[,，。.、]|每|的|在/gi;

/** @returns null where something in it is neither day nor hour */
export function saidSchedule(said: string): SaidSchedule | null {
  let rest = said.normalize('NFKC').toLowerCase();
  const found: SaidSchedule = {};
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const match = pattern.exec(rest);
    if (match) rest = rest.replace(match[0], ' ');
    return match;
  };
  const day = take(/\b(mon|tue|wed|thu|fri|sat|sun)(?:s?day|nesday|rsday|urday|sday|s|rs|r)?s?\b/) ?? null;
  const han = day ? null : take(/(?:周|星期|礼拜)([一二三四五六日天])/);
  if (day?.[1]) found.weekday = english.indexOf(day[1]) + 1;
  if (han?.[1]) found.weekday = chinese[han[1]] as number;
  const time =
    take(/(上午|早上|下午|晚上|中午)?\s*(\d{1,2})\s*点\s*(?:(\d{1,2})\s*分?|(半))?/) ??
    take(/(上午|早上|下午|晚上|中午)?\s*\b(\d{1,2})(?:[:.h](\d{2}))?()\s*(am|pm|a\.m\.?|p\.m\.?)?(?![\d:])/);
  if (time) {
    const clock = clockOf(time);
    if (clock === null) return null;
    found.time = clock;
  }
  if (rest.replace(fillers, ' ').trim() !== '') return null;
  return found.weekday === undefined && found.time === undefined ? null : found;
}

function clockOf([, part, hours, minutes, half, meridiem]: RegExpExecArray): string | null {
  const isLate = part === '下午' || part === '晚上' || (part === '中午' && Number(hours) < 11) || meridiem?.startsWith('p');
  const said = Number(hours);
  if (meridiem !== undefined && (said < 1 || said > 12)) return null;
  const hour = isLate && said < 12 ? said + 12 : meridiem?.startsWith('a') && said === 12 ? 0 : said;
  const minute = half ? 30 : Number(minutes ?? 0);
  return hour > 23 || minute > 59 ? null : `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
