import { refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, sent, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { Nothing, Paging } from '../http/shapes.ts';
import { recordReading } from '../review/routes.ts';
import { askCheck, readCheck, readDossierFile, readReaders, readStaffReport } from './checks.ts';
import { readHistory } from './history.ts';
import { findChecks } from './kept-checks.ts';
import { askThePast } from './past.ts';
import { readCase, readCases } from './read.ts';
import { deletionsAsCsv, readDeletions, readTerms } from './retention.ts';
import { findCases, findEvents } from './search.ts';
import { readProcesses } from './processes.ts';
import { readTimeline } from './timeline.ts';
import {
  CaseCheck, CaseFilter, CasePage, CaseProcesses, CaseReaders, CaseView, CheckSearch, Deletions, EventSearch, FoundCases, FoundEvents, KeptChecks, PastAnswer, PastQuestion, PlateSearch, ProcessHistory, RetentionTerms, StaffReport, Timeline, TimelinePaging,
} from './shapes.ts'; // prettier-ignore

const NOT_FOUND = refusal(refuse('not-found'));

/** Every case as a readable timeline, and the engine's own history beside it. Who reads is recorded as well. */
export function auditRoutes(api: Api): Endpoint[] {
  const find = (municipalityId: string, id: string) =>
    isUuid(id) ? readCase(api, municipalityId, id) : Promise.resolve(undefined);
  return [
    endpoint({
      method: 'get', path: '/v1/staff/cases', may: 'read-case', records: null, query: CaseFilter, answers: CasePage,
      summary: 'Cases of this municipality, newest first',
      handle: async ({ caller, query }) => answer(await readCases(api, caller.municipalityId, query)),
    }),
    endpoint({
      method: 'get', path: '/v1/staff/cases/{id}', may: 'read-case', records: 'case-read', answers: CaseView,
      summary: 'One case and where it stands in its process',
      async handle({ caller, params }) {
        const view = await find(caller.municipalityId, params['id']!);
        if (!view) return NOT_FOUND;
        await recordReading(api, caller, view.id, { kind: 'case-read', data: { view: 'case' } });
        return answer(view);
      },
    }),
    endpoint({
      method: 'get', path: '/v1/staff/cases/{id}/timeline', may: 'read-case', records: null, query: TimelinePaging, answers: Timeline,
      summary: 'What happened, who did it, on which rule and release',
      async handle({ caller, params, query }) {
        const view = await find(caller.municipalityId, params['id']!);
        return view ? answer(await readTimeline(api, caller.municipalityId, view, query)) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'get', path: '/v1/staff/cases/{id}/history', may: 'read-case', records: null, answers: ProcessHistory,
      summary: 'The recorded histories of the processes of a case, event by event',
      async handle({ caller, params }) {
        const view = await find(caller.municipalityId, params['id']!);
        return view ? answer(await readHistory(api, view.id)) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'get', path: '/v1/staff/cases/{id}/processes', may: 'read-case', records: null, answers: CaseProcesses,
      summary: 'The processes of a case as drawings, with where each stands and the way it went',
      async handle({ caller, params }) {
        const view = await find(caller.municipalityId, params['id']!);
        return view ? answer(await readProcesses(api, view.id)) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/cases/_find', may: 'audit', records: 'plate-searched', body: PlateSearch, answers: FoundCases,
      summary: 'The cases a plate was in at a moment; whom they are about can see that somebody looked',
      handle: async ({ caller, body }) => answer(await findCases(api, caller, body)),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/audit-events/_search', may: 'audit', records: null, body: EventSearch, answers: FoundEvents,
      summary: 'What happened in this municipality, newest first, by kind, moment and member of staff',
      handle: async ({ caller, body }) => answer(await findEvents(api, caller.municipalityId, body)),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/checks/_search', may: 'audit', records: 'checks-listed', body: CheckSearch, answers: KeptChecks,
      summary: 'Every check and its answer, newest first, by moment, area, answer and officer',
      handle: async ({ caller, body }) => answer(await findChecks(api, caller, body)),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/past-checks/_ask', may: 'audit', records: 'past-asked', body: PastQuestion, answers: PastAnswer,
      refuses: ['area-unknown'],
      summary: 'What a check of this plate, here, at that moment would have answered, and what parking cost by the rules of then',
      async handle({ caller, body }) {
        const said = await askThePast(api, caller, body);
        return 'outcome' in said ? refusal(said) : answer(said);
      },
    }),
    endpoint({
      method: 'get', path: '/v1/staff/rights-report', may: 'audit', records: null, answers: StaffReport,
      summary: 'Who works here, in which roles, what those allow and how much they were used',
      handle: async ({ caller }) => answer(await readStaffReport(api, caller.municipalityId)),
    }),
    endpoint({
      method: 'get', path: '/v1/staff/retention', may: 'audit', records: null, answers: RetentionTerms,
      summary: 'How long each class of records is kept here, from when, and why',
      handle: async ({ caller }) => answer(await readTerms(api, caller.municipalityId)),
    }),
    endpoint({
      method: 'get', path: '/v1/staff/deletions', may: 'audit', records: null, query: Paging, answers: Deletions,
      summary: 'What was erased when its term was over, newest first, from the chain of events',
      handle: async ({ caller, query }) => answer(await readDeletions(api, caller.municipalityId, query)),
    }),
    endpoint({
      method: 'get', path: '/v1/staff/deletions/export', may: 'audit', records: null, query: Nothing, raw: 'file',
      summary: 'The whole log of deletions as CSV',
      async handle({ caller, language, res }) {
        const csv = await deletionsAsCsv(api, caller.municipalityId, language);
        res.set({ 'Content-Disposition': 'attachment; filename="deletions.csv"', 'Cache-Control': 'private, no-store' });
        res.type('text/csv; charset=utf-8').send(Buffer.from(csv));
        return sent;
      },
    }),
    endpoint({
      method: 'get', path: '/v1/staff/cases/{id}/readers', may: 'audit', records: null, answers: CaseReaders,
      summary: 'Who saw this case, and who did something in it',
      async handle({ caller, params }) {
        const view = await find(caller.municipalityId, params['id']!);
        return view ? answer(await readReaders(api, caller.municipalityId, view.id)) : NOT_FOUND;
      },
    }),
    ...(['replay', 'dossier'] as const).map((kind) =>
      endpoint({
        method: 'post', path: `/v1/staff/cases/{id}/${kind === 'replay' ? '_replay' : '_export'}`, may: 'audit', records: 'case-checked',
        answers: CaseCheck, status: 202,
        summary: kind === 'replay'
          ? 'Replay every process of the case on the code of today, and compute its decisions again'
          : 'Make a signed dossier of the case, to verify without this system',
        async handle({ caller, params }) {
          const view = await find(caller.municipalityId, params['id']!);
          return view ? answer(await askCheck(api, caller, view.id, kind)) : NOT_FOUND;
        },
      }),
    ),
    endpoint({
      method: 'get', path: '/v1/staff/cases/{id}/checks/{checkId}', may: 'audit', records: null, answers: CaseCheck,
      summary: 'What came of a replay, or whether the dossier is there',
      async handle({ caller, params }) {
        const view = await find(caller.municipalityId, params['id']!);
        const check = view && (await readCheck(api, view.id, params['checkId']!));
        return check ? answer(check) : NOT_FOUND;
      },
    }),
    ...(['json', 'pdf'] as const).map((form) =>
      endpoint({
        method: 'get', path: `/v1/staff/cases/{id}/checks/{checkId}/${form}`, may: 'audit', records: null, raw: 'file',
        summary: form === 'json' ? 'The signed dossier' : 'The dossier to read; the signed one knows its fingerprint',
        async handle({ caller, params, res }) {
          const view = await find(caller.municipalityId, params['id']!);
          const file = view && (await readDossierFile(api, view.id, params['checkId']!, form));
          if (!file) return NOT_FOUND;
          res.set({
            'Content-Type': form === 'json' ? 'application/json' : 'application/pdf',
            'Content-Disposition': `attachment; filename="${view.number}.${form}"`,
            'Content-Security-Policy': "default-src 'none'; sandbox",
            'Cache-Control': 'private, no-store',
          });
          res.send(file);
          return sent;
        },
      }),
    ),
  ]; // prettier-ignore
}
