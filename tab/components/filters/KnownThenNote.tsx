import type { Question } from '../../api/question.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { Note } from '../Note.tsx';

/** So that nobody takes what we knew then for what we know. */
export function KnownThenNote({ question }: { question: Question }) {
  const { t } = useWords();
  const format = useFormats();
  const { knownAt } = question;
  if (!knownAt || Number.isNaN(Date.parse(knownAt))) return null;
  const time = knownAt.length === 10 ? format.date(knownAt) : format.instant(knownAt);
  return <Note tone="info">{t('knownAt.note', { time })}</Note>;
}
