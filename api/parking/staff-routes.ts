import { leaveStaff, setManager } from '../../activities/grants/colleagues.ts';
import { refuseUnlessAllowed } from '../../rules/parking/may.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { placeOf } from '../http/cursor.ts';
import { answer, endpoint, refusal, sent, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { csvOf } from '../reports/csv.ts';
import { xlsxOf } from '../reports/xlsx.ts';
import { standingOf, type Standing } from './permits.ts';
import { ManagerBody, StaffExport, StaffQuery, StaffSessions } from './shapes.ts';
import { staffSessions, staffTable } from './staff.ts';

const NOT_FOUND = refusal(refuse('not-found'));
const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Colleagues of an organisation: who manages with whom, who parked what, and leaving (PEERS-029). */
export function staffRoutes(api: Api): Endpoint[] {
  const { deps } = api;

  /** The permit, when this account manages its colleagues; also when it is over, for what is past. */
  async function managed(accountId: string, permitId: string): Promise<Standing | Refusal> {
    const standing = await standingOf(api, accountId, permitId);
    if (!standing) return refuse('not-found');
    return refuseUnlessAllowed('staff-history', standing.terms, standing.access.role) ?? standing;
  }

  return [
    endpoint({
      method: 'put', path: '/v1/parking/permits/{id}/grants/{grantId}/manager', may: 'account', records: 'grant-manager-changed', body: ManagerBody,
      refuses: ['not-allowed-by-product', 'managers-not-offered', 'grant-over', 'grant-not-accepted'],
      summary: 'Let a colleague manage the list with the others, or no longer',
      async handle({ caller, params, body }) {
        const standing = await managed(caller.id, params['id']!);
        if ('outcome' in standing) return refusal(standing);
        const grantId = params['grantId']!;
        if (!isUuid(grantId)) return NOT_FOUND;
        const { permitId } = standing.access;
        const set = await setManager(deps, { permitId, grantId, ...body, accountId: caller.id, at: deps.clock() });
        return set.outcome === 'refuse' ? refusal(set) : answer(undefined);
      },
    }),
    endpoint({
      method: 'post', path: '/v1/parking/permits/{id}/_leave', may: 'account', records: 'grant-ended',
      refuses: ['managers-not-offered', 'last-manager'],
      summary: 'Leave the list of colleagues: what was planned is cancelled, what runs goes on to its end',
      async handle({ caller, params }) {
        const permitId = params['id']!;
        if (!isUuid(permitId)) return NOT_FOUND;
        const left = await leaveStaff(deps, { permitId, accountId: caller.id, at: deps.clock() });
        return left.outcome === 'refuse' ? refusal(left) : answer(undefined);
      },
    }),
    endpoint({
      method: 'get', path: '/v1/parking/permits/{id}/staff-history', may: 'account', records: null, query: StaffQuery, answers: StaffSessions,
      refuses: ['not-allowed-by-product'],
      summary: 'What colleagues parked, newest first; of everybody or of one of them',
      async handle({ caller, params, query: { cursor, ...query } }) {
        const place = placeOf(cursor);
        const standing = await managed(caller.id, params['id']!);
        if ('outcome' in standing) return refusal(standing);
        return answer(await staffSessions(api, standing, { ...query, place }));
      },
    }),
    endpoint({
      method: 'get', path: '/v1/parking/permits/{id}/staff-history/export', may: 'account', records: null, query: StaffExport, raw: 'file',
      refuses: ['not-allowed-by-product'],
      summary: 'The same as a file: all rows of the filter',
      async handle({ caller, params, query, language, res }) {
        const standing = await managed(caller.id, params['id']!);
        if ('outcome' in standing) return refusal(standing);
        const { table, titles } = await staffTable(api, standing, query, language);
        const name = `colleagues.${query.format}`;
        res.set({ 'Content-Disposition': `attachment; filename="${name}"`, 'Cache-Control': 'private, no-store' });
        if (query.format === 'csv') res.type('text/csv; charset=utf-8').send(Buffer.from(csvOf(table, titles, '')));
        else res.type(WORKBOOK).send(xlsxOf(table, titles, '', titles[0] ?? name));
        return sent;
      },
    }),
  ]; // prettier-ignore
}
