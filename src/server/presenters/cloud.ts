import { type Capability, type Cloud, type CloudName, capabilities, offers } from '../../graph/clouds.ts';
import type { Sources } from '../contract.ts';

type Language = 'en' | 'zh-CN';

/** Where the name that its owners give it says something only in English. */
const chineseTitles: Readonly<Partial<Record<CloudName, string>>> = { global: '全球云', china: '由世纪互联运营的 Microsoft 365' };

/** What it means to those who look at where their records come from. */
const texts: Readonly<Record<Capability, Readonly<Record<Language, string>>>> = {
  workbook: {
    en: 'Rows of a workbook cannot be edited from here: this cloud has no workbook service. Workbooks are read all the same.',
    'zh-CN': '无法在此编辑工作簿中的行：此云没有工作簿服务。工作簿仍可读取。',
  },
  planner: {
    en: 'Plans cannot be a source: this cloud has no Planner service. Keep plan items in a list.',
    'zh-CN': '计划不能作为数据源：此云没有 Planner 服务。请将计划事项保存在列表中。',
  },
  presence: { en: 'Who is at their desk is not known in this cloud.', 'zh-CN': '此云无法获知谁在线。' },
  people: {
    en: 'People are found by address, not by how often one meets them: this cloud does not tell.',
    'zh-CN': '人员按地址查找：此云不提供常用联系人。',
  },
  activityFeed: {
    en: 'Nothing appears in the activity feed of Teams: this cloud has none for apps.',
    'zh-CN': '此云不支持应用的 Teams 活动通知。',
  },
  bot: {
    en: 'The bot is switched off: the tab serves, and nothing is posted into chats or channels. An administrator can switch it on (BOT=on).',
    'zh-CN': '机器人已关闭：请使用选项卡，聊天和频道中不会发布任何内容。管理员可将其开启（BOT=on）。',
  },
};

/** @param hasBot whether the bot is at work, whatever the cloud would have */
export function presentCloud(cloud: Cloud, hasBot: boolean, language: Language): Sources['cloud'] {
  const isLacking = (capability: Capability) => (capability === 'bot' ? !hasBot : !offers(cloud, capability));
  return {
    name: cloud.name,
    title: (language === 'zh-CN' && chineseTitles[cloud.name]) || cloud.title,
    lacks: capabilities.filter(isLacking).map((capability) => ({ capability, text: texts[capability][language] })),
  };
}
