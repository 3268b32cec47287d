import type { HypotheticalChange } from '../engine/index.ts';
import type { MoveCandidate } from './move.ts';

/** SQL: the seats that agreements in force on a day own of the product of measurement `d`, null where none does. */
const ownedOn = (day: string): string => `(
      select sum(substring(line from ':\\s*([0-9]+(?:\\.[0-9]+)?)\\s*$')::numeric)
      from agreement a cross join unnest(a.lines) as line
      where a.organization_id is not distinct from d.organization_id and line ~ ':\\s*[0-9]+(\\.[0-9]+)?\\s*$'
        and trim(substring(line from '^(.*):[^:]*$')) = d.product
        and a.starts_on <= ${day} and coalesce(${day} < least(a.ends_on + 1, a.terminated_on), true))`;

/**
 * SQL: the newest measurement `d` of each product at each organization, from before today, with the seats that are
 * owned; those of it that `lacks` (SQL over `d`) selects.
 */
export const newestMeasurements = (asOf: string, lacks: string): string => `
    select d.id as record_id, null::text as owner_id, null::date as due_on,
      jsonb_build_object('organization', d.organization_id, 'product', d.product, 'measuredOn', ${asOf}, 'owned', d.owned::text,
        'seats', d.seats::text, 'deployed', d.deployed::text, 'active', d.active::text, 'current', d.current::text) as facts
    from (
      select d.*, coalesce(${ownedOn(asOf)}, d.owned) as seats
      from (
        select distinct on (organization_id, product) * from deployment
        where product is not null and deployed is not null and measured_on <= ${asOf}
        order by organization_id, product, measured_on desc, id collate "C" desc
      ) d
    ) d
    where d.measured_on < ${asOf} and ${lacks}
    order by d.id limit 2000`;

/** Another measurement today, equal to the newest but for what the move brings about. */
export const measuredAnew = (
  { facts: { seats, ...measured } }: MoveCandidate,
  brings: Readonly<Record<string, unknown>>,
): HypotheticalChange[] => [{ recordType: 'deployment', recordId: null, set: { ...measured, ...brings } }];
