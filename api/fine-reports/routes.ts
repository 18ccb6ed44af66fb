import { type Request } from 'express';
import { statement } from '../../activities/db/transaction.ts';
import { type Actor } from '../../rules/audit.ts';
import { reportableFrom } from '../../rules/fine-reports/decide.ts';
import { mayMoveReport } from '../../rules/fine-reports/status.ts';
import { type Language } from '../../rules/messages.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import * as message from '../../workflows/contract/fine-report.ts';
import { type Api } from '../api.ts';
import { actorOf, type Account, type Citizen } from '../http/caller.ts';
import { answer, endpoint, refusal, type Answered, type Endpoint } from '../http/endpoint.ts';
import { idFrom } from '../http/ids.ts';
import { askBundle, type BundleOf } from '../objections/bundles.ts';
import { actionForBundle, permitForBundle } from '../objections/routes.ts';
import { keepInput } from '../permit-applications/routes.ts';
import { keepUpload } from '../permit-applications/upload.ts';
import { MOST_DOCUMENTS, readReports } from './read.ts';
import { FineReportBody, FineReportList, FineReportView } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));
const REFUSES = ['fine-in-future', 'fine-too-old', 'fine-reported-already'];
const FILE = ['file-empty', 'file-infected', 'too-many-documents', 'move-not-allowed'];

