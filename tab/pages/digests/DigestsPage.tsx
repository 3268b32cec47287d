import { makeStyles, tokens } from '@fluentui/react-components';
import { useParams } from 'react-router';
import type { DigestSummary, Digests } from '../../../src/server/contract.ts';
import { useDigests } from '../../api/digests.ts';
import { useRole } from '../../api/queries.ts';
import { changed, pageNumberOf } from '../../api/question.ts';
import { useAddress } from '../../api/useAddress.ts';
import { Choices } from '../../components/Choices.tsx';
import { type Column, PagedTable } from '../../components/DataTable.tsx';
import { ScheduleForm } from '../../components/digest/ScheduleForm.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Page } from '../../components/Page.tsx';
import { Panel } from '../../components/Panel.tsx';
import { RouterLink } from '../../components/RouterLink.tsx';
import { useChannelName } from '../../components/useChannelName.ts';
import { useTable } from '../../components/useTable.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { DeliveryMark } from './DeliveryMark.tsx';
import { Doubt } from './Doubt.tsx';

const useStyles = makeStyles({
  doubts: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  channels: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL },
  choices: { marginBlockEnd: tokens.spacingVerticalM },
});

/** The weekly posts: what is in doubt first, then each with what became of it, and when the next one leaves. */
export default function DigestsPage() {
  const styles = useStyles();
  const { t } = useWords();
  const { slug = '' } = useParams();
  const { address } = useAddress();
  const isManager = useRole(slug) === 'manager';
  const channel = address.get('channel') ?? undefined;
  const digests = useDigests(slug, channel, pageNumberOf(address));
  const columns = useColumns(slug);
  const channels = digests.data?.channels ?? [];
  const doubts = (digests.data?.digests ?? []).filter(({ delivery }) => delivery?.state === 'unknown');
  const preview = `/a/${slug}/digests/preview${channel ? `?channel=${encodeURIComponent(channel)}` : ''}`;
  return (
    <Page title={t('digests.title')} text={t('digests.text')} actions={<RouterLink to={preview}>{t('digests.seePreview')}</RouterLink>}>
      {doubts.length > 0 && (
        <section aria-label={t('digests.inDoubt')} className={styles.doubts}>
          {doubts.map((digest) => (
            <Doubt key={`${digest.channel} ${digest.number}`} account={slug} digest={digest} isManager={isManager} />
          ))}
        </section>
      )}
      <Panel title={t('digests.posted')}>
        {channels.length > 1 && (
          <Choices
            label={t('digests.byChannel')}
            className={styles.choices}
            choices={[
              { key: '', to: changed(address, { channel: null }), text: t('digests.allChannels'), isChosen: channel === undefined },
              ...channels.map((one) => ({
                key: one.channel,
                to: changed(address, { channel: one.channel }),
                text: <ChannelName channel={one} />,
                isChosen: channel === one.channel,
              })),
            ]}
          />
        )}
        <PagedTable
          query={digests}
          rowsOf={(answer) => answer.digests}
          none={t(channels.length === 0 ? 'digests.noChannel' : 'digests.noneYet')}
          address={address}
          columns={columns}
          keyOf={({ channel: of, number }) => `${of} ${number}`}
        />
      </Panel>
      <Panel title={t('digests.schedule')}>
        <Loaded query={digests} rows={3}>
          {(answer) =>
            answer.channels.length === 0 ? (
              <p style={{ margin: 0 }}>{t('digests.howToLink')}</p>
            ) : (
              <div className={styles.channels}>
                {answer.channels.map((one) => (
                  <ScheduleForm key={one.channel} account={slug} channel={one} isManager={isManager} />
                ))}
              </div>
            )
          }
        </Loaded>
      </Panel>
    </Page>
  );
}

const ChannelName = ({ channel }: { channel: Digests['channels'][number] }) => useChannelName(channel);

function useColumns(account: string): Column<DigestSummary>[] {
  const { t } = useWords();
  const format = useFormats();
  const table = useTable();
  return [
    {
      key: 'number',
      head: t('digests.digest'),
      cell: ({ number, channel, onDate }) => (
        <>
          <RouterLink to={`/a/${account}/digests/${number}?channel=${encodeURIComponent(channel)}`}>
            {t('digests.numbered', { number })}
          </RouterLink>
          <div className={table.quiet}>{format.date(onDate)}</div>
        </>
      ),
    },
    { key: 'state', head: t('digests.stateHead'), cell: ({ delivery }) => <DeliveryMark delivery={delivery} /> },
    {
      key: 'why',
      head: t('digests.occasion'),
      look: 'quiet',
      from: 'wide',
      cell: ({ week }) => t(week === null ? 'digests.onRequest' : 'digests.weekly'),
    },
    {
      key: 'settled',
      head: t('digests.settledAt'),
      look: 'quiet',
      from: 'wide',
      cell: ({ delivery }) => (delivery?.settledAt ? format.instant(delivery.settledAt) : '–'),
    },
  ];
}
