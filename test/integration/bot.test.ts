import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commands } from '../../bot/commands/index.ts';
import { cardProblems, textsOf } from '../support/cards.ts';
import { botId, channel, link, member, person, places, startBot, team, tenantId, userId } from './bot.support.ts';

let bot: Awaited<ReturnType<typeof startBot>>;
beforeAll(async () => {
  bot = await startBot();
});
afterAll(() => bot.close());

/** All that a reader is shown of a message. */
const shownOf = (sent: { body: { text?: string; summary?: string; attachments?: { content: unknown }[] } }[]): string =>
  sent.map(({ body }) => [body.text, body.summary, textsOf(body.attachments?.[0]?.content ?? {})].join('\n')).join('\n');

/** Figures of Fabrikam in every way of writing that a card could use. */
const figures = /731|269\D?000|\b26\.9|73\.1|812|611|455|1\.4M|48\.5|120K/;

describe('a greeting', () => {
  it.each(['hi', 'Hello!', 'hey', 'help', '?'])('"%s" gets help that lists every command', async (text) => {
    const card = await bot.card(text);
    expect(cardProblems(card)).toEqual([]);
    for (const command of commands) if (command.name !== 'help') expect(textsOf(card)).toContain(command.help.en);
  });
  it('in Chinese gets help in Chinese', async () => {
    const card = await bot.card('你好', { locale: 'zh-CN' });
    expect(textsOf(card)).toContain('记分卡');
    for (const command of commands) if (command.name !== 'help') expect(textsOf(card)).toContain(command.help['zh-CN']);
  });
});

describe('each command', () => {
  const asked = [
    'scorecard',
    'kpi ea renewal rate',
    'why partner attach since 1 Oct',
    'goal ea renewal rate',
    'renewals 90',
    'pipeline',
    'sources',
    'setup',
    'what is missing',
    'settings',
  ];
  const askedInChinese = [
    '记分卡',
    '指标 EA 续约率',
    '为什么 合作伙伴参与率 自10月1日',
    '目标 EA 续约率',
    '续约 90',
    '商机管道',
    '数据来源',
    '还缺什么',
    '设置',
  ];
  const inPlaces = [
    ['a personal chat', places.personal(1)],
    ['a group chat', places.group],
    ['a channel', places.channel],
  ] as const;

  it('"setup" says what is missing, how many KPIs wait for it, and what to do', async () => {
    const text = textsOf(await bot.card('setup'));
    expect(text).toMatch(/\d+ of 33 KPIs wait for something that is missing/);
    expect(text).toContain('No revenue yet: 4 of 33 KPIs wait for it.');
    expect(text).toContain('Make a list of revenue, or connect one that there is.');
    expect(textsOf(await bot.card('还缺什么', { locale: 'zh-CN' }))).toContain('尚无收入：33 个指标中有 4 个在等待。');
    expect(textsOf(await bot.card('scorecard'))).toContain('write **setup** to see what they wait for');
  });

  for (const [where, at] of inPlaces) {
    it.each(asked)(`in ${where}: "%s" gets one valid card`, async (text) => {
      const card = await bot.card(text, { at });
      expect(cardProblems(card)).toEqual([]);
      expect(card.lang).toBe('en');
    });
    it.each(askedInChinese)(`in ${where}, in Chinese: "%s" gets one valid card`, async (text) => {
      const card = await bot.card(text, { at, locale: 'zh-CN' });
      expect(cardProblems(card)).toEqual([]);
      expect(card.lang).toBe('zh-CN');
      expect(textsOf(card)).toMatch(/\p{Script=Han}/u);
    });
  }

  it('has the same numbers as the API', async () => {
    const { json } = await bot.api.call('/api/accounts/fabrikam/scorecard', { as: 1 });
    const shown = textsOf(await bot.card('scorecard'));
    // biome-ignore lint/suspicious/noExplicitAny: the API's JSON
    for (const kpi of json.kpis.filter((one: any) => one.headline)) {
      expect(shown).toContain(kpi.title);
      if (kpi.value === null) continue;
      const written =
        typeof kpi.value === 'object'
          ? new Intl.NumberFormat('en-US', {
              style: 'currency',
              currency: kpi.value.currency,
              notation: 'compact',
              maximumFractionDigits: 1,
            }).format(kpi.value.amount)
          : kpi.unit === 'ratio'
            ? new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 }).format(kpi.value)
            : new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 }).format(kpi.value);
      expect(shown).toContain(written);
    }
    expect(shown).toContain('26.9%');
  });

  it('says why a KPI moved, with drivers that add up to the change', async () => {
    const { json } = await bot.api.call('/api/accounts/fabrikam/kpis/net-new-revenue/drivers?since=2026-10-01', { as: 1 });
    expect(json.change).toEqual({ amount: '1423000', currency: 'USD' });
    const shown = textsOf(await bot.card('why net new revenue since 2026-10-01'));
    expect(shown).toContain('rose by **$1.4M**, from $0 to $1.4M');
    expect(shown).toContain('**+$812,000** · [Data centre · Fabrikam GmbH](https://example.test/o1) was won');
    expect(shown).toContain('**+$611,000**');
  });

  it('asks for no change across a fiscal year: what moved since it began is told', async () => {
    const shown = textsOf(await bot.card('why net new revenue since last year'));
    expect(shown).toContain('A new fiscal year began on Jul 1, 2026');
    expect(shown).toContain('$1.4M');
  });

  it('lists renewals and pipeline with their totals', async () => {
    const renewals = textsOf(await bot.card('renewals 90'));
    expect(renewals).toContain('2 agreements, $779.5K a year');
    expect(renewals).toContain('55 days overdue');
    const pipeline = textsOf(await bot.card('pipeline'));
    expect(pipeline).toContain('5 opportunities, $626.5K');
    expect(pipeline).toContain('close date passed');
    expect(pipeline).toContain('Left out, no plan rate: JPY');
  });
});

