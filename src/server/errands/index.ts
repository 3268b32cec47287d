import type { Request, Response, Server } from 'restify';
import type { TokenValidator } from '../../access/token.ts';
import type { ConfidentialClient } from '../../graph/clientProof.ts';
import { languageOf } from '../../i18n/language.ts';
import type { Language } from '../../model/index.ts';
import { purposes } from '../../vault/index.ts';
import { operations } from '../contract.ts';
import { asProblem } from '../dispatch.ts';
import type { Door } from '../door.ts';
import type { House } from '../house.ts';
import { ProblemError, problemTypes } from '../problems.ts';
import { header } from '../send.ts';
import { type AskForConsent, permissionsIn } from '../signIn/wayOut.ts';
import { identify } from './identity.ts';
import { page, pageHeaders, pageTexts } from './page.ts';
import { answeredPath, authorizationUrl, redeem, scopeOf } from './signIn.ts';
import { type Errand, errandStore } from './store.ts';
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

type Shown = { status: number; html: string };

export function signInErrands({
  house,
  door,
  validate,
  client,
  publicUrl,
  answered,
}: ErrandParts): SignInErrands & { askForConsent: AskForConsent; serve(server: Server): void } {
  const errands = errandStore(house.db, house.clock);
  const whoIs = identify(house.issuer, client.clientId, house.clock);
  const redirectUri = () => publicUrl() + answeredPath;
  const not = (language: Language, status: number, reason: string, link?: Parameters<typeof page>[3]): Shown => ({
    status,
    html: page(language, pageTexts[language].notSaved, [reason], link),
  });

  const finish = async (query: URLSearchParams, asked: Language): Promise<Shown> => {
    const errand = await errands.take(query.get('state') ?? '');
    const language = errand?.answer.language ?? asked;
    if (!errand) return not(language, 410, pageTexts[language].expired);
    return errand.accountId === null ? consented(errand, query.get('code'), language) : saved(errand, query.get('code'), language);
  };

  const saved = async (errand: Errand & { accountId: string }, code: string | null, language: Language): Promise<Shown> => {
    const t = pageTexts[language];
    const { verifier, accountId, answer } = errand;
    const granted = code ? await redeem(client, { code, verifier, redirectUri: redirectUri(), scope: scopeOf(house.bootstrap) }) : null;
    if (!granted) return not(language, 400, t.refused);
    const person = await validate(`Bearer ${granted.accessToken}`);
    if (person.directoryId !== errand.directoryId) return not(language, 403, t.another);
    const result = await door.ask(
      operations.changeNudge,
      { kind: 'person', caller: person, assertion: granted.accessToken },
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

  /** The consent was given at the issuer's page; where a sign-in is to be kept, it is this one. */
  const consented = async (errand: Errand & { accountId: null }, code: string | null, language: Language): Promise<Shown> => {
    const t = pageTexts[language];
    const { verifier, answer } = errand;
    if (!code) return not(language, 400, t.noConsent);
    const granted = await redeem(client, { code, verifier, redirectUri: redirectUri(), scope: `openid ${answer.consent}` });
    if (!granted) return not(language, 400, t.noConsent);
    if ((await whoIs(granted.idToken)) !== errand.directoryId) return not(language, 403, t.another);
    if (answer.purpose === null) return { status: 200, html: page(language, t.consented, [t.goOn]) };
    if (!house.vault) throw new ProblemError('vault-closed');
    if (!granted.refreshToken) return not(language, 400, t.noConsent);
    await house.vault.keep(errand.directoryId, answer.purpose, granted.refreshToken);
    const { title, explanation } = purposes[answer.purpose];
    return { status: 200, html: page(language, t.connected(title[language]), [explanation[language], t.takeBack]) };
  };

  /** Whatever keeps the answer from its source is said on the page too. */
  const explained = (error: unknown, language: Language): Shown => {
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
    async start({ accountId, person, lacks = { consent: false, claims: null }, ...answer }) {
      const { state, challenge } = await errands.open({ accountId, directoryId: person.directoryId, answer });
      const own = scopeOf(house.bootstrap);
      // The consent is asked on the page where the person signs in anyway: one way to it, once.
      const scope = lacks.consent && house.writeScope ? `${own} ${house.writeScope}` : own;
      const hint = { loginHint: person.address, isConsent: lacks.consent, claims: lacks.claims };
      return { url: authorizationUrl(house.bootstrap, { redirectUri: redirectUri(), state, challenge, scope, ...hint }) };
    },
    async askForConsent({ caller, scope, purpose, language }) {
      const { state, challenge } = await errands.open({
        accountId: null,
        directoryId: caller.directoryId,
        answer: { consent: scope, purpose, language },
      });
      const hint = { loginHint: caller.address, isConsent: true };
      const wanted = `openid profile ${scope}`;
      const url = authorizationUrl(house.bootstrap, { redirectUri: redirectUri(), state, challenge, scope: wanted, ...hint });
      return { url, permissions: permissionsIn(scope) };
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
