import { Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Settings } from '../../../src/server/contract.ts';
import { useChangeSettings } from '../../api/digests.ts';
import { useScorecard } from '../../api/queries.ts';
import { decimalOf, typedOf } from '../../components/forms/decimal.ts';
import { NumberField } from '../../components/forms/NumberField.tsx';
import { SaveRow } from '../../components/forms/SaveRow.tsx';
import { useForm } from '../../components/forms/useForm.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { useWords } from '../../i18n/text.ts';

const useStyles = makeStyles({
  title: {
    margin: `${tokens.spacingVerticalXXL} 0 ${tokens.spacingVerticalS}`,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  first: { margin: `0 0 ${tokens.spacingVerticalS}` },
});

/** From when on a KPI is on track or at risk, and how much each of them weighs where moves are ranked. */
export function MeasuresPart({ account, settings }: { account: string; settings: Settings }) {
  const styles = useStyles();
  const form = useForm();
  const { t } = useWords();
  return (
    <>
      <h3 className={styles.title}>{t('settings.thresholds')}</h3>
      <p className={form.text}>{t('settings.thresholdsText')}</p>
      <Thresholds account={account} stored={settings.thresholds} />
      <h3 className={styles.title}>{t('settings.weights')}</h3>
      <p className={form.text}>{t('settings.weightsText')}</p>
      <Weights account={account} stored={settings.weights} />
    </>
  );
}

function Thresholds({ account, stored }: { account: string; stored: Settings['thresholds'] }) {
  const form = useForm();
  const { t, locale } = useWords();
  const saving = useChangeSettings(account);
  const [typed, setTyped] = useState<Partial<Record<keyof typeof stored, string>>>({});
  const shown = (key: keyof typeof stored) => typed[key] ?? typedOf(String(stored[key]), 'ratio');
  const read = (key: keyof typeof stored) => Number(decimalOf(shown(key), 'ratio', locale) ?? Number.NaN);
  const wished = { onTrack: read('onTrack'), atRisk: read('atRisk') };
  const isChanged = JSON.stringify(wished) !== JSON.stringify({ onTrack: stored.onTrack, atRisk: stored.atRisk });
  const isWhole = Object.values(wished).every(Number.isFinite);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged && isWhole && !saving.isPending) saving.mutate({ thresholds: wished }, { onSuccess: () => setTyped({}) });
      }}
    >
      <div className={form.grid}>
        {(['onTrack', 'atRisk'] as const).map((key) => (
          <NumberField
            key={key}
            label={t(`settings.${key}`)}
            typed={shown(key)}
            unit="ratio"
            after="%"
            change={(text) => setTyped({ ...typed, [key]: text })}
          />
        ))}
      </div>
      <SaveRow sending={saving} isChanged={isChanged && isWhole} discard={() => setTyped({})} />
    </form>
  );
}

function Weights({ account, stored }: { account: string; stored: Settings['weights'] }) {
  const form = useForm();
  const saving = useChangeSettings(account);
  const scorecard = useScorecard(account, { slice: {} });
  const [typed, setTyped] = useState<Record<string, string>>({});
  const shown = (kpi: string) => typed[kpi] ?? String(stored[kpi] ?? 1);
  const changes = Object.fromEntries(
    Object.entries(typed).flatMap(([kpi, text]) => {
      const weight = Number(text);
      return text.trim() === '' || !Number.isFinite(weight) || weight < 0 || weight > 1000 || weight === (stored[kpi] ?? 1)
        ? []
        : [[kpi, weight]];
    }),
  );
  const isChanged = Object.keys(changes).length > 0;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged && !saving.isPending) saving.mutate({ weights: { ...stored, ...changes } }, { onSuccess: () => setTyped({}) });
      }}
    >
      <Loaded query={scorecard} rows={4}>
        {({ kpis }) => (
          <div className={form.grid}>
            {kpis
              .filter(({ id, headline }) => headline || stored[id] !== undefined)
              .map(({ id, title }) => (
                <Field key={id} label={title}>
                  <Input
                    type="number"
                    min={0}
                    max={1000}
                    step="any"
                    value={shown(id)}
                    onChange={(_, { value }) => setTyped({ ...typed, [id]: value })}
                  />
                </Field>
              ))}
          </div>
        )}
      </Loaded>
      <SaveRow sending={saving} isChanged={isChanged} discard={() => setTyped({})} />
    </form>
  );
}
