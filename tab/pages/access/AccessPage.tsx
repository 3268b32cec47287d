import { useParams } from 'react-router';
import { useAccess } from '../../api/setup.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { Page } from '../../components/Page.tsx';
import { Panel } from '../../components/Panel.tsx';
import { PeopleForm } from '../../components/PeopleForm.tsx';
import { useWords } from '../../i18n/text.ts';
import { RoomPanel } from './RoomPanel.tsx';

/** Who may see the account: those who are named, and those who are in its channels. */
export default function AccessPage() {
  const { t } = useWords();
  const { slug = '' } = useParams();
  const access = useAccess(slug);
  return (
    <Page title={t('access.title')} text={t('access.text')}>
      <Panel title={t('access.named')}>
        <Loaded query={access}>{(data) => <PeopleForm account={slug} access={data} />}</Loaded>
      </Panel>
      {access.data?.rooms.map((room) => (
        <RoomPanel key={room.id} account={slug} room={room} />
      ))}
    </Page>
  );
}
