import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Navigate } from 'react-router';
import type { Me } from '../../../src/server/contract.ts';
import { Message } from '../../components/Message.tsx';
import { RouterLink } from '../../components/RouterLink.tsx';
import { usePageTitle } from '../../frame/usePageTitle.ts';
import { useWords } from '../../i18n/text.ts';
import { ClosedAccounts } from './ClosedAccounts.tsx';

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600 },
  list: {
    listStyleType: 'none',
    margin: `${tokens.spacingVerticalL} 0`,
    padding: 0,
    display: 'grid',
    gap: tokens.spacingVerticalS,
    maxWidth: '640px',
  },
  item: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalL,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  role: { color: tokens.colorNeutralForeground3 },
});

/** The accounts to choose from; who has one only is taken there. */
export default function HomePage({ me }: { me: Me }) {
  const styles = useStyles();
  const { t } = useWords();
  usePageTitle(t('home.title'));
  const [only] = me.accounts;
  if (!only) {
    const reload = (
      <Button appearance="primary" onClick={() => location.reload()}>
        {t('home.reload')}
      </Button>
    );
    return (
      <>
        <Message
          isPage
          title={t('home.empty')}
          actions={
            <>
              {reload}
              <RouterLink to="/setup">{t('setup.new')}</RouterLink>
            </>
          }
        >
          {t('home.emptyText')}
        </Message>
        <ClosedAccounts />
      </>
    );
  }
  if (me.accounts.length === 1) return <Navigate to={`/a/${only.slug}/scorecard`} replace />;
  return (
    <>
      <h1 className={styles.title}>{t('home.title')}</h1>
      <ul className={styles.list}>
        {me.accounts.map(({ id, slug, name, role }) => (
          <li key={id} className={styles.item}>
            <RouterLink to={`/a/${slug}/scorecard`}>{name ?? slug}</RouterLink>
            <Text size={200} className={styles.role}>
              {t(`home.role.${role}`)}
            </Text>
          </li>
        ))}
      </ul>
      <RouterLink to="/setup">{t('setup.new')}</RouterLink>
      <ClosedAccounts />
    </>
  );
}
