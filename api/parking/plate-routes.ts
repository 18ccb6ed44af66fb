import { switchPlate } from '../../activities/active-plate.ts';
import { correctParking } from '../../activities/correct-parking.ts';
import { plateKey } from '../../rules/values/plate.ts';
import { refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { accessTo, accessToAction } from './access.ts';
import { storyOf } from './actions.ts';
import { ActionStory, ActivePlateBody, ActivePlateView, CorrectBody } from './shapes.ts';
import { isRefused, plateOf } from './stays.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** Which plate of a permit counts (2PARK-110, LOKET-020), and a plate of an action that was a slip of the pen (BEYOND-002). */
export function plateRoutes(api: Api): Endpoint[] {
  const { deps } = api;
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
    endpoint({
      method: 'post', path: '/v1/parking/actions/{id}/_correct', may: 'account', records: 'parking-corrected',
      body: CorrectBody, answers: ActionStory,
      refuses: [
        'plate-empty', 'plate-too-long', 'plate-characters', 'already-ended', 'permit-not-in-force', 'corrected-already',
        'correction-too-late', 'plate-unchanged', 'plate-not-granted', 'plate-of-permit', 'plate-not-on-permit', 'plate-already-parked', 'busy-try-again',
      ],
      summary: 'Put the plate of a parking action right, once, until ten minutes after it began; nothing else changes',
      async handle({ caller, params, body }) {
        const access = await accessToAction(deps.pool, caller.id, params['id']!);
        if (!access) return NOT_FOUND;
        const plate = plateOf(body.plate, body.country);
        if (isRefused(plate)) return refusal(plate);
        const corrected = await correctParking(deps, {
          actionId: access.actionId,
          country: plate.country,
          plate: plate.key,
          display: plate.display,
          actor: { kind: 'account', id: caller.id },
          at: deps.clock(),
        });
        return corrected.outcome === 'refuse' ? refusal(corrected) : answer(await storyOf(api, caller.id, access));
      },
    }),
  ]; // prettier-ignore
}
