import type { Text } from '../model/index.ts';

export interface Purpose {
  title: Text;
  /** What the person is told before they say yes. */
  explanation: Text;
  /** Delegated permissions of Microsoft Graph. */
  permissions: readonly string[];
}

/** What a person may let Account Pulse do in their name while they are away. Each is asked for, and taken back, on its own. */
export const purposes = {
  calendar: {
    title: { en: 'Read my calendar', 'zh-CN': '读取我的日历' },
    explanation: {
      en: 'Customer meetings in your calendar become meetings of the account: who attended, and when. Private appointments are never read into the account.',
      'zh-CN': '您日历中的客户会议会成为客户的会议记录：谁参加、何时举行。私人日程不会读入客户数据。',
    },
    permissions: ['Calendars.Read'],
  },
  planner: {
    title: { en: 'Read my plans in Planner', 'zh-CN': '读取我的 Planner 计划' },
    explanation: {
      en: 'Tasks of the account’s plan are read with your rights, since Planner opens a plan to its members only.',
      'zh-CN': 'Planner 只向成员开放计划，因此使用您的权限读取客户计划中的任务。',
    },
    permissions: ['Tasks.Read'],
  },
  writeBack: {
    title: { en: 'Save my edits in the lists', 'zh-CN': '将我的修改保存到列表' },
    explanation: {
      en: 'Edits that could not reach their list at once are saved there later, in your name and with your rights.',
      'zh-CN': '未能立即写入列表的修改，稍后会以您的名义和权限保存。',
    },
    permissions: ['Sites.ReadWrite.All'],
  },
} as const satisfies Record<string, Purpose>;

export type PurposeName = keyof typeof purposes;
export const purposeNames = Object.keys(purposes) as readonly PurposeName[];
export const isPurpose = (name: string): name is PurposeName => Object.hasOwn(purposes, name);

/** As a token request asks for them. @param graphAudience such as https://graph.microsoft.com */
export const scopeOf = (purpose: PurposeName, graphAudience: string): string =>
  [...purposes[purpose].permissions.map((permission) => `${graphAudience}/${permission}`), 'offline_access'].join(' ');
