import { Field, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import type { MappingPreview } from '../../../src/server/contract.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { type FieldMapping, keyOf, type Where } from './draft.ts';

const useStyles = makeStyles({ root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL } });
const everyRow = 'everyRow';

/** What only a person can say of a source: asked with the likeliest answers, and nothing is taken for granted. */
export function Questions({
  questions,
  chosen,
  where,
  choose,
  chooseWhere,
}: {
  questions: NonNullable<MappingPreview['proposal']>['questions'];
  chosen: ReadonlyMap<string, FieldMapping | null>;
  where: Where | null | undefined;
  choose(field: string, mapping: FieldMapping | null): void;
  chooseWhere(where: Where | null): void;
}) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  return (
    <div className={styles.root}>
      {questions.map(({ field, text, isNeeded, candidates }) => {
        const isWhere = field === 'where';
        const answers = candidates.map((one) => ({
          ...one,
          key: isWhere ? (one.where ? JSON.stringify(one.where) : everyRow) : keyOf(one.mapping),
        }));
        const value = isWhere
          ? where === undefined
            ? ''
            : where === null
              ? everyRow
              : JSON.stringify(where)
          : chosen.has(field)
            ? keyOf(chosen.get(field) ?? null)
            : '';
        return (
          <Field key={field} label={text} required={isNeeded} hint={isNeeded ? undefined : t('mapping.optional')}>
            <RadioGroup
              value={value}
              onChange={(_, { value: said }) => {
                const answer = answers.find(({ key }) => key === said);
                if (isWhere) chooseWhere((answer?.where as Where | undefined) ?? null);
                else choose(field, answer?.mapping ?? null);
              }}
            >
              {answers.map(({ key, label, reason, confidence }) => (
                <Radio key={key} value={key} label={`${label} · ${reason}${confidence > 0 ? ` (${format.percent(confidence)})` : ''}`} />
              ))}
              {isWhere && !answers.some(({ key }) => key === everyRow) && <Radio value={everyRow} label={t('mapping.everyRow')} />}
            </RadioGroup>
          </Field>
        );
      })}
    </div>
  );
}
