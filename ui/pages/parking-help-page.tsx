import { Link } from 'react-router';
import { PlainShell } from '../plain-shell.tsx';
import { useText } from '../text/text.tsx';

/** What somebody can do with the app, each with a sentence or three under `pages.parkingHelp`. */
const PARTS = [
  'couple',
  'visit',
  'price',
  'stop',
  'plan',
  'balance',
  'grants',
  'switch',
  'temporary',
  'history',
] as const;

/** The guide of the parking app, for anybody (LOKET-042). */
export default function ParkingHelpPage() {
  const t = useText();
  return (
    <PlainShell title={t('pages.parkingHelp.title')}>
      <div className="pw-stack pw-stack--apart pw-measure">
        <div className="pw-stack">
          <h1>{t('pages.parkingHelp.title')}</h1>
          <p className="pw-lead">{t('pages.parkingHelp.lead')}</p>
          <p>
            <Link className="pw-alone" to="/parking">
              {t('pages.parkingHelp.open')}
            </Link>
          </p>
        </div>
        {PARTS.map((part) => (
          <section key={part} className="pw-stack" id={part}>
            <h2>{t(`pages.parkingHelp.${part}`)}</h2>
            <p>{t(`pages.parkingHelp.${part}Text`)}</p>
          </section>
        ))}
      </div>
    </PlainShell>
  );
}
