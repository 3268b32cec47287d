import type { Language, Text } from '../../model/index.ts';
import { type KeptSignIn, type PurposeName, purposes } from '../../vault/index.ts';
import type { Connection, Connections } from '../contract.ts';

const lost: Readonly<Record<string, Text>> = {
  refused: {
    en: 'The sign-in is no longer accepted: the password was changed, it was not used for long, or an administrator ended it.',
    'zh-CN': '登录已不再被接受：密码已更改、长期未使用，或已被管理员终止。',
  },
  'consent-withdrawn': { en: 'The consent was withdrawn.', 'zh-CN': '授权已被撤回。' },
  'interaction-needed': {
    en: 'A policy of your organisation asks you to sign in again.',
    'zh-CN': '贵组织的策略要求您重新登录。',
  },
};
const closed: Text = {
  en: 'This server has no TOKEN_KEY, so it cannot keep anybody’s sign-in. Its administrator can set one.',
  'zh-CN': '此服务器未设置 TOKEN_KEY，无法保存登录信息。请联系管理员设置。',
};

export function presentConnection(purpose: PurposeName, kept: KeptSignIn | undefined, language: Language): Connection {
  const { title, explanation, permissions } = purposes[purpose];
  return {
    purpose,
    title: title[language],
    explanation: explanation[language],
    permissions: [...permissions],
    state: kept?.sealed ? 'connected' : kept ? 'lost' : 'off',
    since: kept ? (kept.lostAt ?? kept.connectedAt) : null,
    lostBecause: kept?.lostBecause ? (lost[kept.lostBecause]?.[language] ?? kept.lostBecause) : null,
  };
}

/** @param offered what the cloud has */
export const presentConnections = (
  isOpen: boolean,
  offered: readonly PurposeName[],
  all: readonly KeptSignIn[],
  language: Language,
): Connections => ({
  available: isOpen,
  because: isOpen ? null : closed[language],
  connections: offered.map((purpose) =>
    presentConnection(
      purpose,
      all.find((one) => one.purpose === purpose),
      language,
    ),
  ),
});
