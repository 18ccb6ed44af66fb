import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { ask, takeChallenge } from '../../activities/accounts/challenges.ts';
import { accountOf, mailAccount } from '../../activities/db/stores/accounts.ts';
import { inTransaction, isClash, statement } from '../../activities/db/transaction.ts';
import { refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { deviceName } from './device.ts';
import { readAccount, readPasskeys } from './read.ts';
import { AccountView, PasskeyBody, PasskeyList, PasskeyOptions } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));
/** Said of whatever is wrong with one: what exactly helps nobody but who tries somebody else's. */
const UNKNOWN = refusal(refuse('passkey-unknown', {}, 'sign-in-by-password'));
const NOT_ACCEPTED = refusal(refuse('passkey-not-accepted', {}, 'try-again'));

/** Signing in by finger, face or device code instead of a password (PEERS-046), after the Web Authentication standard. */
export function passkeyRoutes(api: Api): Endpoint[] {
  const { deps, accounts } = api;
  const { origin, hostname: rpID } = new URL(deps.publicUrl);
  /** Whoever made the answer, it is held against the standard; one that cannot even be read is no answer. */
  const held = async <Verified extends { verified: boolean }>(verify: () => Promise<Verified>) => {
    try {
      return await verify();
    } catch (error) {
      deps.log.info({ reason: error instanceof Error ? error.name : 'unknown' }, 'a passkey was not accepted');
      return undefined;
    }
  };

  return [
    endpoint({
      method: 'get', path: '/v1/account/passkeys', may: 'account', records: null, answers: PasskeyList,
      summary: 'Passkeys of this account',
      handle: async ({ caller }) => answer(await readPasskeys(api, caller)),
    }),
    endpoint({
      method: 'post', path: '/v1/account/passkeys/_options', may: 'account', records: null, answers: PasskeyOptions, secret: true,
      summary: 'What a browser needs to make a passkey',
      async handle({ caller }) {
        const account = (await accountOf(deps.pool, caller.id))!;
        const { items } = await readPasskeys(api, caller);
        const options = await generateRegistrationOptions({
          rpName: 'Parkwerk',
          rpID,
          userID: new TextEncoder().encode(caller.id),
          userName: account.email,
          attestationType: 'none',
          excludeCredentials: items.map(({ id }) => ({ id })),
          authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        });
        const challengeId = await ask(deps.pool, 'passkey-register', options.challenge, caller.id);
        return answer({ challengeId, options: { ...options } });
      },
    }),
    endpoint({
      method: 'post', path: '/v1/account/passkeys', may: 'account', records: null, body: PasskeyBody, answers: PasskeyList, status: 201, secret: true,
      refuses: ['passkey-not-accepted'],
      summary: 'Keep the passkey a browser made; its owner is told by mail',
      async handle({ caller, body, req }) {
        const challenge = await takeChallenge(deps.pool, 'passkey-register', body.challengeId, caller.id);
        if (challenge === undefined) return NOT_ACCEPTED;
        const made = await held(() =>
          verifyRegistrationResponse({
            response: body.response as unknown as RegistrationResponseJSON,
            expectedChallenge: challenge,
            expectedOrigin: origin,
            expectedRPID: rpID,
          }),
        );
        if (!made?.verified) return NOT_ACCEPTED;
        const { id, publicKey, counter, transports = [] } = made.registrationInfo.credential;
        const name = body.name ?? deviceName(req.get('User-Agent'));
        const at = deps.clock();
        const account = (await accountOf(deps.pool, caller.id))!;
        try {
          await inTransaction(deps.pool, async (tx) => {
            await tx.query({ ...addPasskey, values: [id, caller.id, Buffer.from(publicKey), counter, transports, name, at] });
            await mailAccount(tx, account, 'passkey-added', at);
          });
        } catch (error) {
          if (isClash(error)) return NOT_ACCEPTED;
          throw error;
        }
        return answer(await readPasskeys(api, caller));
      },
    }),
    endpoint({
      method: 'delete', path: '/v1/account/passkeys/{id}', may: 'account', records: null,
      summary: 'Take a passkey off the list: it signs nobody in any more',
      async handle({ caller, params }) {
        const { rowCount } = await deps.pool.query({ ...removePasskey, values: [params['id'], caller.id] });
        return rowCount === 1 ? answer(undefined) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'post', path: '/v1/sessions/_passkey-options', may: 'anyone', records: null, answers: PasskeyOptions, secret: true,
      summary: 'What a browser needs to sign in with a passkey; it names no account',
      async handle() {
        const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' });
        const challengeId = await ask(deps.pool, 'passkey-sign-in', options.challenge);
        return answer({ challengeId, options: { ...options } });
      },
    }),
    endpoint({
      method: 'post', path: '/v1/sessions/_passkey', may: 'anyone', records: null, body: PasskeyBody, answers: AccountView, status: 201, secret: true,
      refuses: ['passkey-unknown'],
      summary: 'Sign in to the parking app with a passkey',
      async handle({ body, req, res }) {
        const challenge = await takeChallenge(deps.pool, 'passkey-sign-in', body.challengeId);
        const { rows } = await deps.pool.query<PasskeyRow>({ ...findPasskey, values: [String(body.response['id'])] });
        const known = rows[0];
        if (challenge === undefined || !known) return UNKNOWN;
        const verified = await held(() =>
          verifyAuthenticationResponse({
            response: body.response as unknown as AuthenticationResponseJSON,
            expectedChallenge: challenge,
            expectedOrigin: origin,
            expectedRPID: rpID,
            credential: {
              id: known.id,
              publicKey: new Uint8Array(known.public_key),
              counter: Number(known.counter),
              transports: known.transports,
            },
          }),
        );
        if (!verified?.verified) return UNKNOWN;
        const { newCounter } = verified.authenticationInfo;
        const { rowCount } = await deps.pool.query({ ...usePasskey, values: [known.id, newCounter, known.counter, deps.clock()] });
        if (rowCount !== 1) return UNKNOWN; // the same answer twice, or removed meanwhile
        const session = { accountId: known.account_id, device: deviceName(req.get('User-Agent')), remember: body.remember };
        const opened = await accounts.open(res, session);
        return opened ? answer(await readAccount(api, opened)) : UNKNOWN;
      },
    }),
  ]; // prettier-ignore
}

interface PasskeyRow {
  id: string;
  account_id: string;
  public_key: Buffer;
  counter: string;
  transports: AuthenticatorTransport[];
}

const addPasskey = statement(
  'add-passkey',
  `INSERT INTO passkey (id, account_id, public_key, counter, transports, name, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
);
const removePasskey = statement('remove-passkey', 'DELETE FROM passkey WHERE id = $1 AND account_id = $2');
const findPasskey = statement(
  'find-passkey',
  'SELECT id, account_id, public_key, counter, transports FROM passkey WHERE id = $1',
);
/** Counts on from what was read: a copy of a key shows by its counter. */
const usePasskey = statement(
  'use-passkey',
  'UPDATE passkey SET counter = $2, used_at = $4 WHERE id = $1 AND counter = $3',
);
