import type { Language, Text } from '../model/index.ts';

/** Why a source is followed by the schedule alone. */
export const problems = {
  noAddress: {
    en: 'Changes are read every 15 minutes: this installation has no public address (TAB_DOMAIN) at which Microsoft Graph could report them.',
    'zh-CN': '每 15 分钟读取一次更改：此安装没有可供 Microsoft Graph 通知的公共地址（TAB_DOMAIN）。',
  },
  forbidden: {
    en: 'Changes are read every 15 minutes: Microsoft Graph reports them at once only to an app with the permission Sites.ReadWrite.All.',
    'zh-CN': '每 15 分钟读取一次更改：只有具备 Sites.ReadWrite.All 权限的应用才能即时收到 Microsoft Graph 的更改通知。',
  },
  quota: {
    en: 'Changes are read every 15 minutes: Microsoft Graph has reached its limit of subscriptions.',
    'zh-CN': '每 15 分钟读取一次更改：Microsoft Graph 的订阅数量已达上限。',
  },
  addressRefused: {
    en: 'Changes are read every 15 minutes: Microsoft Graph could not reach this installation to report them.',
    'zh-CN': '每 15 分钟读取一次更改：Microsoft Graph 无法连接到此安装来通知更改。',
  },
  unreachable: {
    en: 'Changes are read every 15 minutes until Microsoft Graph can be asked to report them.',
    'zh-CN': '在可以请求 Microsoft Graph 通知更改之前，每 15 分钟读取一次更改。',
  },
  refused: {
    en: 'Changes are read every 15 minutes: Microsoft Graph refused to report them.',
    'zh-CN': '每 15 分钟读取一次更改：Microsoft Graph 拒绝通知更改。',
  },
} as const satisfies Record<string, Text>;
export type FollowingProblem = keyof typeof problems;

const notTold: Text = {
  en: 'Changes are read every 15 minutes: Microsoft Graph reports none of this kind of source.',
  'zh-CN': '每 15 分钟读取一次更改：Microsoft Graph 不通知此类来源的更改。',
};
const notYet: Text = {
  en: 'Changes are read every 15 minutes; Microsoft Graph is being asked to report them at once.',
  'zh-CN': '每 15 分钟读取一次更改；正在请求 Microsoft Graph 即时通知更改。',
};

export interface FollowingState {
  /** Graph's id of the subscription. */
  graphId: string | null;
  expiresAt: string | null;
  problem: string | null;
  /** What Graph said. */
  detail: string | null;
}

/** How a source is followed, for the person who looks. An empty state: Graph was not asked yet, or there is nothing to ask for. */
export function presentFollowing(
  state: FollowingState,
  isFollowable: boolean,
  now: Date,
  language: Language,
): { following: 'notifications' | 'schedule'; followingNote: string | null } {
  if (state.graphId && !state.problem && Date.parse(state.expiresAt ?? '') > now.getTime())
    return { following: 'notifications', followingNote: null };
  const problem = state.problem && Object.hasOwn(problems, state.problem) ? problems[state.problem as FollowingProblem] : null;
  const note = (problem ?? (isFollowable ? notYet : notTold))[language];
  return { following: 'schedule', followingNote: problem && state.detail ? `${note} (${state.detail})` : note };
}
