import type { Delivery } from '../../../src/server/contract.ts';
import { StateMark, type Tone } from '../../components/StateMark.tsx';
import { useTable } from '../../components/useTable.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';

const tones: Record<Delivery['state'], Tone> = {
  pending: 'waiting',
  sending: 'waiting',
  sent: 'good',
  failed: 'bad',
  unknown: 'waiting',
  cancelled: 'none',
};

/** Whether a digest reached its channel, and where it did not, why. */
export function DeliveryMark({ delivery }: { delivery: Delivery | null }) {
  const table = useTable();
  const { t } = useWords();
  const format = useFormats();
  if (!delivery) return <StateMark tone="none" text={t('digests.notQueued')} />;
  const { state, waitsFor, nextTryAt, problem } = delivery;
  const why =
    waitsFor === 'installation'
      ? t('digests.waitsForBot')
      : waitsFor === 'anotherTry' && nextTryAt
        ? t('digests.triesAgain', { time: format.instant(nextTryAt) })
        : null;
  return (
    <>
      <StateMark tone={tones[state]} text={t(`digests.state.${state}`)} />
      {why && <div className={table.quiet}>{why}</div>}
      {problem && state !== 'sent' && <div className={table.quiet}>{problem.text}</div>}
    </>
  );
}