/** "This fine is wrong": of a permit at the desk, of a stay in the parking app, each with its signed bundle (PEERS-043). */
export function fineReportRoutes(api: Api): Endpoint[] {
  const list = async (of: BundleOf | undefined): Promise<Answered<FineReportList>> => {
    if (!of) return NOT_FOUND;
    const today = await todayOf(api, of);
    return answer({ items: await readReports(api, of), from: reportableFrom(today), today });
  };
  const one = async (of: BundleOf, id: string): Promise<Answered<FineReportView>> => {
    const [view] = await readReports(api, of, id);
    return view ? answer(view) : NOT_FOUND;
  };
  const open = async (
    of: BundleOf | undefined,
    actor: Actor,
    { body, language, key }: { body: FineReportBody; language: Language; key: string },
  ): Promise<Answered<FineReportView>> => {
    if (!of) return NOT_FOUND;
    const id = idFrom('fine-report', key);
    const bundle = await askBundle(api, idFrom('bundle', key), of, language);
    const inputId = await keepInput(api, of.permitId, { ...body, language });
    const actionId = 'actionId' in of ? of.actionId : null;
    const input = { permitId: of.permitId, actionId, bundleId: bundle.id, inputId, actor };
    const said = await api.processes.openFineReport(id, input, key);
    return isRefusal(said) ? refusal(said) : one(of, id);
  };
  const attach = async (
    of: BundleOf | undefined,
    actor: Actor,
    { params, req, key }: { params: Record<string, string>; req: Request; key: string },
  ): Promise<Answered<FineReportView>> => {
    const [view] = of ? await readReports(api, of, params['reportId']) : [];
    if (!of || !view) return NOT_FOUND;
    const allowed = mayMoveReport(view.status, 'attach');
    if (isRefusal(allowed)) return refusal(allowed);
    if (!view.actions.includes('attach'))
      return refusal(refuse('too-many-documents', { most: MOST_DOCUMENTS }, 'await-answer'));
    const owner = { ...(await ownerOf(api, of.permitId)), applicationId: null, permitId: null, fineReportId: view.id };
    const kept = await keepUpload(api, req, owner, key);
    if (isRefusal(kept)) return refusal(kept);
    const said = await api.processes.fineReport(view.id, message.attach, { documentId: kept.documentId, actor }, key);
    return isRefusal(said) ? refusal(said) : one(of, view.id);
  };
  const withdraw = async (
    of: BundleOf | undefined,
    actor: Actor,
    { params, key }: { params: Record<string, string>; key: string },
  ): Promise<Answered<FineReportView>> => {
    const [view] = of ? await readReports(api, of, params['reportId']) : [];
    if (!of || !view) return NOT_FOUND;
    const said = await api.processes.fineReport(view.id, message.withdraw, { actor }, key);
    return isRefusal(said) ? refusal(said) : one(of, view.id);
  };
  const atDesk = (caller: Citizen, params: Record<string, string>) => permitForBundle(api, caller, params['id']!);
  const inApp = (caller: Account, params: Record<string, string>) => actionForBundle(api, caller, params['id']!);
  const account = ({ id }: Account): Actor => ({ kind: 'account', id });

  return [
    endpoint({
      method: 'get', path: '/v1/permits/{id}/fine-reports', may: 'desk', records: null, answers: FineReportList,
      summary: 'Fines of this permit that were reported as wrong, the newest first',
      handle: async ({ caller, params }) => list(await atDesk(caller, params)),
    }),
    endpoint({
      method: 'post', path: '/v1/permits/{id}/fine-reports', may: 'desk', records: 'fine-report-opened', body: FineReportBody,
      answers: FineReportView, status: 201, refuses: REFUSES,
      summary: 'Report a fine that is wrong; the signed bundle of this permit goes along',
      handle: async ({ caller, params, ...rest }) => open(await atDesk(caller, params), actorOf(caller), rest),
    }),
    endpoint({
      method: 'post', path: '/v1/permits/{id}/fine-reports/{reportId}/documents', may: 'desk', records: 'document-received', raw: 'multipart',
      answers: FineReportView, status: 201, refuses: FILE,
      summary: 'Send a picture of the fine: PDF, JPG, PNG or HEIC of at most 10 MB',
      handle: async ({ caller, ...rest }) => attach(await atDesk(caller, rest.params), actorOf(caller), rest),
    }),
    endpoint({
      method: 'post', path: '/v1/permits/{id}/fine-reports/{reportId}/_withdraw', may: 'desk', records: 'fine-report-withdrawn',
      answers: FineReportView, refuses: ['move-not-allowed'],
      summary: 'Take the report back before it is answered',
      handle: async ({ caller, ...rest }) => withdraw(await atDesk(caller, rest.params), actorOf(caller), rest),
    }),
    endpoint({
      method: 'get', path: '/v1/parking/actions/{id}/fine-reports', may: 'account', records: null, answers: FineReportList,
      summary: 'Fines of this stay that were reported as wrong, the newest first',
      handle: async ({ caller, params }) => list(await inApp(caller, params)),
    }),
    endpoint({
      method: 'post', path: '/v1/parking/actions/{id}/fine-reports', may: 'account', records: 'fine-report-opened', body: FineReportBody,
      answers: FineReportView, status: 201, refuses: REFUSES,
      summary: 'Report a fine that is wrong; the signed bundle of this stay goes along',
      handle: async ({ caller, params, ...rest }) => open(await inApp(caller, params), account(caller), rest),
    }),
    endpoint({
      method: 'post', path: '/v1/parking/actions/{id}/fine-reports/{reportId}/documents', may: 'account', records: 'document-received',
      raw: 'multipart', answers: FineReportView, status: 201, refuses: FILE,
      summary: 'Send a picture of the fine: PDF, JPG, PNG or HEIC of at most 10 MB',
      handle: async ({ caller, ...rest }) => attach(await inApp(caller, rest.params), account(caller), rest),
    }),
    endpoint({
      method: 'post', path: '/v1/parking/actions/{id}/fine-reports/{reportId}/_withdraw', may: 'account', records: 'fine-report-withdrawn',
      answers: FineReportView, refuses: ['move-not-allowed'],
      summary: 'Take the report back before it is answered',
      handle: async ({ caller, ...rest }) => withdraw(await inApp(caller, rest.params), account(caller), rest),
    }),
  ]; // prettier-ignore
}

async function todayOf({ deps }: Api, { permitId }: BundleOf): Promise<string> {
  const { municipalityId } = await ownerOf({ deps }, permitId);
  const now = deps.clock();
  const { content } = await deps.releases.inForce(municipalityId, now);
  return civilDateOf(now, content.municipality.timeZone);
}

/** What is sent lies in the file of whose permit it is. */
async function ownerOf(
  { deps }: Pick<Api, 'deps'>,
  permitId: string,
): Promise<{ municipalityId: string; holderId: string }> {
  const { rows } = await deps.pool.query<{ municipalityId: string; holderId: string }>({
    ...findOwner,
    values: [permitId],
  });
  return rows[0]!;
}

const findOwner = statement(
  'find-owner-of-permit',
  'SELECT municipality_id AS "municipalityId", holder_id AS "holderId" FROM permit WHERE id = $1',
);
