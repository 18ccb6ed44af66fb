import { askSimulation } from '../../activities/simulations/ask.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, sent, type Endpoint } from '../http/endpoint.ts';
import { idFrom } from '../http/ids.ts';
import { csvOf } from '../reports/csv.ts';
import { xlsxOf } from '../reports/xlsx.ts';
import { readSimulation, readSimulations } from './read.ts';
import { SimulationBody, SimulationExport, Simulations, SimulationView } from './shapes.ts';

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const NOT_FOUND = refusal(refuse('not-found'));

/** What a proposal would have meant for the stays of last year, before a council votes on it (BEYOND-023). */
export function simulationRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  return [
    endpoint({
      method: 'get', path: '/v1/staff/simulations', may: 'operate', records: null, answers: Simulations,
      summary: 'Simulations, the newest first, and proposals that can be run',
      handle: async ({ caller }) => answer(await readSimulations(api, caller)),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/simulations', may: 'operate', records: 'simulation-asked', body: SimulationBody, answers: SimulationView,
      status: 201, refuses: ['release-faulty', 'draft-closed'],
      summary: 'Run a proposal on the stays of the last twelve whole months; a job works it out',
      async handle({ caller, body: { draftId }, key, language }) {
        const id = idFrom('simulation', key);
        const { municipalityId, roles } = caller;
        const actor = { kind: 'staff' as const, id: caller.id, roles };
        const asked = await askSimulation(deps, { id, municipalityId, actor, draftId }, deps.clock());
        return isRefusal(asked) ? refusal(asked) : answer((await readSimulation(api, caller, id, language))!);
      },
    }),
    endpoint({
      method: 'get', path: '/v1/staff/simulations/{id}', may: 'operate', records: null, answers: SimulationView,
      summary: 'How far it is, and what came out: sums of groups that are large enough',
      async handle({ caller, params, language }) {
        const read = await readSimulation(api, caller, params['id']!, language);
        return read ? answer(read) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'get', path: '/v1/staff/simulations/{id}/export', may: 'operate', records: null, query: SimulationExport, raw: 'file',
      summary: 'One of its tables as a file, with the same totals',
      async handle({ caller, params, query: { by, unit, format }, language, res }) {
        const read = await readSimulation(api, caller, params['id']!, language);
        const table = read?.tables.find((one) => one.by === by && one.unit === unit);
        if (!read || !table) return NOT_FOUND;
        const say = deps.texts.withoutMunicipality(language);
        const titles = table.columns.map(({ id }) => say(`staff.simulator.column.${id}`));
        const total = say('staff.reports.total');
        const name = `${read.draftNumber}-${by}-${unit}.${format}`;
        res.set({ 'Content-Disposition': `attachment; filename="${name}"`, 'Cache-Control': 'private, no-store' });
        if (format === 'csv') res.type('text/csv; charset=utf-8').send(Buffer.from(csvOf(table, titles, total)));
        else res.type(WORKBOOK).send(xlsxOf(table, titles, total, say(`staff.simulator.by.${by}`)));
        return sent;
      },
    }),
  ]; // prettier-ignore
}
