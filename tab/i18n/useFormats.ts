import { useMemo } from 'react';
import { type Formats, formats } from './format.ts';
import { useWords } from './text.ts';

export function useFormats(): Formats {
  const { locale } = useWords();
  return useMemo(() => formats(locale), [locale]);
}
