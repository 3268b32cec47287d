import type { Text } from '../model/index.ts';
import type { Problem } from './contract.ts';

interface ProblemType {
  status: number;
  title: Text;
}
const unauthenticated = (en: string, zh: string): ProblemType => ({ status: 401, title: { en, 'zh-CN': zh } });

/** Every problem that the API answers with. The keys are the stable `type`s of RFC 9457. */
export const problemTypes = {
  'token-missing': unauthenticated('No token was sent', '未提供令牌'),
  'token-malformed': unauthenticated('The token cannot be read', '令牌无法读取'),
  'token-unsigned': unauthenticated('The token is not signed', '令牌未签名'),
  'token-algorithm': unauthenticated('The token is signed in a way that is not accepted', '令牌的签名算法不被接受'),
  'token-signature': unauthenticated('The token’s signature is not the issuer’s', '令牌签名无效'),
  'token-issuer': unauthenticated('The token is from another issuer', '令牌来自其他颁发者'),
  'token-audience': unauthenticated('The token is for another application', '令牌不是给本应用的'),
  'token-tenant': unauthenticated('The token is from another directory', '令牌来自其他目录'),
  'token-expired': unauthenticated('The token has expired', '令牌已过期'),
  'token-not-yet-valid': unauthenticated('The token is not valid yet', '令牌尚未生效'),
  'token-not-a-user': unauthenticated('The token is not a person’s', '令牌不属于个人'),
  'token-scope': unauthenticated('The token lacks the permission for this API', '令牌缺少访问此接口的权限'),
  'issuer-unreachable': { status: 503, title: { en: 'Sign-in cannot be checked at the moment', 'zh-CN': '暂时无法验证登录' } },
  forbidden: { status: 403, title: { en: 'Your role does not allow this', 'zh-CN': '您的角色不允许此操作' } },
  'figures-about-people-off': { status: 403, title: { en: 'Figures about people are switched off', 'zh-CN': '个人数据统计已关闭' } },
  'answers-of-persons': {
    status: 403,
    title: { en: 'A person’s answers are for the manager and the relationship’s owner', 'zh-CN': '个人答复仅供客户经理和关系负责人查看' },
  },
  'not-found': { status: 404, title: { en: 'There is nothing here', 'zh-CN': '未找到' } },
  'unknown-account': { status: 404, title: { en: 'There is no such account', 'zh-CN': '没有此客户' } },
  'unknown-kpi': { status: 404, title: { en: 'There is no such KPI', 'zh-CN': '没有此指标' } },
  'unknown-record-type': { status: 404, title: { en: 'There is no such record type', 'zh-CN': '没有此记录类型' } },
  'unknown-source': { status: 404, title: { en: 'There is no such source', 'zh-CN': '没有此来源' } },
  'method-not-allowed': { status: 405, title: { en: 'This address does not take that method', 'zh-CN': '此地址不接受该方法' } },
  'invalid-query': { status: 400, title: { en: 'The query cannot be understood', 'zh-CN': '查询参数无法理解' } },
  'invalid-body': { status: 400, title: { en: 'The body cannot be understood', 'zh-CN': '请求内容无法理解' } },
  'invalid-request': { status: 400, title: { en: 'The request cannot be understood', 'zh-CN': '请求无法理解' } },
  'invalid-settings': {
    status: 422,
    title: { en: 'These settings cannot be used; nothing was changed', 'zh-CN': '设置无效，未作任何更改' },
  },
  'invalid-change': { status: 422, title: { en: 'A hypothetical change cannot be applied', 'zh-CN': '假设变更无法应用' } },
  'no-target': { status: 422, title: { en: 'There is no target to reach', 'zh-CN': '没有可达成的目标' } },
  'body-too-large': { status: 413, title: { en: 'The body is too large', 'zh-CN': '请求内容过大' } },
  'body-too-slow': { status: 408, title: { en: 'The body did not arrive in time', 'zh-CN': '请求内容未及时到达' } },
  'media-type': { status: 415, title: { en: 'The body must be JSON', 'zh-CN': '请求内容必须是 JSON' } },
  'invalid-mapping': { status: 422, title: { en: 'The mapping cannot be used', 'zh-CN': '映射无法使用' } },
  'account-exists': { status: 409, title: { en: 'There is an account of that name already', 'zh-CN': '已存在同名客户' } },
  'not-in-channel': {
    status: 403,
    title: { en: 'You are not in that channel', 'zh-CN': '您不在该频道中' },
  },
  'channel-has-account': { status: 409, title: { en: 'This channel has an account already', 'zh-CN': '该频道已有客户' } },
  'site-forbidden': { status: 403, title: { en: 'You may not make lists on this site', 'zh-CN': '您没有在此网站上创建列表的权限' } },
  'lists-being-made': { status: 409, title: { en: 'Lists are being made already', 'zh-CN': '正在创建列表' } },
  'unknown-making': { status: 404, title: { en: 'No such lists were being made', 'zh-CN': '没有此创建任务' } },
  'name-taken': {
    status: 409,
    title: {
      en: 'The site has a list of that name that Account Pulse did not make',
      'zh-CN': '网站上已有同名列表，且并非由 Account Pulse 创建',
    },
  },
  'disconnect-unconfirmed': {
    status: 409,
    title: { en: 'Disconnecting takes records away: confirm how many', 'zh-CN': '断开来源会移除记录：请确认数量' },
  },
  'channel-unreadable': {
    status: 422,
    title: {
      en: 'Who is in that channel cannot be read: is the app installed in its team?',
      'zh-CN': '无法读取该频道的成员：应用是否已安装到该团队？',
    },
  },
  'channel-unreachable': {
    status: 503,
    title: { en: 'Teams does not tell about that channel at the moment', 'zh-CN': '暂时无法从 Teams 读取该频道' },
  },
  'sync-busy': { status: 409, title: { en: 'The source is being read already', 'zh-CN': '正在读取该来源' } },
  'unknown-nudge': { status: 404, title: { en: 'There is no such nudge', 'zh-CN': '没有此提醒' } },
  'not-yours': { status: 403, title: { en: 'This is asked of somebody else', 'zh-CN': '此事项由他人答复' } },
  'nudge-closed': { status: 409, title: { en: 'This is no longer asked: its cause is gone', 'zh-CN': '该事项已解决，无需再答复' } },
  'invalid-answer': { status: 422, title: { en: 'This is no answer to what is asked', 'zh-CN': '答复无效' } },
  'unknown-record': { status: 404, title: { en: 'There is no such record', 'zh-CN': '没有此记录' } },
  'cannot-write-back': { status: 422, title: { en: 'This cannot be changed from here', 'zh-CN': '无法从此处修改' } },
  'sign-in-needed': { status: 403, title: { en: 'Sign in to save this in your name', 'zh-CN': '请登录，以您的名义保存' } },
  'consent-missing': {
    status: 403,
    title: { en: 'Nobody has consented yet that this app may save in your name', 'zh-CN': '尚未授权本应用以您的名义保存' },
  },
  'claims-needed': unauthenticated(
    'Your organisation asks you to sign in again before this is done',
    '贵组织要求您重新登录后才能执行此操作',
  ),
  'nothing-held': { status: 404, title: { en: 'Nothing is held about this person here', 'zh-CN': '此处没有该人员的数据' } },
  'erasure-key': {
    status: 503,
    title: { en: 'Nobody can be erased for good at the moment', 'zh-CN': '目前无法永久删除个人数据' },
  },
  'close-unconfirmed': {
    status: 422,
    title: { en: 'Closing is confirmed by the account’s short name', 'zh-CN': '请输入客户简称以确认关闭' },
  },
  'vault-closed': {
    status: 503,
    title: { en: 'This server has no key to keep sign-ins with', 'zh-CN': '此服务器没有用于保存登录信息的密钥' },
  },
  'vault-key': { status: 503, title: { en: 'A kept sign-in cannot be opened', 'zh-CN': '已保存的登录信息无法打开' } },
  'source-forbidden': { status: 403, title: { en: 'You may not change this list', 'zh-CN': '您没有修改该列表的权限' } },
  'source-conflict': {
    status: 412,
    title: { en: 'Somebody changed it meanwhile; nothing was written', 'zh-CN': '该记录已被他人修改，未写入任何内容' },
  },
  'unknown-link': {
    status: 404,
    title: { en: 'There is no such record, or nothing was said of this', 'zh-CN': '没有此记录，或尚未对此作过回答' },
  },
  'unknown-edit': { status: 404, title: { en: 'There is no such edit', 'zh-CN': '没有此修改' } },
  'edit-settled': { status: 409, title: { en: 'Nothing is left to do about this edit', 'zh-CN': '此修改已无需处理' } },
  'cannot-undo': {
    status: 409,
    title: {
      en: 'This edit can no longer be undone: that is possible for a week, and once',
      'zh-CN': '此修改已无法撤销：仅可在一周内撤销一次',
    },
  },
  'source-busy': { status: 429, title: { en: 'The source asks to come back later', 'zh-CN': '来源繁忙，请稍后再试' } },
  'source-unreachable': { status: 503, title: { en: 'The source cannot be reached at the moment', 'zh-CN': '暂时无法访问来源' } },
  'calendar-not-connected': {
    status: 409,
    title: { en: 'Your calendar is not connected yet: connect it first', 'zh-CN': '尚未连接您的日历：请先连接' },
  },
  'calendar-scoped': {
    status: 409,
    title: { en: 'An administrator has scoped this calendar: only they take it back', 'zh-CN': '此日历由管理员指定，只能由管理员取消' },
  },
  'not-in-this-cloud': { status: 422, title: { en: 'This cloud does not offer that', 'zh-CN': '此云环境不提供该功能' } },
  'no-team': {
    status: 422,
    title: { en: 'This account is connected to a site alone: connect it to the team first', 'zh-CN': '此客户仅连接了网站：请先连接团队' },
  },
  'no-site': { status: 422, title: { en: 'This account is connected to no site yet', 'zh-CN': '此客户尚未连接任何网站' } },
  'unknown-list': { status: 404, title: { en: 'The site has no such list or file', 'zh-CN': '网站上没有此列表或文件' } },
  'list-not-readable': {
    status: 403,
    title: { en: 'You may not read this list yourself, so you cannot connect it', 'zh-CN': '您本人无权读取该列表，因此不能连接它' },
  },
  'source-unreadable': { status: 422, title: { en: 'This file cannot be read as it is', 'zh-CN': '无法读取该文件' } },
  'source-exists': { status: 409, title: { en: 'This source is connected already', 'zh-CN': '该来源已连接' } },
  'no-channel': { status: 409, title: { en: 'The account is linked to no such channel', 'zh-CN': '客户未关联此频道' } },
  'unknown-digest': { status: 404, title: { en: 'There is no such digest', 'zh-CN': '没有此周报' } },
  'digest-settled': { status: 409, title: { en: 'Nothing is left to decide about this digest', 'zh-CN': '此周报已无需处理' } },
  'access-changed': {
    status: 409,
    title: {
      en: 'Somebody else has changed who may see the account; nothing was written: look again',
      'zh-CN': '访问权限已被他人修改，未写入任何内容，请重新查看',
    },
  },
  'last-manager': {
    status: 422,
    title: {
      en: 'One manager must stay, without an end date: name another one first',
      'zh-CN': '必须保留至少一位没有截止日期的客户经理：请先指定其他人',
    },
  },
  'unknown-person': { status: 422, title: { en: 'The directory does not know this person', 'zh-CN': '目录中没有此人' } },
  'directory-unreadable': {
    status: 422,
    title: { en: 'The directory cannot be read: name people by their directory id', 'zh-CN': '无法读取目录：请使用目录 ID 指定人员' },
  },
  'unknown-room': { status: 404, title: { en: 'There is no such channel or chat', 'zh-CN': '没有此频道或聊天' } },
  'outsiders-here': {
    status: 403,
    title: {
      en: 'People from outside are here: the account’s manager has not confirmed what they may see',
      'zh-CN': '此处有外部人员：客户经理尚未确认他们可以看到的内容',
    },
  },
  'wrong-host': {
    status: 421,
    title: { en: 'Local mode answers this machine alone, by its own name', 'zh-CN': '本地模式仅响应以本机名称发出的请求' },
  },
  'server-error': { status: 500, title: { en: 'Something went wrong on our side', 'zh-CN': '服务器发生错误' } },
} as const satisfies Record<string, ProblemType>;
export type ProblemKey = keyof typeof problemTypes;

export interface FieldError {
  path: string;
  message: string;
}

/** What some problems tell besides: RFC 9457 calls them extensions. */
export type ProblemFacts = Pick<Problem, 'sourceUrl' | 'conflict' | 'retryAfter' | 'claims' | 'consent'>;

/** Ends a request with a problem. `detail` is for the person who asked: it never holds what they may not know. */
export class ProblemError extends Error {
  override name: string = 'ProblemError';
  readonly key: ProblemKey;
  readonly errors: readonly FieldError[] | undefined;
  readonly facts: ProblemFacts;
  constructor(key: ProblemKey, detail?: string, errors?: readonly FieldError[], facts: ProblemFacts = {}) {
    super(detail ?? '');
    this.key = key;
    this.errors = errors;
    this.facts = facts;
  }
}

/** Nobody can tell at this moment whether each of an audience may see the account: for them it is not there; later it may be. */
export class AudienceUnknownError extends ProblemError {
  override name = 'AudienceUnknownError';
  constructor() {
    super('unknown-account');
  }
}
