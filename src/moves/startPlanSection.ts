import { planItem } from '../model/planItem.ts';
import { defineMove, type MoveKind } from './move.ts';
import { reviewDay } from './reviewing.ts';

const sections = planItem.fields.section.choices;
const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** Write a first item, and review it, for a section of the account plan that has none on the horizon: one kind per section. */
export const startPlanSections: readonly MoveKind[] = Object.entries(sections).map(([section, label]) =>
  defineMove({
    kind: `startPlan${capital(section)}`,
    text: { en: `Start the section ${label.en} of the plan`, 'zh-CN': `开始计划的“${label['zh-CN']}”章节` },
    recordType: 'account',
    kpis: ['plan-currency'],
    candidates: ({ asOf, horizon, fiscalYear }) => `
      select a.id as record_id, null::text as owner_id, ${horizon} as due_on,
        jsonb_build_object('section', '${section}', 'fiscalYear', ${fiscalYear.year(horizon)}, 'reviewedOn', ${reviewDay(asOf, horizon)}) as facts
      from account a
      where a.plan_from <= ${horizon} and not exists (
        select from plan_item i
        where i.section = '${section}' and i.fiscal_year = ${fiscalYear.year(horizon)} and coalesce(i.done_on > ${horizon}, true))`,
    changes: ({ facts }) => [{ recordType: 'planItem', recordId: null, set: facts }],
  }),
);
