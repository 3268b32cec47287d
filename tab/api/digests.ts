import type { Channels, Digest, DigestSummary, Digests, Settings, SettingsBody } from '../../src/server/contract.ts';
import { at, pageOf, useGet, useSend } from './asking.ts';

const keep = { keep: true };

export const useDigests = (account: string, channel: string | undefined, page: number) =>
  useGet<Digests>(at(account, 'digests'), { channel, ...pageOf(page) }, 'Digests', keep);
export const useDigest = (account: string, number: string, channel: string | undefined) =>
  useGet<Digest>(at(account, 'digests', number), { channel }, 'Digest');
/** What the channel would be told now. */
export const useDigestPreview = (account: string, channel: string | undefined, enabled = true) =>
  useGet<Digest>(at(account, 'digests', 'preview'), { channel }, 'Digest', { enabled });

/** Posts a digest now. The same key twice posts once. */
export const useSendDigest = (account: string) =>
  useSend<{ channel: string; key: string }, DigestSummary>((api, body) => api.post(at(account, 'digests', 'send'), body, 'DigestSummary'));
/** A person's answer to a digest of which nobody knows whether it arrived. */
export const useSettleDigest = (account: string) =>
  useSend<{ number: number; channel: string; arrived: boolean }, DigestSummary>((api, { number, ...body }) =>
    api.patch(at(account, 'digests', String(number)), body, 'DigestSummary'),
  );

export const useChangeSettings = (account: string) =>
  useSend<SettingsBody, Settings>((api, body) => api.put(at(account, 'settings'), body, 'Settings'));

/** The channels of the caller's teams, or the one that is named. */
export const useChannels = (only?: { teamId: string; channelId: string }, enabled = true) =>
  useGet<Channels>('/api/channels', { teamId: only?.teamId, channelId: only?.channelId }, 'Channels', { enabled });
