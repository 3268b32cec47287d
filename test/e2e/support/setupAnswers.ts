import type {
  Access,
  AvailableLists,
  ConnectedSource,
  Links,
  ListMaking,
  MappingPreview,
  ProposedLists,
  Records,
  RecordType,
  Setup,
  Unmatched,
} from '../../../src/server/contract.ts';
import { channel } from './manageAnswers.ts';

/** The answers of the pages by which an account is set up: steps, lists, mappings, access. */
type Language = 'en' | 'zh-CN';
const say = (language: Language, en: string, zh: string): string => (language === 'en' ? en : zh);

export function setup(language: Language): Setup {
  const wait = (key: string, kind: Setup['missing']['waits'][number]['kind'], more: Partial<Setup['missing']['waits'][number]>) => ({
    key,
    kind,
    step: 'lists' as const,
    recordType: null,
    field: null,
    source: null,
    currencies: [],
    period: null,
    isNeeded: true,
    isDismissed: false,
    kpis: ['net-satisfaction'],
    text: '',
    next: '',
    ...more,
  });
  const waits = [
    wait('noSource:survey', 'noSource', {
      recordType: 'survey',
      kpis: ['net-satisfaction', 'relationship-score', 'executive-coverage', 'cos-quality'],
      text: say(language, 'No survey yet: 4 of 33 KPIs wait for it.', '尚无调查：33 个指标中有 4 个在等待。'),
      next: say(language, 'Make a list of surveys, or connect one.', '创建或连接调查列表。'),
    }),
    wait('notMapped:opportunity.closedOn', 'notMapped', {
      step: 'mapping',
      recordType: 'opportunity',
      field: 'closedOn',
      source: 's1',
      kpis: ['win-rate'],
      text: say(language, 'Opportunities have no closed date: 1 KPI waits for it.', '商机没有结束日期：1 个指标在等待。'),
      next: say(language, 'Say which column it is.', '指明是哪一列。'),
    }),
    wait('noTarget:FY2026', 'noTarget', {
      step: 'targets',
      period: 'FY2026',
      isNeeded: false,
      kpis: ['revenue', 'win-rate'],
      text: say(language, 'No target for fiscal year 2026.', '2026 财年没有目标。'),
      next: say(language, 'Set targets.', '设置目标。'),
    }),
  ];
  const step = (key: Setup['steps'][number]['key'], title: string, state: Setup['steps'][number]['state'], text: string) => ({
    key,
    title,
    state,
    text,
    waits: waits.filter((one) => one.step === key).map((one) => one.key),
  });
  return {
    steps: [
      step(
        'account',
        say(language, 'Account', '客户'),
        'done',
        say(language, 'Northwind Global, USD, fiscal year from July 1.', 'Northwind Global，USD，财年从 7 月 1 日开始。'),
      ),
      step(
        'lists',
        say(language, 'Lists', '列表'),
        'partly',
        say(language, '3 of 17 kinds of records have a source.', '17 类记录中有 3 类已有数据源。'),
      ),
      step(
        'mapping',
        say(language, 'Mapping', '映射'),
        'partly',
        say(language, '1 field is mapped from no column.', '1 个字段没有对应的列。'),
      ),
      step('targets', say(language, 'Targets', '目标'), 'open', say(language, 'No target for this fiscal year.', '本财年没有目标。')),
      step('people', say(language, 'People', '人员'), 'open', say(language, 'You are the only one who is named.', '只指定了您一人。')),
      step('digest', say(language, 'Digest', '周报'), 'skipped', say(language, 'Posted every Monday.', '每周一发布。')),
    ],
    missing: {
      waiting: 5,
      of: 33,
      text: say(language, '5 of 33 KPIs wait for something.', '33 个指标中有 5 个在等待。'),
      waits,
      kpis: [
        {
          id: 'net-satisfaction',
          title: say(language, 'Net satisfaction', '净满意度'),
          group: 'satisfaction',
          hasReading: false,
          waitsFor: ['noSource:survey'],
        },
        {
          id: 'relationship-score',
          title: say(language, 'Relationship score', '关系评分'),
          group: 'satisfaction',
          hasReading: false,
          waitsFor: ['noSource:survey'],
        },
        {
          id: 'executive-coverage',
          title: say(language, 'Executive coverage', '高管覆盖率'),
          group: 'satisfaction',
          hasReading: false,
          waitsFor: ['noSource:survey'],
        },
        {
          id: 'cos-quality',
          title: say(language, 'Quality of the conditions', '满意条件质量'),
          group: 'conditions',
          hasReading: false,
          waitsFor: ['noSource:survey'],
        },
        {
          id: 'win-rate',
          title: say(language, 'Win rate', '赢单率'),
          group: 'agreements',
          hasReading: false,
          waitsFor: ['notMapped:opportunity.closedOn'],
        },
        { id: 'revenue', title: say(language, 'Revenue', '收入'), group: 'agreements', hasReading: true, waitsFor: ['noTarget:FY2026'] },
      ],
    },
    isComplete: false,
  };
}
export const complete = (language: Language): Setup => {
  const now = setup(language);
  return {
    steps: now.steps.map((step) => ({ ...step, state: 'done', waits: [] })),
    missing: { ...now.missing, waiting: 0, text: null, waits: [] },
    isComplete: true,
  };
};

