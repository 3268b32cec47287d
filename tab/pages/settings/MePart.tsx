import { makeStyles, tokens } from '@fluentui/react-components';
import { Connections } from './Connections.tsx';
import { HeldData } from './HeldData.tsx';
import { MyCalendar } from './MyCalendar.tsx';

const useStyles = makeStyles({ root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXXL } });

/** What concerns the person who looks, and nobody else. */
export function MePart({ account }: { account: string }) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <Connections />
      <MyCalendar account={account} />
      <HeldData account={account} />
    </div>
  );
}
