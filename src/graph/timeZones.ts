import { Temporal } from 'temporal-polyfill';
import { findIana } from 'windows-iana';

const known = new Map<string, string | null>();

/**
 * The IANA name of a time zone that Outlook names: in Windows' way ('W. Europe Standard Time'), in IANA's, or in its own
 * ('tzone://Microsoft/Utc'). null: a zone that a mailbox has made up, or none at all.
 */
export function ianaTimeZone(name: string | null | undefined): string | null {
  const asked = name?.trim();
  if (!asked) return null;
  const found = known.get(asked);
  if (found !== undefined) return found;
  const iana = resolve(asked);
  // Names come from outside: their number is bounded, but not by us.
  if (known.size < 1000) known.set(asked, iana);
  return iana;
}

function resolve(name: string): string | null {
  const own = /^tzone:\/\/Microsoft\/(.+)$/i.exec(name)?.[1];
  for (const candidate of [findIana(name)[0], own ?? name]) {
    if (candidate === undefined) continue;
    try {
      return Temporal.Now.zonedDateTimeISO(candidate).timeZoneId;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return null;
}
