import { makeStyles, tokens } from '@fluentui/react-components';
import type { Problem } from '../../../src/server/contract.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { SourceLink } from '../SourceLink.tsx';

const useStyles = makeStyles({ root: { marginBlockStart: tokens.spacingVerticalS } });

/** Something is done in the person's own name, and they have not agreed to that yet: where they do it, once, and to what. */
export function Consent({ consent }: { consent: NonNullable<Problem['consent']> }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  return (
    <div className={styles.root}>
      <SourceLink inText href={consent.url}>
        {t('consent.give')}
      </SourceLink>{' '}
      {t('consent.then', { permissions: format.list(consent.permissions) })}
    </div>
  );
}
