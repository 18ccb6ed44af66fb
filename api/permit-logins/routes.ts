import {
  blockPermitLogin, enterWithPermitLogin, issuePermitLogin, PERMIT_LOGIN, resetPermitLogin,
} from '../../activities/accounts/permit-logins.ts'; // prettier-ignore
import { createPasswords } from '../../activities/accounts/passwords.ts';
import { record } from '../../activities/db/stores/audit.ts';
import { inTransaction, statement } from '../../activities/db/transaction.ts';
import { UnknownMunicipality } from '../../activities/municipalities/releases.ts';
import { userNameKey } from '../../rules/permit-logins.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { FindLoginBody, LoginGiven, NewLoginBody, PermitLogin, PermitSessionBody, SignedIn } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** Municipal user names: staff hands them out, businesses without eHerkenning sign in with them (LOKET-003). */
export function permitLoginRoutes(api: Api): Endpoint[] {
  const { deps, sessions } = api;
  const passwords = createPasswords(api.deps.vault, api.settings.BREACHED_PASSWORDS_FILE);
  const actorOf = ({ id, roles }: Staff) => ({ kind: 'staff' as const, id, roles });
  const ownOf = (caller: Staff, loginId: string) => ({
    loginId,
    municipalityId: caller.municipalityId,
    actor: actorOf(caller),
    at: deps.clock(),
  });
  const view = async (municipalityId: string, id: string): Promise<PermitLogin> =>
    viewOf((await deps.pool.query<LoginRow>({ ...loginOfId, values: [municipalityId, id] })).rows[0]!);

  return [
    endpoint({
      method: 'post', path: '/v1/permit-sessions', may: 'anyone', records: 'signed-in', body: PermitSessionBody, answers: SignedIn, status: 201,
      secret: true,
      refuses: [
        'permit-login-wrong', 'permit-login-blocked', 'sign-in-too-soon', 'password-change-needed', 'password-unchanged', 'password-like-name',
        'password-too-short', 'password-breached', 'permit-login-not-offered',
      ],
      summary: 'Sign in to the desk with a user name of the municipality',
      async handle({ body, res }) {
        const { municipality: municipalityId, ...entry } = body;
        if (!(await isOffered(api, municipalityId))) return refusal(refuse('permit-login-not-offered', {}, 'counter'));
        const said = await enterWithPermitLogin(deps, passwords, { ...entry, newPassword: entry.newPassword, municipalityId, at: deps.clock() }, (tx, holderId) =>
          sessions.open(res, { municipalityId, holderId, staffId: null, means: PERMIT_LOGIN, idToken: null }, tx),
        );
        return isRefusal(said) ? refusal(said) : answer({ signedIn: true as const });
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/permit-logins/_find', may: 'hand-out', records: 'person-shown', body: FindLoginBody, answers: PermitLogin,
      summary: 'The user name of a business; the business can see that somebody looked',
      async handle({ caller, body }) {
        const { municipalityId } = caller;
        const { rows } = await deps.pool.query<LoginRow>(
          body.userName === undefined
            ? { ...loginOfHolder, values: [municipalityId, deps.vault.fingerprint('subject', `kvk:${subjectOf(body)}`)] }
            : { ...loginOfName, values: [municipalityId, userNameKey(body.userName)] },
        );
        const [found] = rows;
        if (!found) return NOT_FOUND;
        await inTransaction(deps.pool, (tx) =>
          record(tx, deps.clock(), actorOf(caller), { municipalityId, holderId: found.holder_id }, { kind: 'person-shown', data: {} }),
        );
        return answer(viewOf(found));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/permit-logins', may: 'hand-out', records: 'permit-login-issued', body: NewLoginBody, answers: LoginGiven,
      status: 201, secret: true,
      refuses: ['permit-login-exists', 'business-unknown', 'permit-login-not-offered'],
      summary: 'A user name and a first password for a business',
      async handle({ caller, body }) {
        const { municipalityId } = caller;
        const { chamberNumber, branchNumber = null } = body;
        const given = await issuePermitLogin(deps, passwords, {
          municipalityId, chamberNumber, branchNumber, actor: actorOf(caller), at: deps.clock(),
        });
        if (isRefusal(given)) return refusal(given);
        return answer({ login: await view(municipalityId, given.loginId), password: given.password });
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/permit-logins/{id}/_reset', may: 'hand-out', records: 'permit-login-reset', answers: LoginGiven, secret: true,
      summary: 'A new first password; whoever is signed in with the old one is signed out',
      async handle({ caller, params }) {
        const id = params['id']!;
        if (!isUuid(id)) return NOT_FOUND;
        const given = await resetPermitLogin(deps, passwords, ownOf(caller, id));
        if (isRefusal(given)) return refusal(given);
        return answer({ login: await view(caller.municipalityId, id), password: given.password });
      },
    }),
    ...([['_block', true], ['_unblock', false]] as const).map(([verb, blocked]) =>
      endpoint({
        method: 'post', path: `/v1/staff/permit-logins/{id}/${verb}`, may: 'hand-out', records: 'permit-login-blocked', answers: PermitLogin,
        summary: blocked ? 'Nobody comes in with it any more' : 'It works again, with the password it had',
        async handle({ caller, params }) {
          const id = params['id']!;
          if (!isUuid(id)) return NOT_FOUND;
          const said = await blockPermitLogin(deps, { ...ownOf(caller, id), blocked });
          return isRefusal(said) ? refusal(said) : answer(await view(caller.municipalityId, id));
        },
      }),
    ),
  ]; // prettier-ignore
}

async function isOffered({ deps }: Api, municipalityId: string): Promise<boolean> {
  try {
    const { content } = await deps.releases.inForce(municipalityId, deps.clock());
    return Boolean(content.municipality.login.permitLogin);
  } catch (error) {
    if (error instanceof UnknownMunicipality) return false;
    throw error;
  }
}

/** An establishment is a holder of its own, as with eHerkenning. */
const subjectOf = ({ chamberNumber, branchNumber }: FindLoginBody): string =>
  [chamberNumber, branchNumber].filter(Boolean).join('/');

const viewOf = (row: LoginRow): PermitLogin => ({
  id: row.id,
  userName: row.user_name,
  name: row.name,
  issuedAt: row.issued_at.toISOString(),
  mustChange: row.must_change,
  blockedAt: row.blocked_at?.toISOString() ?? null,
});

interface LoginRow {
  id: string;
  holder_id: string;
  user_name: string;
  name: string;
  issued_at: Date;
  must_change: boolean;
  blocked_at: Date | null;
}

const LOGIN = `l.id, l.holder_id, l.user_name, h.name, l.issued_at, l.must_change, l.blocked_at
     FROM permit_login l JOIN holder h ON h.id = l.holder_id`;
const loginOfId = statement('read-permit-login', `SELECT ${LOGIN} WHERE l.municipality_id = $1 AND l.id = $2`);
const loginOfName = statement(
  'permit-login-of-name',
  `SELECT ${LOGIN} WHERE l.municipality_id = $1 AND l.user_name = $2`,
);
const loginOfHolder = statement(
  'permit-login-of-holder',
  `SELECT ${LOGIN} WHERE l.municipality_id = $1 AND h.subject_type = 'kvk' AND h.subject_hash = $2`,
);
