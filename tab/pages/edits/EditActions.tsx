import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Edit } from '../../../src/server/contract.ts';
import { useEditAgain, useEditUndo, useEditWithdraw } from '../../api/edits.ts';
import { ProblemText } from '../../components/forms/ProblemText.tsx';
import { SourceLink } from '../../components/SourceLink.tsx';
import { useWords } from '../../i18n/text.ts';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
});

/** What can be done about an edit: go on with it, give it up, or put back what was there before. */
export function EditActions({ account, edit }: { account: string; edit: Edit }) {
  const styles = useStyles();
  const { t } = useWords();
  const again = useEditAgain(account);
  const undo = useEditUndo(account);
  const withdraw = useEditWithdraw(account);
  const conflict = edit.problem?.conflict ?? null;
  const isPending = again.isPending || undo.isPending || withdraw.isPending;
  const of = { title: edit.title ?? edit.recordId };
  const button = (text: string, label: string, act: () => void) => (
    <Button size="small" aria-disabled={isPending} aria-label={label} onClick={() => isPending || act()}>
      {text}
    </Button>
  );
  const isIdle = !edit.canRetry && !edit.canWithdraw && !edit.canUndo && !edit.problem?.sourceUrl;
  if (isIdle) return null;
  return (
    <div>
      <div className={styles.actions}>
        {edit.canRetry &&
          button(t(conflict ? 'edits.anyway' : 'edits.again'), t(conflict ? 'edits.anywayOf' : 'edits.againOf', of), () =>
            again.mutate({ id: edit.id, ifMatch: conflict?.version }),
          )}
        {edit.canWithdraw && button(t('edits.giveUp'), t('edits.giveUpOf', of), () => withdraw.mutate(edit.id))}
        {edit.canUndo && button(t('edits.undo'), t('edits.undoOf', of), () => undo.mutate(edit.id))}
        {edit.problem?.sourceUrl && (
          <SourceLink inText href={edit.problem.sourceUrl}>
            {t('sources.open')}
          </SourceLink>
        )}
      </div>
      <ProblemText error={again.error ?? undo.error ?? withdraw.error} />
    </div>
  );
}
