import { useAccess } from '../../api/setup.ts';
import { useForm } from '../../components/forms/useForm.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { PeopleForm } from '../../components/PeopleForm.tsx';
import { RouterLink } from '../../components/RouterLink.tsx';
import { useWords } from '../../i18n/text.ts';

/** Who is manager, member, or reads until a day; the channel's own members are members already. */
export function PeopleStep({ account }: { account: string }) {
  const form = useForm();
  const { t } = useWords();
  const access = useAccess(account);
  return (
    <Loaded query={access}>
      {(data) => {
        const outsiders = data.rooms.reduce((sum, room) => sum + room.outsiders, 0);
        return (
          <>
            <p className={form.text}>
              {t('setup.peopleText')} {outsiders > 0 && `${t('access.outsidersHere', { count: outsiders })} `}
              <RouterLink inText to={`/a/${account}/access`}>
                {t('setup.peopleMore')}
              </RouterLink>
            </p>
            <PeopleForm account={account} access={data} />
          </>
        );
      }}
    </Loaded>
  );
}
