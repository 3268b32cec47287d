import type { FiscalYear } from '../fiscalYear.ts';
import type { Reason } from '../kpi.ts';
import { converted, planRates, rateOf } from './planRates.ts';

/** Which agreements come due and renew: the account's setting, and what holds without it. */
export interface Programmes {
  setting: 'ea_programs' | 'annuity_programs';
  defaults: readonly string[];
}
export const eaPrograms: Programmes = { setting: 'ea_programs', defaults: ['EA', 'EAS', 'SCE'] };
export const annuityPrograms: Programmes = { setting: 'annuity_programs', defaults: ['EA', 'EAS', 'SCE', 'CSP'] };

/** SQL: the account's list of programmes. */
export const programsOf = ({ setting, defaults }: Programmes): string =>
  `coalesce(ac.${setting}, array[${defaults.map((name) => `'${name}'`).join(', ')}])`;

/**
 * The subjects that a changed agreement touches: itself, those that it renews, and those that share a successor with
 * it, because a successor's value is divided in proportion to theirs.
 */
export const renewalTouches = `
    select id as subject from changed
    union
    select renewed.id from changed join agreement s on s.id = changed.id cross join unnest(s.renews_ids) as renewed(id)
    union
    select also.id from changed
    join (select s.renews_ids, renewed.id from agreement s cross join unnest(s.renews_ids) as renewed(id)) shared on shared.id = changed.id
    cross join unnest(shared.renews_ids) as also(id)`;

export const notEaType: Reason = { text: { en: 'The programme is not EA-type', 'zh-CN': '该计划不是 EA 类' }, field: 'program' };
export const successorNotEaType: Reason = {
  text: { en: "The successor's programme is not EA-type", 'zh-CN': '后续协议的计划不是 EA 类' },
  field: 'program',
};
export const notAnnuity: Reason = {
  text: { en: 'The programme is not an annuity programme', 'zh-CN': '该计划不是年金类' },
  field: 'program',
};
export const successorNotAnnuity: Reason = {
  text: { en: "The successor's programme is not an annuity programme", 'zh-CN': '后续协议的计划不是年金类' },
  field: 'program',
};
export const noAnnualValue: Reason = {
  text: { en: 'The annual value is empty or negative', 'zh-CN': '年金额为空或为负' },
  field: 'annualValue',
};
export const successorNoValue: Reason = {
  text: { en: "The successor's annual value is empty or negative", 'zh-CN': '后续协议的年金额为空或为负' },
  field: 'annualValue',
};
export const renewalReasons = {
  noDueOn: { text: { en: 'Neither an end nor a termination is known', 'zh-CN': '到期日和终止日均为空' }, field: 'endsOn' },
  noSuccessor: { text: { en: 'No successor names this agreement', 'zh-CN': '没有后续协议续约此协议' }, field: 'renews' },
  successorNotSigned: { text: { en: 'The successor is not signed', 'zh-CN': '后续协议尚未签署' }, field: 'signedOn' },
  successorNoTerm: { text: { en: "The successor's start or end is empty", 'zh-CN': '后续协议的开始日或到期日为空' }, field: 'endsOn' },
  successorTooShort: {
    text: { en: 'The successor runs less than 12 months: an extension', 'zh-CN': '后续协议不足 12 个月，仅为延期' },
    field: 'endsOn',
  },
  successorSignedLate: {
    text: { en: 'The successor was signed too long after the due date', 'zh-CN': '后续协议签署过晚' },
    field: 'signedOn',
  },
} as const satisfies Record<string, Reason>;

interface Asked {
  programs: Programmes;
  /** Keys of `excluded`. */
  notOfProgram: string;
  successorNotOfProgram: string;
  /** Whether an agreement needs an annual value of its own; valuedCandidates always asks for one. */
  needsValue?: boolean;
}

