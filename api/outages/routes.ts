import { endOutage, recordOutage, withdrawOutage } from '../../activities/outages/record.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { idFrom, isUuid } from '../http/ids.ts';
import { Paging } from '../http/shapes.ts';
import { readFlaggedChecks, readStaffOutages, readStatus } from './read.ts';
import { EndOutageBody, FlaggedChecks, OutageBody, StaffOutages, StatusView } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));
/** Everybody who opens a page asks: what was seen a moment ago is told again. */
const BELIEVED_MS = 5_000;

/** Whether what people depend on works, for everybody to see, and since when it did not (BEYOND-027). */
export function outageRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  let believed: { status: Promise<StatusView>; until: number } | undefined;
  const status = (): Promise<StatusView> => {
    if (believed && believed.until > Date.now()) return believed.status;
    const asked = readStatus(api);
    believed = { status: asked, until: Date.now() + BELIEVED_MS };
    asked.catch(() => (believed = undefined));
    return asked;
  };
  const by = ({ id, roles, municipalityId }: Staff) => ({
    municipalityId,
    actor: { kind: 'staff' as const, id, roles },
  });
  const shown = async (caller: Staff, said: { outcome: 'recorded' } | Refusal) => {
    if (isRefusal(said)) return refusal(said);
    believed = undefined;
    return answer(await readStaffOutages(api, caller));
  };
  return [
    endpoint({
      method: 'get', path: '/v1/status', may: 'anyone', records: null, answers: StatusView,
      summary: 'How everything is that people depend on, how long rights take to reach the national register, and outages of the last month',
      handle: async () => answer(await status()),
    }),
    endpoint({
      method: 'get', path: '/v1/staff/outages', may: 'operate', records: null, answers: StaffOutages,
      summary: 'Outages, the newest first, with how many checks were made inside each',
      handle: async ({ caller }) => answer(await readStaffOutages(api, caller)),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/outages', may: 'operate', records: 'outage-recorded', body: OutageBody, answers: StaffOutages, status: 201,
      refuses: ['outage-not-yet', 'outage-too-old', 'outage-ends-first', 'outage-overlaps'],
      summary: 'Record an outage with its begin, also one of before; every check inside it is flagged',
      handle: async ({ caller, body, key }) =>
        shown(caller, await recordOutage(deps, { id: idFrom('outage', key), ...by(caller), ...body }, deps.clock())),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/outages/{id}/_end', may: 'operate', records: 'outage-ended', body: EndOutageBody, answers: StaffOutages,
      refuses: ['outage-not-yet', 'outage-ends-first', 'outage-overlaps', 'outage-withdrawn'],
      summary: 'Say when it was over; without a moment: now',
      async handle({ caller, body, params }) {
        const id = params['id']!;
        if (!isUuid(id)) return NOT_FOUND;
        const at = deps.clock();
        return shown(caller, await endOutage(deps, { id, ...by(caller), endedAt: body.endedAt ?? at }, at));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/outages/{id}/_withdraw', may: 'operate', records: 'outage-withdrawn', answers: StaffOutages,
      refuses: ['outage-withdrawn'],
      summary: 'Take back one that was recorded by mistake',
      async handle({ caller, params }) {
        const id = params['id']!;
        if (!isUuid(id)) return NOT_FOUND;
        return shown(caller, await withdrawOutage(deps, { id, ...by(caller) }, deps.clock()));
      },
    }),
    endpoint({
      method: 'get', path: '/v1/staff/flagged-checks', may: 'audit', records: null, query: Paging, answers: FlaggedChecks,
      summary: 'Checks of a moment inside an outage, to be looked at before anybody is fined for them',
      handle: async ({ caller, query }) => answer(await readFlaggedChecks(api, caller, query.limit, query.cursor)),
    }),
  ]; // prettier-ignore
}
