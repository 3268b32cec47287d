import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Connection } from '../../../src/server/contract.ts';
import { useChangeConnection, useConnections } from '../../api/me.ts';
import { ProblemText } from '../../components/forms/ProblemText.tsx';
import { useForm } from '../../components/forms/useForm.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { Note } from '../../components/Note.tsx';
import { StateMark, type Tone } from '../../components/StateMark.tsx';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';

const useStyles = makeStyles({
  title: {
    margin: `0 0 ${tokens.spacingVerticalS}`,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: tokens.spacingHorizontalL,
    paddingBlock: tokens.spacingVerticalM,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  about: { flex: '1 1 320px', minWidth: 0 },
});
const tones: Record<Connection['state'], Tone> = { connected: 'good', lost: 'bad', off: 'none' };

/** What a person lets Account Pulse do in their name: each can be ended here, by them alone. */
export function Connections() {
  const styles = useStyles();
  const form = useForm();
  const { t } = useWords();
  const connections = useConnections();
  return (
    <section aria-label={t('me.connections')}>
      <h3 className={styles.title}>{t('me.connections')}</h3>
      <p className={form.text}>{t('me.connectionsText')}</p>
      <Loaded query={connections} rows={3}>
        {({ available, because, connections: found }) => (
          <>
            {!available && because && <Note tone="info">{because}</Note>}
            <ul className={form.list}>
              {found.map((one) => (
                <One key={one.purpose} connection={one} isAvailable={available} />
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </section>
  );
}

function One({ connection, isAvailable }: { connection: Connection; isAvailable: boolean }) {
  const styles = useStyles();
  const form = useForm();
  const { t } = useWords();
  const format = useFormats();
  const change = useChangeConnection();
  const { purpose, title, explanation, permissions, state, since, lostBecause } = connection;
  const isOn = state === 'connected';
  return (
    <li className={styles.item}>
      <div className={styles.about}>
        <strong>{title}</strong> <StateMark tone={tones[state]} text={t(`me.state.${state}`)} />
        <div>{explanation}</div>
        <p className={form.quiet}>
          {[
            t('me.permissions', { permissions: format.list(permissions) }),
            since && t('me.since', { time: format.instant(since) }),
            lostBecause,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <ProblemText error={change.error} />
      </div>
      {(isOn || isAvailable) && (
        <Button
          aria-label={t(isOn ? 'me.offOf' : 'me.onOf', { title })}
          aria-disabled={change.isPending}
          onClick={() => change.isPending || change.mutate({ purpose, on: !isOn })}
        >
          {t(isOn ? 'me.off' : 'me.on')}
        </Button>
      )}
    </li>
  );
}
