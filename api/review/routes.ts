import { record } from '../../activities/db/stores/audit.ts';
import { Permit } from '../../activities/db/entities/all.ts';
import { inTransaction, statement } from '../../activities/db/transaction.ts';
import { addressLines, type Address } from '../../rules/municipalities/places.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { end } from '../../workflows/contract/permit.ts';
import { type Api } from '../api.ts';
import { sendDocument } from '../documents.ts';
import { type Staff } from '../http/caller.ts';
import { answer, endpoint, refusal, sent, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { keepInput } from '../permit-applications/routes.ts';
import { caseOf, documentsOf, fileOf } from './case.ts';
import { findTask, readTask, readTasks } from './read.ts';
import { DecideBody, EndBody, Ended, Person, TaskFilter, TaskPage, TaskView, Workload } from './shapes.ts';
import { readWorkload } from './workload.ts';

const NOT_FOUND = refusal(refuse('not-found'));
const REVIEW = [
  'task-of-someone-else', 'task-not-claimed', 'task-closed', 'ground-missing', 'ground-not-needed', 'own-work', 'move-not-allowed',
]; // prettier-ignore

/** Desk work: the queue, one case, the decision. Reading a person's data is recorded and shown to that person. */
export function reviewRoutes(api: Api): Endpoint[] {
  const { deps, processes } = api;
  const actorOf = ({ id, roles }: Staff) => ({ kind: 'staff' as const, id, roles });
  const task = (caller: Staff, id: string) => (isUuid(id) ? findTask(api, caller, id) : Promise.resolve(null));
  /** The task as it is now; a task that is done is shown no more. */
  const after = async (caller: Staff, id: string, said: Refusal | { outcome: 'changed' }) => {
    if (isRefusal(said)) return refusal(said);
    const view = await readTask(api, caller, id);
    return view ? answer(view) : answer(null);
  };

  return [
    endpoint({
      method: 'get', path: '/v1/staff/tasks', may: 'review', records: null, query: TaskFilter, answers: TaskPage,
      summary: 'The queue, most urgent first',
      handle: async ({ caller, query }) => answer(await readTasks(api, caller, query.filter, query.limit, query.cursor)),
    }),
    endpoint({
      method: 'get', path: '/v1/staff/workload', may: 'review', records: null, answers: Workload,
      summary: 'What the coming working days bring if the pace stays what it was',
      handle: async ({ caller }) => answer(await readWorkload(api, caller)),
    }),
    endpoint({
      method: 'get', path: '/v1/staff/tasks/{id}', may: 'review', records: 'case-read', answers: TaskView,
      summary: 'One case beside the rules it must meet',
      async handle({ caller, params }) {
        const found = await task(caller, params['id']!);
        const view = found && (await readTask(api, caller, found.id));
        if (!view) return NOT_FOUND;
        await recordReading(api, caller, await fileOf(api, found), { kind: 'case-read', data: { view: 'review' } });
        return answer(view);
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/tasks/{id}/_claim', may: 'review', records: 'task-claimed', answers: TaskView.nullable(), refuses: REVIEW,
      summary: 'Take the case in hand',
      async handle({ caller, params, key }) {
        const found = await task(caller, params['id']!);
        if (!found) return NOT_FOUND;
        return after(caller, found.id, await caseOf(api, found).claim({ staffId: caller.id, actor: actorOf(caller) }, key));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/tasks/{id}/_release', may: 'review', records: 'task-released', answers: TaskView.nullable(), refuses: REVIEW,
      summary: 'Give the case back to the queue',
      async handle({ caller, params, key }) {
        const found = await task(caller, params['id']!);
        if (!found) return NOT_FOUND;
        return after(caller, found.id, await caseOf(api, found).release({ staffId: caller.id, actor: actorOf(caller) }, key));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/tasks/{id}/_decide', may: 'review', records: 'task-decided', body: DecideBody, answers: TaskView.nullable(),
      refuses: REVIEW,
      summary: 'Approve, reject, or ask for a better document',
      async handle({ caller, params, body, key }) {
        const found = await task(caller, params['id']!);
        if (!found) return NOT_FOUND;
        const { verdict, ground, note, documentIds } = body;
        const inputId = await keepInput(api, found.id, { note, documentIds });
        const input = { staffId: caller.id, actor: actorOf(caller), verdict, ground, inputId };
        return after(caller, found.id, await caseOf(api, found).decide(input, key));
      },
    }),
    endpoint({
      method: 'get', path: '/v1/staff/tasks/{id}/documents/{documentId}', may: 'review', records: 'document-read', raw: 'file',
      summary: 'The content of a document sent with the case',
      async handle({ caller, params, res }) {
        const found = await task(caller, params['id']!);
        if (!found) return NOT_FOUND;
        const documentId = params['documentId']!;
        const gone = !(await sendDocument(api, res, documentId, documentsOf(found)));
        if (gone) return NOT_FOUND;
        await recordReading(api, caller, await fileOf(api, found), { kind: 'document-read', data: { documentId } });
        return sent;
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/tasks/{id}/_show-person', may: 'review', records: 'person-shown', answers: Person,
      summary: 'Name, address and e-mail of the applicant; the applicant can see that somebody looked',
      async handle({ caller, params }) {
        const found = await task(caller, params['id']!);
        if (!found) return NOT_FOUND;
        const { rows } = await deps.pool.query<{ name: string; address: Address | null; email: string | null; bounced: boolean }>({
          ...readPerson,
          values: [await fileOf(api, found)],
        });
        const { name, address, email, bounced } = rows[0]!;
        await recordReading(api, caller, await fileOf(api, found), { kind: 'person-shown', data: {} });
        return answer({ name, address: address ? addressLines(address) : [], email, emailBounced: bounced });
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/permits/{id}/_end', may: 'end-permit', records: 'permit-ended', body: EndBody, answers: Ended,
      refuses: ['permit-not-in-force', 'move-not-allowed'],
      summary: 'End a permit at once, with a ground',
      async handle({ caller, params, body, key }) {
        const id = params['id']!;
        const { municipalityId } = caller;
        const permit = isUuid(id) ? await api.orm.getRepository(Permit).findOneBy({ id, municipalityId }) : null;
        if (!permit) return NOT_FOUND;
        const said = await processes.permit(id, end, { actor: actorOf(caller), ground: body.ground }, key);
        return isRefusal(said) ? refusal(said) : answer({ status: said.status });
      },
    }),
  ]; // prettier-ignore
}

type Reading = Parameters<typeof record<'case-read' | 'document-read' | 'person-shown'>>[4];

export async function recordReading(
  { deps }: Api,
  { id, roles, municipalityId }: Staff,
  applicationId: string,
  event: Reading,
): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    const { rows } = await tx.query<{ holder_id: string }>({ ...readHolderOf, values: [applicationId] });
    const subject = { municipalityId, holderId: rows[0]?.holder_id ?? null, applicationId };
    await record(tx, deps.clock(), { kind: 'staff', id, roles }, subject, event);
  });
}

const readPerson = statement(
  'read-person-of-case',
  `SELECT h.name, h.address, h.email, h.email_bounced_at IS NOT NULL AS bounced
     FROM application a JOIN holder h ON h.id = a.holder_id WHERE a.id = $1`,
);
const readHolderOf = statement('read-holder-of-case', 'SELECT holder_id FROM application WHERE id = $1');
