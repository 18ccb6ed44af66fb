import { checkPlate } from '../../activities/enforcement.ts';
import { areaAt } from '../../rules/municipalities/places.ts';
import { areaOf, type Release } from '../../rules/municipalities/release.ts';
import { plateKey } from '../../rules/values/plate.ts';
import { refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { CheckAnswer, CheckBody } from './shapes.ts';

/** How long a municipality's areas are believed without asking whether a newer release is in force. */
const BELIEVED_MS = 5_000;

/** The officer's question (PEERS-037): one indexed look-up, its answer stored. */
export function enforcementRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  const believed = new Map<string, { release: Release; until: number }>();
  const releaseOf = async (municipalityId: string): Promise<Release> => {
    const known = believed.get(municipalityId);
    if (known && known.until > Date.now()) return known.release;
    const release = await deps.releases.inForce(municipalityId, deps.clock());
    believed.set(municipalityId, { release, until: Date.now() + BELIEVED_MS });
    return release;
  };

  return [
    endpoint({
      method: 'post', path: '/v1/enforcement/checks', may: 'check', records: null, body: CheckBody, answers: CheckAnswer,
      refuses: ['area-unknown'],
      summary: 'May this plate stand here now? The answer says nothing about anybody',
      async handle({ caller, body }) {
        const { content } = await releaseOf(caller.municipalityId);
        const area = body.location
          ? areaAt(body.location.longitude, body.location.latitude, content.areas)
          : areaOf(content, body.area!);
        if (!area) return refusal(refuse('area-unknown', {}, 'choose-other-location'));
        const at = body.at ?? deps.clock();
        const { id, verdict, justExpired, until } = await checkPlate(deps, {
          municipalityId: caller.municipalityId,
          officerId: caller.id,
          country: body.country,
          plate: plateKey(body.plate),
          areaId: area.id,
          at,
        });
        return answer({ id, verdict, justExpired, area: area.id, until, at });
      },
    }),
  ]; // prettier-ignore
}
