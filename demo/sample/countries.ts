import { accountTeam } from '../people.ts';

/** Where the customer works: its currency there, the region that reports on it, and who of the account team looks after it. */
export interface Country {
  code: string;
  region: Region;
  currency: string;
  owner: string;
  /** Its share of the customer's business, roughly. */
  weight: number;
  culture: Culture;
}
export const regions = ['Europe', 'Americas', 'Greater China', 'Japan and Korea', 'Asia Pacific', 'Middle East and Africa'] as const;
export type Region = (typeof regions)[number];
export type Culture = 'western' | 'german' | 'latin' | 'chinese' | 'japanese' | 'korean' | 'indian' | 'nordic' | 'gulf' | 'vietnamese';

const addressOf = (name: string): string => {
  const person = accountTeam.find((candidate) => candidate.displayName === name);
  if (!person) throw new Error(`${name} is not in the account team`);
  return person.userPrincipalName;
};
const [clara, daniel, lukas, sofia, haruka, wei, priya, ana] = [
  'Clara Brandt',
  'Daniel Okafor',
  'Lukas Steiner',
  'Sofia Marin',
  'Haruka Mori',
  'Wei Zhang',
  'Priya Nair',
  'Ana Ribeiro',
].map(addressOf) as [string, string, string, string, string, string, string, string];

const country = (code: string, region: Region, currency: string, owner: string, weight: number, culture: Culture): Country => ({
  code,
  region,
  currency,
  owner,
  weight,
  culture,
});
export const countries: readonly Country[] = [
  country('NL', 'Europe', 'EUR', clara, 3, 'western'),
  country('DE', 'Europe', 'EUR', lukas, 3, 'german'),
  country('FR', 'Europe', 'EUR', sofia, 2, 'latin'),
  country('GB', 'Europe', 'GBP', clara, 2, 'western'),
  country('ES', 'Europe', 'EUR', sofia, 1.2, 'latin'),
  country('IT', 'Europe', 'EUR', sofia, 1.4, 'latin'),
  country('PT', 'Europe', 'EUR', sofia, 0.6, 'latin'),
  country('PL', 'Europe', 'PLN', lukas, 0.8, 'western'),
  country('SE', 'Europe', 'SEK', lukas, 0.9, 'nordic'),
  country('CH', 'Europe', 'CHF', lukas, 1.2, 'german'),
  country('AT', 'Europe', 'EUR', lukas, 0.7, 'german'),
  country('BE', 'Europe', 'EUR', clara, 0.9, 'western'),
  country('US', 'Americas', 'USD', daniel, 3.4, 'western'),
  country('CA', 'Americas', 'CAD', daniel, 1.2, 'western'),
  country('MX', 'Americas', 'MXN', ana, 0.9, 'latin'),
  country('BR', 'Americas', 'BRL', ana, 1.3, 'latin'),
  country('CN', 'Greater China', 'CNY', wei, 2.4, 'chinese'),
  country('JP', 'Japan and Korea', 'JPY', haruka, 2.2, 'japanese'),
  country('KR', 'Japan and Korea', 'KRW', haruka, 1, 'korean'),
  country('IN', 'Asia Pacific', 'INR', priya, 1.3, 'indian'),
  country('AU', 'Asia Pacific', 'AUD', priya, 1, 'western'),
  country('SG', 'Asia Pacific', 'SGD', priya, 0.8, 'chinese'),
  country('VN', 'Asia Pacific', 'VND', priya, 0.4, 'vietnamese'),
  country('ZA', 'Middle East and Africa', 'ZAR', clara, 0.6, 'western'),
  country('AE', 'Middle East and Africa', 'AED', clara, 0.7, 'gulf'),
];
export function countryOf(code: string): Country {
  const found = countries.find((candidate) => candidate.code === code);
  if (!found) throw new Error(`the customer is not in ${code}`);
  return found;
}
