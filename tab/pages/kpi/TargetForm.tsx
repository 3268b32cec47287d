import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { Kpi } from '../../../src/server/contract.ts';
import { decimalOf, typedOf } from '../../components/forms/decimal.ts';
import { useWords } from '../../i18n/text.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalS },
  field: { width: '180px' },
});

/** Another target to try, typed as people say it: per cent for a ratio. */
export function TargetForm({
  unit,
  target,
  isOwn,
  choose,
}: {
  unit: Kpi['unit'];
  target: string;
  isOwn: boolean;
  choose(target: string | null): void;
}) {
  const styles = useStyles();
  const { t, locale } = useWords();
  const shown = typedOf(target, unit);
  const [typed, setTyped] = useState(shown);
  const [isWrong, setWrong] = useState(false);
  useEffect(() => setTyped(shown), [shown]);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        const decimal = decimalOf(typed, unit, locale);
        setWrong(decimal === null);
        if (decimal !== null) choose(decimal);
      }}
    >
      <Field
        label={t('goal.target')}
        size="small"
        className={styles.field}
        validationState={isWrong ? 'error' : 'none'}
        validationMessage={isWrong ? t('goal.notANumber') : undefined}
      >
        <Input
          inputMode="decimal"
          value={typed}
          contentAfter={unit === 'ratio' ? '%' : undefined}
          onChange={(_, { value }) => {
            setTyped(value);
            setWrong(false);
          }}
        />
      </Field>
      <Button type="submit">{t('goal.try')}</Button>
      {isOwn && (
        <Button appearance="subtle" onClick={() => choose(null)}>
          {t('goal.reset')}
        </Button>
      )}
    </form>
  );
}
