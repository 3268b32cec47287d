import { Temporal } from 'temporal-polyfill';
import { type Field, model } from '../model/index.ts';
import { InvalidChangeError } from './errors.ts';
import type { HypotheticalChange } from './types.ts';

/** The id of a record that a hypothesis adds. */
export const hypotheticalId = (index: number): string => `hypothetical:${index + 1}`;

/**
 * Checks changes that a person asks about and brings them into the engine's shape: each type, field and value is known
 * to the model; added records have an id; a review that a new "reviewed on" would append is added too.
 * @throws InvalidChangeError naming the change and what was expected.
 */
export function hypothesis(changes: readonly HypotheticalChange[]): HypotheticalChange[] {
  const checked = changes.map((change, index) => {
    const definition = model[change.recordType];
    if (!definition) throw new InvalidChangeError(`change ${index + 1}: there is no record type "${change.recordType}"`);
    if (change.recordId === null && change.delete)
      throw new InvalidChangeError(`change ${index + 1}: only a record with an id can be deleted`);
    const set: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(change.set ?? {})) {
      const field = Object.hasOwn(definition.fields, name) ? definition.fields[name] : undefined;
      if (!field)
        throw new InvalidChangeError(
          `change ${index + 1}: ${change.recordType} has no field "${name}"; it has ${Object.keys(definition.fields).join(', ')}`,
        );
      set[name] = value === null ? null : checkedValue(field, value, `change ${index + 1}, ${name}`);
    }
    return { recordType: change.recordType, recordId: change.recordId ?? hypotheticalId(index), set, delete: change.delete ?? false };
  });
  return [...onePerRecord(checked), ...reviewsOf(checked)];
}

/** Several changes of one record are one: the later fields win. */
function onePerRecord(changes: readonly HypotheticalChange[]): HypotheticalChange[] {
  const merged = new Map<string, HypotheticalChange>();
  for (const change of changes) {
    const key = `${change.recordType}|${change.recordId}`;
    const earlier = merged.get(key);
    merged.set(key, earlier ? { ...change, set: { ...earlier.set, ...change.set } } : change);
  }
  return [...merged.values()];
}

function reviewsOf(changes: readonly HypotheticalChange[]): HypotheticalChange[] {
  return changes.flatMap((change) => {
    const reviewedOn = change.set.reviewedOn;
    if ((change.recordType !== 'condition' && change.recordType !== 'planItem') || typeof reviewedOn !== 'string' || change.delete)
      return [];
    return [
      {
        recordType: 'review' as const,
        recordId: `${change.recordType}:${change.recordId}:${reviewedOn}`,
        set: { recordType: change.recordType, record: change.recordId, reviewedOn },
        delete: false,
      },
    ];
  });
}

const decimal = /^-?\d+(\.\d+)?$/;
const number = (value: unknown): string | null => {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  return typeof text === 'string' && decimal.test(text) ? text : null;
};

function checkedValue(field: Field, value: unknown, where: string): unknown {
  const refuse = (expected: string): never => {
    throw new InvalidChangeError(`${where}: expected ${expected}, not ${JSON.stringify(value)?.slice(0, 60)}`);
  };
  switch (field.kind) {
    case 'date':
      return isDate(value) ? value : refuse('a date such as 2026-06-30 between 1990 and 2100');
    case 'number':
      return number(value) ?? refuse('a number');
    case 'integer':
      return typeof value === 'number' && Number.isSafeInteger(value) && Math.abs(value) <= 2_147_483_647
        ? value
        : refuse('a whole number');
    case 'boolean':
      return typeof value === 'boolean' ? value : refuse('true or false');
    case 'money': {
      const money =
        typeof value === 'object' && value !== null
          ? (value as { amount?: unknown; currency?: unknown })
          : { amount: value, currency: null };
      const amount = number(money.amount);
      const currency = money.currency ?? null;
      if (amount === null || (currency !== null && !(typeof currency === 'string' && /^[A-Z]{3}$/.test(currency))))
        return refuse('an amount such as {"amount": "1200.00", "currency": "EUR"}');
      return { amount, currency };
    }
    case 'choice':
      return typeof value === 'string' && Object.hasOwn(field.choices, value)
        ? value
        : refuse(`one of ${Object.keys(field.choices).join(', ')}`);
    case 'texts':
    case 'references':
    case 'countries':
      return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : refuse('a list of texts');
    default:
      return typeof value === 'string' ? value : refuse('a text');
  }
}

function isDate(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  try {
    const { year } = Temporal.PlainDate.from(value, { overflow: 'reject' });
    return year >= 1990 && year <= 2100;
  } catch {
    return false;
  }
}
