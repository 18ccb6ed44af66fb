import { randomUUID } from 'node:crypto';
import { statement } from '../../activities/db/transaction.ts';
import { Document } from '../../activities/db/entities/all.ts';
import { mayMove } from '../../rules/permit-applications/status.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import * as messages from '../../workflows/contract/permit-application.ts';
import { type Api } from '../api.ts';
import { sendDocument } from '../documents.ts';
import { actorOf, type Citizen } from '../http/caller.ts';
import { answer, endpoint, refusal, sent, type Answered, type Endpoint } from '../http/endpoint.ts';
import { successionOf } from './succession.ts';
import { idFrom } from '../http/ids.ts';
import { findOwn, readRows, runningOf } from './read.ts';
import {
  AnswersBody,
  ApplicationList,
  ApplicationView,
  ConfirmBody,
  DocumentList,
  DocumentView,
  OpenBody,
  type ApplicationView as View,
} from './shapes.ts';
import { keepUpload } from './upload.ts';
import { documentView, summaryOf, viewOf } from './view.ts';

const NOT_FOUND = refusal(refuse('not-found'));
const ENTITLEMENT = ['not-for-this-applicant', 'address-unknown', 'address-outside-area', 'own-places'];
const WIZARD = [
  'start-in-past', 'start-too-early', 'start-too-far', 'location-not-available', 'location-full', 'period-not-available',
  'too-many-plates', 'too-few-plates', 'same-plate-twice', 'foreign-plate-not-allowed', 'plate-empty', 'plate-too-long',
  'plate-characters', 'plate-not-dutch', 'plates-already-confirmed', 'evidence-missing', 'documents-already-confirmed',
  'unknown-question', 'answer-not-accepted', 'step-open', 'move-not-allowed', 'card-not-asked', 'card-number-invalid', 'card-expired',
  'second-address-not-asked', 'second-address-outside', 'second-address-same-zone',
]; // prettier-ignore

