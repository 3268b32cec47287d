import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SeenConversation } from '../../src/outbox/conversation.ts';
import { conversationBook } from '../../src/outbox/conversations.ts';
import type { Database } from '../../src/store/database.ts';
import { newAccount, testDatabase } from '../support/database.ts';

let db: Database;
let book: ReturnType<typeof conversationBook>;
beforeAll(async () => {
  db = await testDatabase();
  book = conversationBook(db, () => new Date());
  await newAccount(db, 'fabrikam');
});
afterAll(() => db.close());

const chat = (id: string, directoryId: string | null, changed: Partial<SeenConversation> = {}): SeenConversation => ({
  ...{ id, kind: 'personal', serviceUrl: 'http://127.0.0.1/', botId: '28:pulse', directoryId, userId: '29:one' },
  ...{ teamId: null, channelId: null, language: 'en', timeZone: null },
  ...changed,
});

describe('a person’s chat with the bot', () => {
  it('that has a new id takes the place of the older one, with what was chosen there, and is welcomed', async () => {
    await book.seen(chat('a:1', 'ada'));
    await book.choose('a:1', 'fabrikam');
    expect(await book.welcomeOnce('a:1')).toBe(true);
    expect(await book.heard(chat('a:2', 'ada'), 'first')).toMatchObject({ id: 'a:2', chosenAccountId: 'fabrikam' });
    expect(await book.personalOf('ada')).toMatchObject({ id: 'a:2' });
    expect(await book.find('a:1')).toBeNull();
    expect(await book.welcomeOnce('a:2')).toBe(true);
  });
  it('takes it also where it was known before it was known to be theirs', async () => {
    await book.seen(chat('a:nameless', null));
    await book.seen(chat('a:other', 'bo'));
    await book.choose('a:other', 'fabrikam');
    expect(await book.heard(chat('a:nameless', 'bo'), 'first')).toMatchObject({ directoryId: 'bo', chosenAccountId: 'fabrikam' });
    expect(await book.heard(chat('a:nameless', 'bo'), 'first')).toBeNull();
    expect(await book.heard(chat('a:nameless', 'bo'), 'second')).toMatchObject({ id: 'a:nameless', chosenAccountId: 'fabrikam' });
    expect(await book.personalOf('bo')).toMatchObject({ id: 'a:nameless' });
    expect(await book.find('a:other')).toBeNull();
  });
  it('takes it also where it was taken for a room, or for somebody else’s', async () => {
    await book.seen(chat('a:room', null, { kind: 'groupChat' }));
    await book.seen(chat('a:cleo', 'cleo'));
    expect(await book.heard(chat('a:room', 'cleo'), 'first')).toMatchObject({ kind: 'personal', directoryId: 'cleo' });
    await book.seen(chat('a:dan', 'dan'));
    expect(await book.heard(chat('a:dan', 'cleo'), 'first')).toMatchObject({ directoryId: 'cleo' });
    expect(await book.find('a:room')).toBeNull();
  });
  it('is one, however many ids come at once', async () => {
    const ids = Array.from({ length: 8 }, (_, index) => `a:at-once-${index}`);
    const heard = await Promise.all(ids.map((id) => book.heard(chat(id, 'eve'), 'first')));
    expect(heard.map((one) => one?.id)).toEqual(ids);
    expect((await Promise.all(ids.map(book.find))).filter(Boolean)).toHaveLength(1);
  });
  it('hears each message once, though deliveries of many chats come at the same moment', async () => {
    await Promise.all(['fay', 'gil'].map((name) => book.seen(chat(`a:${name}`, name))));
    const deliveries = ['fay', 'gil', 'fay', 'new', 'fay', 'gil', 'new'].map((name, index) => ({
      name,
      activity: index < 5 ? 'one' : 'two',
    }));
    const heard = await Promise.all(
      deliveries.map(({ name, activity }) => book.heard(chat(`a:${name}`, name, { language: 'zh-CN' }), activity)),
    );
    expect(heard.map((one) => one?.id ?? null)).toEqual(['a:fay', 'a:gil', null, 'a:new', null, 'a:gil', 'a:new']);
    expect(heard.filter(Boolean).every((one) => one?.language === 'zh-CN')).toBe(true);
  });
});
