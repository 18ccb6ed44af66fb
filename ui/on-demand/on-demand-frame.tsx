import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { Loading } from '../components/states.tsx';
import { forgetDrafts, keepDraftsFor } from '../data/draft.ts';
import { onSessionExpired } from '../data/http.ts';
import { logOut } from '../data/me.ts';
import { useAct } from '../data/use-act.ts';
import { useCall } from '../data/use-call.ts';
import { ProblemNote } from '../desk/shown.tsx';
import { leaveSignedOut } from '../desk/sign-in/reasons.ts';
import { useMunicipality } from '../municipality-frame.tsx';
import { useText } from '../text/text.tsx';
import { readOnDemand } from './data.ts';
import { OnDemandContext, type OnDemand } from './on-demand.ts';
import { OnDemandShell } from './on-demand-shell.tsx';
import { SignIn } from './sign-in.tsx';

/** Around every page of parking on demand: who is not signed in is asked to, and comes back where they were. */
export default function OnDemandFrame() {
  const t = useText();
  const { id, onDemand } = useMunicipality();
  const { pathname, search } = useLocation();
  const base = `/${id}/on-demand`;
  const [over, setOver] = useState(false);
  const { call, refresh } = useCall(readOnDemand);
  const { act, perform } = useAct(logOut);
  const known = call.state === 'done' ? call.value : null;

  useEffect(() => onSessionExpired(() => setOver(true)), []);
  useEffect(() => {
    const back = ({ persisted }: PageTransitionEvent) => persisted && void refresh();
    window.addEventListener('pageshow', back);
    return () => window.removeEventListener('pageshow', back);
  }, [refresh]);
  // Balances are asked anew on every page, so that they equal what people just did.
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    void refresh();
  }, [pathname, refresh]);
  useEffect(() => {
    if (known) keepDraftsFor(`on-demand ${String(known.internalNumber)}`);
  }, [known]);

  const leave = useCallback(async () => {
    const answer = await perform('on-demand');
    if (!answer?.ok) return;
    forgetDrafts();
    leaveSignedOut();
    window.location.assign(answer.value.continueAt);
  }, [perform]);
  const value = useMemo<OnDemand | undefined>(
    () => known ? { view: known, base, reload: refresh, logOut: () => void leave() } : undefined,
    [known, base, refresh, leave],
  ); // prettier-ignore

  if (onDemand === null) return <Navigate replace to="/parking" />;
  if (call.state === 'loading') {
    return (
      <OnDemandShell title={t('onDemand.title')}>
        <Loading>{t('parking.frame.loading')}</Loading>
      </OnDemandShell>
    );
  }
  const signedOut = call.state === 'failed' ? call.problem.status : call.problem?.status;
  // An account of the parking app has nothing here: whoever wants in signs in with a means of this municipality.
  if (signedOut === 401 || signedOut === 404)
    return <SignIn returnTo={pathname === base ? base : pathname + search} over={over && known !== null} />;
  if (value === undefined) {
    return (
      <OnDemandShell title={t('onDemand.title')}>
        <h1>{t('parking.frame.notShown')}</h1>
        {call.state === 'failed' && <ProblemNote problem={call.problem} onRetry={() => void refresh()} />}
      </OnDemandShell>
    );
  }
  return (
    <OnDemandContext value={value}>
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <Outlet />
    </OnDemandContext>
  );
}
