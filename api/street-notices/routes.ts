import { record } from '../../activities/db/stores/audit.ts';
import { inTransaction, statement } from '../../activities/db/transaction.ts';
import { noticesFor } from '../../activities/staff-work/street-notices.ts';
import { type Api } from '../api.ts';
import { actorOf } from '../http/caller.ts';
import { answer, endpoint, type Endpoint } from '../http/endpoint.ts';
import { areaName } from '../permit-applications/read.ts';
import { StreetNotices, StreetWish } from './shapes.ts';

/** Roadworks, towing days and changes of a zone or a tariff, before they start and only where somebody may park (BEYOND-037). */
export function streetNoticeRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  return [
    endpoint({
      method: 'get', path: '/v1/me/street-notices', may: 'desk', records: null, answers: StreetNotices,
      summary: 'What is about to change on the street where I may park',
      handle: async ({ caller }) => answer(await read(api, { holderId: caller.id })),
    }),
    endpoint({
      method: 'put', path: '/v1/me/street-notices', may: 'desk', records: 'street-notices-chosen', body: StreetWish, answers: StreetWish,
      summary: 'Be told of it by mail, or not any more',
      async handle({ caller, body }) {
        const { id: holderId, municipalityId } = caller;
        await inTransaction(deps.pool, async (tx) => {
          await tx.query({ ...keepHolderWish, values: [holderId, body.wanted] });
          const event = { kind: 'street-notices-chosen', data: { wanted: body.wanted } } as const;
          await record(tx, deps.clock(), actorOf(caller), { municipalityId, holderId }, event);
        });
        return answer(body);
      },
    }),
    endpoint({
      method: 'get', path: '/v1/account/street-notices', may: 'account', records: null, answers: StreetNotices,
      summary: 'What is about to change on the street where this account may park',
      handle: async ({ caller }) => answer(await read(api, { accountId: caller.id })),
    }),
    endpoint({
      method: 'put', path: '/v1/account/street-notices', may: 'account', records: null, body: StreetWish, answers: StreetWish,
      summary: 'Be told of it by mail and by notices of the app, or not any more',
      async handle({ caller, body }) {
        await deps.pool.query({ ...keepAccountWish, values: [caller.id, body.wanted] });
        return answer(body);
      },
    }),
  ]; // prettier-ignore
}

async function read({ deps }: Api, reader: Parameters<typeof noticesFor>[1]): Promise<StreetNotices> {
  const at = deps.clock();
  const { wanted, items } = await noticesFor(deps, reader, at);
  return {
    wanted,
    items: await Promise.all(
      items.map(async ({ municipalityId, areas, nl, en, ...notice }) => {
        const release = await deps.releases.inForce(municipalityId, at);
        return {
          ...notice,
          municipalityName: release.content.municipality.name,
          areaNames: areas.map((area) => areaName(release, area) ?? area),
          subject: { nl: nl.subject, en: en.subject },
          body: { nl: nl.body, en: en.body },
        };
      }),
    ),
  };
}

const keepHolderWish = statement('keep-street-wish-of-holder', 'UPDATE holder SET street_notices = $2 WHERE id = $1');
const keepAccountWish = statement(
  'keep-street-wish-of-account',
  'UPDATE account SET street_notices = $2 WHERE id = $1',
);
