import type { RecordType } from '../../../model/index.ts';

/**
 * By what a record type is told from others: of each group a list must have one field, or it is not of this type.
 * `foreign` are fields of another type that this one never has: an invoice has no stage.
 */
export interface Needs {
  groups: readonly (readonly string[])[];
  foreign?: readonly (readonly [RecordType, string])[];
}

export const needs: Readonly<Partial<Record<RecordType, Needs>>> = {
  organization: {
    groups: [['name'], ['country', 'parent', 'lineOfBusiness', 'region']],
    foreign: [
      ['opportunity', 'stage'],
      ['opportunity', 'closedOn'],
      ['contact', 'title'],
      ['agreement', 'endsOn'],
      ['revenue', 'recognisedOn'],
      ['contact', 'address'],
    ],
  },
  agreement: {
    groups: [['endsOn'], ['startsOn', 'signedOn', 'annualValue'], ['organization', 'program', 'annualValue', 'renews']],
    foreign: [
      ['opportunity', 'stage'],
      ['opportunity', 'expectedClose'],
    ],
  },
  opportunity: {
    groups: [
      ['stage', 'status'],
      ['amount', 'expectedClose', 'closedOn'],
      ['amount', 'name', 'organization', 'product'],
    ],
    foreign: [['planItem', 'section']],
  },
  revenue: {
    groups: [['recognisedOn'], ['amount'], ['organization', 'product', 'agreement', 'kind']],
    foreign: [
      ['opportunity', 'stage'],
      ['opportunity', 'status'],
      ['agreement', 'endsOn'],
      ['planItem', 'section'],
    ],
  },
  target: { groups: [['kpi'], ['period'], ['value']] },
  rate: { groups: [['currency'], ['planRate'], ['fiscalYear']] },
  partner: { groups: [['name'], ['kind']] },
  contact: {
    groups: [['name'], ['title', 'level', 'address'], ['organization', 'title', 'level', 'address']],
    foreign: [
      ['opportunity', 'stage'],
      ['score', 'score'],
      ['member', 'manager'],
      ['member', 'workingHours'],
    ],
  },
  meeting: {
    groups: [
      ['heldOn'],
      ['contacts', 'kind', 'businessValueDiscussed', 'withSponsor'],
      ['contacts', 'organizer', 'opportunity', 'numberOfPeople', 'businessValueDiscussed'],
    ],
    foreign: [
      ['opportunity', 'stage'],
      ['opportunity', 'amount'],
    ],
  },
  score: {
    groups: [['score'], ['contact', 'survey', 'organization'], ['answeredOn', 'method', 'survey']],
    foreign: [['opportunity', 'stage']],
  },
  survey: { groups: [['invited'], ['closesOn']] },
  condition: { groups: [['text'], ['side'], ['measure', 'agreedOn', 'reviewedOn', 'openedOn', 'dueOn']] },
  planItem: { groups: [['title'], ['section'], ['dueOn', 'reviewedOn', 'doneOn', 'fiscalYear']] },
  review: { groups: [['recordType'], ['record'], ['reviewedOn']] },
  deployment: { groups: [['product'], ['deployed', 'active', 'current'], ['owned', 'active', 'measuredOn']] },
  commitment: { groups: [['teamAsked'], ['dueOn', 'askedOn'], ['answeredOn', 'dueOn']] },
  member: {
    groups: [['name'], ['manager', 'workingHours', 'timeZone', 'role']],
    foreign: [
      ['contact', 'organization'],
      ['opportunity', 'stage'],
      ['organization', 'parent'],
    ],
  },
};

/** Fields on which a number depends, and which may hold for every row of a list: asked where no column gives them. */
export const askedConstants: Readonly<Partial<Record<RecordType, readonly string[]>>> = {
  opportunity: ['type'],
  revenue: ['kind'],
  score: ['method'],
};
