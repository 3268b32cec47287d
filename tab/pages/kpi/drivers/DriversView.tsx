import { makeStyles, tokens } from '@fluentui/react-components';
import type { Drivers, KpiDetail } from '../../../../src/server/contract.ts';
import { useDrivers, useSettings } from '../../../api/queries.ts';
import { changed } from '../../../api/question.ts';
import { useAddress } from '../../../api/useAddress.ts';
import { Loaded } from '../../../components/Loaded.tsx';
import { RouterLink } from '../../../components/RouterLink.tsx';
import { useWords } from '../../../i18n/text.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import type { ViewProps } from '../views.ts';
import { DriverList } from './DriverList.tsx';
import { SincePicker } from './SincePicker.tsx';
import { sinceOf } from './since.ts';
import { waterfallOf } from './waterfall.ts';

const useStyles = makeStyles({
  text: { margin: `0 0 ${tokens.spacingVerticalM}` },
  quiet: { margin: `${tokens.spacingVerticalM} 0 0`, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});
const fewDrivers = 15;
const manyDrivers = 200;

/** Exactly why the reading moved: one driver after the other from the earlier reading to the later. */
export function DriversView({ account, kpi, question, address }: ViewProps) {
  const { change } = useAddress();
  const settings = useSettings(account);
  const fiscalYearStart = settings.data?.account.fiscalYearStart ?? '07-01';
  const since = sinceOf(address.get('since'), { asOf: kpi.asOf, fiscalYearStart, lastDigest: kpi.lastDigest });
  const showsAll = address.get('all') === '1';
  const drivers = useDrivers(account, kpi.id, { ...question, asOf: kpi.asOf }, since, showsAll ? manyDrivers : fewDrivers);
  return (
    <>
      <SincePicker
        address={address}
        since={since}
        hasDigest={kpi.lastDigest !== null}
        choose={(day) => change({ since: day, all: null })}
      />
      <Loaded query={drivers}>{(data) => <Told kpi={kpi} drivers={data} address={address} />}</Loaded>
    </>
  );
}

function Told({ kpi, drivers, address }: { kpi: KpiDetail; drivers: Drivers; address: URLSearchParams }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const waterfall = waterfallOf(drivers, kpi.unit);
  const days = { since: format.date(drivers.since.date), until: format.date(drivers.until.date) };
  const isHidden = [drivers.since, drivers.until].some(({ reading }) => reading.note === 'tooFewRespondents');
  if (isHidden) return <p className={styles.text}>{t('kpi.tooFew')}</p>;
  if (drivers.acrossPeriods)
    return (
      <p className={styles.text}>
        {t('drivers.acrossPeriods', days)}{' '}
        <RouterLink inText to={changed(address, { since: kpi.period.start })} preventScrollReset>
          {t('drivers.fromPeriodStart', { date: format.date(kpi.period.start) })}
        </RouterLink>
      </p>
    );
  if (drivers.drivers.length === 0) return <p className={styles.text}>{t('drivers.none', days)}</p>;
  return (
    <>
      {!waterfall && <p className={styles.text}>{t('drivers.noReading', days)}</p>}
      <DriverList kpi={kpi} drivers={drivers} waterfall={waterfall} />
      {drivers.rest && drivers.drivers.length < manyDrivers && (
        <p className={styles.quiet}>
          <RouterLink to={changed(address, { all: '1' })} preventScrollReset>
            {t('drivers.showAll', { count: Math.min(manyDrivers, drivers.drivers.length + drivers.rest.count) })}
          </RouterLink>
        </p>
      )}
      <p className={styles.quiet}>{t('drivers.constantCurrency')}</p>
    </>
  );
}