const lists: readonly [RecordType, string, string, ProposedLists['lists'][number]['state']][] = [
  ['organization', 'Organizations', '组织', 'absent'],
  ['survey', 'Surveys', '调查', 'absent'],
  ['score', 'Scores', '评分', 'incomplete'],
  ['condition', 'Conditions of satisfaction', '满意条件', 'made'],
  ['opportunity', 'Opportunities', '商机', 'connected'],
  ['rate', 'Plan rates', '计划汇率', 'elsewhere'],
];
export const proposed = (language: Language): ProposedLists => ({
  site: { name: 'Northwind account team', webUrl: 'https://contoso.example/sites/northwind' },
  language,
  canMake: true,
  run: null,
  lists: lists.map(([recordType, en, zh, state], index) => ({
    recordType,
    label: say(language, en, zh),
    purpose: say(language, 'Who the customer is, where, and how they belong together.', '客户由哪些组织构成，位于何处，如何隶属。'),
    name: say(language, en, zh),
    state,
    exists: state !== 'absent',
    isSuggested: index < 2,
    webUrl: state === 'absent' ? null : 'https://contoso.example/lists/made',
    source: state === 'connected' ? 's1' : null,
    kpis: [say(language, 'EA renewal rate', 'EA 续约率'), say(language, 'Revenue', '收入')],
    columns: [],
    sampleRows: state === 'connected' ? 12 : 0,
  })),
});
export const making = (language: Language, state: ListMaking['state']): ListMaking => ({
  id: 'm1',
  state,
  startedAt: '2025-12-31T08:00:00.000Z',
  endedAt: state === 'running' ? null : '2025-12-31T08:00:30.000Z',
  language,
  lists: lists.slice(0, 3).map(([recordType, en, zh], index) => ({
    recordType,
    label: say(language, en, zh),
    name: say(language, en, zh),
    state: state === 'done' ? 'done' : ((['done', 'creating', 'failed'] as const)[index % 3] ?? 'waiting'),
    outcome: state === 'done' || index === 0 ? 'made' : null,
    webUrl: index === 0 ? 'https://contoso.example/lists/made' : null,
    source: null,
    sampleRows: index === 0 ? 5 : 0,
    problem:
      state !== 'done' && index === 2
        ? { type: 'name-taken', text: say(language, 'Another list is called so already.', '已有同名列表。') }
        : null,
  })),
});

