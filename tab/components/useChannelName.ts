import { useChannels } from '../api/digests.ts';
import { useWords } from '../i18n/text.ts';

/** What a channel is called, as far as the person may know it: "Sales › General". */
export function useChannelName({ team, channel }: { team: string | null; channel: string }): string {
  const { t } = useWords();
  const found = useChannels({ teamId: team ?? '', channelId: channel }, team !== null).data?.channels[0];
  if (!found?.channelName) return t('digests.theChannel');
  return found.teamName ? `${found.teamName} › ${found.channelName}` : found.channelName;
}
