import { Decimal } from 'decimal.js';
import { shownPersons } from '../../access/shownPersons.ts';
import type { Tx } from '../../store/database.ts';
import type { Money } from '../contract.ts';
import { namesOf } from '../reading.ts';
import type { AskedOfAccount } from '../route.ts';

interface Listed {
  organizationId: string | null;
  organization: string | null;
  country: string | null;
  ownerId: string | null;
  missingRate: string | null;
}

/** Amounts in one currency, exactly summed. */
export const sumOf = (amounts: readonly (string | null)[], currency: string): { records: number; amount: Money } => ({
  records: amounts.length,
  amount: moneyOf(amounts.reduce((sum, amount) => sum.plus(amount ?? 0), new Decimal(0)).toFixed(), currency),
});

/** Rates have many digits; money has two. */
export const moneyOf = (amount: string, currency: string): Money => ({
  amount: new Decimal(amount).toDecimalPlaces(2).toFixed(),
  currency,
});
export const moneyOrNull = (amount: string | null, currency: string): Money | null => (amount === null ? null : moneyOf(amount, currency));

export const missingRatesOf = (rows: readonly Listed[]): string[] => [...new Set(rows.flatMap((row) => row.missingRate ?? []))].sort();

export const organizationOf = ({ organizationId, organization, country }: Listed) =>
  organizationId === null ? null : { id: organizationId, name: organization, country };

export interface Owner {
  owner: string | null;
  ownerName: string | null;
}
const nobody: Owner = { owner: null, ownerName: null };

/** Whose each row is, as far as the policy on figures about people lets the caller know: who it is goes with the name. */
export async function ownersOf(
  tx: Tx,
  { visit, account }: Pick<AskedOfAccount, 'visit' | 'account'>,
  rows: readonly Pick<Listed, 'ownerId'>[],
): Promise<(ownerId: string | null) => Owner> {
  const shows = await shownPersons(tx, account.id, visit);
  const isShown = (id: string | null): id is string => id !== null && shows(id);
  const names = await namesOf(tx, account.id, rows.map((row) => row.ownerId).filter(isShown));
  return (ownerId) => (isShown(ownerId) ? { owner: ownerId, ownerName: names.get(ownerId) ?? null } : nobody);
}

/** Their names alone. */
export async function ownerNames(...asked: Parameters<typeof ownersOf>): Promise<(ownerId: string | null) => string | null> {
  const ownerOf = await ownersOf(...asked);
  return (ownerId) => ownerOf(ownerId).ownerName;
}
