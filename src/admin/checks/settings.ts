import type { Examination } from '../examination.ts';
import type { Finding } from '../finding.ts';

/** Settings without which something is quietly less. */
export function checkSettings({ config, setup }: Examination): Finding[] {
  const findings: Finding[] = [];
  if (config.administrators.length === 0)
    findings.push({
      ...{ subject: 'ADMINS', state: 'reduced', says: 'nobody is named' },
      withoutIt: 'nobody can keep policies, metrics and erasure',
      grant: 'ADMINS=<directory ids or addresses, separated by commas>',
    });
  if (!config.teamsAppId)
    findings.push({
      ...{
        subject: 'TEAMS_APP_ID',
        state: 'reduced',
        says: 'not set',
        withoutIt: 'links in cards lead to a browser instead of into Teams',
      },
      grant: 'the id that the Teams admin centre shows for the app once it is published',
    });
  if (config.tokenKeys === null)
    findings.push({
      ...{ subject: 'TOKEN_KEY', state: 'reduced', says: 'not set' },
      withoutIt: 'nobody can connect a calendar or a plan, and edits do not wait for a list that is busy',
      grant: `${setup} makes one, or: TOKEN_KEY=$(openssl rand -base64 32)`,
    });
  if (!config.databaseUrl)
    findings.push({
      ...{ subject: 'DATABASE_URL', state: 'note', says: `not set: an embedded database in ${config.dataDir}, for one server` },
      grant: 'DATABASE_URL=postgresql://… for several servers, and for backups by the database service',
    });
  return findings;
}
