import type { PersonSeed, TenantSeed } from '../../demo/tenant.ts';

const person = (number: number, name: string, more: Partial<PersonSeed> = {}): PersonSeed => ({
  id: `0000000${number}-0000-4000-8000-000000000000`,
  displayName: name,
  userPrincipalName: `${name.split(' ')[0]?.toLowerCase()}@contoso.example`,
  jobTitle: 'Account manager',
  country: 'DE',
  timeZone: 'Europe/Berlin',
  preferredLanguage: 'en-US',
  managerId: null,
  ...more,
});

export const ANNA = person(1, 'Anna Berg', { jobTitle: 'Global Account Manager' });
export const BO = person(2, 'Bo Chen', { managerId: ANNA.id, country: 'CN', timeZone: 'Asia/Shanghai', preferredLanguage: 'zh-CN' });
export const CLEO = person(3, 'Cleo Diaz', { managerId: ANNA.id, isGuest: true });
/** In the directory, on no team. */
export const OUTSIDER = person(4, 'Oto Novak');

export const TEAM_ID = '22222222-2222-4222-8222-222222222222';
export const GENERAL_ID = '19:general@thread.tacv2';
export const PRIVATE_ID = '19:private@thread.tacv2';

/** A team of three, two channels, and two lists: deals with every type of column, and empty cells. */
export function smallTenant(deals = 5): TenantSeed {
  return {
    tenantId: '72f988bf-0000-4000-8000-2d7cd011db47',
    domain: 'contoso.example',
    people: [ANNA, BO, CLEO, OUTSIDER],
    team: {
      id: TEAM_ID,
      displayName: 'Contoso account',
      channels: [
        { id: GENERAL_ID, displayName: 'General', membershipType: 'standard' },
        { id: PRIVATE_ID, displayName: 'Leads', membershipType: 'private', memberIds: [ANNA.id] },
      ],
      memberIds: [ANNA.id, BO.id, CLEO.id],
      ownerIds: [ANNA.id],
    },
    lists: [
      {
        displayName: 'Deals',
        columns: [
          { displayName: 'Deal id', type: 'text' },
          { displayName: 'Amount (USD)', type: 'number' },
          { displayName: 'Close date', type: 'date' },
          { displayName: 'Key win', type: 'boolean' },
          { displayName: 'Stage', type: 'choice', choices: ['Open', 'Won', 'Lost'] },
          { displayName: 'Notes', type: 'note' },
          { displayName: 'Modified', type: 'text' },
          { displayName: '金额', type: 'text' },
        ],
        rows: Array.from({ length: deals }, (_, index) => ({
          'Deal id': `D${index + 1}`,
          'Amount (USD)': (index + 1) * 100,
          'Close date': '2017-03-01',
          'Key win': index === 0,
          Stage: index % 2 === 0 ? 'Won' : 'Open',
          ...(index === 0 ? { Modified: 'by hand', 金额: '100' } : {}),
        })),
      },
      { displayName: 'Quiet list', columns: [{ displayName: 'Name', type: 'text' }], rows: [] },
    ],
  };
}
