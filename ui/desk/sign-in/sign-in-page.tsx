import { useEffect, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { MunicipalityView } from '../../../api/municipalities/shapes.ts';
import type { IconName } from '../../components/icon.tsx';
import { Note, type NoteKind } from '../../components/note.tsx';
import { Select } from '../../components/text-input.tsx';
import { Way } from '../../components/way.tsx';
import { readMunicipalities } from '../../data/municipalities.ts';
import { useCall } from '../../data/use-call.ts';
import { keep } from '../../kept.ts';
import { Film } from '../../film.tsx';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useText } from '../../text/text.tsx';
import { useLocal } from '../desk.ts';
import { OutageBanner } from '../../outage-banner.tsx';
import { OpenDeskShell } from '../desk-shell.tsx';
import { isSignInReason, loginPath, permitLoginPath, safeReturn, takeSignedOut, type SignInReason } from './reasons.ts';

/** How people of this municipality sign in, what to have ready, and where to go for who cannot (PORTAL-003). */
export default function SignInPage() {
  const t = useText();
  const local = useLocal();
  const { id, means, permitLogin, onDemand } = useMunicipality();
  const [query] = useSearchParams();
  const [signedOut] = useState(takeSignedOut);
  useEffect(() => keep('parkwerk.municipality', id), [id]);
  const problem = query.get('problem');
  const reason = isSignInReason(problem) ? problem : null;
  const returnTo = safeReturn(id, query.get('returnTo'));
  return (
    <OpenDeskShell title={t('signIn.title')}>
      <div className="pw-cols">
        <div className="pw-stack pw-stack--wide">
          <h1>{t('signIn.heading')}</h1>
          <Reason reason={reason ?? (signedOut ? 'signed-out' : null)} />
          <OutageBanner municipality={id} />
          <MunicipalitySwitch />
          <ul className="pw-stack" role="list" aria-label={t('signIn.means')}>
            {means.map((way) => (
              <li key={way.id}>
                <Way
                  icon={iconOf(way)}
                  name={local(way.label)}
                  hint={local(way.hint)}
                  to={loginPath(id, way.id, returnTo)}
                  away
                />
                {way.about && (
                  <p className="pw-small">
                    <a href={way.about.url}>{local(way.about.label)}</a>
                  </p>
                )}
              </li>
            ))}
            {permitLogin && (
              <li>
                <Way
                  icon="lock"
                  name={local(permitLogin.label)}
                  hint={local(permitLogin.hint)}
                  to={permitLoginPath(id, returnTo)}
                />
              </li>
            )}
          </ul>
          {returnTo !== `/${id}/desk` && <p className="pw-muted">{t('signIn.back')}</p>}
          {onDemand && (
            <p>
              <Link className="pw-alone" to={`/${id}/on-demand`}>
                {t('front.onDemand', { service: local(onDemand.name) })}
              </Link>
            </p>
          )}
          <p>
            <Link className="pw-alone" to={`/${id}/staff`}>
              {t('signIn.staff')}
            </Link>
          </p>
          <Film />
        </div>
        <Aside />
      </div>
    </OpenDeskShell>
  );
}

const KINDS: Partial<Record<SignInReason, NoteKind>> = { 'signed-out': 'ok', cancelled: 'info', 'as-staff': 'info' };

function Reason({ reason }: { reason: SignInReason | null }) {
  const t = useText();
  if (reason === null) return null;
  return (
    <Note kind={KINDS[reason] ?? 'wait'} title={t(`signIn.problem.${reason}.title`)} urgent>
      <p>{t(`signIn.problem.${reason}.text`)}</p>
    </Note>
  );
}

/** Goes to the sign-in page of another municipality; which ones there are is not worth waiting for. */
function MunicipalitySwitch() {
  const t = useText();
  const navigate = useNavigate();
  const here = useMunicipality();
  const { call } = useCall(readMunicipalities);
  const others = call.state === 'done' ? call.value.items.filter(({ id }) => id !== here.id) : [];
  const options = [here, ...others].map(({ id, name }) => ({ value: id, text: name }));
  return (
    <Select
      label={t('signIn.municipality')}
      hint={t('signIn.switchHint')}
      value={here.id}
      options={options.sort((a, b) => a.text.localeCompare(b.text))}
      onChange={(id) => void navigate(`/${id}/desk/sign-in`)}
    />
  );
}

function Aside() {
  const t = useText();
  const local = useLocal();
  const { id, contact } = useMunicipality();
  return (
    <aside className="pw-stack pw-stack--wide" aria-label={t('signIn.ready.title')}>
      <section className="pw-card pw-card--wash pw-stack pw-stack--tight">
        <h2 className="pw-heading-l">{t('signIn.ready.title')}</h2>
        <ul className="pw-bullets">
          <li>{t('signIn.ready.means')}</li>
          <li>{t('signIn.ready.plate')}</li>
          <li>{t('signIn.ready.proof')}</li>
          <li>{t('signIn.ready.email')}</li>
          <li>{t('signIn.ready.bank')}</li>
        </ul>
      </section>
      <section className="pw-stack pw-stack--tight">
        <h2 className="pw-heading-l">{t('signIn.cannot.title')}</h2>
        <p>{t('signIn.cannot.text', { phone: contact.phone })}</p>
        <p className="pw-muted">
          {t('signIn.cannot.where', { address: local(contact.address), hours: local(contact.hours) })}
        </p>
        <p>
          <Link className="pw-alone" to={`/${id}/check`}>
            {t('pages.check.link')}
          </Link>
        </p>
        <p>
          <Link className="pw-alone" to={`/${id}/products`}>
            {t('signIn.cannot.products')}
          </Link>
        </p>
      </section>
    </aside>
  );
}

function iconOf({ id, applicant }: MunicipalityView['means'][number]): IconName {
  if (applicant === 'business') return 'building';
  return id === 'eidas' ? 'globe' : 'id';
}