export const available: AvailableLists = {
  lists: [
    {
      kind: 'list',
      name: 'sales_pipeline',
      webUrl: 'https://contoso.example/lists/sales_pipeline',
      modifiedAt: '2025-12-30T10:00:00.000Z',
    },
    {
      kind: 'list',
      name: 'A list of renewals that somebody has given a very long name for whatever reason',
      webUrl: null,
      modifiedAt: null,
    },
  ],
  files: [
    {
      kind: 'workbook',
      name: 'Sales/Deals of the year.xlsx',
      webUrl: 'https://contoso.example/deals',
      modifiedAt: '2025-12-30T10:00:00.000Z',
      size: 120_000,
    },
  ],
  hasMore: true,
};
const fields = [
  ['name', 'Name', '名称', 'text'],
  ['amount', 'Amount', '金额', 'money'],
  ['status', 'Status', '状态', 'choice'],
  ['closedOn', 'Closed on', '结束日期', 'date'],
] as const;
export const records = (language: Language): Records => ({
  type: 'opportunity',
  label: say(language, 'Opportunities', '商机'),
  fields: fields.map(([name, en, zh, kind]) => ({ name, kind, label: say(language, en, zh) })),
  total: 0,
  page: 1,
  limit: 1,
  next: null,
  records: [],
  names: {},
});
/** Asked without fields: a proposal, with one thing that only a person can say; with them: the rows as they would be read. */
export function preview(language: Language, body: { list?: string; workbook?: string; file?: string; fields?: object }): MappingPreview {
  const isWorkbook = body.workbook !== undefined;
  return {
    list: body.list ?? body.workbook ?? body.file ?? '',
    parts: isWorkbook
      ? [
          { kind: 'table', name: 'Pipeline' },
          { kind: 'sheet', name: 'Notes' },
        ]
      : null,
    columns: [
      { name: 'opportunity_id', displayName: 'Opportunity ID', filled: 50, examples: ['1C1I7A6R', 'Z063OYW0', 'EC4QE1BX'] },
      { name: 'close_value', displayName: 'Close value', filled: 48, examples: ['1054', '4514', '50'] },
      { name: 'deal_stage', displayName: 'Deal stage', filled: 50, examples: ['Won', 'Engaging', 'Lost'] },
      { name: 'close_date', displayName: 'Close date', filled: 41, examples: ['03/04/2025', '2025-03-01'] },
      { name: 'remark', displayName: 'Remark', filled: 3, examples: [] },
    ],
    sampled: 50,
    proposal: {
      recordType: 'opportunity',
      label: say(language, 'Opportunities', '商机'),
      confidence: 0.93,
      isSure: true,
      reason: say(language, 'A stage, an amount and a close date in most rows.', '多数行含有阶段、金额和结束日期。'),
      fields: [
        {
          field: 'id',
          label: 'Id',
          mapping: { column: 'opportunity_id' },
          confidence: 0.98,
          reason: say(language, 'Every value differs.', '每个值都不同。'),
        },
        {
          field: 'amount',
          label: 'Amount',
          mapping: { column: 'close_value', currency: 'USD' },
          confidence: 0.9,
          reason: say(language, 'Numbers under a header of money.', '金额类标题下的数字。'),
        },
        {
          field: 'status',
          label: 'Status',
          mapping: { column: 'deal_stage', values: { Won: 'won', Lost: 'lost', '*': 'open' } },
          confidence: 0.88,
          reason: say(language, 'Won, Lost and Engaging.', '含 Won、Lost、Engaging。'),
        },
      ],
      questions: [
        {
          field: 'closedOn',
          text: say(language, 'Is 03/04/2025 the third of April or the fourth of March?', '03/04/2025 是 4 月 3 日还是 3 月 4 日？'),
          isNeeded: true,
          candidates: [
            {
              label: say(language, 'Day first', '日在前'),
              mapping: { column: 'close_date', format: 'dd/MM/yyyy' },
              where: null,
              confidence: 0.55,
              reason: say(language, '3 April', '4 月 3 日'),
            },
            {
              label: say(language, 'Month first', '月在前'),
              mapping: { column: 'close_date', format: 'MM/dd/yyyy' },
              where: null,
              confidence: 0.45,
              reason: say(language, '4 March', '3 月 4 日'),
            },
          ],
        },
        {
          field: 'where',
          text: say(language, 'Are all rows this account’s?', '所有行都属于该客户吗？'),
          isNeeded: false,
          candidates: [
            {
              label: say(language, 'Only rows of region Global', '仅地区为 Global 的行'),
              mapping: null,
              where: { column: 'region', equals: 'Global' },
              confidence: 0.4,
              reason: say(language, '12 of 50 rows', '50 行中的 12 行'),
            },
          ],
        },
      ],
      unused: ['Remark'],
    },
    otherTypes: [],
    preview: body.fields
      ? {
          rows: [
            {
              rowId: '1',
              recordId: '1C1I7A6R',
              fields: { name: null, amount: { amount: '1054', currency: 'USD' }, status: 'won', closedOn: '2025-04-03' },
              reasons: [],
            },
            {
              rowId: '2',
              recordId: 'Z063OYW0',
              fields: { name: null, amount: { amount: '4514', currency: 'USD' }, status: 'lost', closedOn: null },
              reasons: [],
            },
            {
              rowId: '3',
              recordId: 'EC4QE1BX',
              fields: null,
              reasons: [{ column: 'Close date', field: 'closedOn', value: '31/31/2025', expected: 'a day' }],
            },
          ],
          counted: { rows: 50, understood: 49, quarantined: 1, ofOthers: 4 },
          unmatched: [{ field: 'status', refersTo: 'organization', keys: ['Acme', 'Zoomit'], records: 12 }],
        }
      : null,
  };
}
export const mapping: ConnectedSource = {
  id: 's1',
  kind: 'list',
  name: 'Opportunities',
  recordTypes: ['opportunity'],
  entries: [
    {
      recordType: 'opportunity',
      fields: { id: 'opportunity_id', amount: { column: 'close_value', currency: 'EUR' }, status: 'deal_stage' },
    },
  ],
  isMade: false,
};
export const links: Links = {
  links: [
    {
      refersTo: 'organization',
      said: 'Zoom it Ltd',
      record: { id: 'zoomit', title: 'Zoomit', isGone: false },
      answeredAt: '2025-12-30T09:00:00.000Z',
      answeredBy: null,
    },
    { refersTo: 'partner', said: 'n. n.', record: null, answeredAt: '2025-12-29T09:00:00.000Z', answeredBy: null },
  ],
};
export const unmatched = (question: URLSearchParams): Unmatched => ({
  total: 2,
  page: Number(question.get('page') ?? 1),
  limit: 25,
  next: null,
  unmatched: [
    {
      source: 's1',
      sourceName: 'Opportunities',
      recordType: 'opportunity',
      field: 'organization',
      label: 'Organization',
      refersTo: 'organization',
      key: 'Acme Corporation',
      records: 31,
      candidates: [
        { id: 'acme-de', title: 'Acme GmbH', why: 'sameName', likeness: 1 },
        { id: 'acme-us', title: 'Acme Inc. of the United States and of everything that lies around them', why: 'sameName', likeness: 1 },
      ],
    },
    {
      source: 's1',
      sourceName: 'Opportunities',
      recordType: 'opportunity',
      field: 'owner',
      label: 'Owner',
      refersTo: 'member',
      key: 'j.doe',
      records: 2,
      candidates: [],
    },
  ],
});

