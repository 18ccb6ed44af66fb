/** Why somebody is at the sign-in page; each has a sentence under `signIn.problem`. */
export const SIGN_IN_REASONS = [
  'session-over',
  'signed-out',
  'cancelled',
  'expired',
  'level-too-low',
  'details-unavailable',
  'unavailable',
  'no-subject',
  'as-staff',
  'other-municipality',
] as const;
export type SignInReason = (typeof SIGN_IN_REASONS)[number];

export const isSignInReason = (name: string | null): name is SignInReason =>
  SIGN_IN_REASONS.some((reason) => reason === name);

/** The sign-in page of a municipality, from where one comes back to `returnTo`. */
export function signInPath(municipality: string, returnTo: string, reason: SignInReason | null): string {
  const why = new URLSearchParams({ ...(reason && { problem: reason }), returnTo });
  return `/${municipality}/desk/sign-in?${why.toString()}`;
}

/** Where signing in by a means begins. */
export function loginPath(municipality: string, means: string, returnTo: string): string {
  return `/auth/login?${new URLSearchParams({ municipality, means, returnTo }).toString()}`;
}

/** Where a user name of the municipality is filled in. */
export function permitLoginPath(municipality: string, returnTo: string): string {
  return `/${municipality}/desk/sign-in/permit-login?${new URLSearchParams({ returnTo }).toString()}`;
}

/** A path of this municipality's desk; anything else in an address is somebody else's doing. */
export function safeReturn(municipality: string, returnTo: string | null): string {
  const desk = `/${municipality}/desk`;
  const own =
    returnTo !== null && /^[^\s\\]+$/.test(returnTo) && (returnTo === desk || returnTo.startsWith(`${desk}/`));
  return own && !returnTo.startsWith(`${desk}/sign-in`) ? returnTo : desk;
}

const SIGNED_OUT = 'parkwerk.signed-out';

/** Notes that somebody logged out, for the sign-in page on which the identity provider puts them down. */
export function leaveSignedOut(): void {
  withTab((tab) => tab.setItem(SIGNED_OUT, 'yes'));
}

/** Whether somebody just logged out; said once. */
export function takeSignedOut(): boolean {
  return (
    withTab((tab) => {
      const out = tab.getItem(SIGNED_OUT) !== null;
      tab.removeItem(SIGNED_OUT);
      return out;
    }) ?? false
  );
}

/** A browser may refuse storage; then nothing is said. */
function withTab<T>(act: (tab: Storage) => T): T | null {
  try {
    return act(window.sessionStorage);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
