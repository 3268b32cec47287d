import { Field, Input } from '@fluentui/react-components';
import type { Kpi } from '../../../src/server/contract.ts';
import { useWords } from '../../i18n/text.ts';
import { decimalOf } from './decimal.ts';

/**
 * A number as people type it: with their own signs, per cent for a ratio. What was typed is the parent's, so that it is
 * never rewritten under the cursor; empty means none.
 */
export function NumberField({
  label,
  hint,
  typed,
  unit,
  after,
  size,
  className,
  change,
}: {
  label: string;
  hint?: string;
  typed: string;
  unit: Kpi['unit'];
  /** What stands behind it: a currency, per cent. */
  after?: string;
  size?: 'small' | 'medium';
  className?: string;
  change(typed: string): void;
}) {
  const { t, locale } = useWords();
  const isWrong = typed.trim() !== '' && decimalOf(typed, unit, locale) === null;
  return (
    <Field
      label={label}
      hint={hint}
      size={size}
      className={className}
      validationState={isWrong ? 'error' : 'none'}
      validationMessage={isWrong ? t('goal.notANumber') : undefined}
    >
      <Input inputMode="decimal" value={typed} contentAfter={after} onChange={(_, { value }) => change(value)} />
    </Field>
  );
}
