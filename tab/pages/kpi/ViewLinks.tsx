import { type Question, searchOf } from '../../api/question.ts';
import { PartLinks } from '../../components/PartLinks.tsx';
import { useWords } from '../../i18n/text.ts';
import { type View, views } from './views.ts';

/** The ways from one explanation of the number to another, on the same page. */
export function ViewLinks({ question, view }: { question: Question; view: View }) {
  const { t } = useWords();
  return (
    <PartLinks
      label={t('view.label')}
      links={views.map((one) => ({ key: one, to: searchOf(question, { view: one }), text: t(`view.${one}`), isChosen: one === view }))}
    />
  );
}
