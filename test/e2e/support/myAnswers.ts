import type { Calendars, ClosedAccounts, Connections, Edit, Edits, HeldData } from '../../../src/server/contract.ts';

/** The answers of the pages about the person who looks: what runs in their name, and their edits. */
export const connections = (language: 'en' | 'zh-CN'): Connections => ({
  available: true,
  because: null,
  connections: [
    {
      purpose: 'calendar',
      title: language === 'en' ? 'Your customer meetings' : '您的客户会议',
      explanation: language === 'en' ? 'Reads meetings with the customer from your calendar.' : '从您的日历读取与客户的会议。',
      permissions: ['Calendars.Read'],
      state: 'off',
      since: null,
      lostBecause: null,
    },
    {
      purpose: 'writeBack',
      title: language === 'en' ? 'Your edits' : '您的编辑',
      explanation: language === 'en' ? 'Writes what you edit into the list later, when it takes it.' : '稍后将您的编辑写入列表。',
      permissions: ['Sites.ReadWrite.All'],
      state: 'connected',
      since: '2025-12-01T08:00:00.000Z',
      lostBecause: null,
    },
  ],
});

const edit = (id: string, state: Edit['state'], more: Partial<Edit> = {}): Edit => ({
  id,
  recordType: 'opportunity',
  recordId: 'OPP-0042',
  title: 'Datacenter move',
  state,
  fields: [{ field: 'expectedClose', label: 'Expected close', before: '2026-01-31', after: '2026-02-28' }],
  isMine: true,
  by: 'Mara Lindqvist',
  askedAt: '2025-12-31T06:15:00.000Z',
  retryAt: null,
  settledAt: null,
  undoes: null,
  problem: null,
  canUndo: false,
  canRetry: false,
  canWithdraw: false,
  ...more,
});
export const edits = (question: URLSearchParams): Edits => ({
  total: 3,
  page: Number(question.get('page') ?? 1),
  limit: 25,
  next: null,
  edits: [
    edit('e1', 'conflict', {
      canRetry: true,
      canWithdraw: true,
      problem: {
        type: 'conflict',
        text: 'It was changed at the source meanwhile.',
        sourceUrl: 'https://contoso.example/42',
        conflict: {
          version: '"7"',
          fields: [
            {
              field: 'expectedClose',
              label: 'Expected close',
              known: '2026-01-31',
              current: '2026-03-31',
              wished: '2026-02-28',
              changedBy: 'Sven Berg',
              changedAt: null,
            },
          ],
        },
      },
    }),
    edit('e2', 'refused', {
      title: 'Cloud move',
      problem: { type: 'source-forbidden', text: 'The list takes no change from you.', sourceUrl: null, conflict: null },
    }),
    edit('e3', 'written', { title: 'Network renewal', canUndo: true, settledAt: '2025-12-31T06:16:00.000Z' }),
  ],
});

export const calendars: Calendars = { source: 'calendar', read: 2, mine: null, calendars: null };
export const held = (language: 'en' | 'zh-CN'): HeldData => ({
  person: { id: 'p_1', name: 'Mara Lindqvist', address: 'mara@contoso.example', title: 'Global Account Manager', directoryId: null },
  sameName: 1,
  held: [
    {
      where: 'person',
      what: language === 'en' ? 'Name, address and title' : '姓名、地址和职务',
      why: language === 'en' ? 'So that records can say whose they are.' : '以便记录说明归属。',
      kept: language === 'en' ? 'As long as a record names you.' : '只要有记录提到您。',
      rows: 1,
    },
  ],
  records: [
    { recordType: 'opportunity', id: 'OPP-0042', sourceUrl: 'https://contoso.example/42', versions: 3 },
    { recordType: 'meeting', id: 'M-17', sourceUrl: null, versions: 1 },
  ],
  notes: [language === 'en' ? 'Spoke about the move.' : '讨论了迁移。'],
  recipients: language === 'en' ? 'Nobody else gets it.' : '没有其他人会得到。',
});
export const closedAccounts: ClosedAccounts = {
  accounts: [
    { id: 'a9', slug: 'woodgrove', name: 'Woodgrove', closedAt: '2025-12-20T08:00:00.000Z', deletedOn: '2026-01-19T08:00:00.000Z' },
  ],
};
