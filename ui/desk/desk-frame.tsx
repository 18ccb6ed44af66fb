import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { Navigate, Outlet, useLocation, useNavigate } from 'react-router';
import type { Me } from '../../api/me/shapes.ts';
import { Loading } from '../components/states.tsx';
import { forgetDrafts } from '../data/draft.ts';
import { onSessionExpired, type Answer } from '../data/http.ts';
import { logOut, readMe } from '../data/me.ts';
import type { Problem } from '../data/problem.ts';
import { useAct } from '../data/use-act.ts';
import { useCall } from '../data/use-call.ts';
import { readKept } from '../kept.ts';
import { useMunicipality } from '../municipality-frame.tsx';
import { useLanguage, useText } from '../text/text.tsx';
import { useDisplay } from '../theme/display.tsx';
import { readOverview } from './data/overview.ts';
import { DeskContext, type Desk, type Holder } from './desk.ts';
import { OpenDeskShell } from './desk-shell.tsx';
import { ProblemNote } from './shown.tsx';
import { leaveSignedOut, signInPath, type SignInReason } from './sign-in/reasons.ts';

/** Around every page of the desk that is somebody's own: without a session it leads to the sign-in page, and back afterwards. */
export default function DeskFrame() {
  const t = useText();
  const { id } = useMunicipality();
  const here = useHere();
  const { call, refresh } = useCall(readMe);
  const [leaving, setLeaving] = useState(false);
  const { act, perform } = useAct(logOut);

  const leave = useCallback(async () => {
    setLeaving(true);
    const answer = await perform(null);
    if (!answer?.ok) return setLeaving(false);
    forgetDrafts();
    leaveSignedOut();
    window.location.assign(answer.value.continueAt);
  }, [perform]);

  // The browser may bring back the page as it was: whoever sits there now must sign in first.
  useEffect(() => {
    const back = ({ persisted }: PageTransitionEvent) => persisted && void refresh();
    window.addEventListener('pageshow', back);
    return () => window.removeEventListener('pageshow', back);
  }, [refresh]);

  if (leaving || call.state === 'loading') {
    return (
      <OpenDeskShell title={t('desk.name')}>
        <Loading>{leaving ? t('desk.leaving') : t('desk.loading')}</Loading>
      </OpenDeskShell>
    );
  }
  const signIn = (reason: SignInReason | null) => <Navigate replace to={signInPath(id, here, reason)} />;
  if (call.state === 'failed') {
    if (call.problem.status === 401) return signIn(null);
    return (
      <OpenDeskShell title={t('desk.name')}>
        <div className="pw-stack pw-stack--wide pw-measure">
          <h1>{t('shell.notShown')}</h1>
          <ProblemNote problem={call.problem} onRetry={() => void refresh()} />
        </div>
      </OpenDeskShell>
    );
  }
  if (call.problem?.status === 401) return signIn('session-over');
  const { holder, municipality } = call.value;
  if (municipality.id !== id) return signIn('other-municipality');
  if (!holder) return signIn('as-staff');
  return (
    <SignedIn
      me={call.value}
      holder={holder}
      refreshMe={refresh}
      logOut={() => void leave()}
      problem={act.state === 'failed' ? act.problem : null}
    />
  );
}

interface SignedInProps {
  me: Me;
  holder: Holder;
  refreshMe: () => Promise<void>;
  logOut: () => void;
  /** Why logging out did not work. */
  problem: Problem | null;
}

function SignedIn({ me, holder, refreshMe, logOut: leave, problem }: SignedInProps) {
  const { id } = useMunicipality();
  const base = `/${id}/desk`;
  const here = useHere();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  // Whoever stands at the counter needs no address for messages.
  const verified = holder.emailVerified || me.actsFor !== null;
  useProfileDisplay(me);

  const expired = useEffectEvent(() => void navigate(signInPath(id, here, 'session-over'), { replace: true }));
  useEffect(() => onSessionExpired(() => expired()), []);

  // The counts are asked anew on every page, so that they equal the lists people just left.
  const counts = useCall(
    useCallback(
      (signal: AbortSignal) =>
        verified ? readOverview(signal) : Promise.resolve<Answer<null>>({ ok: true, value: null }),
      [verified],
    ),
  );
  const { call, refresh } = counts;
  const refreshCounts = useCallback(() => void refresh(), [refresh]);
  const counted = useRef(pathname);
  useEffect(() => {
    if (counted.current === pathname) return;
    counted.current = pathname;
    refreshCounts();
  }, [pathname, refreshCounts]);

  const overview = call.state === 'done' ? call.value : null;
  const desk = useMemo<Desk>(
    () => ({ base, me, holder, counts: { call, refresh }, overview, refreshCounts, refreshMe, logOut: leave }),
    [base, me, holder, call, refresh, overview, refreshCounts, refreshMe, leave],
  );
  const atEmail = pathname.startsWith(`${base}/email`);
  return (
    <DeskContext value={desk}>
      {problem && <ProblemNote problem={problem} />}
      {verified || atEmail ? (
        <Outlet />
      ) : (
        <Navigate replace to={`${base}/email?returnTo=${encodeURIComponent(here)}`} />
      )}
    </DeskContext>
  );
}

/** The page one is on, to come back to. */
function useHere(): string {
  const { pathname, search } = useLocation();
  return pathname + search;
}

/** On a device where nobody chose, the desk looks as somebody saved it in their settings. */
function useProfileDisplay({ settings }: Me): void {
  const { show: showLanguage } = useLanguage();
  const { show: showContrast } = useDisplay();
  const { language, theme } = settings;
  useEffect(() => {
    if (readKept('parkwerk.language') === null) void showLanguage(language);
    if (readKept('parkwerk.contrast') === null) showContrast(theme);
  }, [language, theme, showLanguage, showContrast]);
}
