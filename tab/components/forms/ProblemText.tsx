import { makeStyles, tokens } from '@fluentui/react-components';
import { ApiError } from '../../api/problems.ts';
import { Note } from '../Note.tsx';
import { Consent } from './Consent.tsx';

const useStyles = makeStyles({
  root: { marginBlockStart: tokens.spacingVerticalM },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
});

/** Why something that a person asked for was not done, in the server's own words, part by part. `isPlain`: which part it was is plain to see. */
export function ProblemText({ error, isPlain = false }: { error: Error | null; isPlain?: boolean }) {
  const styles = useStyles();
  if (!error) return null;
  const parts = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  const consent = error instanceof ApiError ? error.problem.consent : undefined;
  return (
    <div role="alert" className={styles.root}>
      <Note tone="bad">
        {parts.length === 0 ? (
          error.message
        ) : (
          <ul className={styles.list}>
            {parts.map(({ path, message }) => (
              <li key={path}>{isPlain || path === '' ? message : `${path}: ${message}`}</li>
            ))}
          </ul>
        )}
        {consent && <Consent consent={consent} />}
      </Note>
    </div>
  );
}
