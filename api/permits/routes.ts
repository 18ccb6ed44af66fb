import { MoreThan } from 'typeorm';
import { askForCouplingLink } from '../../activities/coupling.ts';
import { activateVoucher } from '../../activities/permits/vouchers.ts';
import { Permit } from '../../activities/db/entities/all.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { sendDocument } from '../documents.ts';
import { actorOf, type Citizen } from '../http/caller.ts';
import { answer, endpoint, refusal, sent, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { readDocuments, viewPermits } from './read.ts';
import { CoupleBody, CoupleView, PermitDocuments, PermitList, PermitView, VoucherBody } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** Current products (PORTAL-070) and their documents (PORTAL-075). */
export function permitRoutes(api: Api): Endpoint[] {
  const find = ({ id: holderId, municipalityId }: Citizen, id: string): Promise<Permit | null> =>
    isUuid(id) ? api.orm.getRepository(Permit).findOneBy({ id, holderId, municipalityId }) : Promise.resolve(null);

  return [
    endpoint({
      method: 'get', path: '/v1/permits', may: 'desk', records: null, answers: PermitList,
      summary: 'Permits that are in force or still to begin',
      async handle({ caller }) {
        const { id: holderId, municipalityId } = caller;
        const now = api.deps.clock();
        const permits = await api.orm.getRepository(Permit).find({
          where: [{ validUntil: MoreThan(now) }, { keptUntil: MoreThan(now) }].map((term) => ({ holderId, municipalityId, status: 'issued', ...term })),
          order: { issuedAt: 'DESC' },
        });
        return answer({ items: await viewPermits(api, permits) });
      },
    }),
    endpoint({
      method: 'get', path: '/v1/permits/{id}', may: 'desk', records: null, answers: PermitView,
      summary: 'One permit, with its plates and what its holder may do',
      async handle({ caller, params }) {
        const own = await find(caller, params['id']!);
        return own ? answer((await viewPermits(api, [own]))[0]!) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'post', path: '/v1/permits/{id}/_couple', may: 'desk', records: null, body: CoupleBody, answers: CoupleView, status: 202, secret: true,
      refuses: ['not-for-parking', 'permit-not-in-force', 'mail-too-soon', 'not-on-behalf'],
      summary: 'A link to couple the permit to an account of the parking app, mailed again or given at once',
      async handle({ caller, params, body }) {
        const own = await find(caller, params['id']!);
        if (!own) return NOT_FOUND;
        // A link is for the hands of its owner: at the counter it goes to their address.
        if (caller.through && body.by === 'link') return refusal(refuse('not-on-behalf', {}, 'couple-by-mail'));
        const made = await askForCouplingLink(api.deps, { permitId: own.id, holderId: caller.id, by: body.by, at: api.deps.clock() });
        return isRefusal(made) ? refusal(made) : answer({ link: made.link });
      },
    }),
    endpoint({
      method: 'post', path: '/v1/permits/{id}/vouchers/_activate', may: 'desk', records: 'voucher-activated', body: VoucherBody, answers: PermitView,
      refuses: [
        'no-voucher-left', 'voucher-in-past', 'voucher-past-end', 'voucher-plate-covered', 'permit-not-in-force', 'plate-empty', 'plate-too-long',
        'plate-characters', 'plate-not-dutch',
      ],
      summary: 'Use one voucher for a plate, from a day on',
      async handle({ caller, params, body, key }) {
        const own = await find(caller, params['id']!);
        if (!own) return NOT_FOUND;
        const actor = actorOf(caller);
        const said = await activateVoucher(api.deps, { permitId: own.id, holderId: caller.id, ...body, actor, at: api.deps.clock(), key });
        return isRefusal(said) ? refusal(said) : answer((await viewPermits(api, [own]))[0]!);
      },
    }),
    endpoint({
      method: 'get', path: '/v1/permits/{id}/documents', may: 'desk', records: null, answers: PermitDocuments,
      summary: 'Own uploads and letters received, in two lists',
      async handle({ caller, params }) {
        const own = await find(caller, params['id']!);
        return own ? answer(await readDocuments(api, own)) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'get', path: '/v1/permits/{id}/documents/{documentId}', may: 'desk', records: null, raw: 'file',
      summary: 'The content of one document or letter',
      async handle({ caller, params, res }) {
        const own = await find(caller, params['id']!);
        const documentId = params['documentId']!;
        const found =
          own !== null &&
          ((await sendDocument(api, res, documentId, { permitId: own.id })) ||
            (await sendDocument(api, res, documentId, { applicationId: own.applicationId })));
        return found ? sent : NOT_FOUND;
      },
    }),
  ]; // prettier-ignore
}
