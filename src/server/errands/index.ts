import type { Request, Response, Server } from 'restify';
import type { TokenValidator } from '../../access/token.ts';
import type { ConfidentialClient } from '../../graph/clientProof.ts';
import { languageOf } from '../../i18n/language.ts';
import type { Language } from '../../model/index.ts';
import { operations } from '../contract.ts';
import { asProblem } from '../dispatch.ts';
import type { Door } from '../door.ts';
import type { House } from '../house.ts';
import { ProblemError, problemTypes } from '../problems.ts';
import { header } from '../send.ts';
import { page, pageHeaders, pageTexts } from './page.ts';
import { answeredPath, authorizationUrl, redeem } from './signIn.ts';
import { errandStore } from './store.ts';
import type { Answered, SignInErrands } from './types.ts';

export type { Answered, ErrandAsk, SignInErrands } from './types.ts';

export interface ErrandParts {
  house: House;
  door: Door;
  validate: TokenValidator;
  client: ConfidentialClient;
  /** Where a browser finds this server. */
  publicUrl(): string;
  answered: Answered;
}

export function signInErrands({
  house,
  door,
  validate,
  client,
  publicUrl,
  answered,
}: ErrandParts): SignInErrands & { serve(server: Server): void } {
  const errands = errandStore(house.db, house.clock);
  const redirectUri = () => publicUrl() + answeredPath;

  const finish = async (query: URLSearchParams, asked: Language): Promise<{ status: number; html: string }> => {
    const errand = await errands.take(query.get('state') ?? '');
    const language = errand?.answer.language ?? asked;
    const t = pageTexts[language];
    const not = (status: number, reason: string, link?: Parameters<typeof page>[3]) => ({
      status,
      html: page(language, t.notSaved, [reason], link),
    });
    if (!errand) return not(410, t.expired);
    const code = query.get('code');
    const token = code ? await redeem(client, house.bootstrap, { code, verifier: errand.verifier, redirectUri: redirectUri() }) : null;
    if (!token) return not(400, t.refused);
    const person = await validate(`Bearer ${token}`);
    if (person.directoryId !== errand.directoryId) return not(403, t.another);
    const { accountId, answer } = errand;
    const result = await door.ask(
      operations.changeNudge,
      { kind: 'person', caller: person, assertion: token },
      {
        language,
        path: { account: accountId, nudge: answer.nudge },
        body: { answer: answer.values },
      },
    );
    await answered({ ...answer, accountId, person, result }).catch((error: unknown) =>
      house.log.warn({ err: error, accountId }, 'an answered card could not be brought up to date'),
    );
    const lines = [result.nudge.ask, ...(result.written?.kpis ?? []).map((kpi) => kpi.text), t.close];
    return { status: 200, html: page(language, result.written?.changed === false ? t.unchanged : t.saved, lines) };
  };

  /** Whatever keeps the answer from its source is said on the page too. */
  const explained = (error: unknown, language: Language): { status: number; html: string } => {
    const problem = asProblem(error);
    const known = problem instanceof ProblemError ? problem : null;
    if (!known) house.log.error({ err: error }, 'a signed-in answer failed');
    const { status, title } = problemTypes[known?.key ?? 'server-error'];
    const t = pageTexts[language];
    const url = known?.facts.sourceUrl;
    const lines = [title[language], ...(known?.message ? [known.message] : [])];
    return { status, html: page(language, t.notSaved, lines, url ? { text: t.source, url } : null) };
  };

  return {
    async start({ accountId, person, ...answer }) {
      const { state, challenge } = await errands.open({ accountId, directoryId: person.directoryId, answer });
      return { url: authorizationUrl(house.bootstrap, { redirectUri: redirectUri(), state, challenge, loginHint: person.address }) };
    },
    serve(server) {
      server.get(answeredPath, async (request: Request, response: Response) => {
        const language = languageOf(header(request, 'accept-language'));
        const query = new URLSearchParams((request.url ?? '').split('?')[1] ?? '');
        const { status, html } = await finish(query, language).catch((error: unknown) => explained(error, language));
        response.sendRaw(status, html, { ...pageHeaders, 'content-language': language, 'content-length': String(Buffer.byteLength(html)) });
      });
    },
  };
}
