import { Button } from '@fluentui/react-components';
import { FilterRegular } from '@fluentui/react-icons/svg/filter';
import { lazy, Suspense, useRef, useState } from 'react';
import { useWords } from '../../i18n/text.ts';

// Brings Fluent's positioning along: only for who opens it.
const SlicePanel = lazy(() => import('./SlicePanel.tsx'));

/** Opens the choice of a part of the account: an organization, a country, a product … */
export function SlicePicker({ account }: { account: string }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <Button ref={button} icon={<FilterRegular />} aria-haspopup="dialog" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t('slice.choose')}
      </Button>
      {isOpen && (
        <Suspense>
          <SlicePanel account={account} target={button} close={close} />
        </Suspense>
      )}
    </>
  );
}
