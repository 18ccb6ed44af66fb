import { readInvoice } from '../../activities/invoices/invoice.ts';
import { printInvoice } from '../../activities/invoices/print.ts';
import { ublOf } from '../../rules/invoices/ubl.ts';
import { refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, sent, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { csvOf } from '../reports/csv.ts';
import { xlsxOf } from '../reports/xlsx.ts';
import { pastSessions, pastTransactions, transactionTable } from './past.ts';
import { onDemandOf } from './read.ts';
import { InvoiceForm, PastExport, PastFilter, PastSessions, PastTransactions } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));
const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What was parked and paid on demand: lists with filters, files of the same rows, invoices. All of it one's own alone. */
export function pastRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  return [
    endpoint({
      method: 'get', path: '/v1/on-demand/sessions', may: 'account', records: null, query: PastFilter, answers: PastSessions, refuses: ['not-found'],
      summary: 'Sessions, newest first, by days, a page at a time',
      async handle({ caller, query }) {
        const view = await onDemandOf(api, caller.id);
        return view ? answer(await pastSessions(api, caller.id, view.municipalityId, query, query)) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'get', path: '/v1/on-demand/transactions', may: 'account', records: null, query: PastFilter, answers: PastTransactions, refuses: ['not-found'],
      summary: 'Every change of the balance in euros with what it became, newest first, by days or by invoice, a page at a time',
      async handle({ caller, query }) {
        const view = await onDemandOf(api, caller.id);
        return view ? answer(await pastTransactions(api, caller.id, view.timeZone, query, query)) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'get', path: '/v1/on-demand/transactions/export', may: 'account', records: null, query: PastExport, raw: 'file', refuses: ['not-found'],
      summary: 'The same transactions as a file: all rows of the filter',
      async handle({ caller, query, language, res }) {
        const view = await onDemandOf(api, caller.id);
        if (!view) return NOT_FOUND;
        const { table, titles } = await transactionTable(api, caller.id, view.timeZone, query, language);
        const name = `transactions.${query.format}`;
        res.set({ 'Content-Disposition': `attachment; filename="${name}"`, 'Cache-Control': 'private, no-store' });
        if (query.format === 'csv') res.type('text/csv; charset=utf-8').send(Buffer.from(csvOf(table, titles, '')));
        else res.type(WORKBOOK).send(xlsxOf(table, titles, '', titles[0] ?? name));
        return sent;
      },
    }),
    endpoint({
      method: 'get', path: '/v1/on-demand/invoices/{id}', may: 'account', records: null, query: InvoiceForm, raw: 'file',
      summary: 'A receipt or an invoice: as PDF, or as UBL by the rules of Peppol for a program',
      async handle({ caller, params, query, language, res }) {
        const id = params['id']!;
        const invoice = isUuid(id) ? await readInvoice(deps, caller.id, id) : undefined;
        // A person has no address on the network of companies.
        if (!invoice || (query.format === 'ubl' && invoice.kind === 'receipt')) return NOT_FOUND;
        const say = deps.texts.withoutMunicipality(language);
        const name = `${invoice.number}.${query.format === 'ubl' ? 'xml' : 'pdf'}`;
        res.set({ 'Content-Disposition': `attachment; filename="${name}"`, 'Cache-Control': 'private, no-store' });
        if (query.format === 'pdf') res.type('application/pdf').send(await printInvoice(invoice, deps.texts, language));
        else {
          const words = { item: say('onDemand.invoice.page.item'), note: say('onDemand.invoice.page.paid') };
          res.type('application/xml').send(Buffer.from(ublOf(invoice, words)));
        }
        return sent;
      },
    }),
  ]; // prettier-ignore
}
