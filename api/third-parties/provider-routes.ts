import { statement } from '../../activities/db/transaction.ts';
import { admitProvider, rotateKey, stopProvider, type Secret } from '../../activities/third-parties/providers.ts';
import { areaOf } from '../../rules/municipalities/release.ts';
import { PROVIDER_SCOPES } from '../../rules/third-parties.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { ProviderBody, ProviderSecret, Providers, RotateBody } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** Which other apps may register rights here: the operator lets them, changes their secrets and stops them (PEERS-041). */
export function providerRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  const by = ({ id, roles, municipalityId }: Staff) => ({
    municipalityId,
    actor: { kind: 'staff' as const, id, roles },
  });
  const stop = (stopped: boolean): Endpoint =>
    endpoint({
      method: 'post', path: `/v1/staff/providers/{id}/_${stopped ? 'stop' : 'resume'}`, may: 'operate', records: 'provider-stopped', answers: Providers,
      refuses: ['not-found'],
      summary: stopped
        ? 'Stop a provider: it registers nothing any more; what was paid for counts until its end'
        : 'Let a provider that was stopped go on',
      async handle({ caller, params: { id = '' } }) {
        if (!isUuid(id)) return NOT_FOUND;
        const changed = await stopProvider(deps, { id, stopped, ...by(caller) }, deps.clock());
        return isRefusal(changed) ? refusal(changed) : answer(await readProviders(api, caller));
      },
    }); // prettier-ignore
  return [
    endpoint({
      method: 'get', path: '/v1/staff/providers', may: 'operate', records: null, answers: Providers,
      summary: 'Providers that may register rights here',
      handle: async ({ caller }) => answer(await readProviders(api, caller)),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/providers', may: 'operate', records: 'provider-admitted', body: ProviderBody, answers: ProviderSecret,
      status: 201, secret: true, refuses: ['provider-known'],
      summary: 'Admit a provider; its secret is shown once',
      handle: async ({ caller, body }) => shown(await admitProvider(deps, { ...by(caller), ...body }, deps.clock())),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/providers/{id}/_rotate', may: 'operate', records: 'provider-key-made', body: RotateBody,
      answers: ProviderSecret, secret: true, refuses: ['not-found', 'provider-stopped'],
      summary: 'Give a provider a new secret, shown once; the one before works a while longer',
      async handle({ caller, params: { id = '' }, body }) {
        if (!isUuid(id)) return NOT_FOUND;
        return shown(await rotateKey(deps, { id, ...by(caller), ...body }, deps.clock()));
      },
    }),
    stop(true),
    stop(false),
  ]; // prettier-ignore
}

const shown = (given: Secret | Refusal) =>
  isRefusal(given) ? refusal(given) : answer({ clientId: given.providerId, secret: given.secret });

async function readProviders({ deps }: Api, { municipalityId }: Staff): Promise<Providers> {
  const now = deps.clock();
  const [{ rows }, { content }] = await Promise.all([
    deps.pool.query<Row>({ ...list, values: [municipalityId, now] }),
    deps.releases.inForce(municipalityId, now),
  ]);
  const terms = content.municipality.thirdParties ?? null;
  return {
    items: rows.map((row) => ({
      id: row.id,
      name: row.name,
      scopes: PROVIDER_SCOPES.filter((scope) => row.scopes.includes(scope)),
      admittedBy: row.admitted_by,
      admittedAt: row.admitted_at.toISOString(),
      stoppedAt: row.stopped_at?.toISOString() ?? null,
      keys: row.keys.map(({ id, madeAt, endsAt }) => ({
        id,
        madeAt: new Date(madeAt).toISOString(),
        endsAt: endsAt === null ? null : new Date(endsAt).toISOString(),
      })),
      rightsNow: row.rights_now,
    })),
    areas: (terms?.areas ?? []).map((id) => ({ id, name: areaOf(content, id)?.name ?? id })),
    longestHours: terms?.longestHours ?? null,
  };
}

interface Row {
  id: string;
  name: string;
  scopes: string[];
  admitted_by: string;
  admitted_at: Date;
  stopped_at: Date | null;
  keys: { id: string; madeAt: string; endsAt: string | null }[];
  rights_now: number;
}

const list = statement(
  'read-providers',
  `SELECT p.id, p.name, p.scopes, s.name AS admitted_by, p.admitted_at, p.stopped_at,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'madeAt', k.made_at, 'endsAt', k.ends_at) ORDER BY k.made_at DESC), '[]')
             FROM provider_key k WHERE k.provider_id = p.id AND (k.ends_at IS NULL OR k.ends_at > $2)) AS keys,
          (SELECT count(*)::int FROM parking_right r WHERE r.provider_id = p.id AND r.since <= $2 AND r.until > $2) AS rights_now
     FROM provider p JOIN staff_member s ON s.id = p.admitted_by
    WHERE p.municipality_id = $1 ORDER BY p.stopped_at IS NOT NULL, p.name`,
);
