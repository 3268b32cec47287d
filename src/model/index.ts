import { account } from './account.ts';
import { agreement } from './agreement.ts';
import { commitment } from './commitment.ts';
import { condition } from './condition.ts';
import { contact } from './contact.ts';
import { deployment } from './deployment.ts';
import type { Field, RecordDefinition, RecordType } from './fields.ts';
import { meeting } from './meeting.ts';
import { member } from './member.ts';
import { opportunity } from './opportunity.ts';
import { organization } from './organization.ts';
import { partner } from './partner.ts';
import { planItem } from './planItem.ts';
import { rate } from './rate.ts';
import { revenue } from './revenue.ts';
import { review } from './review.ts';
import { score } from './score.ts';
import { survey } from './survey.ts';
import { target } from './target.ts';

/** Every record type, in the order in which one refers to another. */
export const model: Readonly<Record<RecordType, RecordDefinition>> = {
  account,
  organization,
  partner,
  agreement,
  opportunity,
  revenue,
  target,
  rate,
  contact,
  meeting,
  survey,
  score,
  condition,
  planItem,
  review,
  deployment,
  commitment,
  member,
};

export const fieldsOf = (type: RecordType): readonly (readonly [string, Field])[] => Object.entries(model[type].fields);

export * from './columns.ts';
export * from './fields.ts';
export * from './record.ts';
