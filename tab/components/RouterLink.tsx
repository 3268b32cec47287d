import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Link, type LinkProps } from 'react-router';

const useStyles = makeStyles({
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { textDecorationLine: 'underline', color: tokens.colorBrandForegroundLinkHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  inText: { textDecorationLine: 'underline' },
});

/** A real link (it can be opened in a window of its own) in Fluent's look. `inText`: underlined, for the middle of a sentence. */
export function RouterLink({ className, inText = false, ...rest }: LinkProps & { inText?: boolean }) {
  const styles = useStyles();
  return <Link {...rest} className={mergeClasses(styles.link, inText && styles.inText, className)} />;
}