const person = (number: number, name: string | null) => ({
  directoryId: `7c5f2f0e-5f5e-4b0a-9d57-0b7a3a3f000${number}`,
  name,
  address: `person${number}.with.a.long.address@contoso.example`,
});
export const access: Access = {
  version: '7',
  people: [
    {
      ...person(1, 'Mara Lindqvist'),
      role: 'manager',
      until: null,
      hasEnded: false,
      hasLeft: false,
      isOutsider: false,
      namedAt: '2025-12-01T08:00:00.000Z',
      namedBy: null,
    },
    {
      ...person(2, null),
      role: 'reader',
      until: '2026-06-30',
      hasEnded: false,
      hasLeft: false,
      isOutsider: true,
      namedAt: '2025-12-02T08:00:00.000Z',
      namedBy: person(1, null).directoryId,
    },
    {
      ...person(3, 'Sven Berg'),
      role: 'reader',
      until: '2025-11-30',
      hasEnded: true,
      hasLeft: false,
      isOutsider: false,
      namedAt: '2025-10-02T08:00:00.000Z',
      namedBy: person(1, null).directoryId,
    },
  ],
  rooms: [
    {
      id: channel,
      kind: 'channel',
      teamId: '0a8f4a4e-1111-4c1c-9d57-0b7a3a3f1111',
      membershipType: 'shared',
      isKnown: true,
      members: [
        { ...person(1, 'Mara Lindqvist'), role: 'manager', isImplied: false, isOutsider: false },
        { ...person(4, 'Aiko Tanaka'), role: 'member', isImplied: true, isOutsider: false },
        { ...person(5, 'Guest of a partner'), role: null, isImplied: false, isOutsider: true },
      ],
      outsiders: 1,
      outsidersSee: 'nothing',
      confirmedAt: null,
      confirmedBy: null,
    },
    {
      id: '19:second@thread.tacv2',
      kind: 'channel',
      teamId: '0a8f4a4e-1111-4c1c-9d57-0b7a3a3f1111',
      membershipType: 'standard',
      isKnown: false,
      members: [],
      outsiders: 0,
      outsidersSee: 'nothing',
      confirmedAt: null,
      confirmedBy: null,
    },
  ],
};
