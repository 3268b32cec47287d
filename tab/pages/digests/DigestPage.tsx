import { useParams } from 'react-router';
import { useDigest, useDigestPreview } from '../../api/digests.ts';
import { useRole } from '../../api/queries.ts';
import { useAddress } from '../../api/useAddress.ts';
import { DigestView } from '../../components/digest/DigestView.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Page } from '../../components/Page.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useWords } from '../../i18n/text.ts';
import { DeliveryMark } from './DeliveryMark.tsx';
import { Doubt } from './Doubt.tsx';
import { SendNow } from './SendNow.tsx';

/** One digest as the channel was told it, or at '/preview' as it would be told now. */
export default function DigestPage() {
  const { t } = useWords();
  const { slug = '', number = '' } = useParams();
  const { address } = useAddress();
  const channel = address.get('channel') ?? undefined;
  const isPreview = number === 'preview';
  const isManager = useRole(slug) === 'manager';
  const stored = useDigest(slug, number, channel);
  const title = isPreview ? t('digests.preview') : t('digests.numbered', { number });
  return (
    <Page
      title={title}
      text={isPreview ? t('digests.previewText') : undefined}
      back={{ to: `/a/${slug}/digests`, text: t('digests.title') }}
    >
      {isPreview ? (
        <Preview account={slug} channel={channel} isManager={isManager} />
      ) : (
        <Loaded query={stored} rows={10}>
          {(digest) => (
            <Panel title={digest.accountName ?? slug} aside={<DeliveryMark delivery={digest.delivery} />}>
              {digest.delivery?.state === 'unknown' && digest.channel && digest.number !== null && (
                <Doubt account={slug} digest={{ number: digest.number, channel: digest.channel }} isManager={isManager} />
              )}
              <DigestView account={slug} digest={digest} />
            </Panel>
          )}
        </Loaded>
      )}
    </Page>
  );
}

function Preview({ account, channel, isManager }: { account: string; channel: string | undefined; isManager: boolean }) {
  const preview = useDigestPreview(account, channel);
  return (
    <Loaded query={preview} rows={10}>
      {(digest) => (
        <Panel title={digest.accountName ?? account}>
          <DigestView account={account} digest={digest} />
          {isManager && digest.channel && <SendNow account={account} channel={digest.channel} />}
        </Panel>
      )}
    </Loaded>
  );
}
