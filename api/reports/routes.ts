import { type Api } from '../api.ts';
import { answer, endpoint, sent, type Endpoint } from '../http/endpoint.ts';
import { csvOf } from './csv.ts';
import { readReports } from './read.ts';
import { ExportFilter, ReportFilter, Reports } from './shapes.ts';
import { xlsxOf } from './xlsx.ts';

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Numbers for whoever answers for them: on the page and in files, the same (PEERS-039). */
export function reportRoutes(api: Api): Endpoint[] {
  const { texts } = api.deps;
  return [
    endpoint({
      method: 'get', path: '/v1/staff/reports', may: 'reports', records: null, query: ReportFilter, answers: Reports,
      summary: 'Issued against ceilings, age of the queue, income and VAT, use of zones, balances against the ledger',
      handle: async ({ caller: { municipalityId }, query, language }) =>
        answer(await readReports(api, { municipalityId, language, ...query })),
    }),
    endpoint({
      method: 'get', path: '/v1/staff/reports/export', may: 'reports', records: null, query: ExportFilter, raw: 'file',
      summary: 'One of these tables as a file, with the same totals',
      async handle({ caller: { municipalityId }, query, language, res }) {
        const { from, until, tables } = await readReports(api, { municipalityId, language, ...query });
        const table = tables.find(({ id }) => id === query.table)!;
        const say = texts.withoutMunicipality(language);
        const titles = table.columns.map(({ id }) => say(`staff.reports.column.${id}`));
        const total = say('staff.reports.total');
        const name = `${table.id}-${from}-${until}.${query.format}`;
        res.set({ 'Content-Disposition': `attachment; filename="${name}"`, 'Cache-Control': 'private, no-store' });
        if (query.format === 'csv') res.type('text/csv; charset=utf-8').send(Buffer.from(csvOf(table, titles, total)));
        else res.type(WORKBOOK).send(xlsxOf(table, titles, total, say(`staff.reports.table.${table.id}`)));
        return sent;
      },
    }),
  ]; // prettier-ignore
}
