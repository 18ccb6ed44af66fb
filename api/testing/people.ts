import { type Me } from '../me/shapes.ts';
import { type Browser } from './browser.ts';
import { eventually } from './eventually.ts';
import { type System } from './stack.ts';

/** Comes back from the identity provider as this persona, at home or elsewhere; ends where the browser ended. */
export async function signIn(system: System, browser: Browser, personaId: string, elsewhere?: string): Promise<URL> {
  const persona = (await system.sandbox.personas()).find(({ id }) => id === personaId);
  if (!persona) throw new Error(`there is no persona ${personaId}`);
  const { municipality, means } = { ...persona, ...(elsewhere !== undefined && { municipality: elsewhere }) };
  const page = await browser.visit(`/auth/login?${new URLSearchParams({ municipality, means }).toString()}`);
  if (!page.text.includes(`value="${personaId}"`))
    throw new Error(`${page.at.href} (${page.status}) does not offer ${personaId}`);
  return (await browser.submit(page.at, { persona: personaId })).at;
}

export const addressOf = (personaId: string): string => `${personaId}@inwoner.example`;

/** A citizen or business that is signed in and has given an address for messages. */
export async function citizen(
  system: System,
  personaId: string,
  email = addressOf(personaId),
  elsewhere?: string,
): Promise<Browser> {
  const browser = system.browser();
  await signIn(system, browser, personaId, elsewhere);
  const { holder } = await browser.ask<Me>('GET', '/v1/me');
  if (!holder?.emailVerified) await verifyEmail(system, browser, email);
  return browser;
}

/** Enters codes until one is taken: another test may be doing the same for the same persona at this moment. */
async function verifyEmail(system: System, browser: Browser, email: string): Promise<void> {
  await browser.call('POST', '/v1/me/email', { email });
  await eventually(`${email} becomes a verified address`, async () => {
    const [newest] = await system.sandbox.mailsTo(email);
    const code = newest && codeIn(newest.text);
    if (code) await browser.call('POST', '/v1/me/email/_confirm', { code });
    return (await browser.ask<Me>('GET', '/v1/me')).holder!.emailVerified;
  });
}

export const codeIn = (text: string): string | undefined => /\b(\d{6})\b/.exec(text)?.[1];

/** Somebody of staff, by persona: `clerk`, `officer`, `deventer-clerk`. */
export async function staff(system: System, personaId: string, elsewhere?: string): Promise<Browser> {
  const browser = system.browser();
  await signIn(system, browser, personaId, elsewhere);
  return browser;
}
