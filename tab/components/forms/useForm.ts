import { makeStyles, tokens } from '@fluentui/react-components';

/** How every form is laid out: fields beside each other where there is room. */
export const useForm = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(260px, 100%), 1fr))',
    columnGap: tokens.spacingHorizontalXL,
    rowGap: tokens.spacingVerticalL,
    alignItems: 'start',
    maxWidth: '900px',
  },
  whole: { gridColumn: '1 / -1' },
  text: { margin: `0 0 ${tokens.spacingVerticalM}`, maxWidth: '72ch', color: tokens.colorNeutralForeground2 },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});
