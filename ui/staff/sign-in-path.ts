/** What the sign-in page is told by the page that sent somebody there. */
export interface SignInState {
  /** The session ended while somebody was at work. */
  over: boolean;
}

export function signInPath(municipality: string, returnTo?: string): string {
  const page = `/${municipality}/staff/sign-in`;
  return returnTo === undefined ? page : `${page}?${new URLSearchParams({ returnTo })}`;
}

/** Only pages for staff of this municipality: whoever sends a link cannot send somebody elsewhere after signing in. */
export function returnPath(municipality: string, wanted: string | null): string {
  const own = new RegExp(`^/${municipality}/(staff|enforcement)(?!/sign-in)(/|[?]|$)`);
  return wanted !== null && own.test(wanted) ? wanted : `/${municipality}/staff`;
}
