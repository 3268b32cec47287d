import { makeStyles, tokens } from '@fluentui/react-components';

/** How every table looks. */
export const useTable = makeStyles({
  table: { width: '100%', borderCollapse: 'collapse', fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  cell: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
    textAlign: 'start',
    verticalAlign: 'top',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    fontWeight: tokens.fontWeightRegular,
  },
  head: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  number: { textAlign: 'end', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  strong: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  short: { whiteSpace: 'nowrap' },
  // Not so narrow that an id is broken into pieces.
  name: { minWidth: '112px' },
  // What can be missed on a narrow screen.
  wide: { '@media (max-width: 639px)': { display: 'none' } },
  wider: { '@media (max-width: 1023px)': { display: 'none' } },
});