/** The wizard (PORTAL-030…059): every act is a message to the application's process; what is shown is read from its rows. */
export function applicationRoutes(api: Api): Endpoint[] {
  const { deps, processes } = api;

  const view = async (caller: Citizen, id: string): Promise<Answered<View>> => {
    const own = await findOwn(api, caller, id);
    return own ? answer(viewOf(await readRows(api, own), deps.clock())) : NOT_FOUND;
  };
  /** The state after a message, or why it was refused. */
  const after = async (caller: Citizen, id: string, said: messages.Changed | Refusal): Promise<Answered<View>> =>
    isRefusal(said) ? refusal(said) : view(caller, id);

  return [
    endpoint({
      method: 'get', path: '/v1/applications', may: 'desk', records: null, answers: ApplicationList,
      summary: 'Applications that still need an act of the applicant or the municipality',
      async handle({ caller }) {
        const running = await runningOf(api, caller);
        const items = await Promise.all(
          running.map(async (row) => summaryOf(row, await deps.releases.numbered(row.municipalityId, row.release))),
        );
        return answer({ items });
      },
    }),
    endpoint({
      method: 'post', path: '/v1/applications', may: 'desk', records: 'application-opened', body: OpenBody, answers: ApplicationView, status: 201,
      refuses: [...ENTITLEMENT, 'takeover-not-offered'],
      summary: 'Begin an application for a product',
      async handle({ caller, body, key }) {
        const id = idFrom('application', key);
        const { municipalityId, id: holderId } = caller;
        const opened = await processes.openApplication(id, { municipalityId, holderId, productId: body.productId, actor: actorOf(caller), ...(await successionOf(deps.pool, municipalityId, body)) }, key);
        return after(caller, id, opened);
      },
    }),
    endpoint({
      method: 'get', path: '/v1/applications/{id}', may: 'desk', records: null, answers: ApplicationView,
      summary: 'One application, with its steps, choices and what is still needed',
      handle: ({ caller, params }) => view(caller, params['id']!),
    }),
    endpoint({
      method: 'patch', path: '/v1/applications/{id}/answers', may: 'desk', records: 'application-answered', body: AnswersBody, answers: ApplicationView,
      refuses: WIZARD,
      summary: 'Answer one or more steps',
      async handle({ caller, params, body, key }) {
        const own = await findOwn(api, caller, params['id']!);
        if (!own) return NOT_FOUND;
        const { documentsConfirmed, ...answers } = body;
        if (Object.keys(answers).length > 0) {
          const allowed = mayMove(own.status, 'answer');
          if (isRefusal(allowed)) return refusal(allowed);
          const inputId = await keepInput(api, own.id, answers);
          const said = await processes.application(own.id, messages.answer, { inputId, actor: actorOf(caller) }, key);
          if (isRefusal(said)) return refusal(said);
        }
        if (!documentsConfirmed) return view(caller, own.id);
        const said = await processes.application(own.id, messages.submitDocuments, { actor: actorOf(caller) }, `${key}:documents`);
        return after(caller, own.id, said);
      },
    }),
    endpoint({
      method: 'get', path: '/v1/applications/{id}/documents', may: 'desk', records: null, answers: DocumentList,
      summary: 'Documents the applicant sent with this application',
      async handle({ caller, params }) {
        const own = await findOwn(api, caller, params['id']!);
        if (!own) return NOT_FOUND;
        return answer({ items: viewOf(await readRows(api, own), deps.clock()).documents });
      },
    }),
    endpoint({
      method: 'post', path: '/v1/applications/{id}/documents', may: 'desk', records: 'document-received', raw: 'multipart', answers: DocumentView, status: 201,
      refuses: ['file-empty', 'file-infected', 'document-kind-not-accepted', 'unknown-requirement', 'documents-already-confirmed', 'move-not-allowed'],
      summary: 'Send a document as proof: PDF, JPG, PNG or HEIC of at most 10 MB',
      async handle({ caller, params, req, key }) {
        const own = await findOwn(api, caller, params['id']!);
        if (!own) return NOT_FOUND;
        const allowed = mayMove(own.status, 'attach');
        if (isRefusal(allowed)) return refusal(allowed);
        const owner = { municipalityId: own.municipalityId, holderId: caller.id, applicationId: own.id, permitId: null };
        const kept = await keepUpload(api, req, owner, key);
        if (isRefusal(kept)) return refusal(kept);
        const { documentId } = kept;
        const said = await processes.application(own.id, messages.attach, { documentId, actor: actorOf(caller) }, key);
        if (isRefusal(said)) return refusal(said);
        const document = await api.orm.getRepository(Document).findOneByOrFail({ id: documentId });
        return answer(documentView(document, await deps.releases.numbered(own.municipalityId, own.release)));
      },
    }),
    endpoint({
      method: 'get', path: '/v1/applications/{id}/documents/{documentId}', may: 'desk', records: null, raw: 'file',
      summary: 'The content of a document or letter of this application',
      async handle({ caller, params, res }) {
        const own = await findOwn(api, caller, params['id']!);
        const found = own && (await sendDocument(api, res, params['documentId']!, { applicationId: own.id }));
        return found ? sent : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'delete', path: '/v1/applications/{id}/documents/{documentId}', may: 'desk', records: 'document-removed', answers: ApplicationView,
      refuses: ['documents-already-confirmed', 'move-not-allowed'],
      summary: 'Take back a document that is not confirmed yet',
      async handle({ caller, params, key }) {
        const own = await findOwn(api, caller, params['id']!);
        if (!own) return NOT_FOUND;
        const input = { documentId: params['documentId']!, actor: actorOf(caller) };
        return after(caller, own.id, await processes.application(own.id, messages.detach, input, key));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/applications/{id}/_confirm', may: 'desk', records: 'application-declared', body: ConfirmBody, answers: ApplicationView,
      refuses: [...ENTITLEMENT, 'step-open', 'location-full', 'period-not-available', 'card-in-use', 'move-not-allowed'],
      summary: 'Declare that everything is true: the last step',
      async handle({ caller, params, body, key }) {
        const own = await findOwn(api, caller, params['id']!);
        if (!own) return NOT_FOUND;
        const { declarationVersion, language } = body;
        const input = { declarationVersion, language, actor: actorOf(caller) };
        return after(caller, own.id, await processes.application(own.id, messages.confirm, input, key));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/applications/{id}/_withdraw', may: 'desk', records: 'application-withdrawn', answers: ApplicationView,
      refuses: ['move-not-allowed'],
      summary: 'Take the application back',
      async handle({ caller, params, key }) {
        const own = await findOwn(api, caller, params['id']!);
        if (!own) return NOT_FOUND;
        return after(caller, own.id, await processes.application(own.id, messages.withdraw, { actor: actorOf(caller) }, key));
      },
    }),
  ]; // prettier-ignore
}

/** What was typed waits in the database; the message carries its id, so that no history holds anything personal. */
export async function keepInput({ deps }: Api, subjectId: string, body: object): Promise<string> {
  const id = randomUUID();
  await deps.pool.query({ ...addInput, values: [id, subjectId, JSON.stringify(body)] });
  return id;
}

const addInput = statement('add-command-input', 'INSERT INTO command_input (id, subject_id, body) VALUES ($1, $2, $3)');
