export interface StartFacts {
  url: string;
  playgroundUrl: string | null;
  graphUrl: string;
  accounts: readonly string[];
  people: readonly { userPrincipalName: string; jobTitle: string | null }[];
  asOf: string | null;
  problems: readonly string[];
}

/** What local mode prints once it is ready: the addresses, who can sign in, and how a script gets a token. */
export const localStartText = ({ url, playgroundUrl, graphUrl, accounts, people, asOf, problems }: StartFacts): string =>
  [
    '',
    `Account Pulse is ready: ${url}${asOf ? `  (today is ${asOf})` : ''}`,
    `  accounts    ${accounts.join(', ') || 'none yet: open the tab to set one up, or put a mapping.json beside the CSV files'}`,
    `  local Graph ${graphUrl}/v1.0`,
    ...(playgroundUrl
      ? [`  chat        ${playgroundUrl}  (Microsoft’s Agents Playground: the bot as in Teams; --no-playground leaves it out)`]
      : []),
    '',
    accounts.length > 0 ? 'Sign in as (the first manages every account):' : 'Sign in as (whoever sets an account up becomes its manager):',
    ...people.map((person) => `  ${person.userPrincipalName}${person.jobTitle ? `  ${person.jobTitle}` : ''}`),
    '',
    'A token for scripts (scope=api for this API, scope=graph for the local Graph itself):',
    `  curl -s ${graphUrl}/oauth2/v2.0/token -d grant_type=password -d username=${people[0]?.userPrincipalName ?? 'user@domain'} -d password=local -d scope=api`,
    ...(problems.length > 0 ? ['', 'Worth a look:', ...problems.map((problem) => `  ${problem}`)] : []),
    '',
  ].join('\n');
