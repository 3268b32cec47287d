import { sql } from 'kysely';
import type { Tx } from '../store/database.ts';
import type { NudgeRow } from './reconcile.ts';
import type { NudgeAnswer } from './rule.ts';

export interface Choice {
  value: string;
  name: string;
  /** Of an opportunity. */
  amount: string | null;
  currency: string | null;
  on: string | null;
}
/** More than this is looked for in the source. */
const mostChoices = 25;

/** What may be chosen for an answer, the likeliest first. */
export async function choicesFor(tx: Tx, accountId: string, answer: NudgeAnswer, row: Pick<NudgeRow, 'facts'>): Promise<Choice[]> {
  switch (answer.kind) {
    case 'date':
      return [];
    case 'partner':
      return partners(tx, accountId, organizationOf(row));
    case 'openOpportunity':
      return openOpportunities(tx, accountId, organizationOf(row));
  }
}

/** Whether a value may be answered at all, also one that is not among the first. An opportunity that renews another agreement by now is not taken from it. */
export async function isChoice(
  tx: Tx,
  accountId: string,
  answer: NudgeAnswer,
  row: Pick<NudgeRow, 'facts' | 'record_id'>,
  value: string,
): Promise<boolean> {
  if (answer.kind === 'date') return true;
  const found =
    answer.kind === 'partner'
      ? await sql`select 1 from partner where account_id = ${accountId} and known_until = 'infinity' and id = ${value}`.execute(tx)
      : await sql`
          select 1 from opportunity where account_id = ${accountId} and known_until = 'infinity' and id = ${value} and status = 'open'
            and organization_id is not distinct from ${organizationOf(row)} and (agreement_id is null or agreement_id = ${row.record_id})`.execute(
          tx,
        );
  return found.rows.length > 0;
}

const organizationOf = ({ facts }: Pick<NudgeRow, 'facts'>): string | null =>
  typeof facts.organization === 'string' ? facts.organization : null;

/** Those that this organization works with most, then those that the account does. */
async function partners(tx: Tx, accountId: string, organizationId: string | null): Promise<Choice[]> {
  const found = await sql<Choice>`
    with used as (
      select partner_id as id, count(*) as all_of_them, count(*) filter (where o.organization_id = ${organizationId}) as here
      from opportunity o cross join unnest(o.partners_ids) as partner_id
      where o.account_id = ${accountId} and o.known_until = 'infinity' group by partner_id
    )
    select p.id as value, coalesce(p.name, p.id) as name, null as amount, null as currency, null as "on"
    from partner p left join used on used.id = p.id
    where p.account_id = ${accountId} and p.known_until = 'infinity'
    order by coalesce(used.here, 0) desc, coalesce(used.all_of_them, 0) desc, name, p.id limit ${mostChoices}`.execute(tx);
  return found.rows;
}

/** Of one organization, renewals first; one that renews another agreement already is not offered. */
async function openOpportunities(tx: Tx, accountId: string, organizationId: string | null): Promise<Choice[]> {
  const found = await sql<Choice>`
    select o.id as value, coalesce(o.name, o.id) as name, o.amount, o.amount_currency as currency, o.expected_close as "on"
    from opportunity o
    where o.account_id = ${accountId} and o.known_until = 'infinity' and o.status = 'open' and o.organization_id is not distinct from ${organizationId}
      and o.agreement_id is null
    order by o.type = 'renewal' desc nulls last, o.expected_close nulls last, o.id limit ${mostChoices}`.execute(tx);
  return found.rows;
}
