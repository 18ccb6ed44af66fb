import { switchPlate } from '../../activities/active-plate.ts';
import { plateKey } from '../../rules/values/plate.ts';
import { refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { accessTo } from './access.ts';
import { ActivePlateBody, ActivePlateView } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** Which plate of a permit counts (2PARK-110, LOKET-020). */
export function plateRoutes({ deps }: Api): Endpoint[] {
  return [
    endpoint({
      method: 'put', path: '/v1/parking/permits/{id}/active-plate', may: 'account', records: 'active-plate-changed',
      body: ActivePlateBody, answers: ActivePlateView,
      refuses: ['not-allowed-by-product', 'permit-not-in-force', 'plate-not-on-permit', 'busy-try-again'],
      summary: 'Make one plate of a permit the one that counts from now on; the others count no longer',
      async handle({ caller, params, body }) {
        const access = await accessTo(deps.pool, caller.id, params['id']!);
        if (!access) return NOT_FOUND;
        const { country } = body;
        const switched = await switchPlate(deps, {
          permitId: access.permitId,
          role: access.role,
          country,
          plate: plateKey(body.plate),
          actor: { kind: 'account', id: caller.id },
          at: deps.clock(),
        });
        if (switched.outcome === 'refuse') return refusal(switched);
        return answer({ plate: { country, display: switched.display }, since: switched.since });
      },
    }),
  ]; // prettier-ignore
}