describe('what is typed', () => {
  it('finds a KPI by part of its name, by what it is also called, with typing errors, and alone', async () => {
    for (const text of [
      'kpi partner attach',
      'kpi partner atach',
      'kpi 合作伙伴参与率',
      'kpi partner-attach',
      'Partner attach',
      'why did partner attach drop?',
    ])
      expect(textsOf(await bot.card(text))).toMatch(/Partner attach|合作伙伴参与率/);
  });
  it('asks with buttons where several KPIs are meant, and goes on with the one that is tapped', async () => {
    const card = await bot.card('kpi renewal');
    expect(card.actions.length).toBeGreaterThan(1);
    const answer = await bot.click({ verb: 'run', data: card.actions[0].data });
    expect(textsOf(answer.value)).toContain('EA renewal rate');
  });
  it.each([
    ['scorcard', 'scorecard'],
    ['renewls', 'renewals'],
    ['pipline please', 'pipeline please'],
    ['sorces', 'sources'],
  ])('"%s" is not guessed at: the nearest command is offered', async (text, nearest) => {
    const card = await bot.card(text);
    expect(textsOf(card)).toContain(`Did you mean **${nearest}**?`);
    const answer = await bot.click({ verb: 'run', data: card.actions[0].data });
    expect(answer.type).toBe('application/vnd.microsoft.card.adaptive');
  });
  it.each([
    ['nonsense', 'qwertz uiop'],
    ['HTML', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
    ['100 kB', 'x'.repeat(100_000)],
    ['100 kB of words', 'why '.repeat(25_000)],
    ['emoji', '🎉🎉🎉👩‍👩‍👧‍👦'],
    ['SQL', "'; drop table conversation; --"],
    ['zero-width characters', '\u200b\u200d\ufeff'],
    ['a KPI of SQL', "kpi ' or 1=1 --"],
    ['Markdown', '[click](http://evil.example) **bold** # head'],
    ['a broken surrogate', 'kpi \ud800'],
    ['a null character', 'kpi \u0000'],
  ])('survives %s, and helps', async (_, text) => {
    const { status, sent } = await bot.say(text);
    expect(status).toBe(200);
    expect(sent).toHaveLength(1);
    const card = sent[0]?.body.attachments[0].content;
    expect(cardProblems(card)).toEqual([]);
    expect(JSON.stringify(card)).not.toContain('evil.example)');
    expect(card.actions.length).toBeGreaterThan(0);
  });
  it('understands a command between zero-width characters and mentions of others', async () => {
    expect(textsOf(await bot.card('\u200bscore\u200dcard '))).toContain('EA renewal rate');
    expect(textsOf(await bot.card('<at>Somebody</at>&nbsp;scorecard'))).toContain('EA renewal rate');
  });
  it('does not mistake a day', async () => {
    expect((await bot.say('why partner attach since the flood')).sent[0]?.body.text).toContain('“flood”');
    expect((await bot.say('why partner attach since 2027-01-01')).sent[0]?.body.text).toBe('That day is still to come.');
    expect((await bot.say('renewals 5000')).sent[0]?.body.text).toContain('1 to 730');
  });
  it('does not let a record’s name break out of its text', async () => {
    const shown = textsOf(await bot.card('renewals 90')) + textsOf(await bot.card('pipeline'));
    expect(shown).toContain('Fabrikam \\[Japan\\](http://evil.example) \\<b\\>KK\\</b\\>');
    expect(shown).not.toMatch(/[^\\]\]\(http:\/\/evil/);
    expect(shown).not.toMatch(/[^\\]<script/);
    expect(textsOf(await bot.card('scorecard'))).toContain('Fabrikam \\*Worldwide\\*');
  });
});

describe('the account', () => {
  it('is asked for where a person has several, and the command goes on after the tap', async () => {
    const card = await bot.card('scorecard', { from: 4 });
    expect(card.actions.map((action: { title: string }) => action.title)).toEqual(['Fabrikam *Worldwide*', 'Tailspin Toys']);
    const answer = await bot.click({ verb: 'chooseAccount', data: card.actions[0].data }, { from: 4 });
    expect(textsOf(answer.value)).toContain('Fabrikam');
    // From then on it is remembered.
    expect(textsOf(await bot.card('scorecard', { from: 4 }))).toContain('Fabrikam');
    expect((await bot.say('use tailspin', { from: 4 })).sent[0]?.body.text).toContain('Tailspin Toys');
    expect(textsOf(await bot.card('settings', { from: 4 }))).toContain('Tailspin');
  });
  it('is nobody’s who may not see it: not by name, not by a forged button', async () => {
    for (const text of ['scorecard', 'kpi ea renewal rate', 'pipeline', 'settings', 'use fabrikam', 'link fabrikam']) {
      const { sent } = await bot.say(text, { from: 9 });
      expect(shownOf(sent)).not.toMatch(/Fabrikam \*|Worldwide/);
      expect(shownOf(sent)).not.toMatch(figures);
    }
    for (const data of [
      { command: 'scorecard', args: '', account: 'fabrikam' },
      { command: 'why', args: 'partner attach', account: 'fabrikam' },
    ]) {
      const answer = await bot.click({ verb: 'run', data }, { from: 9 });
      expect(JSON.stringify(answer)).not.toMatch(figures);
      expect(answer.value).toContain('no account that you may see');
    }
    const chosen = await bot.click({ verb: 'chooseAccount', data: { account: 'fabrikam', command: 'scorecard' } }, { from: 9 });
    expect(JSON.stringify(chosen)).not.toMatch(figures);
  });
});

describe('a room', () => {
  /** A chat and a channel of person 4, who may see two accounts, with one who may see none. */
  const roomOf4 = async () => {
    const id = '19:theirs@thread.tacv2';
    const at = {
      room: { ...places.group, id: '19:four@thread.v2' },
      channel: { id, conversationType: 'channel', channelData: { team: { id, aadGroupId: team }, channel: { id } } },
    };
    for (const { id: where } of Object.values(at)) bot.connector.members.set(where, [member(4), member(9)]);
    bot.api.rosters.set(`${team}/${id}`, [{ directoryId: person(4), isOutsider: false }]);
    return at;
  };
  const stored = () => bot.db.transaction('every', (tx) => tx.selectFrom('conversation').selectAll().orderBy('id').execute());
  it('where one of all may not see the account gets none of its numbers; who may sees them alone', async () => {
    bot.connector.members.set(places.group.id, [member(1), member(2), member(9)]);
    for (const text of [
      'scorecard',
      'kpi ea renewal rate',
      'why partner attach since 1 Oct',
      'renewals',
      'pipeline',
      'goal ea renewal rate',
    ]) {
      const card = await bot.card(text, { at: places.group });
      expect(JSON.stringify(card)).not.toMatch(figures);
      expect(JSON.stringify(card)).not.toContain('Fabrikam');
      expect(cardProblems(card)).toEqual([]);
      const action = { verb: card.actions[0].verb, data: card.actions[0].data };
      expect((await bot.click(action, { at: places.group })).type).toBe('application/vnd.microsoft.card.adaptive');
      expect(JSON.stringify(await bot.click(action, { from: 9, at: places.group }))).not.toMatch(figures);
    }
    bot.connector.members.set(places.group.id, [member(1), member(2), member(3)]);
  });
  it.each([
    ['a guest', member(7, { userRole: 'guest' })],
    ['a guest by address', member(7, { userPrincipalName: 'x_y.com#EXT#@contoso.example' })],
    ['a person of another tenant', member(7, { tenantId: '11111111-2222-4333-8444-555555555555' })],
    ['a person without a directory id', { id: '29:user-7' }],
  ])('with %s gets no numbers', async (_, outsider) => {
    bot.connector.members.set(places.group.id, [member(1), outsider]);
    expect(JSON.stringify(await bot.card('scorecard', { at: places.group }))).not.toMatch(figures);
    bot.connector.members.set(places.group.id, [member(1), member(2), member(3)]);
  });
  it('whose people Teams does not tell gets no numbers', async () => {
    bot.connector.setMembersFail(true);
    expect(JSON.stringify(await bot.card('scorecard', { at: places.group }))).not.toMatch(figures);
    bot.connector.setMembersFail(false);
  });
  it.each(['meeting', 'Personal', '', null, undefined])(
    'of a kind that is not known (%j) is no chat alone with the bot',
    async (conversationType) => {
      const at = { id: '19:unknown-kind@thread.v2', conversationType: conversationType as string, channelData: {} };
      bot.connector.members.set(at.id, [member(1), member(9)]);
      expect(JSON.stringify(await bot.card('scorecard', { at }))).not.toMatch(figures);
      bot.connector.members.delete(at.id);
      expect(JSON.stringify(await bot.card('scorecard', { at }))).not.toMatch(figures);
      bot.connector.members.set(at.id, [member(1), member(2)]);
      expect(textsOf(await bot.card('scorecard', { at }))).toContain('26.9%');
    },
  );
  it('is read to the end, however many pages its members take', async () => {
    bot.connector.setPageSize(2);
    bot.connector.members.set(places.group.id, [member(1), member(2), member(3), member(9)]);
    expect(JSON.stringify(await bot.card('scorecard', { at: places.group }))).not.toMatch(figures);
    bot.connector.members.set(places.group.id, [member(1), member(2), member(3)]);
    expect(textsOf(await bot.card('scorecard', { at: places.group }))).toContain('26.9%');
    bot.connector.setPageSize(500);
  });
  it('shows everybody what a reader sees, and each their own by refresh', async () => {
    const card = await bot.card('scorecard', { at: places.group });
    expect(card.refresh.userIds).toEqual([userId(1), userId(2), userId(3)]);
    const mine = await bot.click(card.refresh.action, { from: 2, at: places.group });
    expect(mine.value.refresh.userIds).toEqual([userId(2)]);
    expect(cardProblems(mine.value)).toEqual([]);
    // What would reach a target is for members; the reader among them keeps the room's card from showing it.
    const goal = await bot.card('goal ea renewal rate', { at: places.group });
    expect(JSON.stringify(goal)).not.toMatch(figures);
    expect((await bot.click(goal.actions[0], { from: 2, at: places.group })).type).toBe('application/vnd.microsoft.card.adaptive');
    expect((await bot.click(goal.actions[0], { from: 3, at: places.group })).value).toContain('does not allow this');
  });
  it.each([
    ['channel', places.channel],
    ['group chat', { ...places.group, id: '19:unmentioned@thread.v2' }],
  ])('of people who talk to each other (a %s) is not listened to: nothing is answered, looked up or stored', async (_, at) => {
    const before = bot.connector.sent.length;
    const known = await stored();
    for (const entities of [
      [],
      undefined,
      [{ type: 'mention', text: '<at>Ada</at>', mentioned: { id: userId(2), name: 'Ada' } }],
      [{ type: 'clientInfo', timezone: 'Asia/Tokyo' }],
    ])
      expect((await bot.post(bot.activity(1, at, { type: 'message', text: '<at>Ada</at> scorecard', entities }))).status).toBe(200);
    // Of a person whom the connector would have to be asked for, too.
    await bot.post({ ...bot.activity(2, at, { type: 'message', text: 'scorecard' }), from: { id: userId(2) } });
    expect(bot.connector.sent).toHaveLength(before);
    expect(await stored()).toEqual(known);
  });
  it('is told the names of no accounts but those that all who are there may know of', async () => {
    const { room, channel: ours } = await roomOf4();
    for (const [text, at] of [
      ['scorecard', room],
      ['use', room],
      ['use tailspin', room],
      ['use no such account', room],
      ['link', ours],
      ['link tail', ours],
      ['link no such account', ours],
    ] as const) {
      const card = await bot.card(text, { from: 4, at });
      expect([text, JSON.stringify(card).match(/Fabrikam|Tailspin Toys/g)]).toEqual([text, null]);
      expect(textsOf(card)).toContain('Not everybody here may see this account');
      // Whoever asked is shown them alone.
      const mine = await bot.click({ verb: card.actions[0].verb, data: card.actions[0].data }, { from: 4, at });
      expect([text, JSON.stringify(mine)]).toEqual([
        text,
        expect.stringMatching(text.includes('no such') ? /is called “no such/ : /Tailspin Toys/),
      ]);
    }
  });
  it('where all may know of one of the asker’s accounts is answered with that one', async () => {
    const at = { ...places.group, id: '19:five@thread.v2' };
    bot.connector.members.set(at.id, [member(4), member(2)]);
    expect(textsOf(await bot.card('scorecard', { from: 4, at }))).toContain('Fabrikam');
    expect(JSON.stringify(await bot.card('use', { from: 4, at }))).not.toContain('Tailspin');
    expect((await bot.say('use fabrikam', { from: 4, at })).sent[0]?.body.text).toContain('Fabrikam');
  });
  it('hears the account’s name from the manager who links it', async () => {
    const { channel: ours } = await roomOf4();
    expect(textsOf(await bot.card('link Tailspin Toys', { from: 4, at: ours }))).toContain('Tailspin Toys');
  });
  it('with a guest is not told whose account the channel is linked to', async () => {
    const { channel: ours } = await roomOf4();
    await link(bot.db, 'tailspin', team, ours.channelData.channel.id);
    for (const text of ['link', 'use', 'link off']) {
      const card = await bot.card(text, { from: 4, at: ours });
      expect([text, JSON.stringify(card).match(/Tailspin/g)]).toEqual([text, null]);
      const mine = await bot.click({ verb: card.actions[0].verb, data: card.actions[0].data }, { from: 4, at: ours });
      expect(mine.value).toContain('Tailspin Toys');
    }
  });
  it('answers in the thread that was written in', async () => {
    const { sent } = await bot.say('scorecard', { at: places.channel });
    expect(sent[0]?.conversationId).toBe(places.channel.id);
  });
});

describe('the link of a channel', () => {
  it('is made by a manager who is in the channel, after being told what it means; by no other', async () => {
    expect((await bot.say('link')).sent[0]?.body.text).toContain('mention me in the channel');
    expect((await bot.say('link', { from: 2, at: places.channel })).sent[0]?.body.text).toContain('You manage no account');
    const card = await bot.card('link', { at: places.channel });
    expect(textsOf(card)).toContain('everybody in this channel becomes a member');
    const press = { verb: 'link', data: card.actions[0].data };
    expect((await bot.click(press, { from: 2, at: places.channel })).value).toBe('Only a manager of the account can link it.');
    expect((await bot.click(press, { from: 9, at: places.channel })).value).toContain('no account that you may see');
    const done = await bot.click(press, { at: places.channel, replyToId: 'm1' });
    expect(textsOf(done.value)).toContain('2 people here may now see it.');
    expect(bot.connector.sent.at(-1)).toMatchObject({ method: 'PUT', activityId: 'm1' });
    expect((await bot.say('link', { at: places.channel })).sent[0]?.body.text).toContain('is linked to');
    expect(textsOf(await bot.card('scorecard', { at: places.channel }))).toContain('26.9%');
    expect((await bot.say('link off', { from: 2, at: places.channel })).sent[0]?.body.text).toBe(
      'Only a manager of the account can link it.',
    );
    expect((await bot.say('link off', { at: places.channel })).sent[0]?.body.text).toContain('no longer linked');
    const audit = await bot.db.transaction(['fabrikam'], (tx) =>
      tx.selectFrom('audit').select(['action', 'subject']).orderBy('id').execute(),
    );
    expect(audit).toEqual([
      { action: 'link', subject: channel },
      { action: 'unlink', subject: channel },
    ]);
  });
  it.each(['link', 'use'])('repeats no Markdown of what was typed: %s', async (command) => {
    const { sent } = await bot.say(`${command} [Sign in](http://evil.example)`, { at: places.channel });
    expect(sent[0]?.body.text).toContain('\\[Sign in\\](http://evil.example)');
  });
  it('is refused where the manager is not in the channel, or its members cannot be read', async () => {
    const press = { verb: 'link', data: { account: 'fabrikam' } };
    bot.api.rosters.set(`${team}/${channel}`, []);
    expect((await bot.click(press, { at: places.channel })).value).toContain('You are not in this channel');
    bot.api.rosters.set(`${team}/${channel}`, new Error('no consent'));
    expect((await bot.click(press, { at: places.channel })).value).toContain('I cannot read who is in this channel');
  });
  it('decides the account of the channel, whatever was chosen', async () => {
    await link(bot.db, 'fabrikam', team, channel);
    expect((await bot.say('use tailspin', { from: 4, at: places.channel })).sent[0]?.body.text).toContain('linked to **Fabrikam');
  });
});

describe('a button', () => {
  it('that is not known, or says more than it may, does nothing', async () => {
    for (const action of [
      { verb: 'dropTables' },
      { verb: 'run', data: { command: 7 } },
      { verb: 'run', data: { command: 'x'.repeat(5000) } },
      { verb: 'run', data: { command: 'nothing' } },
      { verb: '__proto__' },
    ])
      expect(await bot.click(action)).toMatchObject({ status: 200, value: 'This button no longer does anything. Please ask again.' });
    expect((await bot.click({} as { verb: string })).value).toContain('no longer does anything');
  });
  it('of a client without Action.Execute does the same', async () => {
    const { sent } = await bot.say('', { value: { verb: 'run', command: 'scorecard', args: '', account: 'fabrikam' } });
    expect(textsOf(sent[0]?.body.attachments[0].content)).toContain('26.9%');
  });
});

describe('installing', () => {
  it('is welcomed once, whichever of the two events comes first and however often', async () => {
    const at = { ...places.personal(3), id: 'a:new-chat' };
    bot.connector.members.set(at.id, [member(3)]);
    const before = bot.connector.messages().length;
    const added = bot.activity(3, at, { type: 'conversationUpdate', membersAdded: [{ id: botId }, { id: userId(3) }] });
    await Promise.all([bot.install(3, at), bot.post(added), bot.install(3, at)]);
    await bot.install(3, at);
    const welcome = bot.connector.messages().slice(before);
    expect(welcome).toHaveLength(1);
    expect(cardProblems(welcome[0]?.body.attachments[0].content)).toEqual([]);
  });
  it('is not welcomed when somebody else joins', async () => {
    const before = bot.connector.messages().length;
    await bot.post(bot.activity(1, places.group, { type: 'conversationUpdate', membersAdded: [{ id: userId(5) }] }));
    expect(bot.connector.messages()).toHaveLength(before);
  });
  it('ends with the removal; writing takes it up again', async () => {
    const at = { ...places.personal(2), id: 'a:removed' };
    bot.connector.members.set(at.id, [member(2)]);
    const state = () =>
      bot.db.transaction([], (tx) => tx.selectFrom('conversation').select('suspended_because').where('id', '=', at.id).executeTakeFirst());
    await bot.install(2, at);
    await bot.install(2, at, 'remove');
    expect(await state()).toEqual({ suspended_because: 'removed' });
    await bot.say('help', { from: 2, at });
    expect(await state()).toEqual({ suspended_because: null });
  });
});

describe('the wire', () => {
  it('answers nobody of another tenant', async () => {
    const before = bot.connector.sent.length;
    const other = '11111111-2222-4333-8444-555555555555';
    for (const foreign of [
      { conversation: { id: 'a:x', conversationType: 'personal', tenantId: other }, channelData: { tenant: { id: other } } },
      { conversation: { id: 'a:x', conversationType: 'personal', tenantId }, channelData: { tenant: { id: other } } },
      { conversation: { id: 'a:x', conversationType: 'personal' }, channelData: {} },
    ]) {
      const { status } = await bot.post({ ...bot.activity(1, places.personal(1), { type: 'message', text: 'scorecard' }), ...foreign });
      expect(status).toBe(200);
    }
    expect(bot.connector.sent).toHaveLength(before);
  });
  it('tells a person of another tenant in one of our rooms that it answers others only', async () => {
    bot.connector.members.set(places.group.id, [member(1), member(8, { tenantId: '11111111-2222-4333-8444-555555555555' })]);
    expect((await bot.say('scorecard', { from: 8, at: places.group })).sent[0]?.body.text).toContain('people of this organisation only');
    bot.connector.members.set(places.group.id, [member(1), member(2), member(3)]);
  });
  it('holds the person whom an activity names against whom the connector knows', async () => {
    // The id of person 9 with the directory id of the manager.
    const forged = {
      ...bot.activity(9, places.personal(9), { type: 'message', text: 'scorecard' }),
      from: { id: userId(9), aadObjectId: '00000000-0000-4000-8000-000000000001' },
    };
    const before = bot.connector.messages().length;
    await bot.post(forged);
    expect(shownOf(bot.connector.messages().slice(before))).toContain('people of this organisation only');
  });
  it('asks the connector for the person where the activity does not name them', async () => {
    const before = bot.connector.messages().length;
    await bot.post({ ...bot.activity(2, places.personal(2), { type: 'message', text: 'scorecard' }), from: { id: userId(2) } });
    expect(textsOf(bot.connector.messages()[before]?.body.attachments[0].content)).toContain('26.9%');
  });
  it('answers a message that is delivered again only once', async () => {
    const message = bot.activity(1, places.personal(1), { type: 'message', text: 'help' });
    const before = bot.connector.messages().length;
    await Promise.all([bot.post(message), bot.post(message)]);
    await bot.post(message);
    expect(bot.connector.messages()).toHaveLength(before + 1);
  });
  it('believes no service address but one on this machine, and follows none', async () => {
    for (const serviceUrl of [
      'https://evil.example/',
      'http://127.0.0.1.evil.example/',
      'http://localhost@evil.example/',
      'file:///etc/passwd',
      'nothing',
    ])
      expect((await bot.post({ ...bot.activity(1, places.personal(1), { type: 'message', text: 'hi' }), serviceUrl })).status).toBe(403);
  });
  it('takes nothing from a page of the web, nor under another name', async () => {
    const message = bot.activity(1, places.personal(1), { type: 'message', text: 'hi' });
    expect((await bot.post(message, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await bot.post(message, { origin: 'http://localhost:3978' })).status).toBe(403);
    expect((await bot.post(message, { referer: 'https://evil.example/' })).status).toBe(403);
  });
  it('refuses what is no activity of Teams, and leaves kinds that it does not know', async () => {
    for (const body of [
      {},
      { type: 'message' },
      { ...bot.activity(1, places.personal(1), { type: 'message' }), channelId: 'emulator' },
      { ...bot.activity(1, places.personal(1), { type: 'message' }), from: { id: '' } },
    ])
      expect((await bot.post(body)).status).toBe(400);
    expect(
      (await bot.post(bot.activity(1, places.personal(1), { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] }))).status,
    ).toBe(200);
    expect(
      (
        await bot.post(
          bot.activity(1, places.personal(1), {
            type: 'conversationUpdate',
            channelData: { tenant: { id: tenantId }, eventType: 'somethingNew' },
          }),
        )
      ).status,
    ).toBe(200);
    expect((await bot.post(bot.activity(1, places.personal(1), { type: 'invoke', name: 'composeExtension/query' }))).status).toBe(501);
  });
  it('talks to no other bot', async () => {
    const before = bot.connector.sent.length;
    await bot.post({ ...bot.activity(1, places.personal(1), { type: 'message', text: 'help' }), from: { id: '28:other-bot' } });
    expect(bot.connector.sent).toHaveLength(before);
  });
  it('sends an answer once, whatever the connector says', async () => {
    for (const fault of [
      { status: 429, headers: { 'retry-after': '1' } },
      { status: 500 },
      { status: 502 },
      { status: 403 },
      'cut',
    ] as const) {
      const before = bot.connector.sent.filter((one) => one.body.type === 'message').length;
      bot.connector.faults.push(fault);
      expect((await bot.say('help')).status).toBe(200);
      expect(bot.connector.messages().length - before).toBeLessThanOrEqual(1);
    }
  });
});
