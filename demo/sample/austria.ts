import type { CellSeed, ListSeed } from '../tenant.ts';
import type { EntryMapping } from './mapping.ts';
import type { Opportunity } from './opportunities.ts';
import type { Day } from './story.ts';

/** Austria keeps its deals in a workbook of its own, which somebody has loaded into a list: every column is text, in German. */
const list = 'Pipeline Österreich (aus Excel)';
const words = {
  type: { netNew: 'Neugeschäft', expansion: 'Erweiterung', renewal: 'Verlängerung' },
  status: { open: 'offen', won: 'gewonnen', lost: 'verloren' },
  forecastCategory: { commit: 'sicher', bestCase: 'möglich', pipeline: 'Pipeline', omitted: 'ohne' },
  motion: { sellTo: 'direkt', sellWith: 'mit Partner', sellThrough: 'über Partner' },
} as const;
const yesNo = { ja: true, nein: false };
const dates = { createdOn: 'Angelegt', proposedOn: 'Angebot', expectedClose: 'Abschluss geplant', closedOn: 'Abgeschlossen' } as const;
const texts = {
  name: 'Bezeichnung',
  organization: 'Org.-Nr.',
  stage: 'Phase',
  owner: 'Betreuer',
  product: 'Produkt',
  businessValue: 'Nutzen',
  agreement: 'Vertrag',
} as const;
const choices = { type: 'Art', status: 'Status', forecastCategory: 'Prognose', motion: 'Vertriebsweg' } as const;
const flags = { servicesAttached: 'Services', keyWin: 'Schlüsselprojekt' } as const;

const germanDate = (day: Day): string => day.split('-').reverse().join('.');

function rowOf(deal: Opportunity): Record<string, CellSeed> {
  const cells: Record<string, CellSeed> = { 'Nr.': deal.id };
  const put = (header: string, cell: string | null | undefined): void => {
    if (cell) cells[header] = cell;
  };
  for (const [field, header] of Object.entries(texts)) put(header, deal[field] as string);
  for (const [field, header] of Object.entries(dates)) put(header, typeof deal[field] === 'string' ? germanDate(deal[field]) : null);
  for (const [field, header] of Object.entries(choices))
    put(header, (words[field as keyof typeof words] as Record<string, string>)[String(deal[field])]);
  for (const [field, header] of Object.entries(flags)) put(header, deal[field] ? 'ja' : 'nein');
  const { amount, currency } = deal.amount as { amount: number; currency: string };
  return {
    ...cells,
    Betrag: String(amount),
    Währung: currency,
    ...(deal.partners ? { Partner: (deal.partners as string[]).join(';') } : {}),
  };
}

/** What is quarantined here, each row for one reason. */
const odd: readonly Record<string, CellSeed>[] = [
  {
    'Nr.': 'OPP-9101',
    Bezeichnung: 'Werkstattplanung Linz',
    Status: 'offen',
    Art: 'Neugeschäft',
    Betrag: '90000',
    Währung: 'EUR',
    'Abschluss geplant': '31.02.2026',
  },
  {
    'Nr.': 'OPP-9102',
    Bezeichnung: 'Lagerverwaltung Graz',
    Status: 'offen',
    Art: 'Neugeschäft',
    Betrag: 'twelve',
    Währung: 'EUR',
    'Abschluss geplant': '26.02.2027',
  },
  {
    'Nr.': 'OPP-9103',
    Bezeichnung: 'Kundenportal Wels',
    Status: 'offen',
    Art: 'Erweiterung',
    Betrag: 'ca. 80 Tsd.',
    Währung: 'EUR',
    'Abschluss geplant': '19.03.2027',
  },
  {
    'Nr.': 'OPP-9104',
    Bezeichnung: 'Endgeräteschutz Steyr',
    Status: 'gewonnen',
    Art: 'Neugeschäft',
    Betrag: '64000',
    Währung: 'EUR/USD',
    Abgeschlossen: '16.09.2026',
  },
  {
    'Nr.': 'OPP-9105',
    Bezeichnung: 'Qualitätsdaten Linz',
    Status: 'vielleicht',
    Art: 'Neugeschäft',
    Betrag: '120000',
    Währung: 'EUR',
    'Abschluss geplant': '18.12.2026',
  },
  {
    Bezeichnung: 'Noch ohne Nummer',
    Status: 'offen',
    Art: 'Neugeschäft',
    Betrag: '35000',
    Währung: 'EUR',
    'Abschluss geplant': '29.01.2027',
  },
];

export function austrianList(deals: readonly Opportunity[]): ListSeed {
  const headers = ['Nr.', ...[texts, dates, choices, flags].flatMap((part) => Object.values(part)), 'Betrag', 'Währung', 'Partner'];
  return { displayName: list, columns: headers.map((displayName) => ({ displayName, type: 'text' })), rows: [...deals.map(rowOf), ...odd] };
}
export const oddAustrianRows = odd.length;

const inverted = (of: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(of).map(([key, word]) => [word, key]));
export const austrianEntry: EntryMapping = {
  list,
  fields: {
    id: 'Nr.',
    ...texts,
    ...Object.fromEntries(Object.entries(dates).map(([field, column]) => [field, { column, format: 'dd.MM.yyyy' }])),
    ...Object.fromEntries(
      Object.entries(choices).map(([field, column]) => [field, { column, values: inverted(words[field as keyof typeof words]) }]),
    ),
    ...Object.fromEntries(Object.entries(flags).map(([field, column]) => [field, { column, values: yesNo }])),
    amount: { column: 'Betrag', currencyColumn: 'Währung' },
    partners: 'Partner',
  },
};
