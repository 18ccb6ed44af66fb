import { cancelVisit, readRoster, shiftVisit } from '../../activities/visits/one.ts';
import { addPlan, removePlan } from '../../activities/visits/plan.ts';
import { refuseUnlessMay } from '../../rules/parking/may.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { type Account } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { areaName } from '../permit-applications/read.ts';
import { standingOf, type Standing } from './permits.ts';
import { STAY_GROUNDS } from './routes.ts';
import { isRefused as isNoPlate, plateOf } from './stays.ts';
import { VisitPlanBody, VisitRoster, VisitShiftBody } from './visit-shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));
const MAY_NOT = ['not-allowed-by-product', 'permit-not-in-force'] as const;

const isRefused = (said: Standing | Refusal): said is Refusal => 'outcome' in said;

/** The roster of a permit for carers: what comes back every week, and each visit by itself (zorgrooster, BEYOND-012). */
export function visitRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  const actorOf = ({ id }: Account) => ({ kind: 'account' as const, id });

  const roster = async ({ id }: Account, permitId: string): Promise<Standing | Refusal> => {
    const standing = await standingOf(api, id, permitId);
    if (!standing) return refuse('not-found');
    return refuseUnlessMay('visits', standing.terms, standing.access.role, standing.state) ?? standing;
  };
  /** What comes back every week is for who manages the permit: somebody's grant is for their own visits. */
  const managed = async (caller: Account, permitId: string): Promise<Standing | Refusal> => {
    const standing = await roster(caller, permitId);
    return !isRefused(standing) && standing.access.role === 'grantee' ? refuse('not-found') : standing;
  };

  async function read({ access, release }: Standing): Promise<VisitRoster> {
    const at = deps.clock();
    const { timeZone } = release.content.municipality;
    const found = await readRoster(deps.pool, access, { today: civilDateOf(at, timeZone), at });
    return {
      mayPlan: access.role !== 'grantee',
      plates: found.plates,
      lines: found.lines.map(({ id, weekday, startTime, endTime, areaId, country, display }) => ({
        id, weekday, startsAt: startTime, endsAt: endTime, plate: { country, display },
        areaName: areaId === null ? null : (areaName(release, areaId) ?? areaId),
      })),
      visits: found.visits.map(({ country, display, startsAt, endsAt, ...visit }) => ({
        ...visit, plate: { country, display }, startsAt: startsAt?.toISOString() ?? null, endsAt: endsAt?.toISOString() ?? null,
      })),
    };
  } // prettier-ignore

  return [
    endpoint({
      method: 'get', path: '/v1/parking/permits/{id}/visits', may: 'account', records: null, answers: VisitRoster, refuses: MAY_NOT,
      summary: 'Who comes when: the visits of every week, and those of the coming days',
      async handle({ caller, params }) {
        const standing = await roster(caller, params['id']!);
        return isRefused(standing) ? refusal(standing) : answer(await read(standing));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/parking/permits/{id}/visit-plan', may: 'account', records: 'visit-plan-added', body: VisitPlanBody,
      answers: VisitRoster, status: 201,
      refuses: [
        ...MAY_NOT, 'visit-same-time', 'visit-past-latest', 'visits-too-many', 'plate-not-on-permit', 'location-not-offered', 'plate-empty',
        'plate-too-long', 'plate-characters',
      ],
      summary: 'Put a visit on the roster; those of the coming week are booked at once',
      async handle({ caller, params, body, key }) {
        const standing = await managed(caller, params['id']!);
        if (isRefused(standing)) return refusal(standing);
        const { access, terms } = standing;
        const plate = plateOf(body.plate, body.country);
        if (isNoPlate(plate)) return refusal(plate);
        if (body.areaId !== undefined && !terms.locations.includes(body.areaId))
          return refusal(refuse('location-not-offered', { areaId: body.areaId }, 'choose-other-location'));
        const added = await addPlan(deps, {
          municipalityId: access.municipalityId, permitId: access.permitId, plate, areaId: body.areaId ?? null, weekdays: body.weekdays,
          startTime: body.startsAt, endTime: body.endsAt, terms, actor: actorOf(caller), at: deps.clock(), key: `visits ${key}`,
        });
        return isRefusal(added) ? refusal(added) : answer(await read(standing));
      },
    }),
    endpoint({
      method: 'delete', path: '/v1/parking/permits/{id}/visit-plan/{lineId}', may: 'account', records: 'visit-plan-removed', answers: VisitRoster,
      refuses: MAY_NOT,
      summary: 'Take a visit off the roster, and back what of it has not begun',
      async handle({ caller, params }) {
        const standing = await managed(caller, params['id']!);
        if (isRefused(standing)) return refusal(standing);
        const planId = params['lineId']!;
        if (!isUuid(planId)) return NOT_FOUND;
        const { permitId } = standing.access;
        const taken = await removePlan(deps, { planId, permitId, actor: actorOf(caller), at: deps.clock() });
        return taken === undefined ? NOT_FOUND : answer(await read(standing));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/parking/permits/{id}/visits/{visitId}/_shift', may: 'account', records: 'parking-started', body: VisitShiftBody,
      answers: VisitRoster, refuses: [...STAY_GROUNDS, 'already-begun', 'already-ended'],
      summary: 'Give one visit another time; the week after comes at its own time again',
      async handle({ caller, params, body }) {
        const standing = await roster(caller, params['id']!);
        if (isRefused(standing)) return refusal(standing);
        const visitId = params['visitId']!;
        if (!isUuid(visitId)) return NOT_FOUND;
        const shifted = await shiftVisit(deps, { ...standing.access, visitId, ...body, actor: actorOf(caller), at: deps.clock() });
        return shifted.outcome === 'refuse' ? refusal(shifted) : answer(await read(standing));
      },
    }),
    endpoint({
      method: 'delete', path: '/v1/parking/permits/{id}/visits/{visitId}', may: 'account', records: 'parking-ended', answers: VisitRoster,
      refuses: [...MAY_NOT, 'already-begun', 'already-ended'],
      summary: 'Nobody comes this time; what was set aside for it goes back',
      async handle({ caller, params }) {
        const standing = await roster(caller, params['id']!);
        if (isRefused(standing)) return refusal(standing);
        const visitId = params['visitId']!;
        if (!isUuid(visitId)) return NOT_FOUND;
        const cancelled = await cancelVisit(deps, { ...standing.access, visitId, actor: actorOf(caller), at: deps.clock() });
        return isRefusal(cancelled) ? refusal(cancelled) : answer(await read(standing));
      },
    }),
  ]; // prettier-ignore
}
