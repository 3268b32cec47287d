import type { Connections } from '../../../src/server/contract.ts';

/** The answers of the pages about the person who looks: what runs in their name. */
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
