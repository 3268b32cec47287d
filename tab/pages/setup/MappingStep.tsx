import { makeStyles, tokens } from '@fluentui/react-components';
import { useNavigate } from 'react-router';
import { type Origin, originOf, useConnect } from '../../api/connecting.ts';
import { useSources } from '../../api/queries.ts';
import { useAddress } from '../../api/useAddress.ts';
import { useForm } from '../../components/forms/useForm.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { AvailableSources } from '../../components/mapping/AvailableSources.tsx';
import { MappingPanel } from '../../components/mapping/MappingPanel.tsx';
import { RouterLink } from '../../components/RouterLink.tsx';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';

const useStyles = makeStyles({
  title: {
    margin: `${tokens.spacingVerticalXL} 0 ${tokens.spacingVerticalS}`,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

/** What is on the site already: chosen, looked at, confirmed, one after another. */
export function MappingStep({ account }: { account: string }) {
  const { address } = useAddress();
  const origin = originOf(address);
  return origin ? <MapOne account={account} origin={origin} /> : <Choose account={account} />;
}

function MapOne({ account, origin }: { account: string; origin: Origin }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const connect = useConnect(account);
  const here = `/a/${account}/setup/mapping`;
  return (
    <>
      <p>
        <RouterLink to={here}>← {t('connect.others')}</RouterLink> · <strong>{Object.values(origin)[0]}</strong>
      </p>
      <MappingPanel
        account={account}
        origin={origin}
        stored={null}
        confirming={connect}
        confirm={(entry) => connect.mutate({ origin, entries: [entry] }, { onSuccess: () => void navigate(here) })}
        confirmText={t('mapping.connect')}
      />
    </>
  );
}

function Choose({ account }: { account: string }) {
  const styles = useStyles();
  const form = useForm();
  const { t } = useWords();
  const format = useFormats();
  const sources = useSources(account);
  return (
    <>
      <h3 className={styles.title}>{t('connect.onSite')}</h3>
      <AvailableSources account={account} to={(search) => `/a/${account}/setup/mapping${search}`} />
      <h3 className={styles.title}>{t('lists.there')}</h3>
      <Loaded query={sources}>
        {({ sources: connected }) =>
          connected.length === 0 ? (
            <p className={form.text}>{t('sources.empty')}</p>
          ) : (
            <ul className={form.list}>
              {connected.map(({ id, name, recordTypes, records, quarantined }) => (
                <li key={id} className={styles.row}>
                  <span>
                    {name} <span className={form.quiet}>{format.list(recordTypes.map((type) => t(`record.${type}`)))}</span>
                  </span>
                  <span>
                    {t('connect.holds', { records: format.count(records), quarantined: format.count(quarantined) })}{' '}
                    <RouterLink
                      inText
                      to={`/a/${account}/sources/${encodeURIComponent(id)}/mapping`}
                      aria-label={t('mapping.titleOf', { name })}
                    >
                      {t('mapping.short')}
                    </RouterLink>
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}
