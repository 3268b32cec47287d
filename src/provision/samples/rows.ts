import type { RecordType, Text } from '../../model/index.ts';

/** A row by the fields of its record type. A number of days is counted from today; a reference goes by the other row's key. */
export interface SampleRow {
  /** Unique within its type; stands in the row's mark. */
  key: string;
  /** What Title holds where no field of the record does. */
  name?: Text;
  fields: Readonly<Record<string, SampleValue>>;
}
export type SampleValue =
  | string
  | number
  | boolean
  | Text
  | { days: number }
  | { rows: readonly string[] }
  | { choice: string }
  /** Whoever asked for the rows. */
  | { me: true };
export interface SampleFacts {
  /** The year in which the account's current fiscal year ends. */
  fiscalYear: number;
  /** The account's reporting currency. */
  currency: string;
}

const days = (count: number) => ({ days: count });
const to = (...rows: string[]) => ({ rows });
const one = (choice: string) => ({ choice });
const me = { me: true } as const;
const text = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

/** What a unit of another currency is worth: only where it is plain which one a reader expects. */
const otherRate: Readonly<Record<string, [currency: string, rate: number]>> = {
  USD: ['EUR', 1.08],
  EUR: ['USD', 0.92],
  GBP: ['EUR', 0.85],
  CNY: ['USD', 7.1],
  JPY: ['USD', 150],
};