/** SQL: why `s` does not renew `p`; null where it does. `term` of at least 12 months: an end is the last day in force. */
const unrenewed = ({ programs, successorNotOfProgram }: Asked) => `
        case
          when s.id is null then 'noSuccessor'
          when s.program is null or not s.program = any(${programsOf(programs)}) then '${successorNotOfProgram}'
          when s.signed_on is null then 'successorNotSigned'
          when s.starts_on is null or s.ends_on is null then 'successorNoTerm'
          when (s.starts_on + interval '12 months')::date > s.ends_on + 1 then 'successorTooShort'
          when s.signed_on > p.due_on + coalesce(ac.renewal_grace_days, 90) then 'successorSignedLate'
        end`;

/** Every agreement with the day on which it comes due, and who succeeds whom (each once, nobody itself). */
const dueAndLinks = `
    due as not materialized (
      select a.id, a.organization_id, a.owner_id, a.program, a.annual_value, a.annual_value_currency,
        least(a.ends_on, a.terminated_on) as due_on
      from agreement a
    ),
    link as not materialized (
      select distinct renewed.id as predecessor_id, s.id as successor_id
      from agreement s cross join unnest(s.renews_ids) as renewed(id) where renewed.id <> s.id
    )`;
const accountSettings = 'left join account ac on true';

/**
 * Common table expressions ending in `candidate`: a row per agreement and successor (one with successor_id null where
 * there is none), with `excluded` for the agreement, `unrenewed` for the successor, and `place`, the successor's
 * position among those that renew, in order of signature. `is_first` marks one row per agreement.
 */
export const candidates = (asked: Asked): string => `
    with ${dueAndLinks},
    paired as not materialized (
      select p.id, p.organization_id, p.owner_id, p.program, p.annual_value, p.annual_value_currency, p.due_on,
        case
          when p.program is null or not p.program = any(${programsOf(asked.programs)}) then '${asked.notOfProgram}'
          when p.due_on is null then 'noDueOn'
          ${asked.needsValue ? "when p.annual_value is null or p.annual_value < 0 then 'noAnnualValue'" : ''}
        end as excluded,
        s.id as successor_id, s.program as successor_program, s.signed_on, ${unrenewed(asked)} as unrenewed
      from due p ${accountSettings}
      left join link on link.predecessor_id = p.id
      left join agreement s on s.id = link.successor_id
    ),
    candidate as not materialized (
      select paired.*,
        row_number() over (partition by id order by successor_id collate "C") = 1 as is_first,
        row_number() over (partition by id order by unrenewed is not null, signed_on, successor_id collate "C") as place
      from paired
    )`;

/**
 * As `candidates`, with values: `share`, what the successor brings to this agreement in this agreement's currency (a
 * successor of several is divided in proportion to their values, in equal parts where all are zero), and `cumulated`
 * over the successors that renew, in order of signature. Other currencies are converted with the plan rates of the
 * fiscal year of the due date.
 */
