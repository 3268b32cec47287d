import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Access } from '../../src/server/contract.ts';
import { ApiError } from '../api/problems.ts';
import { type Named, useWriteAccess } from '../api/setup.ts';
import { useWords } from '../i18n/text.ts';
import { useFormats } from '../i18n/useFormats.ts';
import { type Column, DataTable } from './DataTable.tsx';
import { DayInput } from './filters/DayInput.tsx';
import { ProblemText } from './forms/ProblemText.tsx';
import { SelectField } from './forms/SelectField.tsx';
import { useForm } from './forms/useForm.ts';
import { useTable } from './useTable.ts';

type Person = Access['people'][number];
const roles = ['manager', 'member', 'reader'] as const;

const useStyles = makeStyles({
  title: {
    margin: `${tokens.spacingVerticalXXL} 0 ${tokens.spacingVerticalM}`,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  ended: { textDecorationLine: 'line-through' },
  row: { marginBlockStart: tokens.spacingVerticalM },
});

/** The people whom the account names, by role and until when. Each change is saved at once: nothing waits to be forgotten. */
export function PeopleForm({ account, access, isNew = false }: { account: string; access: Access; isNew?: boolean }) {
  const styles = useStyles();
  const table = useTable();
  const form = useForm();
  const { t } = useWords();
  const format = useFormats();
  const write = useWriteAccess(account);
  const [edited, setEdited] = useState<{ id: string; role: Person['role']; until: string | null } | null>(null);
  const isOutdated = write.error instanceof ApiError && write.error.problem.type.endsWith('access-changed');
  const named = access.people.map(({ directoryId, role, until }): Named => ({ person: directoryId, role, until }));
  const save = (people: Named[], then: () => void) =>
    write.isPending || write.mutate({ version: access.version, people }, { onSuccess: then });
  const called = ({ name, address, directoryId }: Pick<Person, 'name' | 'address' | 'directoryId'>) => name ?? address ?? directoryId;
  const columns: Column<Person>[] = [
    {
      key: 'name',
      head: t('access.person'),
      cell: (person) => (
        <>
          <span className={person.hasEnded ? styles.ended : undefined}>{called(person)}</span>
          <div className={table.quiet}>
            {[person.name && person.address, person.isOutsider && t('access.outsider')].filter(Boolean).join(' · ')}
          </div>
        </>
      ),
    },
    { key: 'role', head: t('access.role'), look: 'short', cell: ({ role }) => t(`home.role.${role}`) },
    {
      key: 'until',
      head: t('access.until'),
      from: 'wide',
      cell: ({ until, hasEnded }) =>
        until === null ? t('access.always') : `${format.date(until)}${hasEnded ? ` · ${t('access.ended')}` : ''}`,
    },
    { key: 'since', head: t('access.namedAt'), from: 'wider', look: 'quiet', cell: ({ namedAt }) => format.instant(namedAt) },
    {
      key: 'change',
      head: t('access.change'),
      cell: (person) => (
        <span className={form.row}>
          <Button
            size="small"
            aria-label={t('access.changeOf', { name: called(person) })}
            onClick={() => setEdited({ id: person.directoryId, role: person.role, until: person.until })}
          >
            {t('form.edit')}
          </Button>
          <Button
            size="small"
            aria-label={t('access.removeOf', { name: called(person) })}
            aria-disabled={write.isPending}
            onClick={() =>
              save(
                named.filter((one) => one.person !== person.directoryId),
                () => setEdited(null),
              )
            }
          >
            {t('form.remove')}
          </Button>
        </span>
      ),
    },
  ];
  const who = access.people.find(({ directoryId }) => directoryId === edited?.id);
  return (
    <>
      {access.people.length === 0 ? (
        <p style={{ margin: 0 }}>{t('access.nobody')}</p>
      ) : (
        <DataTable columns={columns} rows={access.people} keyOf={({ directoryId }) => directoryId} />
      )}
      <div role="status">{write.isSuccess && !edited ? <p className={form.quiet}>{t('form.saved')}</p> : null}</div>
      {isOutdated ? <p role="alert">{t('access.changedMeanwhile')}</p> : <ProblemText isPlain error={write.error} />}
      {edited && who ? (
        <PersonForm
          key={edited.id}
          title={t('access.changeOf', { name: called(who) })}
          first={edited}
          isPending={write.isPending}
          cancel={() => setEdited(null)}
          save={({ role, until }) =>
            save(
              named.map((one) => (one.person === edited.id ? { ...one, role, until } : one)),
              () => setEdited(null),
            )
          }
        />
      ) : (
        <PersonForm
          key={access.version}
          title={t('access.name')}
          first={{ role: isNew ? 'member' : 'reader', until: null }}
          isPending={write.isPending}
          save={(person) => save([...named, person], () => undefined)}
        />
      )}
    </>
  );
}

/** One person: by address, or changed. */
function PersonForm({
  title,
  first,
  isPending,
  save,
  cancel,
}: {
  title: string;
  first: { id?: string; role: Person['role']; until: string | null };
  isPending: boolean;
  save(person: Named): void;
  cancel?: () => void;
}) {
  const styles = useStyles();
  const form = useForm();
  const { t } = useWords();
  const [person, setPerson] = useState(first.id ?? '');
  const [role, setRole] = useState(first.role);
  const [until, setUntil] = useState(first.until);
  return (
    <form
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending && person.trim() !== '') save({ person: person.trim(), role, until });
      }}
    >
      <h3 className={styles.title}>{title}</h3>
      <div className={form.grid}>
        {!first.id && (
          <Field label={t('access.address')} hint={t('access.addressHint')} required>
            <Input type="text" autoComplete="off" maxLength={320} required value={person} onChange={(_, { value }) => setPerson(value)} />
          </Field>
        )}
        <SelectField
          label={t('access.role')}
          hint={t(`access.may.${role}`)}
          value={role}
          options={roles.map((value) => ({ value, text: t(`home.role.${value}`) }))}
          choose={(value) => setRole(roles.find((one) => one === value) ?? 'reader')}
        />
        <Field label={t('access.until')} hint={t('access.untilHint')}>
          <DayInput day={until ?? ''} choose={setUntil} clear={() => setUntil(null)} />
        </Field>
      </div>
      <div className={`${form.row} ${styles.row}`}>
        <Button type="submit" appearance="primary" aria-disabled={isPending}>
          {isPending ? t('form.saving') : first.id ? t('form.save') : t('form.add')}
        </Button>
        {cancel && <Button onClick={cancel}>{t('form.cancel')}</Button>}
      </div>
    </form>
  );
}
