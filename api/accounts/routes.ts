import { createPasswords } from '../../activities/accounts/passwords.ts';
import { giveWork } from '../../activities/accounts/challenges.ts';
import { changePassword, requestReset, resetPassword } from '../../activities/accounts/change-password.ts';
import { signIn } from '../../activities/accounts/sign-in.ts';
import { signUp, signUpByLink, verifyAddress } from '../../activities/accounts/sign-up.ts';
import { statement } from '../../activities/db/transaction.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { chooseMonthlyStatement } from '../../activities/statements/monthly.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { accessTo } from '../parking/access.ts';
import { deviceName } from './device.ts';
import { passkeyRoutes } from './passkeys.ts';
import { readAccount, readDevices } from './read.ts';
import {
  AccountMade, AccountSettings, AccountView, DeviceList, MonthlyStatement, NewAccountBody, PasswordBody, ResetBody, ResetRequestBody, SignInBody, VerifyBody, WorkView,
} from './shapes.ts'; // prettier-ignore

const NOT_FOUND = refusal(refuse('not-found'));
/** Nothing was asked for that has an answer of its own. */
const done = answer(undefined);

/** Accounts of the parking app: making one, signing in, and what their owners keep in them (2PARK-020…024, 2PARK-034). */
export function accountRoutes(api: Api): Endpoint[] {
  const { deps, accounts } = api;
  const passwords = createPasswords(api.deps.vault, api.settings.BREACHED_PASSWORDS_FILE);
  return [
    endpoint({
      method: 'post', path: '/v1/work-challenges', may: 'anyone', records: null, answers: WorkView, status: 201, secret: true,
      summary: 'Something to compute before an address is mailed',
      handle: async () => answer(await giveWork(deps.pool)),
    }),
    endpoint({
      method: 'post', path: '/v1/accounts', may: 'anyone', records: null, body: NewAccountBody, answers: AccountMade, status: 202, secret: true,
      refuses: [
        'password-too-short', 'password-breached', 'password-like-address', 'work-missing', 'work-not-done', 'link-unknown', 'link-used',
        'link-expired', 'link-other-address', 'account-exists',
      ],
      summary: 'Make an account; with the token of a mailed link it is signed in at once, without one a link is mailed',
      async handle({ body: { token, work, ...asked }, req, res }) {
        if (token === undefined) {
          const refused = await signUp(deps, passwords, { ...asked, work });
          return refused ? refusal(refused) : answer({ signedIn: false });
        }
        const made = await signUpByLink(deps, passwords, { ...asked, token });
        if (isRefusal(made)) return refusal(made);
        const session = { accountId: made.accountId, device: deviceName(req.get('User-Agent')), remember: false };
        return answer({ signedIn: (await accounts.open(res, session)) !== undefined });
      },
    }),
    endpoint({
      method: 'post', path: '/v1/accounts/_verify', may: 'anyone', records: null, body: VerifyBody, secret: true,
      refuses: ['link-unknown', 'link-used', 'link-expired'],
      summary: 'The address is theirs: the mailed link was opened',
      async handle({ body }) {
        const refused = await verifyAddress(deps, body.token);
        return refused ? refusal(refused) : done;
      },
    }),
    endpoint({
      method: 'post', path: '/v1/sessions', may: 'anyone', records: null, body: SignInBody, answers: AccountView, status: 201, secret: true,
      refuses: ['sign-in-wrong', 'address-not-verified'],
      summary: 'Sign in to the parking app',
      async handle({ body, req, res }) {
        const signedIn = await signIn(deps, passwords, body);
        if (isRefusal(signedIn)) return refusal(signedIn);
        const { accountId, passwordHash } = signedIn;
        const session = { accountId, passwordHash, device: deviceName(req.get('User-Agent')), remember: body.remember };
        const opened = await accounts.open(res, session);
        if (!opened) return refusal(refuse('sign-in-wrong', {}, 'check-sign-in'));
        return answer(await readAccount(api, opened));
      },
    }),
    endpoint({
      method: 'delete', path: '/v1/sessions/current', may: 'account', records: null, secret: true,
      summary: 'Sign out of the parking app on this device',
      async handle({ caller, res }) {
        await accounts.close(res, caller);
        return done;
      },
    }),
    endpoint({
      method: 'get', path: '/v1/account', may: 'account', records: null, answers: AccountView,
      summary: 'Who is signed in to the parking app, with settings',
      handle: async ({ caller }) => answer(await readAccount(api, caller)),
    }),
    endpoint({
      method: 'put', path: '/v1/account/settings', may: 'account', records: null, body: AccountSettings, answers: AccountSettings,
      summary: 'Keep language, contrast, the product that opens first and when to be reminded',
      async handle({ caller, body }) {
        const { language, theme, startPermitId, remindMinutes } = body;
        if (startPermitId !== null && !(await accessTo(deps.pool, caller.id, startPermitId))) return NOT_FOUND;
        await deps.pool.query({ ...keepSettings, values: [caller.id, language, theme, startPermitId, remindMinutes] });
        accounts.forget(caller.id);
        return answer(body);
      },
    }),
    endpoint({
      method: 'put', path: '/v1/account/monthly-statement', may: 'account', records: null, body: MonthlyStatement, answers: MonthlyStatement,
      summary: 'Be mailed the statement of each month when it is over, or not any more',
      async handle({ caller, body }) {
        await chooseMonthlyStatement(deps, { accountId: caller.id, wanted: body.wanted, at: deps.clock() });
        return answer(body);
      },
    }),
    endpoint({
      method: 'put', path: '/v1/account/password', may: 'account', records: null, body: PasswordBody, secret: true,
      refuses: ['password-wrong', 'password-too-short', 'password-breached', 'password-like-address'],
      summary: 'Choose another password; all other devices are signed out',
      async handle({ caller, body }) {
        const changed = await changePassword(deps, passwords, { accountId: caller.id, sessionId: caller.sessionId, ...body });
        accounts.forget(caller.id);
        return isRefusal(changed) ? refusal(changed) : done;
      },
    }),
    endpoint({
      method: 'post', path: '/v1/password-resets', may: 'anyone', records: null, body: ResetRequestBody, status: 202, secret: true,
      refuses: ['work-missing', 'work-not-done'],
      summary: 'Mail a link to choose a new password, if there is such an account',
      async handle({ body }) {
        const refused = await requestReset(deps, passwords, body);
        return refused ? refusal(refused) : done;
      },
    }),
    endpoint({
      method: 'post', path: '/v1/password-resets/_confirm', may: 'anyone', records: null, body: ResetBody, secret: true,
      refuses: ['link-unknown', 'link-used', 'link-expired', 'password-too-short', 'password-breached', 'password-like-address'],
      summary: 'Choose a new password by the mailed link; every device is signed out',
      async handle({ body }) {
        const changed = await resetPassword(deps, passwords, body);
        if (isRefusal(changed)) return refusal(changed);
        accounts.forget(changed.accountId);
        return done;
      },
    }),
    endpoint({
      method: 'get', path: '/v1/account/devices', may: 'account', records: null, answers: DeviceList,
      summary: 'Where somebody is signed in',
      handle: async ({ caller }) => answer(await readDevices(api, caller)),
    }),
    endpoint({
      method: 'delete', path: '/v1/account/devices/{id}', may: 'account', records: null,
      summary: 'Sign a device out from elsewhere',
      async handle({ caller, params }) {
        const id = params['id']!;
        return isUuid(id) && (await accounts.end(caller.id, id)) ? done : NOT_FOUND;
      },
    }),
    ...passkeyRoutes(api),
  ]; // prettier-ignore
}

const keepSettings = statement(
  'keep-account-settings',
  'UPDATE account SET language = $2, theme = $3, start_permit_id = $4, remind_minutes = $5 WHERE id = $1',
);
