/** Why somebody is at the sign-in page of the parking app; each has a sentence under `parking.signIn.problem`. */
export const SIGN_IN_REASONS = ['session-over', 'idle', 'signed-out', 'password-new', 'address-known'] as const;
export type SignInReason = (typeof SIGN_IN_REASONS)[number];

export const isSignInReason = (name: string | null): name is SignInReason =>
  SIGN_IN_REASONS.some((reason) => reason === name);

export const HOME = '/parking';

/** The sign-in page, from where one comes back to `returnTo`. */
export function signInPath(reason: SignInReason | null, returnTo: string = HOME): string {
  const query = new URLSearchParams({ ...(reason && { problem: reason }), ...(returnTo !== HOME && { returnTo }) });
  return query.size === 0 ? '/parking/sign-in' : `/parking/sign-in?${query.toString()}`;
}

/** Pages that need nobody signed in: there is no sense in coming back to them. */
const OPEN = /^\/parking\/(sign-in|sign-up|verify|reset|new-password)([/?]|$)/;

/** A path of the parking app; anything else in an address is somebody else's doing. */
export function safeReturn(returnTo: string | null): string {
  const own = returnTo !== null && /^\/parking(\/[^\s\\]*|\?[^\s\\]*)?$/.test(returnTo) && !returnTo.includes('//');
  return own && !OPEN.test(returnTo) ? returnTo : HOME;
}
