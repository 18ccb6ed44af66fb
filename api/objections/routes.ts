import { type Response } from 'express';
import { statement } from '../../activities/db/transaction.ts';
import { refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, sent, type Endpoint } from '../http/endpoint.ts';
import { type Account, type Citizen } from '../http/caller.ts';
import { idFrom, isUuid } from '../http/ids.ts';
import { accessToAction } from '../parking/access.ts';
import { askBundle, readBundle, readBundleFile, type BundleOf } from './bundles.ts';
import { Bundle } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** What somebody needs to object to a fine, with one press (BEYOND-028): of a permit at the desk, of a stay in the parking app. */
export function objectionRoutes(api: Api): Endpoint[] {
  const ofPermit = (caller: Citizen, id: string) => permitForBundle(api, caller, id);
  const ofAction = (caller: Account, id: string) => actionForBundle(api, caller, id);
  return [
    endpoint({
      method: 'post', path: '/v1/permits/{id}/objection-bundles', may: 'desk', records: null, answers: Bundle, status: 202,
      summary: 'Make a signed bundle of this permit to object to a fine with',
      async handle({ caller, params, language, key }) {
        const of = await ofPermit(caller, params['id']!);
        return of ? answer(await askBundle(api, idFrom('bundle', key), of, language)) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'get', path: '/v1/permits/{id}/objection-bundles/{bundleId}', may: 'desk', records: null, answers: Bundle,
      summary: 'Whether the bundle is there',
      async handle({ caller, params }) {
        const of = await ofPermit(caller, params['id']!);
        const bundle = of && (await readBundle(api, params['bundleId']!, of));
        return bundle ? answer(bundle) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'post', path: '/v1/parking/actions/{id}/objection-bundles', may: 'account', records: null, answers: Bundle, status: 202,
      summary: 'Make a signed bundle of this stay to object to a fine with',
      async handle({ caller, params, language, key }) {
        const of = await ofAction(caller, params['id']!);
        return of ? answer(await askBundle(api, idFrom('bundle', key), of, language)) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'get', path: '/v1/parking/actions/{id}/objection-bundles/{bundleId}', may: 'account', records: null, answers: Bundle,
      summary: 'Whether the bundle is there',
      async handle({ caller, params }) {
        const of = await ofAction(caller, params['id']!);
        const bundle = of && (await readBundle(api, params['bundleId']!, of));
        return bundle ? answer(bundle) : NOT_FOUND;
      },
    }),
    ...(['json', 'pdf'] as const).flatMap((form) => [
      endpoint({
        method: 'get', path: `/v1/permits/{id}/objection-bundles/{bundleId}/${form}`, may: 'desk', records: null, raw: 'file',
        summary: form === 'json' ? 'The signed bundle' : 'The bundle to read; the signed one knows its fingerprint',
        async handle({ caller, params, res }) {
          const of = await ofPermit(caller, params['id']!);
          const file = of && (await readBundleFile(api, params['bundleId']!, of, form));
          return file ? sendBundle(res, file, form) : NOT_FOUND;
        },
      }),
      endpoint({
        method: 'get', path: `/v1/parking/actions/{id}/objection-bundles/{bundleId}/${form}`, may: 'account', records: null, raw: 'file',
        summary: form === 'json' ? 'The signed bundle' : 'The bundle to read; the signed one knows its fingerprint',
        async handle({ caller, params, res }) {
          const of = await ofAction(caller, params['id']!);
          const file = of && (await readBundleFile(api, params['bundleId']!, of, form));
          return file ? sendBundle(res, file, form) : NOT_FOUND;
        },
      }),
    ]),
  ]; // prettier-ignore
}

/** A holder's own permit. */
export async function permitForBundle(
  { deps }: Api,
  caller: Citizen,
  id: string,
): Promise<Extract<BundleOf, { holderId: string }> | undefined> {
  if (!isUuid(id)) return undefined;
  const { rows } = await deps.pool.query({ ...findOwn, values: [id, caller.id, caller.municipalityId] });
  return rows.length === 0 ? undefined : { holderId: caller.id, permitId: id };
}

/** A stay this account may see. */
export async function actionForBundle(
  { deps }: Api,
  caller: Account,
  id: string,
): Promise<Extract<BundleOf, { accountId: string }> | undefined> {
  const access = await accessToAction(deps.pool, caller.id, id);
  return access && { accountId: caller.id, permitId: access.permitId, actionId: access.actionId };
}

/** Nothing personal in the name of the file either. */
export function sendBundle(res: Response, file: Buffer, form: 'json' | 'pdf'): typeof sent {
  res.set({
    'Content-Type': form === 'json' ? 'application/json' : 'application/pdf',
    'Content-Disposition': `attachment; filename="bezwaar.${form}"`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'private, no-store',
  });
  res.send(file);
  return sent;
}

const findOwn = statement(
  'find-permit-for-bundle',
  'SELECT FROM permit WHERE id = $1 AND holder_id = $2 AND municipality_id = $3',
);
