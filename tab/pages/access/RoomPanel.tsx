import { makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import type { Access } from '../../../src/server/contract.ts';
import { useConfirmOutsiders } from '../../api/setup.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { ProblemText } from '../../components/forms/ProblemText.tsx';
import { useForm } from '../../components/forms/useForm.ts';
import { Note } from '../../components/Note.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useChannelName } from '../../components/useChannelName.ts';
import { useTable } from '../../components/useTable.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';

type Room = Access['rooms'][number];
const sights = ['nothing', 'headlines', 'reader'] as const;

const useStyles = makeStyles({
  outsiders: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    marginBlock: `${tokens.spacingVerticalM} ${tokens.spacingVerticalL}`,
  },
  legend: { fontWeight: tokens.fontWeightSemibold, marginBlockEnd: tokens.spacingVerticalXS },
});

/** A channel or chat: who is there, what each of them is at the account, and what people from outside may see. */
export function RoomPanel({ account, room }: { account: string; room: Room }) {
  const { t } = useWords();
  const name = useChannelName({ team: room.teamId, channel: room.id });
  const title = room.kind === 'groupChat' ? t('access.chat') : name;
  return (
    <Panel title={title} aside={room.membershipType && t(`access.channel.${room.membershipType}`)}>
      {room.isKnown || room.kind === 'groupChat' ? null : <Note tone="waiting">{t('access.unknownRoom')}</Note>}
      {(room.isKnown || room.kind === 'groupChat') && <Outsiders account={account} room={room} />}
      {room.members.length > 0 && <Members members={room.members} />}
    </Panel>
  );
}

function Outsiders({ account, room }: { account: string; room: Room }) {
  const styles = useStyles();
  const form = useForm();
  const { t } = useWords();
  const format = useFormats();
  const confirm = useConfirmOutsiders(account);
  const says = room.outsiders > 0 || room.outsidersSee !== 'nothing' || room.kind === 'groupChat';
  if (!says) return <p className={form.quiet}>{t('access.noOutsiders')}</p>;
  return (
    <div className={styles.outsiders}>
      {room.outsiders > 0 && room.outsidersSee === 'nothing' && (
        <Note tone="waiting">{t('access.outsidersHere', { count: room.outsiders })}</Note>
      )}
      <RadioGroup
        aria-label={t('access.outsidersSee')}
        value={room.outsidersSee}
        onChange={(_, { value }) => {
          const see = sights.find((one) => one === value);
          if (see && !confirm.isPending) confirm.mutate({ room: room.id, see });
        }}
      >
        <span className={styles.legend}>{t('access.outsidersSee')}</span>
        {sights.map((see) => (
          <Radio key={see} value={see} label={t(`access.see.${see}`)} />
        ))}
      </RadioGroup>
      {room.confirmedAt && <p className={form.quiet}>{t('access.confirmedAt', { time: format.instant(room.confirmedAt) })}</p>}
      <ProblemText error={confirm.error} />
    </div>
  );
}

function Members({ members }: { members: Room['members'] }) {
  const table = useTable();
  const { t } = useWords();
  return (
    <DataTable
      rows={members}
      keyOf={({ directoryId }) => directoryId}
      columns={[
        {
          key: 'name',
          head: t('access.person'),
          cell: ({ name, address, directoryId }) => (
            <>
              {name ?? address ?? directoryId}
              {name && address && <div className={table.quiet}>{address}</div>}
            </>
          ),
        },
        {
          key: 'role',
          head: t('access.role'),
          cell: ({ role, isImplied, isOutsider }) => (
            <>
              {role ? t(`home.role.${role}`) : t('access.seesNothing')}
              <div className={table.quiet}>
                {[isImplied && t('access.byChannel'), isOutsider && t('access.outsider')].filter(Boolean).join(' · ')}
              </div>
            </>
          ),
        },
      ]}
    />
  );
}
