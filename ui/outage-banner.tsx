import { Link } from 'react-router';
import { Note } from './components/note.tsx';
import { outagesOf, readStatus } from './data/status.ts';
import { useCall } from './data/use-call.ts';
import './outage-banner.css';
import { useFormat, useLanguage, useText } from './text/text.tsx';

/** What does not work right now, and what to do instead (PEERS-044). Nothing when all is well, or when nobody can say. */
export function OutageBanner({ municipality }: { municipality: string | null }) {
  const t = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const { call } = useCall(readStatus);
  if (call.state !== 'done') return null;
  const now = outagesOf(call.value, municipality).filter(({ endedAt }) => endedAt === null);
  if (now.length === 0) return null;
  return (
    <div className="pw-stack pw-outages">
      {now.map(({ id, part, beganAt, instead, municipality: { name } }) => (
        <Note key={id} kind="wait" icon="warn" title={t('outage.banner', { part: t(`outage.part.${part}`) })}>
          <p>{instead[language]}</p>
          <p className="pw-small">
            {municipality === null && `${name}. `}
            {t('outage.since', { moment: format.moment(beganAt) })}. <Link to="/status">{t('outage.more')}</Link>
          </p>
        </Note>
      ))}
    </div>
  );
}
