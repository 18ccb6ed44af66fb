import { createHash, randomUUID } from 'node:crypto';
import { type Browser } from './browser.ts';
import { type System } from './stack.ts';

export const PASSWORD = 'drie rode fietsen bij de brug';

/** An address nobody else in the run has. */
export const freshAddress = (name = 'parkeerder'): string => `${name}-${randomUUID().slice(0, 8)}@inwoner.example`;

/** What a browser computes before we mail an address. */
export async function workOf(browser: Browser): Promise<{ challengeId: string; nonce: string }> {
  const { challengeId, salt, leadingZeroBits } = await browser.ask<{
    challengeId: string;
    salt: string;
    leadingZeroBits: number;
  }>('POST', '/v1/work-challenges');
  for (let nonce = 0; ; nonce += 1) {
    const digest = createHash('sha256').update(`${salt}${nonce}`).digest();
    if (digest.readUInt32BE(0) >>> (32 - leadingZeroBits) === 0) return { challengeId, nonce: String(nonce) };
  }
}

/** The token of the link in a mail, behind the `#` of its address. */
export function tokenIn({ text }: { text: string }): string {
  const found = /https?:\/\/\S+?\/parking\/[a-z-]+#([\w-]{20,})/.exec(text)?.[1];
  if (!found) throw new Error(`there is no link in: ${text}`);
  return found;
}

export async function signUp(browser: Browser, email: string, password = PASSWORD): Promise<void> {
  const work = await workOf(browser);
  await browser.ask('POST', '/v1/accounts', { email, password, language: 'nl', work });
}

export const signInAs = (browser: Browser, email: string, password = PASSWORD, remember = false) =>
  browser.ask('POST', '/v1/sessions', { email, password, remember });

/** Somebody with an account whose address is known to be theirs, signed in to the parking app. */
export async function accountHolder(
  system: System,
  email = freshAddress(),
): Promise<{ browser: Browser; email: string }> {
  const browser = system.browser();
  await signUp(browser, email);
  const mail = await system.sandbox.mailAbout(email, /e-mailadres is gemaakt|Bevestig uw e-mailadres/);
  await browser.ask('POST', '/v1/accounts/_verify', { token: tokenIn(mail) });
  await signInAs(browser, email);
  return { browser, email };
}