/** A small customer of three organizations, whose rows refer to each other and move most KPIs. */
export function sampleRows({ fiscalYear, currency }: SampleFacts): Readonly<Partial<Record<RecordType, readonly SampleRow[]>>> {
  const rate = otherRate[currency];
  return {
    organization: [
      { key: 'hq', fields: { name: text('Adventure Works', '艾文工业'), country: 'US', region: text('Americas', '美洲') } },
      {
        key: 'de',
        fields: {
          name: text('Adventure Works Deutschland', '艾文工业德国'),
          country: 'DE',
          region: text('Europe', '欧洲'),
          parent: to('hq'),
        },
      },
      {
        key: 'cn',
        fields: { name: text('Adventure Works China', '艾文工业中国'), country: 'CN', region: text('Asia', '亚洲'), parent: to('hq') },
      },
    ],
    partner: [
      { key: 'si', fields: { name: text('Fourth Coffee Consulting', '第四咖啡咨询'), kind: 'SI' } },
      { key: 'isv', fields: { name: text('Proseware', '普软'), kind: 'ISV' } },
    ],
    agreement: [
      {
        key: 'de-old',
        name: text('EA Germany, until last month', 'EA 德国（上月到期）'),
        fields: {
          organization: to('de'),
          program: one('EA'),
          startsOn: days(-1120),
          endsOn: days(-25),
          annualValue: 400000,
          signedOn: days(-1130),
          lines: 'Office:900',
        },
      },
      {
        key: 'de-new',
        name: text('EA Germany, renewed', 'EA 德国（续约）'),
        fields: {
          organization: to('de'),
          program: one('EA'),
          startsOn: days(-24),
          endsOn: days(1071),
          annualValue: 430000,
          signedOn: days(-40),
          renews: to('de-old'),
          countriesOfUse: 'DE; AT',
          lines: 'Office:950',
          owner: me,
        },
      },
      {
        key: 'cn',
        name: text('EA China', 'EA 中国'),
        fields: {
          organization: to('cn'),
          program: one('EA'),
          startsOn: days(-1050),
          endsOn: days(45),
          annualValue: 180000,
          signedOn: days(-1060),
          lines: 'Office:400',
          owner: me,
        },
      },
    ],
    opportunity: [
      {
        key: 'won',
        fields: {
          ...{
            name: text('Data platform for the plants', '工厂数据平台'),
            organization: to('de'),
            type: one('netNew'),
            stage: text('Closed', '已关闭'),
            status: one('won'),
          },
          ...{
            amount: 260000,
            createdOn: days(-150),
            proposedOn: days(-60),
            closedOn: days(-20),
            owner: me,
            product: 'Azure',
            motion: one('sellWith'),
          },
          ...{ partners: to('si'), servicesAttached: true, keyWin: true, businessValue: text('12 % less scrap', '废品率降低 12%') },
        },
      },
      {
        key: 'commit',
        fields: {
          ...{
            name: text('Field service rollout', '现场服务推广'),
            organization: to('hq'),
            type: one('netNew'),
            stage: text('Proposal', '方案'),
            status: one('open'),
          },
          ...{
            forecastCategory: one('commit'),
            amount: 340000,
            createdOn: days(-90),
            proposedOn: days(-15),
            expectedClose: days(35),
            owner: me,
            product: 'Dynamics',
            motion: one('sellTo'),
          },
        },
      },
      {
        key: 'lost',
        fields: {
          ...{
            name: text('Meeting rooms', '会议室'),
            organization: to('cn'),
            type: one('netNew'),
            stage: text('Closed', '已关闭'),
            status: one('lost'),
          },
          ...{ amount: 90000, createdOn: days(-200), closedOn: days(-45), product: 'Teams' },
        },
      },
      {
        key: 'renewal',
        fields: {
          ...{
            name: text('Renewal EA China', 'EA 中国续约'),
            organization: to('cn'),
            type: one('renewal'),
            stage: text('Qualify', '确认需求'),
            status: one('open'),
          },
          ...{
            forecastCategory: one('bestCase'),
            amount: 190000,
            createdOn: days(-30),
            expectedClose: days(40),
            agreement: to('cn'),
            owner: me,
          },
        },
      },
    ],
    revenue: [
      {
        key: 'now',
        fields: { organization: to('de'), recognisedOn: days(-18), amount: 150000, kind: one('addressable'), product: 'Azure' },
      },
      {
        key: 'before',
        fields: { organization: to('de'), recognisedOn: days(-383), amount: 120000, kind: one('addressable'), product: 'Azure' },
      },
      { key: 'wallet', fields: { organization: to('de'), recognisedOn: days(-18), amount: 600000, kind: one('wallet'), product: 'Azure' } },
      {
        key: 'billed',
        fields: {
          organization: to('de'),
          recognisedOn: days(-12),
          amount: 36000,
          kind: one('billed'),
          product: 'Office',
          agreement: to('de-new'),
          countryOfUse: 'DE',
        },
      },
      {
        key: 'billed-open',
        fields: {
          organization: to('cn'),
          recognisedOn: days(-12),
          amount: 15000,
          kind: one('billed'),
          product: 'Office',
          agreement: to('cn'),
        },
      },
    ],
    target: [{ key: 'net-new', fields: { kpi: one('net-new-revenue'), period: `FY${fiscalYear}`, value: 1000000 } }],
    rate: rate ? [{ key: 'other', fields: { fiscalYear, currency: rate[0], planRate: rate[1] } }] : [],
    contact: [
      {
        key: 'cio',
        fields: {
          name: text('Jordan Miller', '米勒·乔丹'),
          title: 'CIO',
          level: one('CXO'),
          organization: to('hq'),
          activeFrom: days(-700),
          relationshipOwner: me,
        },
      },
      {
        key: 'cfo',
        fields: {
          name: text('Anke Vogel', '福格尔·安珂'),
          title: 'CFO',
          level: one('CXO'),
          organization: to('de'),
          activeFrom: days(-400),
        },
      },
      {
        key: 'vp',
        fields: {
          name: text('Lin Yue', '林越'),
          title: text('VP Manufacturing', '制造副总裁'),
          level: one('VP'),
          organization: to('cn'),
          activeFrom: days(-500),
        },
      },
    ],
    meeting: [
      {
        key: 'review',
        fields: {
          contacts: to('cio', 'cfo'),
          heldOn: days(-12),
          kind: one('meeting'),
          numberOfPeople: 5,
          owner: me,
          businessValueDiscussed: true,
          answeredOn: days(-11),
          opportunity: to('won'),
        },
      },
      {
        key: 'call',
        fields: {
          contacts: to('vp'),
          heldOn: days(-34),
          kind: one('call'),
          numberOfPeople: 2,
          owner: me,
          businessValueDiscussed: false,
          answeredOn: days(-33),
        },
      },
    ],
    survey: [{ key: 'wave', name: text('Autumn survey', '秋季调查'), fields: { organization: to('hq'), closesOn: days(-15), invited: 4 } }],
    score: [
      {
        key: 'cio',
        fields: {
          survey: to('wave'),
          contact: to('cio'),
          organization: to('hq'),
          answeredOn: days(-22),
          method: one('nps'),
          score: 9,
          scaleMin: 0,
          scaleMax: 10,
        },
      },
      {
        key: 'cfo',
        fields: {
          survey: to('wave'),
          contact: to('cfo'),
          organization: to('de'),
          answeredOn: days(-20),
          method: one('nps'),
          score: 7,
          scaleMin: 0,
          scaleMax: 10,
        },
      },
      {
        key: 'vp',
        fields: {
          survey: to('wave'),
          contact: to('vp'),
          organization: to('cn'),
          answeredOn: days(-19),
          method: one('nps'),
          score: 10,
          scaleMin: 0,
          scaleMax: 10,
        },
      },
    ],
    condition: [
      {
        key: 'ours',
        fields: {
          ...{ organization: to('hq'), side: one('ours'), text: text('A named engineer within one working day', '一个工作日内指派工程师') },
          ...{
            measure: text('Hours until named', '指派所需小时数'),
            owner: me,
            dueOn: days(120),
            openedOn: days(-100),
            agreedOn: days(-90),
            reviewedOn: days(-20),
          },
        },
      },
      {
        key: 'theirs',
        fields: {
          ...{ organization: to('hq'), side: one('theirs'), text: text('Plant data opened to the pilot', '向试点开放工厂数据') },
          ...{
            measure: text('Plants connected', '已接入工厂数'),
            dueOn: days(60),
            openedOn: days(-80),
            agreedOn: days(-75),
            reviewedOn: days(-100),
          },
        },
      },
    ],
    planItem: (
      [
        ['goals', 'Grow the data platform to all plants', '将数据平台推广到所有工厂', -8, null],
        ['whitespace', 'Field service in Asia', '亚洲现场服务', -8, null],
        ['relationships', 'Meet the new CFO each quarter', '每季度与新任首席财务官会面', -8, 20],
        ['partners', 'Bring the integrator into the plant rollout', '让集成商参与工厂推广', -120, 30],
        ['risks', 'EA China may lapse', 'EA 中国可能到期不续', -8, 40],
        ['actions', 'Price proposal for EA China', 'EA 中国报价', -8, -5],
      ] as const
    ).map(([section, en, zh, reviewed, due]) => ({
      key: section,
      fields: {
        ...{ section: one(section), title: text(en, zh), owner: me, reviewedOn: days(reviewed), fiscalYear },
        ...(due === null ? {} : { dueOn: days(due) }),
        ...(due !== null && due < 0 ? { doneOn: days(due - 1) } : {}),
      },
    })),
    deployment: [
      {
        key: 'de',
        fields: { organization: to('de'), product: 'Office', measuredOn: days(-10), owned: 950, deployed: 780, active: 690, current: 700 },
      },
      {
        key: 'cn',
        fields: { organization: to('cn'), product: 'Office', measuredOn: days(-10), owned: 400, deployed: 250, active: 180, current: 200 },
      },
    ],
    commitment: [
      {
        key: 'price',
        fields: {
          teamAsked: text('Licensing desk', '许可支持'),
          askedOn: days(-20),
          dueOn: days(-13),
          answeredOn: days(-14),
          owner: me,
          subject: text('Prices for EA China', 'EA 中国价格'),
        },
      },
      {
        key: 'pilot',
        fields: {
          teamAsked: text('Services', '服务团队'),
          askedOn: days(-15),
          dueOn: days(-3),
          owner: me,
          subject: text('Staffing of the pilot', '试点人员安排'),
        },
      },
    ],
  };
}
