import { makeStyles, tokens } from '@fluentui/react-components';
import type { DrillDown } from '../../src/server/contract.ts';
import { useWords } from '../i18n/text.ts';
import { SourceLink } from './SourceLink.tsx';

const useStyles = makeStyles({
  withheld: { color: tokens.colorNeutralForeground3, fontStyle: 'italic' },
  id: { display: 'block', color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
});

type Shown = Pick<DrillDown['records'][number], 'recordType' | 'recordId' | 'label' | 'sourceUrl' | 'withheld'> & { part?: string };

/** Withheld rows are alike: only their place tells them apart. */
export const keyOfRecord = ({ withheld, recordType, recordId, part }: Shown, index: number): string =>
  withheld ? `withheld ${index}` : `${recordType} ${recordId} ${part}`;

/** What a record is called, as a link to its row in the source; or that it is not for this person. `note`: what else is to be said of it. */
export function RecordName({ record, note }: { record: Shown; note?: string }) {
  const styles = useStyles();
  const { t } = useWords();
  const { recordType, recordId, part, label, sourceUrl, withheld } = record;
  if (withheld)
    return (
      <>
        <span className={styles.withheld}>{t('records.withheld')}</span>
        {note && <span className={styles.id}>{note}</span>}
      </>
    );
  /** A part's key is a word, an id, or both: 'met:M-17'. */
  const partText = (key: string): string => {
    const [word = '', ...id] = key.split(':');
    return [t([id.length > 0 ? `part.${word}Of` : `part.${word}`, `part.${word}`], { defaultValue: word }), id.join(':')]
      .filter(Boolean)
      .join(' ');
  };
  const name = label ?? recordId ?? t(`record.${recordType}`);
  const id = [recordId === name ? null : recordId, part && partText(part), note].filter(Boolean).join(' · ');
  return (
    <>
      {sourceUrl ? <SourceLink href={sourceUrl}>{name}</SourceLink> : name}
      {id && <span className={styles.id}>{id}</span>}
    </>
  );
}
