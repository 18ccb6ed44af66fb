import { markByOfficer } from '../../activities/wrong-checks/mark.ts';
import { countMonths, recentChecks } from '../../activities/wrong-checks/rate.ts';
import { FEWEST_CHECKS, shownOf } from '../../rules/error-rate.ts';
import { type WrongCause } from '../../rules/fine-reports/status.ts';
import { areaOf, type Release } from '../../rules/municipalities/release.ts';
import { addMonths, civilDateOf, startOfDay } from '../../rules/values/civil-day.ts';
import { DAY_MS, plusMs } from '../../rules/values/moment.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { type Staff } from '../http/caller.ts';
import { ErrorRates, OwnChecks, WrongBody } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));
/** This month and the eleven before. */
const MONTHS = 12;
/** Counted at most so often, however many read it. */
const BELIEVED_MS = 2_000;
/** So long an officer sees what they checked, to say afterwards that it was wrong. */
const OWN_CHECKS_MS = 3 * DAY_MS;

/** How often the system was wrong, in the open (BEYOND-026); and where an officer says so. */
export function errorRateRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  const believed = new Map<string, { rates: Promise<ErrorRates>; until: number }>();
  const ratesOf = (release: Release): Promise<ErrorRates> => {
    const known = believed.get(release.municipalityId);
    if (known && known.until > Date.now()) return known.rates;
    const rates = count(api, release);
    believed.set(release.municipalityId, { rates, until: Date.now() + BELIEVED_MS });
    rates.catch(() => believed.delete(release.municipalityId));
    return rates;
  };
  const own = async ({ id: officerId, municipalityId }: Staff): Promise<OwnChecks> => {
    const now = deps.clock();
    const { content } = await deps.releases.inForce(municipalityId, now);
    const since = plusMs(now, -OWN_CHECKS_MS);
    const items = await recentChecks(deps.pool, { municipalityId, officerId, since });
    return {
      items: items.map(({ id, at, areaId, green, cause }) => ({
        id,
        at,
        areaName: areaOf(content, areaId)?.name ?? areaId,
        green,
        cause: cause as WrongCause | null,
      })),
    };
  };
  return [
    endpoint({
      method: 'get', path: '/v1/municipalities/{id}/error-rates', may: 'anyone', records: null, answers: ErrorRates,
      summary: 'How many checks turned out wrong in each of the last twelve months, by cause',
      async handle({ params }) {
        const release = (await deps.releases.all(deps.clock())).find((one) => one.municipalityId === params['id']);
        return release ? answer(await ratesOf(release)) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'get', path: '/v1/enforcement/own-checks', may: 'check', records: null, answers: OwnChecks,
      summary: 'The checks one made in the last three days, without their plates',
      handle: async ({ caller }) => answer(await own(caller)),
    }),
    endpoint({
      method: 'post', path: '/v1/enforcement/own-checks/{id}/_wrong', may: 'check', records: 'check-found-wrong', body: WrongBody,
      answers: OwnChecks,
      summary: 'Say that the system was wrong about a check one made, with the cause',
      async handle({ caller, params, body }) {
        const checkId = params['id']!;
        if (!isUuid(checkId)) return NOT_FOUND;
        const { id: officerId, municipalityId, roles } = caller;
        const actor = { kind: 'staff' as const, id: officerId, roles };
        const said = await markByOfficer(deps, { municipalityId, officerId, checkId, cause: body.cause, actor });
        return isRefusal(said) ? refusal(said) : answer(await own(caller));
      },
    }),
  ]; // prettier-ignore
}

async function count({ deps }: Api, { municipalityId, content }: Release): Promise<ErrorRates> {
  const { name, timeZone } = content.municipality;
  const first = `${civilDateOf(deps.clock(), timeZone).slice(0, 7)}-01`;
  const from = startOfDay(addMonths(first, 1 - MONTHS), timeZone);
  const months = await countMonths(deps.pool, { municipalityId, timeZone, from });
  return { municipality: { id: municipalityId, name }, fewestChecks: FEWEST_CHECKS, months: months.map(shownOf) };
}
