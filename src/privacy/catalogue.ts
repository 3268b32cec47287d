import { columnsOf, fieldsOf, model, recordTypes, snakeCase, type Text, tableOf } from '../model/index.ts';

/**
 * What a column may hold of a person. `person`: a key into person. `directory`: somebody's directory id. `text`, `texts`,
 * `json`: words of a source, or values in which somebody may be named. `none`: it can name nobody.
 */
export type Holds = 'person' | 'directory' | 'text' | 'texts' | 'json' | 'none';

export interface PersonalTable {
  table: string;
  columns: Readonly<Record<string, Holds>>;
  /** What it is, for the person whom it is about. */
  what: Text;
  why: Text;
  /** How long, in words; settings may shorten it. */
  kept: Text;
  /** Erasing a person deletes their rows, found by this column; else what names them is written over. */
  deletedBy?: string;
  /** It belongs to the tenant, not to one account: it goes when the person is erased everywhere. */
  isTenants?: true;
}

const asLongAsAccount: Text = {
  en: 'as long as the account, or as its retention says',
  'zh-CN': '与客户数据同期，或按保留设置',
};
const work: Text = { en: 'so that the account’s numbers can be explained', 'zh-CN': '用于解释客户的各项指标' };
const tracing: Text = { en: 'so that it can be told who changed what', 'zh-CN': '用于追溯谁更改了什么' };

/** Of every record table: the same for all, since the model says what its fields are. */
const recordTables: PersonalTable[] = recordTypes.map((type) => ({
  table: tableOf(type),
  columns: {
    account_id: 'none',
    id: 'text',
    source_id: 'none',
    source_row_id: 'text',
    source_url: 'text',
    modified_by_id: 'person',
    ...(fieldsOf(type).some(([, field]) => field.kind === 'personal') ? { person_id: 'person' as const } : {}),
    ...Object.fromEntries(
      fieldsOf(type).flatMap(([name, field]) =>
        columnsOf(name, field).flatMap(({ name: column, sqlType }): [string, Holds][] => {
          if (field.kind === 'person') return [[column, 'person']];
          if (field.kind === 'text' || field.kind === 'reference') return [[column, 'text']];
          if (field.kind === 'texts' || field.kind === 'references') return [[column, 'texts']];
          return sqlType === 'text' || sqlType === 'text[]' ? [[column, 'none']] : [];
        }),
      ),
    ),
    ...Object.fromEntries(
      Object.entries(model[type].remembered ?? {})
        .filter(([, sqlType]) => sqlType === 'text[]')
        .map(([name]) => [snakeCase(name), 'texts'] as const),
    ),
  },
  what: {
    en: `records of the type “${model[type].label.en}”, with every earlier version`,
    'zh-CN': `“${model[type].label['zh-CN']}”记录及其所有历史版本`,
  },
  why: work,
  kept: asLongAsAccount,
}));

const none = (...columns: string[]): Record<string, Holds> => Object.fromEntries(columns.map((column) => [column, 'none' as const]));

