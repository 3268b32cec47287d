import { useEffect } from 'react';
import type { Channels } from '../../../src/server/contract.ts';
import { useChannels } from '../../api/digests.ts';
import { SelectField } from '../../components/forms/SelectField.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Note } from '../../components/Note.tsx';
import { useHost } from '../../host/context.ts';
import { useWords } from '../../i18n/text.ts';

type Channel = Channels['channels'][number];
export type ChosenChannel = Pick<Channel, 'teamId' | 'channelId'>;

const keyOf = ({ teamId, channelId }: ChosenChannel) => `${teamId} ${channelId}`;

/** The channel that the tab stands in, or in a browser one of the person's teams'. */
export function ChannelChoice({
  label,
  isOffered,
  chosen,
  takesOnly = false,
  choose,
}: {
  label: string;
  isOffered(channel: Channel): boolean;
  chosen: ChosenChannel | null;
  /** Where one only is offered, it is chosen unasked; not where choosing does something. */
  takesOnly?: boolean;
  choose(channel: ChosenChannel): void;
}) {
  const { t } = useWords();
  const { channel: here } = useHost();
  const channels = useChannels(here ?? undefined);
  const offered = channels.data?.channels.filter(isOffered) ?? [];
  const only = takesOnly && offered.length === 1 && chosen === null ? offered[0] : undefined;
  useEffect(() => {
    if (only) choose({ teamId: only.teamId, channelId: only.channelId });
  }, [only, choose]);
  return (
    <Loaded query={channels} rows={1}>
      {({ canList }) => {
        if (offered.length === 0) return <Note tone="waiting">{t(canList || here ? 'setup.noneFree' : 'setup.cannotList')}</Note>;
        return (
          <SelectField
            label={label}
            required
            value={chosen ? keyOf(chosen) : ''}
            options={[
              ...(chosen ? [] : [{ value: '', text: t('mapping.pleaseChoose') }]),
              ...offered.map((one) => ({
                value: keyOf(one),
                text: `${one.teamName ?? one.teamId} › ${one.channelName ?? one.channelId}`,
              })),
            ]}
            choose={(value) => {
              const one = offered.find((channel) => keyOf(channel) === value);
              if (one) choose({ teamId: one.teamId, channelId: one.channelId });
            }}
          />
        );
      }}
    </Loaded>
  );
}
