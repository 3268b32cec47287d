import type { Option, OptionGroup } from './SelectField.tsx';

/** What the platform itself knows to choose from. Pure. */

/** IANA time zones by region, those of the reader's own machine first. */
export function timeZoneGroups(): OptionGroup[] {
  const zones = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/') && !zone.startsWith('Etc/'));
  const regions = [...new Set(zones.map((zone) => zone.split('/')[0] ?? ''))];
  return [
    { title: 'UTC', options: [{ value: 'UTC', text: 'UTC' }] },
    ...regions.map((region) => ({
      title: region,
      options: zones
        .filter((zone) => zone.startsWith(`${region}/`))
        .map((zone) => ({ value: zone, text: zone.slice(region.length + 1).replaceAll('_', ' ') })),
    })),
  ];
}

/** ISO 4217 with its name in the reader's language, sorted by the code. */
export function currencyOptions(locale: string): Option[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' });
  return Intl.supportedValuesOf('currency').map((code) => ({ value: code, text: `${code} – ${names.of(code) ?? code}` }));
}

/** The first day of each month as 'MM-DD', in words. */
export function monthStartOptions(locale: string): Option[] {
  const format = new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) => {
    const day = new Date(Date.UTC(2023, month, 1));
    return { value: `${String(month + 1).padStart(2, '0')}-01`, text: format.format(day) };
  });
}

/** ISO weekdays, '1' is Monday. */
export function weekdayOptions(locale: string): Option[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, index) => ({
    value: String(index + 1),
    // 2024-01-01 was a Monday.
    text: format.format(new Date(Date.UTC(2024, 0, index + 1))),
  }));
}