/** Every table of the database. A test holds it against the schema: a new column of words has to be declared here. */
export const catalogue: readonly PersonalTable[] = [
  ...recordTables,
  {
    table: 'person',
    columns: { ...none('account_id'), id: 'person', name: 'text', address: 'text', title: 'text', directory_id: 'directory' },
    what: { en: 'name, address, title and directory id', 'zh-CN': '姓名、地址、职务和目录标识' },
    why: { en: 'so that records name the people they speak of', 'zh-CN': '用于在记录中显示相关人员' },
    kept: { en: 'as long as a record names the person', 'zh-CN': '只要仍有记录提及此人' },
  },
  {
    table: 'note',
    columns: { ...none('account_id', 'id'), text: 'text' },
    what: { en: 'comments and free notes', 'zh-CN': '评论和自由备注' },
    why: work,
    kept: { en: 'as long as its record', 'zh-CN': '与所属记录同期' },
  },
  {
    table: 'quarantine',
    columns: {
      ...none('account_id', 'source_id', 'record_type'),
      row_id: 'text',
      record_id: 'text',
      source_url: 'text',
      reasons: 'json',
      cells: 'json',
    },
    what: { en: 'rows that could not be understood: their mapped columns', 'zh-CN': '无法识别的行：仅含已映射的列' },
    why: { en: 'so that whoever keeps the list can mend them', 'zh-CN': '便于列表维护者修正' },
    kept: { en: '30 days', 'zh-CN': '30 天' },
  },
  {
    table: 'audit',
    columns: { ...none('account_id', 'action'), directory_id: 'directory', subject: 'text', before: 'json', after: 'json' },
    what: { en: 'what the person changed in Account Pulse', 'zh-CN': '此人在 Account Pulse 中所作的更改' },
    why: tracing,
    kept: { en: 'three years, or as the account’s retention says', 'zh-CN': '三年，或按保留设置' },
  },
  {
    table: 'access',
    columns: { ...none('account_id', 'role'), directory_id: 'directory', named_by: 'directory' },
    deletedBy: 'directory_id',
    what: { en: 'which role the person has at the account', 'zh-CN': '此人在该客户中的角色' },
    why: { en: 'so that they see what is theirs to see', 'zh-CN': '用于控制访问权限' },
    kept: { en: 'until a manager takes it away', 'zh-CN': '直至经理移除' },
  },
  {
    table: 'nudge',
    columns: {
      ...none('account_id', 'id', 'rule', 'record_type', 'kpi', 'state'),
      record_id: 'text',
      person_id: 'person',
      facts: 'json',
      settled_by: 'directory',
    },
    what: { en: 'what the person was asked to do, and what came of it', 'zh-CN': '向此人提出的事项及其结果' },
    why: { en: 'so that the next one is worth asking', 'zh-CN': '用于改进后续提醒' },
    kept: asLongAsAccount,
  },
  {
    table: 'edit',
    columns: {
      ...none('account_id', 'id', 'source_id', 'record_type', 'language', 'state', 'if_match', 'undoes', 'leased_by'),
      record_id: 'text',
      directory_id: 'directory',
      wished: 'json',
      seen: 'json',
      cells_before: 'json',
      cells_after: 'json',
      problem: 'json',
    },
    what: { en: 'edits on their way to a list', 'zh-CN': '正在写入列表的修改' },
    why: { en: 'so that they arrive, and can be undone for a week', 'zh-CN': '确保写入，并可在一周内撤销' },
    kept: { en: 'their values a week, the rest 30 days', 'zh-CN': '内容保留一周，其余 30 天' },
  },
  {
    table: 'contribution',
    columns: {
      ...none('account_id', 'kpi', 'part', 'currency', 'country', 'product', 'motion', 'segment', 'record_type'),
      subject: 'text',
      record_id: 'text',
      organization_id: 'text',
      partner_id: 'text',
      owner_id: 'person',
    },
    what: { en: 'what the person’s records add to each KPI', 'zh-CN': '相关记录对各指标的贡献' },
    why: work,
    kept: { en: 'made anew from the records', 'zh-CN': '由记录重新计算' },
  },
  {
    table: 'digest',
    columns: { ...none('account_id', 'channel_id', 'occasion'), asked_by: 'directory', facts: 'json' },
    what: { en: 'digests that were posted: ids and numbers', 'zh-CN': '已发布的周报：仅含标识和数字' },
    why: { en: 'so that it stays true what a channel was told', 'zh-CN': '保留频道曾收到的内容' },
    kept: asLongAsAccount,
  },
  {
    table: 'outbox',
    columns: {
      ...none('account_id', 'id', 'carrier', 'kind', 'state', 'claimed_by', 'message_id', 'conversation_id'),
      about: 'text',
      content: 'json',
      problem: 'json',
    },
    what: { en: 'messages that were sent: ids and numbers', 'zh-CN': '已发送的消息：仅含标识和数字' },
    why: { en: 'so that none is sent twice', 'zh-CN': '避免重复发送' },
    kept: { en: '30 days', 'zh-CN': '30 天' },
  },
  {
    table: 'unresolved_reference',
    columns: { ...none('account_id', 'source_id', 'record_type', 'field', 'refers_to', 'match'), record_id: 'text', raw: 'texts' },
    what: { en: 'names in lists that were found nowhere', 'zh-CN': '列表中未能匹配的名称' },
    why: { en: 'so that they are found when they appear', 'zh-CN': '便于日后匹配' },
    kept: { en: 'until they are found', 'zh-CN': '直至匹配成功' },
  },
  {
    table: 'pending_claim',
    columns: {
      ...none('account_id', 'source_id', 'record_type', 'held_by_source'),
      row_id: 'text',
      record_id: 'text',
      record: 'json',
      held_by_row: 'text',
    },
    what: { en: 'rows that wait for the end of a sync', 'zh-CN': '等待同步结束的行' },
    why: work,
    kept: { en: 'minutes', 'zh-CN': '数分钟' },
  },
  {
    table: 'pending_deletion',
    columns: { ...none('account_id', 'source_id', 'record_type'), row_id: 'text', record_id: 'text' },
    what: { en: 'deletions that wait for the end of a sync', 'zh-CN': '等待同步结束的删除' },
    why: work,
    kept: { en: 'until the manager has answered', 'zh-CN': '直至经理答复' },
  },
  {
    table: 'seen_row',
    columns: { ...none('account_id', 'source_id'), row_id: 'text' },
    what: { en: 'rows seen in a sync', 'zh-CN': '同步中出现的行' },
    why: work,
    kept: { en: 'minutes', 'zh-CN': '数分钟' },
  },
  {
    table: 'history_row',
    columns: { ...none('account_id', 'source_id'), row_id: 'text' },
    what: { en: 'rows whose earlier versions are still to be read', 'zh-CN': '尚待读取历史版本的行' },
    why: work,
    kept: { en: 'until they are read', 'zh-CN': '直至读取完毕' },
  },
  {
    table: 'source_history',
    columns: none('account_id', 'source_id'),
    what: { en: 'how far back a source was read', 'zh-CN': '来源的历史可追溯到何时' },
    why: work,
    kept: asLongAsAccount,
  },
  {
    table: 'source',
    columns: {
      ...none('account_id', 'id', 'kind', 'state', 'cursor', 'round'),
      name: 'text',
      web_url: 'text',
      location: 'json',
      mapping: 'json',
      problem: 'json',
    },
    what: { en: 'where records come from, and how they are read', 'zh-CN': '数据来源及读取方式' },
    why: work,
    kept: asLongAsAccount,
  },
  {
    table: 'workspace',
    columns: {
      ...none('account_id', 'slug', 'delete_because'),
      created_by: 'directory',
      closed_by: 'directory',
      settings: 'json',
      site: 'json',
    },
    what: { en: 'who made the account, and its settings', 'zh-CN': '客户的创建者和设置' },
    why: tracing,
    kept: asLongAsAccount,
  },
  {
    table: 'link',
    columns: {
      ...none('account_id', 'team_id', 'channel_id', 'membership_type', 'digest_time', 'time_zone', 'language', 'paused_because'),
      linked_by: 'directory',
    },
    what: { en: 'who linked the account to a channel', 'zh-CN': '将客户关联到频道的人' },
    why: tracing,
    kept: asLongAsAccount,
  },
  {
    table: 'outsider_sight',
    columns: { ...none('account_id', 'room_id', 'see'), confirmed_by: 'directory' },
    what: { en: 'who confirmed what guests may see', 'zh-CN': '确认访客可见范围的人' },
    why: tracing,
    kept: asLongAsAccount,
  },
  {
    table: 'list_making',
    columns: { ...none('account_id', 'id', 'language'), started_by: 'directory', lists: 'json' },
    what: { en: 'who had lists made', 'zh-CN': '创建列表的人' },
    why: tracing,
    kept: asLongAsAccount,
  },
  {
    table: 'calendar_mailbox',
    columns: {
      ...none('account_id', 'source_id', 'link'),
      directory_id: 'directory',
      person_id: 'person',
      added_by: 'directory',
      problem: 'json',
    },
    deletedBy: 'directory_id',
    what: { en: 'that the person’s calendar is read', 'zh-CN': '读取此人日历的设置' },
    why: { en: 'so that meetings with the customer are known', 'zh-CN': '用于了解客户会议' },
    kept: { en: 'until they take it back', 'zh-CN': '直至本人撤回' },
  },
  {
    table: 'calendar_copy',
    columns: {
      ...none('account_id', 'source_id', 'event_id', 'series_id', 'meeting_id', 'web_link', 'subject_note_id'),
      directory_id: 'directory',
      facts: 'json',
    },
    deletedBy: 'directory_id',
    what: { en: 'meetings in the person’s calendar: ids and times', 'zh-CN': '此人日历中的会议：标识和时间' },
    why: { en: 'so that meetings with the customer are known', 'zh-CN': '用于了解客户会议' },
    kept: { en: 'until they take it back', 'zh-CN': '直至本人撤回' },
  },
  {
    table: 'calendar_change',
    columns: none('account_id', 'source_id', 'meeting_id'),
    what: { en: 'meetings that changed', 'zh-CN': '已更改的会议' },
    why: work,
    kept: { en: 'until they are read', 'zh-CN': '直至读取' },
  },
  {
    table: 'meeting_answer',
    columns: { ...none('account_id', 'meeting_id'), fields: 'json', answered_by: 'directory' },
    what: { en: 'who answered for a meeting', 'zh-CN': '会议答复人' },
    why: work,
    kept: asLongAsAccount,
  },
  {
    table: 'link_answer',
    columns: {
      ...none('account_id', 'refers_to'),
      compared: 'text',
      said: 'text',
      record_id: 'text',
      answered_by: 'directory',
    },
    what: { en: 'which record a name in a list means', 'zh-CN': '列表中的名称对应哪条记录' },
    why: work,
    kept: asLongAsAccount,
  },
  {
    table: 'errand',
    columns: { ...none('id', 'account_id', 'verifier'), directory_id: 'directory', answer: 'json' },
    deletedBy: 'directory_id',
    what: { en: 'answers that wait for a sign-in', 'zh-CN': '等待登录的答复' },
    why: { en: 'so that they are saved in the person’s name', 'zh-CN': '以本人名义保存' },
    kept: { en: '15 minutes', 'zh-CN': '15 分钟' },
  },
  {
    table: 'conversation',
    isTenants: true,
    columns: {
      ...none('kind', 'service_url', 'bot_id', 'team_id', 'channel_id', 'language', 'time_zone', 'chosen_account_id', 'suspended_because'),
      id: 'none',
      directory_id: 'directory',
      user_id: 'none',
    },
    deletedBy: 'directory_id',
    what: { en: 'the chat with the bot: its id, language and time zone', 'zh-CN': '与机器人的聊天：标识、语言和时区' },
    why: { en: 'so that the bot can write to the person', 'zh-CN': '便于机器人联系此人' },
    kept: { en: 'until the app is removed and three months have passed', 'zh-CN': '应用移除三个月后删除' },
  },
  {
    table: 'kept_sign_in',
    isTenants: true,
    columns: { ...none('purpose', 'key_name', 'sealed', 'lost_because', 'claimed_by'), directory_id: 'directory' },
    deletedBy: 'directory_id',
    what: { en: 'a sealed sign-in that the person let us keep', 'zh-CN': '此人允许保存的加密登录信息' },
    why: { en: 'so that we act in their name while they are away', 'zh-CN': '便于在其离开时代为操作' },
    kept: { en: 'until they take it back', 'zh-CN': '直至本人撤回' },
  },
  {
    table: 'person_card',
    isTenants: true,
    columns: { ...none('kind'), directory_id: 'directory' },
    deletedBy: 'directory_id',
    what: { en: 'on which days the person had a morning card', 'zh-CN': '此人收到早间卡片的日期' },
    why: { en: 'so that there is one a day', 'zh-CN': '确保每天一张' },
    kept: { en: '30 days', 'zh-CN': '30 天' },
  },
];

/** Tables that hold nothing of persons at all. */
export const impersonalTables: readonly string[] = [
  'answer_group',
  'computed_kpi',
  'dirty_subject',
  'reading',
  'nudge_weight',
  'subscription',
  'heard_activity',
  'send_rate',
  'schema_migration',
  'installation',
  'operator_alarm',
  'erased_key',
  'erasure_key',
];
