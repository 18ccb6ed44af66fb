import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { IconName } from '../components/icon.tsx';
import { Note } from '../components/note.tsx';
import { Way } from '../components/way.tsx';
import { useLocal } from '../desk/desk.ts';
import { isSignInReason, loginPath, takeSignedOut } from '../desk/sign-in/reasons.ts';
import { useMunicipality } from '../municipality-frame.tsx';
import { useText } from '../text/text.tsx';
import { OnDemandShell } from './on-demand-shell.tsx';

/** The ways to sign in, each with where its issuer tells more about it (POM-002). */
export function SignIn({ returnTo, over }: { returnTo: string; over: boolean }) {
  const t = useText();
  const local = useLocal();
  const { id, means, onDemand } = useMunicipality();
  const [query] = useSearchParams();
  const [signedOut] = useState(takeSignedOut);
  const problem = query.get('problem') ?? (signedOut ? 'signed-out' : null);
  return (
    <OnDemandShell title={t('onDemand.signIn.title')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t('onDemand.signIn.heading')}</h1>
        {problem === 'refused' && (
          <Note title={t('onDemand.signIn.refused.title')} urgent>
            <p>{t('onDemand.signIn.refused.text')}</p>
          </Note>
        )}
        {problem === 'withdrawn' && (
          <Note kind="ok" title={t('onDemand.signIn.withdrawn.title')} urgent>
            <p>{t('onDemand.signIn.withdrawn.text')}</p>
          </Note>
        )}
        {isSignInReason(problem) && (
          <Note kind={problem === 'signed-out' ? 'ok' : 'wait'} title={t(`signIn.problem.${problem}.title`)} urgent>
            <p>{t(`signIn.problem.${problem}.text`)}</p>
          </Note>
        )}
        {over && <Note kind="wait" title={t('onDemand.signIn.over')} urgent />}
        <p>{t('onDemand.signIn.lead')}</p>
        <ul className="pw-stack" role="list" aria-label={t('signIn.means')}>
          {means.map(({ id: way, label, hint, about }) => (
            <li key={way} className="pw-stack pw-stack--tight">
              <Way icon={iconOf(way)} name={local(label)} hint={local(hint)} to={loginPath(id, way, returnTo)} away />
              {about && (
                <p>
                  <a className="pw-alone" href={about.url} rel="noreferrer" target="_blank">
                    {t('onDemand.signIn.more', { about: local(about.label) })}
                  </a>
                </p>
              )}
            </li>
          ))}
        </ul>
        {onDemand?.information != null && (
          <p>
            <a className="pw-alone" href={onDemand.information} rel="noreferrer" target="_blank">
              {t('onDemand.signIn.information')}
            </a>
          </p>
        )}
      </div>
    </OnDemandShell>
  );
}

const iconOf = (way: string): IconName => (way === 'itsme' ? 'lock' : 'id');
