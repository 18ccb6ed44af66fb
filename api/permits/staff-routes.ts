import { Permit } from '../../activities/db/entities/all.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { block, unblock } from '../../workflows/contract/permit.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { keepInput } from '../permit-applications/routes.ts';
import { BlockBody, Standing, UnblockBody } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** Staff holds a permit back, and lets it go again; what colleagues should know of it is written down with it. */
export function permitStaffRoutes(api: Api): Endpoint[] {
  const { processes } = api;
  const ofMunicipality = ({ municipalityId }: Staff, id: string) =>
    isUuid(id) ? api.orm.getRepository(Permit).findOneBy({ id, municipalityId }) : Promise.resolve(null);
  const acting = async ({ id, roles }: Staff, permitId: string, note: string) => ({
    actor: { kind: 'staff' as const, id, roles },
    inputId: await keepInput(api, permitId, { note }),
  });

  return [
    endpoint({
      method: 'post', path: '/v1/staff/permits/{id}/_block', may: 'end-permit', records: 'permit-blocked', body: BlockBody, answers: Standing,
      refuses: ['permit-not-in-force', 'permit-blocked-already', 'move-not-allowed'],
      summary: 'Hold a permit back at once: checks are red until it is let go',
      async handle({ caller, params, body, key }) {
        const permit = await ofMunicipality(caller, params['id']!);
        if (!permit) return NOT_FOUND;
        const { ground, note } = body;
        const said = await processes.permit(permit.id, block, { ...(await acting(caller, permit.id, note)), ground }, key);
        return isRefusal(said) ? refusal(said) : answer({ blocked: true });
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/permits/{id}/_unblock', may: 'end-permit', records: 'permit-unblocked', body: UnblockBody, answers: Standing,
      refuses: ['permit-not-in-force', 'permit-not-blocked', 'move-not-allowed'],
      summary: 'Let a permit go again: what is left of its rights counts at once',
      async handle({ caller, params, body, key }) {
        const permit = await ofMunicipality(caller, params['id']!);
        if (!permit) return NOT_FOUND;
        const said = await processes.permit(permit.id, unblock, await acting(caller, permit.id, body.note), key);
        return isRefusal(said) ? refusal(said) : answer({ blocked: false });
      },
    }),
  ]; // prettier-ignore
}
