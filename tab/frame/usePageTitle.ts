import { useEffect } from 'react';
import { useParams } from 'react-router';
import { useWords } from '../i18n/text.ts';

/** A page's title, for the window and for those who hear it. */
export function usePageTitle(title: string | undefined): void {
  const { slug } = useParams();
  const { t } = useWords();
  useEffect(() => {
    document.title = [title, slug, t('app.name')].filter(Boolean).join(' · ');
  }, [title, slug, t]);
}
