import type { TimeKind } from './styles.ts';

const daySeconds = 86_400;
const epoch1900 = Date.UTC(1899, 11, 30);
const epoch1904 = Date.UTC(1904, 0, 1);
/** 9999-12-31, the last day that Excel knows. */
const lastSerial = 2_958_466;
const two = (value: number): string => String(value).padStart(2, '0');
const clock = (seconds: number): string => `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;

/**
 * A serial number as ISO text without a zone: '2026-06-30', '2026-06-30T14:35:27', '14:35:27'. To the second: a serial
 * holds no more for certain. Outside of Excel's calendar the number stays what it is.
 */
export function serialText(serial: number, kind: TimeKind, is1904: boolean): string | number {
  if (!(serial >= 0 && serial < lastSerial)) return serial;
  const seconds = Math.round(serial * daySeconds);
  if (kind === 'elapsed' || serial < 1) return clock(seconds);
  const time = seconds % daySeconds;
  const after = time === 0 ? '' : `T${clock(time)}`;
  let day = Math.floor(seconds / daySeconds);
  // Excel took over from Lotus 1-2-3 that 1900 was a leap year: day 60 never was, and the days before it are one off.
  if (!is1904 && day === 60) return `1900-02-29${after}`;
  if (!is1904 && day < 60) day += 1;
  return dayText((is1904 ? epoch1904 : epoch1900) / 1000 + day * daySeconds) + after;
}

/** A table has few days and many cells that hold them. */
const dayTexts = new Map<number, string>();
function dayText(seconds: number): string {
  const known = dayTexts.get(seconds);
  if (known !== undefined) return known;
  const text = new Date(seconds * 1000).toISOString().slice(0, 10);
  if (dayTexts.size < 10_000) dayTexts.set(seconds, text);
  return text;
}
