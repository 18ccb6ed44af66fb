import * as application from '../../workflows/contract/permit-application.ts';
import * as waitlist from '../../workflows/contract/waitlist-entry.ts';
import { readLine, readLines } from '../../activities/db/stores/waitlist.ts';
import { UnknownMunicipality } from '../../activities/municipalities/releases.ts';
import { productOf } from '../../rules/municipalities/release.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { actorOf, type Citizen } from '../http/caller.ts';
import { cursorOf, placeOf } from '../http/cursor.ts';
import { answer, endpoint, refusal, type Answered, type Endpoint } from '../http/endpoint.ts';
import { idFrom } from '../http/ids.ts';
import { Paging } from '../http/shapes.ts';
import { areaName, readPlaces } from '../permit-applications/read.ts';
import { entriesOf, estimateOf, ownsApplication } from './read.ts';
import {
  Accepted,
  JoinBody,
  LocationsBody,
  WaitingLine,
  WaitlistEntries,
  WaitlistEntryView,
  type WaitlistEntryView as View,
} from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));
const ENTITLEMENT = ['not-for-this-applicant', 'address-unknown', 'address-outside-area', 'own-places'];
const LOCATIONS = ['location-not-available', 'location-free', 'move-not-allowed'];

/** Waiting lists (PORTAL-080…084): every act is a message to the entry's process; what is shown is read from the lines. */
export function waitlistRoutes(api: Api): Endpoint[] {
  const { deps, processes } = api;
  const view = async (caller: Citizen, id: string): Promise<Answered<View>> => {
    const [entry] = await entriesOf(api, caller, id);
    return entry ? answer(entry) : NOT_FOUND;
  };
  const after = async (
    caller: Citizen,
    id: string,
    said: waitlist.WaitlistChanged | Refusal,
  ): Promise<Answered<View>> => (isRefusal(said) ? refusal(said) : view(caller, id));
  const own = async (caller: Citizen, id: string): Promise<boolean> => (await entriesOf(api, caller, id)).length === 1;

  return [
    endpoint({
      method: 'get', path: '/v1/waitlist-entries', may: 'desk', records: null, answers: WaitlistEntries,
      summary: 'Products this holder waits for, with their place in line and how long it may take',
      handle: async ({ caller }) => answer({ items: await entriesOf(api, caller) }),
    }),
    endpoint({
      method: 'get', path: '/v1/waitlist-entries/{id}', may: 'desk', records: null, answers: WaitlistEntryView,
      summary: 'One entry on a waiting list',
      handle: ({ caller, params }) => view(caller, params['id']!),
    }),
    endpoint({
      method: 'post', path: '/v1/waitlist-entries', may: 'desk', records: 'waitlist-joined', body: JoinBody, answers: WaitlistEntryView, status: 201,
      refuses: [...ENTITLEMENT, ...LOCATIONS, 'no-waiting-list', 'waiting-list-closed', 'product-withdrawn', 'already-waiting', 'already-paid'],
      summary: 'Join the waiting list for full locations, also instead of an application; it costs nothing',
      async handle({ caller, body, key }) {
        const { productId, areaIds, applicationId } = body;
        if (applicationId !== undefined && !(await ownsApplication(api, caller, applicationId))) return NOT_FOUND;
        const id = idFrom('waitlist-entry', key);
        const { municipalityId, id: holderId } = caller;
        const joining = { municipalityId, holderId, productId, areaIds, actor: actorOf(caller) };
        const joined = await processes.joinWaitlist(id, joining, key);
        if (isRefusal(joined)) return refusal(joined);
        if (applicationId !== undefined) {
          const said = await processes.application(applicationId, application.withdraw, { actor: actorOf(caller) }, `${key}:withdraw`);
          if (isRefusal(said)) return refusal(said);
        }
        return view(caller, id);
      },
    }),
    endpoint({
      method: 'patch', path: '/v1/waitlist-entries/{id}', may: 'desk', records: 'waitlist-locations-chosen', body: LocationsBody, answers: WaitlistEntryView,
      refuses: [...ENTITLEMENT, ...LOCATIONS],
      summary: 'Wait for these locations: what stays keeps its place in line, what is new begins at the end',
      async handle({ caller, params, body, key }) {
        if (!(await own(caller, params['id']!))) return NOT_FOUND;
        const said = await processes.waitlistEntry(params['id']!, waitlist.chooseLocations, { areaIds: body.areaIds, actor: actorOf(caller) }, key);
        return after(caller, params['id']!, said);
      },
    }),
    endpoint({
      method: 'post', path: '/v1/waitlist-entries/{id}/_accept', may: 'desk', records: 'waitlist-accepted', answers: Accepted,
      refuses: [...ENTITLEMENT, 'move-not-allowed', 'offer-expired', 'only-at-counter', 'product-withdrawn'],
      summary: 'Take up the offer: an application begins, and has the place',
      async handle({ caller, params, key }) {
        const [entry] = await entriesOf(api, caller, params['id']);
        if (!entry) return NOT_FOUND;
        const applicationId = idFrom('application', key);
        const actor = actorOf(caller);
        const said = await processes.waitlistEntry(entry.id, waitlist.accept, { applicationId, actor }, key);
        if (isRefusal(said)) return refusal(said);
        // Its row is there; its process is started here rather than when the relay comes to it, because the next answer is on its way.
        const { municipalityId, id: holderId } = caller;
        const opened = await processes.openApplication(applicationId, { municipalityId, holderId, productId: entry.productId, actor }, key);
        return isRefusal(opened) ? refusal(opened) : answer({ applicationId });
      },
    }),
    endpoint({
      method: 'post', path: '/v1/waitlist-entries/{id}/_skip', may: 'desk', records: 'waitlist-skipped', answers: WaitlistEntryView,
      refuses: ['move-not-allowed', 'offer-expired', 'no-skips-left'],
      summary: 'Let this offer go and keep the place in line',
      async handle({ caller, params, key }) {
        if (!(await own(caller, params['id']!))) return NOT_FOUND;
        return after(caller, params['id']!, await processes.waitlistEntry(params['id']!, waitlist.skip, { actor: actorOf(caller) }, key));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/waitlist-entries/{id}/_withdraw', may: 'desk', records: 'waitlist-withdrawn', answers: WaitlistEntryView,
      refuses: ['move-not-allowed'],
      summary: 'Leave the waiting list',
      async handle({ caller, params, key }) {
        if (!(await own(caller, params['id']!))) return NOT_FOUND;
        return after(caller, params['id']!, await processes.waitlistEntry(params['id']!, waitlist.withdraw, { actor: actorOf(caller) }, key));
      },
    }),
    endpoint({
      method: 'get', path: '/v1/municipalities/{id}/waiting-lists/{productId}/{areaId}', may: 'anyone', records: null, query: Paging, answers: WaitingLine,
      summary: 'A waiting list in the open: numbers in their order, without anybody’s name',
      async handle({ params, query }) {
        const place = { municipalityId: params['id']!, productId: params['productId']!, areaId: params['areaId']! };
        const after = placeOf(query.cursor);
        const now = deps.clock();
        const release = await deps.releases.inForce(place.municipalityId, now).catch((error: unknown) => {
          if (error instanceof UnknownMunicipality) return undefined;
          throw error;
        });
        const product = release && productOf(release.content, place.productId);
        const sold = product?.places.find(({ area }) => area === place.areaId);
        if (!release || !product?.waitingList || !sold) return NOT_FOUND;
        const [stands, lines, places] = await Promise.all([
          readLine(deps.pool, place, after ? { since: after[0], id: after[1] } : null, query.limit + 1),
          readLines(deps.pool, place.municipalityId, place.productId, now),
          readPlaces(api, place.municipalityId, place.productId, null),
        ]);
        const shown = stands.slice(0, query.limit);
        const last = stands.length > query.limit ? shown.at(-1) : undefined;
        const line = lines.get(place.areaId) ?? { waiting: 0, moves: 0, days: 0 };
        return answer({
          items: shown.map(({ number, position, since, passedGround }) => ({
            number,
            position,
            since: since.toISOString(),
            passed: passedGround === null ? null : passedGround === 'skipped' ? ('skipped' as const) : ('not-entitled' as const),
          })),
          nextCursor: last ? cursorOf([last.since.toISOString(), last.id]) : null,
          productName: product.name,
          areaName: areaName(release, place.areaId) ?? place.areaId,
          ceiling: sold.ceiling,
          taken: places.get(place.areaId)?.taken ?? 0,
          estimate: estimateOf(line.waiting + 1, line, civilDateOf(now, release.content.municipality.timeZone)),
        });
      },
    }),
  ]; // prettier-ignore
}
