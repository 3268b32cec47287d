import { keyWinAtClose } from './keyWinAtClose.ts';
import { defineMove } from './move.ts';

/** Attach a partner to a win of the last 30 days: the one that its organization, else the account, works with most. */
export const attachPartner = defineMove({
  kind: 'attachPartner',
  text: { en: 'Attach a partner to the win', 'zh-CN': '为赢单添加合作伙伴' },
  recordType: 'opportunity',
  kpis: ['partner-attach'],
  candidates: ({ asOf }) => `
    select o.id as record_id, o.owner_id, o.closed_on + 30 as due_on, jsonb_build_object('partner', usual.id) as facts
    from opportunity o
    cross join lateral (
      select p.id from partner p
      left join opportunity other on p.id = any (other.partners_ids)
      group by p.id
      order by count(*) filter (where other.organization_id = o.organization_id) desc, count(other.id) desc, p.id collate "C" limit 1
    ) usual
    where ${keyWinAtClose(asOf)} and not exists (select from unnest(o.partners_at_close) as named(id) where named.id <> '')
    order by o.closed_on, o.id limit 200`,
  changes: ({ record_id, facts }) => [{ recordType: 'opportunity', recordId: record_id, set: { partners: [facts.partner] } }],
});
