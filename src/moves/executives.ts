/**
 * SQL: executives (CXO, VP) who are active on the horizon and whom no meeting covers then, with a day to meet them:
 * in the last 60 days before the horizon, but not before today.
 * @param days SQL over `c`: for how many days a meeting counts.
 */
export const uncovered = ({
  asOf,
  horizon,
  days,
  also,
  meeting,
  owner,
}: {
  asOf: string;
  horizon: string;
  days: string;
  /** SQL over `c`: which executives. */
  also: string;
  /** SQL over `m`: which meetings count. */
  meeting: string;
  /** SQL over `c`: who can bring it about. */
  owner: string;
}): string => `
    select c.id as record_id, ${owner} as owner_id, ${horizon} as due_on,
      jsonb_build_object('heldOn', greatest(${asOf}, ${horizon} - least(60, ${days} - 1), c.active_from)) as facts
    from contact c
    where c.level in ('CXO', 'VP') and ${also}
      and coalesce(c.active_from <= ${horizon}, true) and coalesce(c.active_until >= ${horizon}, true)
      and not exists (
        select from meeting m
        where m.contacts && array[c.id || ':accepted', c.id || ':confirmed'] and m.kind in ('meeting', 'call', 'visit') and ${meeting}
          and coalesce(m.number_of_people, 0) <= 20 and m.held_on > ${horizon} - ${days} and m.held_on <= ${horizon})
    order by c.id limit 2000`;
