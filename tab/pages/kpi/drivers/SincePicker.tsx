import { Field, makeStyles, tokens } from '@fluentui/react-components';
import { changed } from '../../../api/question.ts';
import { Choices } from '../../../components/Choices.tsx';
import { DayInput } from '../../../components/filters/DayInput.tsx';
import { useWords } from '../../../i18n/text.ts';
import { type SinceDay, sinceChoices } from './since.ts';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: tokens.spacingHorizontalM,
    marginBlockEnd: tokens.spacingVerticalL,
  },
  choices: { paddingBlockEnd: '2px' },
});

/** Since when: the usual days as links, any other by date. */
export function SincePicker({
  address,
  since,
  hasDigest,
  choose,
}: {
  address: URLSearchParams;
  since: SinceDay;
  hasDigest: boolean;
  choose(day: string): void;
}) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <div className={styles.root}>
      <Choices
        label={t('drivers.since')}
        className={styles.choices}
        choices={sinceChoices
          .filter((choice) => choice !== 'digest' || hasDigest)
          .map((choice) => ({
            key: choice,
            to: changed(address, { since: choice, all: null }),
            text: t(`drivers.${choice}`),
            isChosen: since.choice === choice,
          }))}
      />
      <Field label={t('drivers.sinceDay')} size="small">
        <DayInput day={since.date} choose={choose} />
      </Field>
    </div>
  );
}
