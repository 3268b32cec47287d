import { makeStyles, tokens } from '@fluentui/react-components';
import { Connections } from './Connections.tsx';

const useStyles = makeStyles({ root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL } });

/** What concerns the person who looks, and nobody else. */
export function MePart() {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <Connections />
    </div>
  );
}
