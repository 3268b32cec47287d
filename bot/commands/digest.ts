import type { Digests } from '../../src/server/contract.ts';
import { operations } from '../../src/server/contract.ts';
import { digestCard } from '../cards/digest.ts';
import { confirmDigestNow, digestScheduleCard } from '../cards/digestSettled.ts';
import type { Pulse } from '../pulse.ts';
import { saidSchedule } from '../schedule.ts';
import type { AccountTurn, Message } from '../turn.ts';
import { defineCommand } from './command.ts';

const asks = {
  preview: /^(?:preview|show|预览)$/i,
  now: /^(?:now|send|post|立即发送|现在发送|立即|现在|发送)$/i,
  schedule: /^(?:schedule|when|time|计划|时间|安排|定时)\s*(.*)$/i,
  on: /^(?:on|resume|start|开|开启|打开|恢复)$/i,
  off: /^(?:off|stop|pause|关|关闭|停|停止|暂停)$/i,
} as const;

export const digest = defineCommand({
  name: 'digest',
  aliases: { en: ['weekly', 'weekly digest', 'weekly post'], 'zh-CN': ['周报', '每周摘要', '摘要'] },
  usage: { en: '[preview | now | schedule [tuesday 9:00]]', 'zh-CN': '[预览 | 现在 | 计划 [周二 9:00]]' },
  help: { en: 'The weekly post: the newest, the next, and when it comes', 'zh-CN': '每周摘要：最新一期、预览和发布时间' },
  for: 'account',
  async run(turn, args, pulse) {
    const { t } = turn.words;
    const list = await listed(turn, pulse);
    const channel = channelOf(turn, list);
    if (asks.preview.test(args)) return preview(turn, channel?.channel, pulse);
    const schedule = asks.schedule.exec(args);
    if (args === '' && list.digests.length === 0 && !channel)
      return { text: list.channels.length > 1 ? t.digest.whichChannel : t.digest.noChannel };
    if (args === '') return newest(turn, channel?.channel, pulse);
    if (!channel) return { text: list.channels.length > 1 ? t.digest.whichChannel : t.digest.noChannel };
    if (asks.now.test(args)) {
      if (turn.account.role !== 'manager') return { text: t.digest.managersOnly };
      const last = list.digests.find((one) => one.channel === channel.channel)?.number ?? 0;
      return confirmDigestNow(turn.account, channel.channel, last, turn.words);
    }
    if (schedule) return scheduled(turn, channel.channel, schedule[1] ?? '', list, pulse);
    return { text: t.digest.how };
  },
});

const listed = async (turn: AccountTurn, { door }: Pulse): Promise<Digests> =>
  door.ask(operations.digests, await turn.viewer(), {
    language: turn.words.language,
    path: { account: turn.account.id },
    query: { limit: '100' },
  });

/** The channel in which it is asked; elsewhere the account's only one. */
function channelOf(turn: AccountTurn, { channels }: Digests): Digests['channels'][number] | undefined {
  const here = channels.find((one) => one.channel === turn.where.channelId);
  return here ?? (channels.length === 1 ? channels[0] : undefined);
}

async function preview(turn: AccountTurn, channel: string | undefined, { door, tab }: Pulse): Promise<Message> {
  const { account, words } = turn;
  const digest = await door.ask(operations.digestPreview, await turn.viewer(), {
    language: words.language,
    path: { account: account.id },
    query: { channel },
  });
  return digestCard(digest, account, words, tab);
}

async function newest(turn: AccountTurn, channel: string | undefined, { door, tab }: Pulse): Promise<Message> {
  const { account, words } = turn;
  const about = { language: words.language, path: { account: account.id } };
  const list = await door.ask(operations.digests, await turn.viewer(), { ...about, query: { channel, limit: '1' } });
  const [last] = list.digests;
  if (!last) return { text: words.t.digest.noneYet };
  const digest = await door.ask(operations.digest, await turn.viewer(), {
    ...about,
    path: { account: account.id, number: String(last.number) },
    query: { channel: last.channel },
  });
  return digestCard(digest, account, words, tab);
}

/** Shows the schedule, or sets it; who may set it is the API's to judge. */
async function scheduled(turn: AccountTurn, channel: string, said: string, list: Digests, pulse: Pulse): Promise<Message> {
  const { account, words } = turn;
  const isManager = account.role === 'manager';
  const shown = (all: Digests) => {
    const found = all.channels.find((one) => one.channel === channel);
    return found
      ? digestScheduleCard(found, account, isManager && turn.where.kind === 'personal', words)
      : { text: words.t.digest.noChannel };
  };
  if (said.trim() === '') return shown(list);
  if (!isManager) return { text: words.t.digest.managersOnly };
  const change = asks.on.test(said) ? { on: true } : asks.off.test(said) ? { on: false } : saidSchedule(said);
  if (change === null) return { text: words.t.digest.badSchedule };
  await pulse.door.ask(
    operations.writeSettings,
    { kind: 'person', caller: turn.person },
    {
      language: words.language,
      path: { account: account.id },
      body: { digest: [{ channel, ...('on' in change ? {} : { on: true }), ...change }] },
    },
  );
  return shown(await listed(turn, pulse));
}
