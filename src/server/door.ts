import type { z } from 'zod';
import type { FoundAccount } from '../access/accounts.ts';
import { RosterUnknownError } from '../access/roster.ts';
import type { Caller } from '../access/token.ts';
import type { Visit } from '../access/visit.ts';
import type { Language } from '../model/index.ts';
import { admitted, understood } from './admission.ts';
import type { Operation } from './contract.ts';
import { asProblem, changesWith } from './dispatch.ts';
import type { House } from './house.ts';
import { AudienceUnknownError, ProblemError } from './problems.ts';
import type { Answer, Route } from './route.ts';
import { routes } from './routes/index.ts';
import { figuresOf } from './settings/read.ts';

/**
 * Who will see the answer. A person sees what is theirs; an audience (everybody in a chat or channel) what the least of
 * them may see, and nothing about persons: an account that one of them may not see is not there.
 */
export type Viewer = { kind: 'person'; caller: Caller; assertion?: string | null } | Audience;

/** Everybody in a chat or channel. */
export interface Audience {
  kind: 'audience';
  /** Of this directory's own people; null: somebody whom nobody can name, who is taken for one from outside. */
  directoryIds: readonly (string | null)[];
  /** Guests and people of another tenant, by the directory id that Teams tells. */
  outsiders?: readonly (string | null)[];
  /** The channel, or the chat: for it a manager may have confirmed what people from outside see. */
  room?: string | null;
}

export interface Question {
  language: Language;
  /** Named parts of the path: {account, kpi}. */
  path?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string | undefined>>;
  body?: unknown;
}

/** The API without HTTP: the same routes, checks and shapes. What it answers equals what the tab is shown. */
export interface Door {
  /** @throws ProblemError, as the API would answer it; AudienceUnknownError where it may answer an audience later. */
  ask<const O extends Operation>(operation: O, viewer: Viewer, question: Question): Promise<z.output<O['response']>>;
}

/** Answers that would be made again letter for letter; the oldest goes first. */
const mostKept = 200;

export function openDoor(house: House): Door {
  const answers = new Map<string, Promise<Answer>>();
  const kept = (key: string, work: () => Promise<Answer>): Promise<Answer> => {
    const found = answers.get(key);
    if (found) return found;
    const answer = work();
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
    const [oldest] = answers.keys();
    if (answers.size > mostKept && oldest !== undefined) answers.delete(oldest);
    return answer;
  };
  return {
    async ask(operation, viewer, { language, path = {}, query = {}, body }) {
      const route = routes.find((one) => one.operation === operation);
      if (!route) throw new Error(`no route answers ${operation.path}`);
      const given = Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined));
      const asked = { language, path, url: addressOf(operation.path, path, given) };
      const answer = async (): Promise<Answer> => {
        if (route.for === 'everyone') return route.answer(asked, house);
        const inputs = understood(route, given, body);
        const assertion = viewer.kind === 'person' ? (viewer.assertion ?? null) : null;
        if (route.for === 'caller') {
          if (viewer.kind === 'audience') throw new ProblemError('forbidden');
          return route.answer({ ...asked, ...inputs, caller: viewer.caller, assertion }, house);
        }
        const { account, visit } = await entered(route, path, viewer, house);
        const today = house.today(account.timeZone);
        const work = () => route.answer({ ...asked, ...inputs, caller: visit.caller, assertion, account, visit, today }, house);
        if (!route.keptPer) return work();
        return kept(JSON.stringify(changesWith(route, route.keptPer, asked, { account, visit, today })), work);
      };
      try {
        return (await answer()).body as never;
      } catch (error) {
        throw asProblem(error);
      }
    },
  };
}

const entered = (route: Route & { for: 'account' }, path: Readonly<Record<string, string>>, viewer: Viewer, house: House) =>
  viewer.kind === 'person' ? admitted(route, path, viewer.caller, house) : admittedTogether(route, path, viewer, house);

const nobody: Caller = { directoryId: '', name: null, address: null };
/**
 * The account as the least of these people may see it. Those from outside come last: that they are what keeps the others
 * from seeing it is told only where nothing else does.
 */
async function admittedTogether(
  route: Route & { for: 'account' },
  path: Readonly<Record<string, string>>,
  { directoryIds, outsiders = [], room = null }: Audience,
  house: House,
): Promise<{ account: FoundAccount; visit: Visit }> {
  const account = await house.accounts.find(path.account ?? '', nobody.directoryId);
  const insiders = directoryIds.filter((id) => id !== null);
  const strangers = [...outsiders, ...directoryIds.filter((id) => id === null)];
  // In a room without one of our own nobody is there to whom the account is anything.
  if (!account || insiders.length === 0) throw new ProblemError('unknown-account');
  const roles = await house.accounts.rolesAt(account.id, insiders).catch((error: unknown) => {
    throw error instanceof RosterUnknownError ? new AudienceUnknownError() : error;
  });
  if (roles.includes(null)) throw new ProblemError('unknown-account');
  const see = strangers.length === 0 ? 'reader' : await house.accounts.outsidersSee(account.id, strangers, room);
  if (see === 'nothing') throw new ProblemError('outsiders-here');
  const { figuresAboutPeople, figuresByCountry } = figuresOf(account.settings, house.config.mode);
  const inRooms = (level: Visit['figuresAboutPeople']) => (level === 'own' ? 'off' : level);
  // Whoever is there, a room is shown no more than a reader is: what is for one role or one person comes by their own view.
  const visit: Visit = {
    caller: nobody,
    role: see === 'headlines' ? 'onlooker' : 'reader',
    isAdministrator: false,
    figuresAboutPeople: inRooms(figuresAboutPeople),
    figuresByCountry: Object.fromEntries(Object.entries(figuresByCountry).map(([country, level]) => [country, inRooms(level)])),
  };
  if (!route.may(visit)) throw new ProblemError('forbidden');
  return { account: { ...account, role: 'reader' }, visit };
}

function addressOf(pattern: string, path: Readonly<Record<string, string>>, query: Readonly<Record<string, string>>): string {
  const address = pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(path[name] ?? ''));
  const search = new URLSearchParams(query).toString();
  return search ? `${address}?${search}` : address;
}
