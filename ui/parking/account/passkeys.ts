import type { Question } from '../data/account.ts';

/** Whether this browser knows passkeys, and the page may use them. */
export const hasPasskeys = (): boolean => window.isSecureContext && 'PublicKeyCredential' in window;

type Given = Record<string, unknown>;

/** The answer of the device, or null when its owner stopped. The part that speaks to it is fetched only by who uses it. */
export function answerWithPasskey({ options }: Question): Promise<Given | null> {
  return unlessStopped(async () => {
    const { startAuthentication } = await import('@simplewebauthn/browser');
    const optionsJSON = options as unknown as Parameters<typeof startAuthentication>[0]['optionsJSON'];
    return { ...(await startAuthentication({ optionsJSON })) };
  });
}

export function makePasskey({ options }: Question): Promise<Given | null> {
  return unlessStopped(async () => {
    const { startRegistration } = await import('@simplewebauthn/browser');
    const optionsJSON = options as unknown as Parameters<typeof startRegistration>[0]['optionsJSON'];
    return { ...(await startRegistration({ optionsJSON })) };
  });
}

/** What a browser says when somebody closes its question, or it waited too long, or the device already has one. */
const STOPPED = new Set(['NotAllowedError', 'AbortError', 'InvalidStateError']);

async function unlessStopped(act: () => Promise<Given>): Promise<Given | null> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Error && STOPPED.has(error.name)) return null;
    throw error;
  }
}
