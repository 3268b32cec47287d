import type { Sheet } from './sheets.ts';
import { customerName } from './story.ts';

/** The lists on the team's site, as people have named them and their columns. */
export const sheets = {
  organization: {
    type: 'organization', list: 'Organizations', id: 'Organization no.',
    headers: { name: 'Organization name', country: 'Country', region: 'Region', parent: 'Part of', lineOfBusiness: 'Line of business', conditionsInScope: 'Conditions agreed per site' },
  },
  agreement: {
    type: 'agreement', list: 'Agreements', id: 'Agreement no.',
    headers: {
      organization: 'Organization no.', program: 'Programme', startsOn: 'Starts on', endsOn: 'Ends on', terminatedOn: 'Terminated on', annualValue: 'Annual value', signedOn: 'Signed on',
      renews: 'Renews agreement', lines: 'Products and seats', countriesOfUse: 'Countries of use', owner: 'Responsible',
    },
  },
  opportunity: {
    type: 'opportunity', list: 'Opportunities', id: 'Deal no.',
    headers: {
      name: 'Deal', organization: 'Organization no.', type: 'Kind of deal', stage: 'Stage', status: 'Outcome', forecastCategory: 'Forecast', amount: 'Amount', createdOn: 'Opened on', proposedOn: 'Proposal sent on',
      expectedClose: 'Expected close', closedOn: 'Closed on', owner: 'Responsible', product: 'Product', motion: 'Route', partners: 'Partners involved', servicesAttached: 'With services', keyWin: 'Key deal',
      businessValue: 'Value for the customer', agreement: 'Agreement no.',
    },
  },
  revenue: {
    type: 'revenue', list: 'Global revenue ledger', id: 'Entry', where: { column: 'Customer group', equals: customerName }, byName: ['organization'],
    headers: { organization: 'Invoiced to', recognisedOn: 'Booking date', amount: 'Amount', kind: 'Kind of entry', product: 'Product', agreement: 'Agreement no.', countryOfUse: 'Used in' },
  },
  target: {
    type: 'target', list: 'Targets', id: 'Target no.', headers: { kpi: 'Measure', period: 'Period', value: 'Goal', organization: 'Organization no.' },
  },
  rate: { type: 'rate', list: 'Plan rates', id: 'Key', headers: { fiscalYear: 'Fiscal year', currency: 'Currency', planRate: 'USD for one' } },
  partner: { type: 'partner', list: 'Partners', id: 'Partner no.', headers: { name: 'Partner name', kind: 'Kind of partner' } },
  contact: {
    type: 'contact', list: 'Contacts', id: 'Contact no.',
    headers: {
      name: 'Full name', title: 'Job title', level: 'Level', organization: 'Organization no.', activeFrom: 'In office since', activeUntil: 'Left on', relationshipOwner: 'Looked after by', sponsor: 'Our sponsor',
      sponsorCadence: 'Sponsor meets every (days)', address: 'E-mail',
    },
  },
  meeting: {
    type: 'meeting', list: 'Customer meetings', id: 'Meeting no.',
    headers: {
      contacts: 'Attendees', heldOn: 'Date', kind: 'Kind of meeting', numberOfPeople: 'People', owner: 'Responsible', organizer: 'Invited by', businessValueDiscussed: 'Value discussed', answeredOn: 'Answered on',
      opportunity: 'Deal no.', value: 'Which value', withSponsor: 'Sponsor present',
    },
  },
  survey: { type: 'survey', list: 'Survey waves', id: 'Wave', headers: { organization: 'Organization no.', closesOn: 'Closes on', invited: 'Invited' } },
  score: {
    type: 'score', list: 'Survey answers', id: 'Answer no.',
    headers: {
      survey: 'Wave', contact: 'Contact no.', organization: 'Organization no.', answeredOn: 'Answered on', method: 'Method', score: 'Score', scaleMin: 'Scale from', scaleMax: 'Scale to', comment: 'Comment',
    },
  },
  condition: {
    type: 'condition', list: 'Conditions of satisfaction', id: 'Condition no.',
    headers: {
      organization: 'Organization no.', side: 'Side', text: 'Condition', measure: 'Measured by', owner: 'Responsible', dueOn: 'Due on', openedOn: 'Opened on', closedOn: 'Closed on', agreedOn: 'Agreed with the customer on',
      reviewedOn: 'Last reviewed on',
    },
  },
  planItem: {
    type: 'planItem', list: 'Account plan', id: 'Plan no.',
    headers: {
      section: 'Chapter', title: 'What', owner: 'Responsible', dueOn: 'Due on', firstDueOn: 'First due on', laterDateReason: 'Why later', doneOn: 'Done on', reviewedOn: 'Last reviewed on', motion: 'Route', value: 'Worth',
      fiscalYear: 'Fiscal year',
    },
  },
  review: { type: 'review', list: 'Review log', id: 'Review', headers: { recordType: 'Of what', record: 'Number', reviewedOn: 'Reviewed on', by: 'Reviewed by' } },
  deployment: {
    type: 'deployment', list: 'Deployment measurements', id: 'Measurement no.',
    headers: { organization: 'Organization no.', product: 'Product', measuredOn: 'Measured on', owned: 'Seats owned', deployed: 'Seats deployed', active: 'Seats active', current: 'Seats on a current version' },
  },
  commitment: {
    type: 'commitment', list: 'Commitments between teams', id: 'Request no.',
    headers: {
      teamAsked: 'Team asked', askedOn: 'Asked on', dueOn: 'Due on', firstDueOn: 'First due on', laterDateReason: 'Why later', answeredOn: 'Answered on', owner: 'Asked by', subject: 'Request',
    },
  },
  member: {
    type: 'member', list: 'Account team', id: 'Directory id',
    headers: { name: 'Full name', role: 'Role', country: 'Country', timeZone: 'Time zone', workingHours: 'Working hours', manager: 'Reports to' },
  },
} as const satisfies Record<string, Sheet>;
