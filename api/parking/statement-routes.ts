import { renderLetter } from '../../activities/letters/page.ts';
import { writeNote } from '../../activities/statements/note.ts';
import { expenseTable, receiptPage, statementPage } from '../../activities/statements/print.ts';
import { readSession, readStatement } from '../../activities/statements/read.ts';
import { refuseUnlessMay } from '../../rules/parking/may.ts';
import { refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, sent, type Endpoint } from '../http/endpoint.ts';
import { Nothing } from '../http/shapes.ts';
import { csvOf } from '../reports/csv.ts';
import { xlsxOf } from '../reports/xlsx.ts';
import { accessToAction } from './access.ts';
import { storyOf } from './actions.ts';
import { standingOf } from './permits.ts';
import { ActionStory, NoteBody, StatementQuery } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));
const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What parking cost, on paper and for a spreadsheet, and what somebody noted about it (PEERS-019). */
export function statementRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  return [
    endpoint({
      method: 'put', path: '/v1/parking/actions/{id}/note', may: 'account', records: null, body: NoteBody, answers: ActionStory, refuses: ['note-too-late'],
      summary: 'A note of one\'s own about a parking action; it goes when the plate goes',
      async handle({ caller, params, body }) {
        const access = await accessToAction(deps.pool, caller.id, params['id']!);
        if (!access) return NOT_FOUND;
        const note = { actionId: access.actionId, accountId: caller.id, words: body.note, at: deps.clock() };
        if (!(await writeNote(deps.pool, note))) return refusal(refuse('note-too-late'));
        return answer(await storyOf(api, caller.id, access));
      },
    }),
    endpoint({
      method: 'get', path: '/v1/parking/actions/{id}/receipt', may: 'account', records: null, query: Nothing, raw: 'file',
      refuses: ['session-not-over'],
      summary: 'The receipt of a parking action that is over, as PDF with a line on VAT',
      async handle({ caller, params, language, res }) {
        const access = await accessToAction(deps.pool, caller.id, params['id']!);
        if (!access) return NOT_FOUND;
        const found = await readSession(deps, caller.id, access.actionId);
        if (!found) return refusal(refuse('session-not-over', {}, 'stop-first'));
        res.set({ 'Content-Disposition': 'attachment; filename="receipt.pdf"', 'Cache-Control': 'private, no-store' });
        res.type('application/pdf').send(await renderLetter(receiptPage(found, deps.texts, language)));
        return sent;
      },
    }),
    endpoint({
      method: 'get', path: '/v1/parking/permits/{id}/statement', may: 'account', records: null, query: StatementQuery, raw: 'file',
      refuses: ['not-allowed-by-product'],
      summary: 'Sessions, costs and balances of a permit from one day to another: as PDF, or the sessions for a spreadsheet',
      async handle({ caller, params, query, language, res }) {
        const standing = await standingOf(api, caller.id, params['id']!);
        if (!standing) return NOT_FOUND;
        const { access, terms, state, may } = standing;
        const refused = refuseUnlessMay('history', terms, access.role, state);
        if (refused) return refusal(refused);
        const { permitId } = access;
        // Who manages for the owner sees every session, as in the app.
        const grantId = access.role === 'grantee' ? access.grantId : null;
        const reader = { permitId, accountId: caller.id, grantId, balances: may.includes('transactions') };
        const facts = await readStatement(deps, reader, query);
        const name = `${facts.permit.number}-${query.from}-${query.until}.${query.format}`;
        res.set({ 'Content-Disposition': `attachment; filename="${name}"`, 'Cache-Control': 'private, no-store' });
        if (query.format === 'pdf') {
          res.type('application/pdf').send(await renderLetter(statementPage(facts, deps.texts, language)));
          return sent;
        }
        const { table, titles, totalWord, name: sheet } = expenseTable(facts, deps.texts, language);
        if (query.format === 'csv') res.type('text/csv; charset=utf-8').send(Buffer.from(csvOf(table, titles, totalWord)));
        else res.type(WORKBOOK).send(xlsxOf(table, titles, totalWord, sheet));
        return sent;
      },
    }),
  ]; // prettier-ignore
}
