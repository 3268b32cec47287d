import type { CellSeed } from '../tenant.ts';
import { randomOf } from './random.ts';
import { addDays, products, storyDate } from './story.ts';

type Row = Readonly<Record<string, CellSeed>>;

/** Rows that nobody can understand: each lands in quarantine, for the reason beside it. */
export const oddRows = {
  // An unknown country.
  organization: [
    { 'Organization no.': 'ORG-901', 'Organization name': 'Kestrane Research Station', Country: 'Atlantis', Region: 'Europe' },
  ],
  agreement: [
    // A programme that does not exist.
    {
      'Agreement no.': 'AG-9901',
      'Organization no.': 'ORG-003',
      Programme: 'Platinum',
      'Starts on': '2025-07-01',
      'Ends on': '2026-06-30',
      'Annual value': 120000,
      Currency: 'USD',
    },
    // No number.
    {
      'Organization no.': 'ORG-004',
      Programme: 'EA',
      'Starts on': '2024-01-01',
      'Ends on': '2026-12-31',
      'Annual value': 88000,
      Currency: 'USD',
    },
    // Two currencies in one cell.
    {
      'Agreement no.': 'AG-9903',
      'Organization no.': 'ORG-005',
      Programme: 'CSP',
      'Starts on': '2026-01-01',
      'Ends on': '2026-12-31',
      'Annual value': 41000,
      Currency: 'EUR/USD',
    },
  ],
  revenue: [
    {
      Entry: 'R-990001',
      'Customer group': 'Kestrane Group',
      'Booking date': '2026-09-15',
      Amount: 18250.5,
      Currency: 'EUR',
      'Kind of entry': 'Billed',
      'Used in': 'Neverland',
    },
    {
      Entry: 'R-990002',
      'Customer group': 'Kestrane Group',
      'Booking date': '2026-10-15',
      Amount: 9400,
      Currency: 'EUR/USD',
      'Kind of entry': 'Billed',
    },
    { 'Customer group': 'Kestrane Group', 'Booking date': '2026-08-14', Amount: 7700, Currency: 'USD', 'Kind of entry': 'Billed' },
  ],
  contact: [{ 'Contact no.': 'CON-901', 'Full name': 'Unknown', Level: 'Boss', 'Organization no.': 'ORG-001' }],
  meeting: [{ 'Meeting no.': 'MTG-9001', Date: '2026-10-06', 'Kind of meeting': 'Lunch', Attendees: 'CON-001:accepted' }],
  score: [{ 'Answer no.': 'SC-9001', Wave: 'WAVE-13', 'Contact no.': 'CON-003', 'Answered on': '2026-11-10', Method: 'Stars', Score: 4 }],
  planItem: [{ 'Plan no.': 'PLAN-27-901', Chapter: 'Miscellaneous', What: 'Clear the inbox', 'Fiscal year': 2027 }],
  rate: [{ Key: 'FY2027-XX', 'Fiscal year': 2027, Currency: 'Moon dollar', 'USD for one': 1 }],
} as const satisfies Record<string, readonly Row[]>;

/** The revenue ledger is one for all customers. What is not ours must leave no trace, not even where it cannot be understood. */
export function otherCustomers(): Row[] {
  const random = randomOf('other customers');
  return Array.from({ length: 240 }, (_, index) => ({
    Entry: `R-8${String(index + 1).padStart(5, '0')}`,
    'Customer group': random.pick(['Ostrava Foods', 'Lumen Rail', 'Harrow & Finch']),
    'Invoiced to': random.pick(['Ostrava Foods a.s.', 'Lumen Rail SE', 'Harrow & Finch LLP']),
    'Booking date': addDays(storyDate, -random.integer(1, 800)),
    Amount: random.integer(1_000, 900_000) / 4,
    Currency: index % 60 === 7 ? 'none' : random.pick(['EUR', 'GBP', 'USD']),
    'Kind of entry': 'Billed',
    Product: random.pick(products),
  }));
}
