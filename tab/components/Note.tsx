import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderInlineStartWidth: '4px',
    backgroundColor: tokens.colorNeutralBackground1,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  info: { borderInlineStartColor: tokens.colorBrandStroke1 },
  good: { borderInlineStartColor: tokens.colorStatusSuccessForeground1 },
  waiting: { borderInlineStartColor: tokens.colorStatusWarningForeground1 },
  bad: { borderInlineStartColor: tokens.colorStatusDangerForeground1 },
});

/** A remark that must not be missed, and does not shout. */
export function Note({
  tone,
  className,
  children,
}: {
  tone: 'info' | 'good' | 'waiting' | 'bad';
  className?: string;
  children: ReactNode;
}) {
  const styles = useStyles();
  return <div className={mergeClasses(styles.root, styles[tone], className)}>{children}</div>;
}
