import { Field, Input, makeStyles, Popover, PopoverSurface, Select, Spinner, tokens } from '@fluentui/react-components';
import { type RefObject, useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Dimension } from '../../../src/server/contract.ts';
import { useSliceValues } from '../../api/queries.ts';
import { changed, dimensions } from '../../api/question.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useValueName } from './Slices.tsx';

const useStyles = makeStyles({
  surface: { width: 'min(360px, calc(100vw - 32px))', boxSizing: 'border-box' },
  fields: { display: 'grid', gap: tokens.spacingVerticalM },
  list: {
    listStyleType: 'none',
    margin: `${tokens.spacingVerticalM} 0 0`,
    padding: 0,
    maxHeight: '300px',
    overflowY: 'auto',
  },
  link: {
    display: 'block',
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, color: tokens.colorNeutralForeground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    '&[aria-current="true"]': { fontWeight: tokens.fontWeightSemibold },
  },
  quiet: { margin: `${tokens.spacingVerticalM} 0 0`, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** The values of a dimension, as links to the same page for that part alone. */
export default function SlicePanel({
  account,
  target,
  close,
}: {
  account: string;
  target: RefObject<HTMLButtonElement | null>;
  close(): void;
}) {
  const styles = useStyles();
  const { t } = useWords();
  const [by, setBy] = useState<Dimension>('organization');
  const [text, setText] = useState('');
  return (
    <Popover
      open
      trapFocus
      positioning={{ target: target.current, position: 'below', align: 'end', fallbackPositions: ['below-start', 'above-end'] }}
      onOpenChange={(_, { open }) => open || close()}
    >
      <PopoverSurface aria-label={t('slice.choose')} className={styles.surface}>
        <div className={styles.fields}>
          <Field label={t('slice.by')} size="small">
            <Select
              value={by}
              onChange={(_, { value }) => {
                setBy(value as Dimension);
                setText('');
              }}
            >
              {dimensions.map((dimension) => (
                <option key={dimension} value={dimension}>
                  {t(`slice.${dimension}`)}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t('slice.find')} size="small">
            <Input type="search" value={text} onChange={(_, { value }) => setText(value)} />
          </Field>
        </div>
        <Values key={by} account={account} by={by} text={text} close={close} />
      </PopoverSurface>
    </Popover>
  );
}

function Values({ account, by, text, close }: { account: string; by: Dimension; text: string; close(): void }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const nameOf = useValueName();
  const [address] = useSearchParams();
  // Countries and motions are kept by code: they are found by the names that are shown.
  const isNamedHere = by === 'country' || by === 'motion';
  const settled = useSettled(text.trim());
  const values = useSliceValues(account, by, isNamedHere ? '' : settled);
  if (values.error) return <p className={styles.quiet}>{values.error.message}</p>;
  if (!values.data) return <Spinner size="tiny" label={t('app.loading')} className={styles.quiet} />;
  const named = values.data.values.map(({ key, label }) => ({ key, name: nameOf(by, key, label) }));
  const shown = isNamedHere ? named.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase())) : named;
  const offered = text.trim() === '' ? [...shown, { key: '', name: t('slice.nothing') }] : shown;
  return (
    <>
      <ul className={styles.list} aria-label={t(`slice.${by}`)}>
        {offered.map(({ key, name }) => (
          <li key={key}>
            <Link
              to={changed(address, { [by]: key })}
              onClick={close}
              aria-current={address.get(by) === key || undefined}
              className={styles.link}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
      <p role="status" className={styles.quiet}>
        {offered.length === 0
          ? t('slice.none')
          : values.data.total > values.data.values.length
            ? t('slice.more', { shown: format.count(values.data.values.length), total: format.count(values.data.total) })
            : ''}
      </p>
    </>
  );
}

/** A text once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 200);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
