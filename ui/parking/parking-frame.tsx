import { useCallback, useEffect, useEffectEvent, useMemo, useRef } from 'react';
import { Navigate, Outlet, useLocation, useMatch, useNavigate } from 'react-router';
import type { AccountView } from '../../api/accounts/shapes.ts';
import { Loading } from '../components/states.tsx';
import { forgetDrafts, keepDraftsFor } from '../data/draft.ts';
import { onSessionExpired } from '../data/http.ts';
import { readMunicipalities } from '../data/municipalities.ts';
import type { Problem } from '../data/problem.ts';
import { useAct } from '../data/use-act.ts';
import { useCall } from '../data/use-call.ts';
import { useOnline } from '../data/use-online.ts';
import { ProblemNote } from '../desk/shown.tsx';
import { readKept } from '../kept.ts';
import { useLanguage, useText } from '../text/text.tsx';
import { useDisplay } from '../theme/display.tsx';
import { signInPath } from './account/sign-in-path.ts';
import { readAccount } from './data/account.ts';
import { readParkingPermits } from './data/permits.ts';
import { signOut } from './data/sessions.ts';
import { waiting } from './data/waiting-starts.ts';
import { IdleGuard } from './idle/idle-guard.tsx';
import './offline/installing.ts';
import { keepOffline } from '../keep-offline.ts';
import { ParkingContext, type Parking } from './parking.ts';
import { OpenParkingShell } from './parking-shell.tsx';

/** Around every page of the parking app that is somebody's own: without a session it leads to the sign-in page, and back afterwards. */
export default function ParkingFrame() {
  const t = useText();
  const here = useHere();
  const account = useCall(readAccount);
  const permits = useCall(readParkingPermits);
  const { refresh: refreshAccount } = account;
  const { refresh: refreshPermits } = permits;
  const again = useCallback(() => {
    void refreshAccount();
    void refreshPermits();
  }, [refreshAccount, refreshPermits]);

  useEffect(() => void keepOffline('/parking'), []);

  // The browser may bring back the page as it was: whoever sits there now must sign in first.
  useEffect(() => {
    const back = ({ persisted }: PageTransitionEvent) => persisted && again();
    window.addEventListener('pageshow', back);
    return () => window.removeEventListener('pageshow', back);
  }, [again]);

  const failed = [account.call, permits.call].find(({ state }) => state === 'failed');
  useOnceOnline(failed?.state === 'failed' && failed.problem.status === 0, again);

  if (failed?.state === 'failed') {
    if (failed.problem.status === 401) return <Navigate replace to={signInPath(null, here)} />;
    return (
      <OpenParkingShell title={t('parking.name')}>
        <div className="pw-stack pw-stack--wide pw-measure">
          <h1>{t('parking.frame.notShown')}</h1>
          <ProblemNote problem={failed.problem} onRetry={again} />
        </div>
      </OpenParkingShell>
    );
  }
  if (account.call.state !== 'done' || permits.call.state !== 'done') {
    return (
      <OpenParkingShell title={t('parking.name')}>
        <Loading>{t('parking.frame.loading')}</Loading>
      </OpenParkingShell>
    );
  }
  return (
    <SignedIn
      account={account.call.value}
      permits={permits.call.value.items}
      reload={refreshPermits}
      reloadAccount={refreshAccount}
    />
  );
}

type SignedInProps = Pick<Parking, 'account' | 'permits' | 'reload' | 'reloadAccount'>;

function SignedIn({ account, permits, reload, reloadAccount }: SignedInProps) {
  const here = useHere();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const atPermit = useMatch('/parking/p/:permit/*')?.params.permit ?? null;
  const towns = useCall(readMunicipalities);
  const { act, perform } = useAct(signOut);
  useProfileDisplay(account);
  useEffect(() => keepDraftsFor(account.id), [account.id]);

  const expired = useEffectEvent(() => void navigate(signInPath('session-over', here), { replace: true }));
  useEffect(() => onSessionExpired(() => expired()), []);

  // Balances and counts are asked anew on every page, so that they equal what people just did.
  const counted = useRef(pathname);
  useEffect(() => {
    if (counted.current === pathname) return;
    counted.current = pathname;
    void reload();
  }, [pathname, reload]);

  const logOut = useCallback(async () => {
    const answer = await perform(null);
    // Who is signed out already has what they asked for.
    if (answer === undefined || (!answer.ok && answer.problem.status !== 401)) return;
    forgetDrafts();
    await waiting.forget();
    await navigate(signInPath('signed-out'), { replace: true });
  }, [perform, navigate]);

  // What was typed stays for when they come back.
  const leaveIdle = async () => {
    await perform(null);
    await navigate(signInPath('idle', here), { replace: true });
  };

  const wanted = atPermit ?? readKept('parkwerk.parking-permit');
  const parking = useMemo<Parking>(
    () => ({
      account,
      permits,
      selected: permits.find(({ id }) => id === wanted) ?? (permits.length === 1 ? (permits[0] ?? null) : null),
      municipalities: towns.call.state === 'done' ? towns.call.value.items : [],
      reload,
      reloadAccount,
      logOut: () => void logOut(),
    }),
    [account, permits, wanted, towns.call, reload, reloadAccount, logOut],
  );
  return (
    <ParkingContext value={parking}>
      <NotLoggedOut problem={act.state === 'failed' && act.problem.status !== 401 ? act.problem : null} />
      {account.idleMinutes !== null && (
        <IdleGuard minutes={account.idleMinutes} onAlive={() => void reloadAccount()} onIdle={() => void leaveIdle()} />
      )}
      <Outlet />
    </ParkingContext>
  );
}

function NotLoggedOut({ problem }: { problem: Problem | null }) {
  return problem && <ProblemNote problem={problem} />;
}

/** Does `act` as soon as there is a connection again. */
function useOnceOnline(waiting: boolean, act: () => void): void {
  const online = useOnline();
  const was = useRef(online);
  useEffect(() => {
    const back = online && !was.current;
    was.current = online;
    if (back && waiting) act();
  }, [online, waiting, act]);
}

/** The page one is on, to come back to. */
function useHere(): string {
  const { pathname, search } = useLocation();
  return pathname + search;
}

/** On a device where nobody chose, the app looks as somebody saved it in their settings (2PARK-033). */
function useProfileDisplay({ settings: { language, theme } }: AccountView): void {
  const { show: showLanguage } = useLanguage();
  const { show: showContrast } = useDisplay();
  useEffect(() => {
    if (readKept('parkwerk.language') === null) void showLanguage(language);
    if (readKept('parkwerk.contrast') === null) showContrast(theme);
  }, [language, theme, showLanguage, showContrast]);
}
