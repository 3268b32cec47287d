import { makeStyles, tokens } from '@fluentui/react-components';
import { changed } from '../api/question.ts';
import { useWords } from '../i18n/text.ts';
import { useFormats } from '../i18n/useFormats.ts';
import { RouterLink } from './RouterLink.tsx';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    marginBlockStart: tokens.spacingVerticalM,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
});

/** Which rows are shown of how many, and the ways to those before and after. */
export function Pager({
  address,
  of,
  shown,
}: {
  address: URLSearchParams;
  of: { page: number; limit: number; total: number };
  shown: number;
}) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const { page, limit, total } = of;
  const first = (page - 1) * limit + 1;
  const link = (to: number) => changed(address, { page: to === 1 ? null : String(to) });
  return (
    <nav aria-label={t('pager.label')} className={styles.root}>
      <span>
        {shown === 0
          ? t('pager.none', { total: format.count(total) })
          : t('pager.shown', { first: format.count(first), last: format.count(first + shown - 1), total: format.count(total) })}
      </span>
      {page > 1 && (
        <RouterLink to={link(Math.min(page - 1, Math.max(1, Math.ceil(total / limit))))} rel="prev" preventScrollReset>
          ← {t('pager.previous')}
        </RouterLink>
      )}
      {page * limit < total && (
        <RouterLink to={link(page + 1)} rel="next" preventScrollReset>
          {t('pager.next')} →
        </RouterLink>
      )}
    </nav>
  );
}
