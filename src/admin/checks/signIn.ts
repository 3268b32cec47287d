import { SignInRefusedError } from '../../graph/azureTokens.ts';
import { readCertificate } from '../../graph/clientProof.ts';
import { GraphError } from '../../graph/errors.ts';
import type { Examination } from '../examination.ts';
import type { Finding } from '../finding.ts';

/** What Entra ID's refusals mean, and the way back. https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const reasons: Readonly<Record<string, readonly [says: string, grant: string]>> = {
  AADSTS7000215: [
    'the client secret is not the right one',
    'put the secret’s value (not its id) into CLIENT_SECRET, or make a new one: {setup} --new-secret',
  ],
  AADSTS7000222: ['the client secret has expired', '{setup} --new-secret'],
  AADSTS700016: [
    'the directory knows no app of this CLIENT_ID',
    'is TENANT_ID the directory where it was registered, and CLOUD its cloud? Else: {setup}',
  ],
  AADSTS90002: ['there is no directory of this TENANT_ID in this cloud', 'correct TENANT_ID or CLOUD'],
  AADSTS700027: ['the app registration does not know this certificate', '{setup} --credential certificate'],
  AADSTS1000502: ['the certificate is outside its time of validity', '{setup} --credential certificate'],
  AADSTS70021: [
    'the app registration does not trust this managed identity or workload',
    '{setup} --credential managed-identity --managed-identity <client id> --identity-principal <object id>',
  ],
  AADSTS500011: ['the directory has no such resource: the cloud is another one', 'correct CLOUD'],
};

export const signInSubject = 'Sign-in of the app';

/** Whether Entra ID gives the app a token. Nothing that asks Graph is worth trying where it does not. */
export async function checkSignIn({ tokens, credentials, setup }: Examination): Promise<Finding> {
  const subject = signInSubject;
  try {
    await tokens.token();
    return { subject, state: 'ok', says: `Entra ID gives tokens to ${credentials.clientId} (by ${proofNames[credentials.proof.kind]})` };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const [says, grant] = (error instanceof SignInRefusedError && reasons[error.reason ?? '']) || [
      error.message,
      'see the settings for the credential',
    ];
    return {
      subject,
      state: 'missing',
      says,
      withoutIt: 'nothing is read, and nobody can sign in',
      grant: grant.replace('{setup}', setup),
    };
  }
}

const proofNames = {
  secret: 'its secret',
  secretFile: 'its secret from a file',
  certificate: 'its certificate',
  managedIdentity: 'a managed identity that it trusts',
  workloadIdentity: 'a token of the platform that it trusts',
} as const;

export async function checkBotToken({ botTokens }: Examination): Promise<Finding | null> {
  if (!botTokens) return null;
  const subject = "The bot's own token";
  try {
    await botTokens.token();
    return { subject, state: 'ok', says: 'Entra ID gives the bot a token for Teams' };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return {
      ...{ subject, state: 'missing', says: error.message, withoutIt: 'the bot receives, but cannot answer' },
      grant: 'is the bot registered as this app of one tenant, or as the managed identity of BOT_ID?',
    };
  }
}

const dayMs = 86_400_000;

export async function checkCertificate({ credentials, now, setup }: Examination): Promise<Finding | null> {
  if (credentials.proof.kind !== 'certificate') return null;
  const subject = 'Certificate';
  const grant = `${setup} --credential certificate (the new file is read without a restart)`;
  try {
    const { certificate } = await readCertificate(credentials.proof.path);
    const days = Math.floor((certificate.validToDate.getTime() - now().getTime()) / dayMs);
    const until = certificate.validToDate.toISOString().slice(0, 10);
    if (days < 0)
      return { subject, state: 'missing', says: `expired on ${until}`, withoutIt: 'nothing is read, and nobody can sign in', grant };
    if (days < 30) return { subject, state: 'note', says: `expires in ${days} days, on ${until}`, grant };
    return { subject, state: 'ok', says: `valid until ${until}` };
  } catch (error) {
    return { subject, state: 'missing', says: (error as Error).message, withoutIt: 'nothing is read, and nobody can sign in', grant };
  }
}
