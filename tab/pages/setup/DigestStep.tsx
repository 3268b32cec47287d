import { makeStyles, tokens } from '@fluentui/react-components';
import type { DigestChannel } from '../../../src/server/contract.ts';
import { useDigestPreview, useDigests } from '../../api/digests.ts';
import { useLink } from '../../api/setup.ts';
import { DigestView } from '../../components/digest/DigestView.tsx';
import { ScheduleForm } from '../../components/digest/ScheduleForm.tsx';
import { ProblemText } from '../../components/forms/ProblemText.tsx';
import { useForm } from '../../components/forms/useForm.ts';
import { InLanguage } from '../../components/InLanguage.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { useWords } from '../../i18n/text.ts';
import { ChannelChoice } from './ChannelChoice.tsx';

const useStyles = makeStyles({
  title: {
    margin: `${tokens.spacingVerticalXXL} 0 ${tokens.spacingVerticalM}`,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  channels: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL },
  paper: {
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
});

/** When the digest is posted, and the first of them as the channel will read it. */
export function DigestStep({ account }: { account: string }) {
  const styles = useStyles();
  const { t } = useWords();
  const digests = useDigests(account, undefined, 1);
  return (
    <Loaded query={digests}>
      {({ channels }) => {
        const [first] = channels;
        if (!first) return <NoChannel account={account} />;
        return (
          <>
            <div className={styles.channels}>
              {channels.map((channel) => (
                <ScheduleForm key={channel.channel} account={account} channel={channel} isManager />
              ))}
            </div>
            <h3 className={styles.title}>{t('setup.firstDigest')}</h3>
            <InLanguage language={first.language}>
              <FirstDigest account={account} channel={first} />
            </InLanguage>
          </>
        );
      }}
    </Loaded>
  );
}

function FirstDigest({ account, channel }: { account: string; channel: DigestChannel }) {
  const styles = useStyles();
  const preview = useDigestPreview(account, channel.channel);
  return (
    <div className={styles.paper}>
      <Loaded query={preview} rows={8}>
        {(digest) => <DigestView account={account} digest={digest} />}
      </Loaded>
    </div>
  );
}

function NoChannel({ account }: { account: string }) {
  const form = useForm();
  const { t, language } = useWords();
  const link = useLink(account);
  return (
    <>
      <p className={form.text}>{t('setup.noChannel')}</p>
      <ChannelChoice
        label={t('setup.linkTo')}
        isOffered={() => true}
        chosen={null}
        choose={(channel) => link.isPending || link.mutate({ ...channel, language })}
      />
      <ProblemText error={link.error} />
    </>
  );
}
