import { useSettings } from '../../api/queries.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { TargetsForm } from '../../components/targets/TargetsForm.tsx';

export function TargetsStep({ account }: { account: string }) {
  const settings = useSettings(account);
  return <Loaded query={settings}>{(data) => <TargetsForm account={account} settings={data} />}</Loaded>;
}
