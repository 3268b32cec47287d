import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { Kpi } from '../../src/server/contract.ts';
import { useWords } from '../i18n/text.ts';
import { useFormats } from '../i18n/useFormats.ts';
import { RouterLink } from './RouterLink.tsx';

const useStyles = makeStyles({
  link: { color: tokens.colorNeutralForeground3, whiteSpace: 'nowrap' },
});

/** How many rows a number would also rest on, had they been understood; leads to them. */
export function QuarantineNote({
  account,
  quarantined,
  className,
}: {
  account: string;
  quarantined: Kpi['quarantined'];
  className?: string;
}) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const count = quarantined.reduce((sum, { rows }) => sum + rows, 0);
  if (count === 0) return null;
  const types = format.list(quarantined.map(({ recordType }) => t(`record.${recordType}`)));
  const only = quarantined.length === 1 ? `?type=${quarantined[0]?.recordType}` : '';
  return (
    <RouterLink
      to={`/a/${account}/sources${only}#quarantine`}
      title={t('kpi.quarantinedText', { count, types })}
      className={mergeClasses(styles.link, className)}
    >
      {t('kpi.quarantined', { count })}
    </RouterLink>
  );
}
