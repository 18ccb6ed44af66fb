import { createContext, useCallback, useContext, useEffect, useEffectEvent, type ReactNode } from 'react';
import { Outlet, useLocation, useNavigate } from 'react-router';
import type { Me } from '../../api/me/shapes.ts';
import { isStaffRole, mayDo, type StaffPermission, type StaffRole } from '../../rules/staff.ts';
import { ButtonLink, Buttons } from '../components/button.tsx';
import { ErrorNote, Loading } from '../components/states.tsx';
import { onSessionExpired } from '../data/http.ts';
import { readMe } from '../data/me.ts';
import { forgetOnDevice, orOnDevice } from '../data/on-device.ts';
import { useCall } from '../data/use-call.ts';
import { readKept } from '../kept.ts';
import { useMunicipality } from '../municipality-frame.tsx';
import { useProblemSentences } from '../text/problem-sentences.ts';
import { useLanguage, useText } from '../text/text.tsx';
import { useDisplay } from '../theme/display.tsx';
import { OutsideShell } from './outside-shell.tsx';
import { signInPath, type SignInState } from './sign-in-path.ts';

export interface StaffMember {
  id: string;
  name: string;
  roles: readonly StaffRole[];
  settings: Me['settings'];
  /** As the service said it. */
  me: Me;
  refreshMe: () => Promise<void>;
  may: (permission: StaffPermission) => boolean;
}

const StaffContext = createContext<StaffMember | undefined>(undefined);

/** Who of the municipality's staff is signed in. */
export function useStaff(): StaffMember {
  const member = useContext(StaffContext);
  if (!member) throw new Error('No StaffFrame above this component');
  return member;
}

/** An officer without a connection is who they were when there was one, as long as their list is good. */
const readMeOrKept = (signal: AbortSignal) => orOnDevice('me', readMe(signal));

/** Around every page for staff: nobody gets further who is not signed in as somebody of this municipality. */
export default function StaffFrame() {
  const t = useText();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(readMeOrKept);
  useSignInWhenOver(call.state === 'done');
  useFreshAfterBack(refresh);
  switch (call.state) {
    case 'loading':
      return <Waiting />;
    case 'failed': {
      // The way to the sign-in page has been taken already.
      if (call.problem.status === 401) return <Waiting />;
      const { title, ...rest } = sentences(call.problem);
      return (
        <Outside title={title}>
          <ErrorNote title={t('staff.notShown')} {...rest} onRetry={() => void refresh()} />
        </Outside>
      );
    }
    case 'done':
      return <Inside me={call.value} refreshMe={refresh} />;
    default:
      return call satisfies never;
  }
}

function Inside({ me, refreshMe }: { me: Me; refreshMe: () => Promise<void> }) {
  const t = useText();
  const municipality = useMunicipality();
  useSettingsOf(me);
  if (!me.staff) {
    return (
      <Outside title={t('staff.notStaff.title')}>
        <p className="pw-lead">{t('staff.notStaff.text')}</p>
        <Buttons>
          <ButtonLink look="primary" to={signInPath(municipality.id)}>
            {t('staff.signIn.button')}
          </ButtonLink>
          <ButtonLink to={`/${me.municipality.id}/desk`}>{t('staff.signIn.toDesk')}</ButtonLink>
        </Buttons>
      </Outside>
    );
  }
  if (me.municipality.id !== municipality.id) {
    return (
      <Outside title={t('staff.elsewhere.title', { municipality: me.municipality.name })}>
        <p className="pw-lead">{t('staff.elsewhere.text')}</p>
        <Buttons>
          <ButtonLink look="primary" to={`/${me.municipality.id}/staff`}>
            {t('staff.elsewhere.go', { municipality: me.municipality.name })}
          </ButtonLink>
        </Buttons>
      </Outside>
    );
  }
  const roles = me.staff.roles.filter(isStaffRole);
  const member: StaffMember = {
    id: me.staff.id,
    name: me.staff.name,
    roles,
    settings: me.settings,
    me,
    refreshMe,
    may: (permission) => mayDo(roles, permission),
  };
  return (
    <StaffContext value={member}>
      <Outlet />
    </StaffContext>
  );
}

function Waiting() {
  const t = useText();
  return (
    <OutsideShell title={t('staff.app')}>
      <Loading>{t('staff.loading')}</Loading>
    </OutsideShell>
  );
}

function Outside({ title, children }: { title: string; children: ReactNode }) {
  return (
    <OutsideShell title={title}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{title}</h1>
        {children}
      </div>
    </OutsideShell>
  );
}

/** Whichever call hears that nobody is signed in: to the sign-in page, and from there back to this one. */
function useSignInWhenOver(wasSignedIn: boolean): void {
  const { id } = useMunicipality();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const leave = useEffectEvent(() => {
    void forgetOnDevice();
    const state: SignInState = { over: wasSignedIn };
    void navigate(signInPath(id, pathname + search), { replace: true, state });
  });
  useEffect(() => onSessionExpired(() => leave()), []);
}

/** The browser may bring back a page as it was: whoever sits there now must be signed in. */
function useFreshAfterBack(refresh: () => Promise<void>): void {
  useEffect(() => {
    const back = ({ persisted }: PageTransitionEvent) => {
      if (persisted) void refresh();
    };
    window.addEventListener('pageshow', back);
    return () => window.removeEventListener('pageshow', back);
  }, [refresh]);
}

/** Language and colours somebody saved, on a device where nothing was chosen by hand. */
function useSettingsOf({ settings: { language, theme } }: Me): void {
  const { show: speak } = useLanguage();
  const { show: dress } = useDisplay();
  const wear = useCallback(() => {
    if (readKept('parkwerk.language') === null) void speak(language);
    if (readKept('parkwerk.contrast') === null) dress(theme);
  }, [speak, dress, language, theme]);
  useEffect(wear, [wear]);
}
