import type { Setup } from '../../../src/server/contract.ts';

type Wait = Setup['missing']['waits'][number];

/** The page on which a person ends a wait. */
export function addressOf(account: string, { kind, step, source, period }: Pick<Wait, 'kind' | 'step' | 'source' | 'period'>): string {
  const here = `/a/${encodeURIComponent(account)}`;
  if (kind === 'notMapped' && source) return `${here}/sources/${encodeURIComponent(source)}/mapping`;
  if (kind === 'notUnderstood' && source) return `${here}/sources?source=${encodeURIComponent(source)}#quarantine`;
  if (kind === 'sourceFails' || kind === 'notReadYet') return `${here}/sources`;
  if (kind === 'settingEmpty') return `${here}/settings/account`;
  if (kind === 'noTarget') return `${here}/setup/targets${period ? `?period=${encodeURIComponent(period)}` : ''}`;
  return `${here}/setup/${step}`;
}
