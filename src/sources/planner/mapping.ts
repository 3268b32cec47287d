import { model } from '../../model/index.ts';
import type { MappingEntry, SourceColumn } from '../mapping/types.ts';

/** What a task of Planner tells, by the names under which a mapping may use it. */
export const plannerColumns: readonly SourceColumn[] = [
  { name: 'id', displayName: 'id' },
  { name: 'title', displayName: 'title' },
  { name: 'kind', displayName: 'kind' },
  { name: 'bucket', displayName: 'bucket' },
  { name: 'label', displayName: 'label' },
  { name: 'assignedTo', displayName: 'assignedTo' },
  { name: 'createdBy', displayName: 'createdBy' },
  { name: 'createdOn', displayName: 'createdOn', kind: 'instant' },
  { name: 'dueOn', displayName: 'dueOn', kind: 'instant' },
  { name: 'completedOn', displayName: 'completedOn', kind: 'instant' },
  { name: 'fiscalYear', displayName: 'fiscalYear' },
];

const commitmentWords = /commitment|request|service level|\bsla\b|承诺|请求|协作/i;
/** A bucket for what other teams were asked holds commitments; every other holds items of the plan. */
export const kindOf = (bucket: string): 'planItem' | 'commitment' => (commitmentWords.test(bucket) ? 'commitment' : 'planItem');
export const isKind = (kind: 'planItem' | 'commitment') => ({ column: 'kind', equals: kind });

const section = model.planItem.fields.section;
/** Buckets that are called as a section is, in either language, are that section; whatever else they are called, they hold actions. */
const sections: Record<string, string> = { '*': 'actions' };
if (section?.kind === 'choice')
  for (const [key, label] of Object.entries(section.choices)) for (const word of [key, label.en, label['zh-CN']]) sections[word] = key;

export const planItemFields: MappingEntry['fields'] = {
  id: { column: 'id' },
  section: { column: 'bucket', values: sections },
  title: { column: 'title' },
  owner: { column: 'assignedTo' },
  dueOn: { column: 'dueOn' },
  doneOn: { column: 'completedOn' },
  fiscalYear: { column: 'fiscalYear' },
};
export const commitmentFields: MappingEntry['fields'] = {
  id: { column: 'id' },
  teamAsked: { column: 'label' },
  askedOn: { column: 'createdOn' },
  dueOn: { column: 'dueOn' },
  answeredOn: { column: 'completedOn' },
  owner: { column: 'createdBy' },
  subject: { column: 'title' },
};
