import { jest } from '@jest/globals';
import { accountHolder } from '../testing/accounts.ts';
import { Authenticator, type PasskeyQuestion } from '../testing/authenticator.ts';
import { type Browser } from '../testing/browser.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type AccountView } from './shapes.ts';

jest.setTimeout(120_000);

interface Passkeys {
  items: { id: string; name: string; usedAt: string | null }[];
}

let system: System;
let browser: Browser;
let email: string;
let key: Authenticator;
beforeAll(async () => {
  system = await sharedSystem();
  ({ browser, email } = await accountHolder(system));
  key = new Authenticator(system.url);
  const question = await browser.ask<PasskeyQuestion>('POST', '/v1/account/passkeys/_options');
  await browser.ask('POST', '/v1/account/passkeys', {
    challengeId: question.challengeId,
    response: key.register(question),
    name: 'Telefoon',
  });
});

const asked = (who: Browser) => who.ask<PasskeyQuestion>('POST', '/v1/sessions/_passkey-options');
const answer = (question: PasskeyQuestion, response: Record<string, unknown>) => ({
  challengeId: question.challengeId,
  response,
});
const list = async () => (await browser.ask<Passkeys>('GET', '/v1/account/passkeys')).items;

describe('a passkey', () => {
  it('signs in without a password or an address [PEERS-046, 2PARK-020]', async () => {
    const phone = system.browser();
    const question = await asked(phone);
    expect(JSON.stringify(question)).not.toContain(email);
    const account = await phone.ask<AccountView>('POST', '/v1/sessions/_passkey', {
      ...answer(question, key.signIn(question)),
      remember: true,
    });
    expect(account).toMatchObject({ email, idleMinutes: null });
    expect((await phone.ask<AccountView>('GET', '/v1/account')).email).toBe(email);
    expect(await list()).toEqual([
      expect.objectContaining({ id: key.id, name: 'Telefoon', usedAt: expect.any(String) as string }),
    ]);
  });

  it('that was added is told to its owner, who may not have done it', async () => {
    expect((await system.sandbox.mailAbout(email, 'toegangssleutel toegevoegd')).text).toContain('/parking/reset');
  });

  it('answers each question once', async () => {
    const stranger = system.browser();
    const question = await asked(stranger);
    const response = key.signIn(question);
    await stranger.ask('POST', '/v1/sessions/_passkey', answer(question, response));
    const replayed = await system.browser().refused('POST', '/v1/sessions/_passkey', answer(question, response));
    expect(replayed.code).toBe('passkey-unknown');
  });

  it.each<[string, (question: PasskeyQuestion) => Record<string, unknown> | Promise<Record<string, unknown>>]>([
    ['of another site', (question) => key.signIn(question, 'https://elders.example')],
    ['with another question answered', async () => key.signIn(await asked(system.browser()))],
    ['nobody has registered', (question) => new Authenticator(system.url).signIn(question)],
    [
      'with a signature of another key',
      (question) => ({ ...new Authenticator(system.url).signIn(question), id: key.id, rawId: key.id }),
    ],
    ['that is no answer at all', () => ({ id: key.id, response: { clientDataJSON: 5 } })],
  ])('%s signs nobody in, and is told like any other that does not', async (_what, respond) => {
    const stranger = system.browser();
    const question = await asked(stranger);
    const problem = await stranger.refused('POST', '/v1/sessions/_passkey', answer(question, await respond(question)));
    expect([problem.status, problem.code]).toEqual([409, 'passkey-unknown']);
    expect((await stranger.call('GET', '/v1/account')).status).toBe(401);
  });

  it('whose counter goes back is a copy, and does not work', async () => {
    await system.rows(`UPDATE passkey SET counter = 1000000 WHERE id = '${key.id}'`);
    const stranger = system.browser();
    const question = await asked(stranger);
    expect((await stranger.refused('POST', '/v1/sessions/_passkey', answer(question, key.signIn(question)))).code).toBe(
      'passkey-unknown',
    );
    await system.rows(`UPDATE passkey SET counter = 0 WHERE id = '${key.id}'`);
  });

  it('is kept for the account that asked for it, once', async () => {
    const other = (await accountHolder(system)).browser;
    const question = await browser.ask<PasskeyQuestion>('POST', '/v1/account/passkeys/_options');
    const response = new Authenticator(system.url).register(question);
    expect((await other.refused('POST', '/v1/account/passkeys', answer(question, response))).code).toBe(
      'passkey-not-accepted',
    );
    const again = await other.ask<PasskeyQuestion>('POST', '/v1/account/passkeys/_options');
    expect((await other.refused('POST', '/v1/account/passkeys', answer(again, key.register(again)))).code).toBe(
      'passkey-not-accepted',
    );
    expect((await other.ask<Passkeys>('GET', '/v1/account/passkeys')).items).toEqual([]);
  });

  it('taken off the list by its owner, and by nobody else, signs nobody in any more', async () => {
    const other = (await accountHolder(system)).browser;
    expect((await other.refused('DELETE', `/v1/account/passkeys/${key.id}`)).status).toBe(404);
    await browser.ask('DELETE', `/v1/account/passkeys/${key.id}`);
    expect(await list()).toEqual([]);
    const stranger = system.browser();
    const question = await asked(stranger);
    expect((await stranger.refused('POST', '/v1/sessions/_passkey', answer(question, key.signIn(question)))).code).toBe(
      'passkey-unknown',
    );
  });
});
