import { Document, Permit } from '../../activities/db/entities/all.ts';
import { mayMove } from '../../rules/plate-changes/status.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import * as messages from '../../workflows/contract/plate-change.ts';
import { type Api } from '../api.ts';
import { sendDocument } from '../documents.ts';
import { actorOf, type Citizen } from '../http/caller.ts';
import { answer, endpoint, refusal, sent, type Answered, type Endpoint } from '../http/endpoint.ts';
import { idFrom, isUuid } from '../http/ids.ts';
import { keepInput } from '../permit-applications/routes.ts';
import { DocumentView } from '../permit-applications/shapes.ts';
import { keepUpload } from '../permit-applications/upload.ts';
import { documentView } from '../permit-applications/view.ts';
import { findOwnChange, readChanges, view } from './read.ts';
import { PlateChangeList, PlateChangeView, PlatesBody } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));
const PLATES = [
  'too-many-plates', 'too-few-plates', 'same-plate-twice', 'foreign-plate-not-allowed', 'plate-empty', 'plate-too-long', 'plate-characters',
  'plate-not-dutch', 'not-allowed-by-product', 'permit-not-in-force', 'no-plate-changed', 'one-plate-at-a-time', 'change-under-way',
  'start-in-past', 'start-too-far', 'overlap-too-long', 'temporary-too-long', 'temporary-used-up', 'other-car-out',
]; // prettier-ignore

/** Other plates on a permit (PORTAL-071, LOKET-031): asked, shown with fee and moment, and then confirmed by its holder. */
export function plateChangeRoutes(api: Api): Endpoint[] {
  const { deps, processes, orm } = api;
  const findPermit = ({ id: holderId, municipalityId }: Citizen, id: string): Promise<Permit | null> =>
    isUuid(id) ? orm.getRepository(Permit).findOneBy({ id, holderId, municipalityId }) : Promise.resolve(null);
  const show = async (caller: Citizen, id: string): Promise<Answered<PlateChangeView>> => {
    const own = await findOwnChange(api, caller, id);
    return own ? answer(await view(api, own)) : NOT_FOUND;
  };
  const after = (
    caller: Citizen,
    id: string,
    said: messages.PlateChanged | Refusal,
  ): Promise<Answered<PlateChangeView>> => (isRefusal(said) ? Promise.resolve(refusal(said)) : show(caller, id));

  return [
    endpoint({
      method: 'put', path: '/v1/permits/{id}/plates', may: 'desk', records: 'plate-change-opened', body: PlatesBody, answers: PlateChangeView,
      refuses: PLATES,
      summary: 'Ask for other plates on a permit, one change at a time; confirm it when fee and moment suit',
      async handle({ caller, params, body, key }) {
        const own = await findPermit(caller, params['id']!);
        if (!own) return NOT_FOUND;
        const id = idFrom('plate-change', key);
        const inputId = await keepInput(api, own.id, body);
        return after(caller, id, await processes.openPlateChange(id, { permitId: own.id, inputId, actor: actorOf(caller) }, key));
      },
    }),
    endpoint({
      method: 'get', path: '/v1/permits/{id}/plate-changes', may: 'desk', records: null, answers: PlateChangeList,
      summary: 'Changes of plate of this permit, the newest first',
      async handle({ caller, params }) {
        const own = await findPermit(caller, params['id']!);
        return own ? answer({ items: await readChanges(api, own.id) }) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'get', path: '/v1/plate-changes/{id}', may: 'desk', records: null, answers: PlateChangeView,
      summary: 'One change of plate, with its fee, its moment and what is still needed',
      handle: ({ caller, params }) => show(caller, params['id']!),
    }),
    endpoint({
      method: 'post', path: '/v1/plate-changes/{id}/documents', may: 'desk', records: 'document-received', raw: 'multipart', answers: DocumentView,
      status: 201,
      refuses: ['file-empty', 'file-infected', 'document-kind-not-accepted', 'unknown-requirement', 'move-not-allowed'],
      summary: 'Send proof for a car in the name of somebody else: PDF, JPG, PNG or HEIC of at most 10 MB',
      async handle({ caller, params, req, key }) {
        const own = await findOwnChange(api, caller, params['id']!);
        if (!own) return NOT_FOUND;
        const allowed = mayMove(own.status, 'attach');
        if (isRefusal(allowed)) return refusal(allowed);
        const owner = {
          municipalityId: own.municipality_id,
          holderId: caller.id,
          applicationId: null,
          permitId: own.permit_id,
          plateChangeId: own.id,
        };
        const kept = await keepUpload(api, req, owner, key);
        if (isRefusal(kept)) return refusal(kept);
        const { documentId } = kept;
        const said = await processes.plateChange(own.id, messages.attach, { documentId, actor: actorOf(caller) }, key);
        if (isRefusal(said)) return refusal(said);
        const document = await orm.getRepository(Document).findOneByOrFail({ id: documentId });
        return answer(documentView(document, await deps.releases.numbered(own.municipality_id, own.release)));
      },
    }),
    endpoint({
      method: 'get', path: '/v1/plate-changes/{id}/documents/{documentId}', may: 'desk', records: null, raw: 'file',
      summary: 'The content of a document sent with this change',
      async handle({ caller, params, res }) {
        const own = await findOwnChange(api, caller, params['id']!);
        const found = own && (await sendDocument(api, res, params['documentId']!, { plateChangeId: own.id }));
        return found ? sent : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'delete', path: '/v1/plate-changes/{id}/documents/{documentId}', may: 'desk', records: 'document-removed', answers: PlateChangeView,
      refuses: ['move-not-allowed'],
      summary: 'Take back a document before the change is confirmed',
      async handle({ caller, params, key }) {
        const own = await findOwnChange(api, caller, params['id']!);
        if (!own) return NOT_FOUND;
        const input = { documentId: params['documentId']!, actor: actorOf(caller) };
        return after(caller, own.id, await processes.plateChange(own.id, messages.detach, input, key));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/plate-changes/{id}/_confirm', may: 'desk', records: 'plate-change-confirmed', answers: PlateChangeView,
      refuses: ['evidence-missing', 'permit-not-in-force', 'move-not-allowed'],
      summary: 'Agree to the change with its fee and its moment',
      async handle({ caller, params, key }) {
        const own = await findOwnChange(api, caller, params['id']!);
        if (!own) return NOT_FOUND;
        return after(caller, own.id, await processes.plateChange(own.id, messages.confirm, { actor: actorOf(caller) }, key));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/plate-changes/{id}/_withdraw', may: 'desk', records: 'plate-change-ended', answers: PlateChangeView,
      refuses: ['move-not-allowed'],
      summary: 'Take the change back before it counts; what was paid goes back',
      async handle({ caller, params, key }) {
        const own = await findOwnChange(api, caller, params['id']!);
        if (!own) return NOT_FOUND;
        return after(caller, own.id, await processes.plateChange(own.id, messages.withdraw, { actor: actorOf(caller) }, key));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/plate-changes/{id}/_give-back', may: 'desk', records: 'plate-change-ended', answers: PlateChangeView,
      refuses: ['move-not-allowed'],
      summary: 'Put the own plate back before the last day of a temporary car',
      async handle({ caller, params, key }) {
        const own = await findOwnChange(api, caller, params['id']!);
        if (!own) return NOT_FOUND;
        return after(caller, own.id, await processes.plateChange(own.id, messages.giveBack, { actor: actorOf(caller) }, key));
      },
    }),
  ]; // prettier-ignore
}
