import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

export const environments = ['local', 'dev', 'prod'] as const;
export type EnvironmentName = (typeof environments)[number];
export type Variables = Readonly<Record<string, string>>;

/** A variable that the text asks for and the environment leaves empty. */
export class MissingVariableError extends Error {
  override name = 'MissingVariableError';
  readonly variables: readonly string[];
  constructor(environment: string, variables: readonly string[]) {
    super(
      `env/.env.${environment} leaves ${variables.join(', ')} empty: provision it first (teamsapp provision --env ${environment}), or fill it in`,
    );
    this.variables = variables;
  }
}

/** May stay empty: production carries no suffix behind its name. */
const mayBeEmpty = new Set(['APP_NAME_SUFFIX']);

/** What an environment that was not provisioned yet is built with, so that its package can be looked at and validated. */
const examples: Variables = {
  TEAMS_APP_ID: '6b1d7d70-51c1-4c0a-9f4e-2f1d0a5c7e01',
  CLIENT_ID: '6b1d7d70-51c1-4c0a-9f4e-2f1d0a5c7e02',
  TAB_DOMAIN: 'account-pulse.example.com',
};

/** `env/.env.<name>`, as the Microsoft 365 Agents Toolkit reads it; what the process's own environment sets wins. */
export function readEnvironment(name: EnvironmentName, folder: URL, own: NodeJS.ProcessEnv = {}): Variables {
  const file = parseEnv(readFileSync(new URL(`.env.${name}`, folder), 'utf8')) as Record<string, string>;
  return Object.fromEntries(Object.entries(file).map(([key, value]) => [key, own[key] || value]));
}

/** The names between `${{` and `}}`, each once. */
export const variablesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/\$\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1] ?? '')),
];

export const missingIn = (text: string, variables: Variables): string[] =>
  variablesIn(text).filter((name) => !variables[name] && !mayBeEmpty.has(name));

/** @throws MissingVariableError */
export function fillIn(text: string, environment: EnvironmentName, variables: Variables): string {
  const missing = missingIn(text, variables);
  if (missing.length > 0) throw new MissingVariableError(environment, missing);
  return text.replaceAll(/\$\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => variables[name] ?? '');
}

export const withExamples = (variables: Variables): Variables => ({
  ...variables,
  ...Object.fromEntries(Object.entries(examples).filter(([name]) => !variables[name])),
});
