import { Field, Input, makeStyles, Switch, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { DigestChannel } from '../../../src/server/contract.ts';
import { useChangeSettings } from '../../api/digests.ts';
import { languageNames, useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { timeZoneGroups, weekdayOptions } from '../forms/offered.ts';
import { SaveRow } from '../forms/SaveRow.tsx';
import { SelectField } from '../forms/SelectField.tsx';
import { useDraft } from '../forms/useDraft.ts';
import { useForm } from '../forms/useForm.ts';
import { Note } from '../Note.tsx';
import { useChannelName } from '../useChannelName.ts';

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, fontWeight: tokens.fontWeightSemibold },
  note: { marginBlockStart: tokens.spacingVerticalS },
  form: { marginBlockStart: tokens.spacingVerticalM },
});

/** When one channel gets its digest, and in which language; for others than managers, as sentences. */
export function ScheduleForm({ account, channel, isManager }: { account: string; channel: DigestChannel; isManager: boolean }) {
  const styles = useStyles();
  const form = useForm();
  const { t, locale } = useWords();
  const format = useFormats();
  const name = useChannelName(channel);
  const saving = useChangeSettings(account);
  const { on, weekday, time, timeZone, language } = channel;
  const { draft, changes, isChanged, change, discard } = useDraft({ on, weekday, time, timeZone, language });
  const weekdays = useMemo(() => weekdayOptions(locale), [locale]);
  const zones = useMemo(timeZoneGroups, []);
  const when = channel.nextAt ? t('digests.next', { time: format.instant(channel.nextAt) }) : channel.on ? '' : t('digests.isOff');
  return (
    <section>
      <h3 className={styles.title}>{name}</h3>
      <p className={form.quiet}>
        {channel.on &&
          `${t('digests.every', { day: weekdays[channel.weekday - 1]?.text ?? '', time: channel.time, zone: channel.timeZone, language: languageNames[channel.language] })} `}
        {when}
      </p>
      {channel.paused && (
        <Note tone="waiting" className={styles.note}>
          {t(`digests.paused.${channel.paused.because}`)}
        </Note>
      )}
      {!channel.isInstalled && (
        <Note tone="waiting" className={styles.note}>
          {t('digests.notInstalled')}
        </Note>
      )}
      {isManager && (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (isChanged && !saving.isPending)
              saving.mutate({ digest: [{ channel: channel.channel, ...changes }] }, { onSuccess: discard });
          }}
        >
          <div className={form.grid}>
            <Switch
              className={form.whole}
              checked={draft.on}
              label={t('digests.on')}
              onChange={(_, { checked }) => change({ on: checked })}
            />
            <SelectField
              label={t('digests.day')}
              value={String(draft.weekday)}
              options={weekdays}
              choose={(value) => change({ weekday: Number(value) })}
            />
            <Field label={t('digests.time')}>
              <Input type="time" required value={draft.time} onChange={(_, { value }) => change({ time: value })} />
            </Field>
            <SelectField label={t('form.timeZone')} value={draft.timeZone} groups={zones} choose={(value) => change({ timeZone: value })} />
            <SelectField
              label={t('form.language')}
              value={draft.language}
              options={Object.entries(languageNames).map(([value, text]) => ({ value, text }))}
              choose={(value) => change({ language: value === 'zh-CN' ? 'zh-CN' : 'en' })}
            />
          </div>
          <SaveRow sending={saving} isChanged={isChanged} discard={discard} />
        </form>
      )}
    </section>
  );
}
