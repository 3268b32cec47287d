import { Button, MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { Bootstrap } from '../../src/server/contract.ts';
import { useHost } from '../host/context.ts';
import { useWords } from '../i18n/text.ts';

const useStyles = makeStyles({
  page: {
    minHeight: '100vh',
    display: 'grid',
    placeItems: 'center',
    padding: tokens.spacingHorizontalL,
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground3,
  },
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    width: '100%',
    maxWidth: '420px',
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalXXXL,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow8,
    border: `1px solid ${tokens.colorTransparentStroke}`,
  },
  title: { margin: 0, fontSize: tokens.fontSizeHero700, lineHeight: tokens.lineHeightHero700, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** Only in a plain browser: in Teams the person has signed in already. */
export function SignInPage({ mode, refusal }: { mode: Bootstrap['mode']; refusal: string | null }) {
  const styles = useStyles();
  const { t } = useWords();
  const host = useHost();
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <h1 className={styles.title}>{t('signIn.title')}</h1>
        <Text as="p" className={styles.text}>
          {t('signIn.text')}
        </Text>
        {refusal && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{t('signIn.refused', { reason: refusal })}</MessageBarBody>
          </MessageBar>
        )}
        <Button appearance="primary" size="large" onClick={host.signIn}>
          {t('signIn.button')}
        </Button>
        {mode === 'local' && (
          <Text as="p" size={200} className={styles.text}>
            {t('signIn.local')}
          </Text>
        )}
      </div>
    </main>
  );
}
