import type { Language, Text } from '../../model/index.ts';
import type { Delivery } from '../contract.ts';

/** What an outbox row tells of a digest's way into its channel; `kind` null: the bot does not know the channel. */
export interface DeliveryRow {
  state: Delivery['state'];
  attempts: number;
  next_try_at: string;
  settled_at: string | null;
  problem: { code: string; message: string } | null;
  is_installed: boolean;
}

/** Every reason that a person can do something about, in words; the rest is told by its code. */
const reasons: Readonly<Record<string, Text>> = {
  outsiders: {
    en: 'Guests or people of other organizations are in the channel: nothing is posted there until a manager has confirmed what they may see',
    'zh-CN': '频道中有来宾或外部人员：在客户经理确认他们可以看到的内容之前，不会在此发布',
  },
  withoutAccess: {
    en: 'Somebody in the channel may not see the account: no numbers are posted there',
    'zh-CN': '频道中有人无权查看此客户，因此不发布任何数据',
  },
  notLinked: { en: 'The channel is no longer linked to the account', 'zh-CN': '频道已不再与此客户关联' },
  switchedOff: { en: 'The digest was switched off meanwhile', 'zh-CN': '摘要已被关闭' },
  tooLate: { en: 'It could not be posted before the next one was due', 'zh-CN': '未能在下一期之前发布' },
  senderGone: { en: 'The server stopped in the midst of posting', 'zh-CN': '服务器在发布过程中停止' },
  TimeoutError: { en: 'Teams did not answer in time', 'zh-CN': 'Teams 未及时响应' },
  rosterUnknown: { en: 'Teams does not tell who is in the channel', 'zh-CN': 'Teams 未提供频道成员名单' },
  notReady: { en: 'It could not be prepared', 'zh-CN': '内容准备失败' },
};
const other: Text = { en: 'Teams did not take it', 'zh-CN': 'Teams 未接收' };
const installFirst: Text = { en: 'The bot is not installed in the channel yet', 'zh-CN': '频道中尚未安装机器人' };

export function presentDelivery(row: DeliveryRow | null, language: Language): Delivery | null {
  if (!row) return null;
  const waits = row.state === 'pending' && !row.is_installed;
  const { problem } = row;
  return {
    state: row.state,
    waitsFor: waits ? 'installation' : row.state === 'pending' && problem !== null ? 'anotherTry' : null,
    problem: waits
      ? { code: 'notInstalled', text: installFirst[language] }
      : problem && { code: problem.code, text: (reasons[problem.code] ?? other)[language] },
    attempts: row.attempts,
    nextTryAt: row.state === 'pending' && !waits ? row.next_try_at : null,
    settledAt: row.settled_at,
  };
}