export function valuedCandidates(asked: Asked, fiscalYear: FiscalYear): string {
  const own = { currency: 'e.currency', rate: 'e.rate' };
  const successor = { currency: 'e.successor_currency', rate: 'e.successor_rate' };
  const other = { currency: 'e.other_currency', rate: 'e.other_rate' };
  const lacks = (side: { currency: string; rate: string }) =>
    `(${side.currency} <> e.currency and (${side.rate} is null or e.rate is null))`;
  return `
    with ${planRates}, ${dueAndLinks},
    -- a row per agreement, successor, and agreement that this successor renews
    each as not materialized (
      select p.id, p.organization_id, p.owner_id, p.program, p.annual_value, p.annual_value_currency, p.due_on, p.fiscal_year,
        p.currency, p.excluded, ${rateOf('p.currency', 'p.reporting', 'own_rate')} as rate,
        s.id as successor_id, s.program as successor_program, s.signed_on, s.annual_value as successor_value,
        coalesce(s.annual_value_currency, p.reporting) as successor_currency,
        ${rateOf('coalesce(s.annual_value_currency, p.reporting)', 'p.reporting', 'successor_rate')} as successor_rate,
        greatest(coalesce(other.annual_value, 0), 0) as other_value,
        coalesce(other.annual_value_currency, p.reporting) as other_currency,
        ${rateOf('coalesce(other.annual_value_currency, p.reporting)', 'p.reporting', 'other_rate')} as other_rate,
        coalesce(${unrenewed(asked)}, case when s.annual_value is null or s.annual_value < 0 then 'successorNoValue' end) as unrenewed
      from (
        select due.*, ${fiscalYear.year('due.due_on')} as fiscal_year,
          coalesce(ac.currency, 'USD') as reporting, coalesce(due.annual_value_currency, ac.currency, 'USD') as currency,
          case
            when due.program is null or not due.program = any(${programsOf(asked.programs)}) then '${asked.notOfProgram}'
            when due.due_on is null then 'noDueOn'
            when due.annual_value is null or due.annual_value < 0 then 'noAnnualValue'
          end as excluded
        from due ${accountSettings}
      ) p ${accountSettings}
      left join link on link.predecessor_id = p.id
      left join agreement s on s.id = link.successor_id
      left join link shared on shared.successor_id = s.id
      left join agreement other on other.id = shared.predecessor_id
      left join plan_rate own_rate on own_rate.fiscal_year = p.fiscal_year and own_rate.currency = p.currency
      left join plan_rate successor_rate on successor_rate.fiscal_year = p.fiscal_year and successor_rate.currency = s.annual_value_currency
      left join plan_rate other_rate on other_rate.fiscal_year = p.fiscal_year and other_rate.currency = other.annual_value_currency
    ),
    -- a row per agreement and successor
    shared_out as not materialized (
      select e.id, e.organization_id, e.owner_id, e.program, e.annual_value, e.annual_value_currency, e.due_on, e.excluded,
        e.successor_id, e.successor_program, e.signed_on, e.unrenewed, e.successor_value,
        ${converted('e.successor_value', successor, own)} as converted_value,
        sum(${converted('e.other_value', other, own)}) as weight, count(*) as predecessors,
        e.unrenewed is null and bool_or(${lacks(successor)} or (e.other_value > 0 and ${lacks(other)})) as lacks_rate
      from each e
      group by e.id, e.organization_id, e.owner_id, e.program, e.annual_value, e.annual_value_currency, e.due_on, e.excluded,
        e.successor_id, e.successor_program, e.signed_on, e.unrenewed, e.successor_value,
        e.successor_currency, e.successor_rate, e.currency, e.rate
    ),
    renewing as not materialized (
      select w.*, case when w.unrenewed is null then
          case when w.weight > 0 then w.converted_value * greatest(w.annual_value, 0) / w.weight else w.converted_value / w.predecessors end
        end as share
      from shared_out w
    ),
    candidate as not materialized (
      select id, organization_id, owner_id, program, annual_value, annual_value_currency, due_on,
        successor_id, successor_program, signed_on, unrenewed, share,
        coalesce(excluded, case when bool_or(lacks_rate) over (partition by id) then 'noPlanRate' end) as excluded,
        sum(share) over (partition by id order by signed_on, successor_id collate "C" rows unbounded preceding) as cumulated,
        row_number() over (partition by id order by successor_id collate "C") = 1 as is_first
      from renewing
    )`;
}

/**
 * The rows of `candidate`: a part '' with the denominator, from the due date on, and one per successor with the numerator.
 * @param excluded SQL: why the successor's part does not count.
 */
export const renewalParts = ({
  excluded,
  numerator,
  denominator,
}: {
  excluded: string;
  numerator: string;
  denominator: string;
}): string => `
    cross join lateral (
      select '' as part, c.excluded, c.due_on as counts_from, 0::numeric as numerator, ${denominator} as denominator where c.is_first
      union all
      select 'renewed:' || coalesce(c.successor_id, ''), coalesce(c.excluded, ${excluded}), greatest(c.due_on, c.signed_on), ${numerator}, 0
      where c.excluded is null or (c.excluded = 'noPlanRate' and c.successor_id is not null)
    ) row`;
