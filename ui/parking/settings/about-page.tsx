import { Link } from 'react-router';
import { DescriptionList } from '../../components/lists.tsx';
import { useLocal } from '../../desk/desk.ts';
import { useText } from '../../text/text.tsx';
import { useParking } from '../parking.ts';
import { ParkingShell } from '../parking-shell.tsx';
import { InstallHint } from './install-hint.tsx';

/** The version a helpdesk asks for, and who to call (2PARK-035). */
export default function AboutPage() {
  const t = useText();
  const local = useLocal();
  const { account, permits, municipalities } = useParking();
  const mine = municipalities.filter(({ id }) => permits.some(({ municipality }) => municipality.id === id));
  return (
    <ParkingShell title={t('parking.menu.about')}>
      <div className="pw-stack pw-stack--apart pw-measure">
        <div className="pw-stack">
          <h1>{t('parking.menu.about')}</h1>
          <DescriptionList items={[{ term: t('parking.about.version'), value: <strong>{account.version}</strong> }]} />
          <p>{t('parking.about.why')}</p>
          <p>
            <Link className="pw-alone" to="/parking/help">
              {t('pages.parkingHelp.link')}
            </Link>
          </p>
        </div>
        <InstallHint />
        {mine.length > 0 && (
          <section className="pw-stack">
            <h2>{t('parking.about.help')}</h2>
            <DescriptionList
              items={mine.map(({ name, contact }) => ({
                term: name,
                value: t('parking.about.call', { phone: contact.phone, hours: local(contact.hours) }),
              }))}
            />
          </section>
        )}
      </div>
    </ParkingShell>
  );
}
