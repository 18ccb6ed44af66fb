import { record } from '../../activities/db/stores/audit.ts';
import { inTransaction } from '../../activities/db/transaction.ts';
import { actFor, addPerson, stopActing } from '../../activities/staff-work/acting.ts';
import { addNote } from '../../activities/staff-work/notes.ts';
import { findPeople } from '../../activities/staff-work/people.ts';
import { Unavailable } from '../../activities/ports.ts';
import { addressLines } from '../../rules/municipalities/places.ts';
import { readSearch } from '../../rules/staff-work/search.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { holderOfCase, readNotes, readPerson } from './read.ts';
import {
  ActingBody,
  NewPersonBody,
  NoteBody,
  Notes,
  PeopleFound,
  PersonAdded,
  PersonFile,
  SearchBody,
} from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** The counter: finding people, their whole file, notes, and acting for somebody who stands there or calls (PEERS-033, PEERS-035). */
export function peopleRoutes(api: Api): Endpoint[] {
  const { deps, sessions } = api;
  const actorOf = ({ id, roles }: Staff) => ({ kind: 'staff' as const, id, roles });
  const inSession = (caller: Staff) => ({
    municipalityId: caller.municipalityId,
    actor: actorOf(caller),
    sessionHash: caller.sessionHash,
  });
  const ownerOf = (caller: Staff, caseId: string) =>
    isUuid(caseId) ? holderOfCase(api, caller, caseId) : Promise.resolve(undefined);
  return [
    endpoint({
      method: 'post', path: '/v1/staff/people/_search', may: 'act-for', records: 'person-found', body: SearchBody, answers: PeopleFound, secret: true,
      refuses: ['search-too-short'],
      summary: 'People by name, plate, case number, address or e-mail; whoever is shown can see that somebody looked',
      async handle({ caller, body }) {
        const terms = readSearch(body.text);
        if (terms.outcome === 'refuse') return refusal(terms);
        const search = { municipalityId: caller.municipalityId, actor: actorOf(caller), terms };
        const { people, more } = await findPeople(deps, search, deps.clock());
        return answer({
          items: people.map(({ address, ...person }) => ({ ...person, address: address ? addressLines(address) : [] })),
          more,
        });
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/people', may: 'act-for', records: 'person-added', body: NewPersonBody, answers: PersonAdded, secret: true,
      refuses: ['person-unknown', 'register-unavailable'],
      summary: 'Write in somebody without a login, by the number on the document they show',
      async handle({ caller, body }) {
        const { municipalityId, language } = caller;
        try {
          const added = await addPerson(deps, { municipalityId, actor: actorOf(caller), bsn: body.bsn, language }, deps.clock());
          return added.outcome === 'refuse' ? refusal(added) : answer({ id: added.id });
        } catch (error) {
          if (!(error instanceof Unavailable)) throw error;
          return refusal(refuse('register-unavailable', {}, 'try-later'));
        }
      },
    }),
    endpoint({
      method: 'get', path: '/v1/staff/people/{id}', may: 'act-for', records: 'person-shown', answers: PersonFile,
      summary: 'Everything of one person; they can see that somebody looked',
      async handle({ caller, params }) {
        const id = params['id']!;
        const person = isUuid(id) ? await readPerson(api, caller, id) : undefined;
        if (!person) return NOT_FOUND;
        const subject = { municipalityId: caller.municipalityId, holderId: id };
        await inTransaction(deps.pool, (tx) =>
          record(tx, deps.clock(), actorOf(caller), subject, { kind: 'person-shown', data: {} }),
        );
        return answer(person);
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/people/{id}/notes', may: 'act-for', records: 'note-added', body: NoteBody, answers: Notes, status: 201,
      summary: 'Write down what colleagues should know of a person',
      async handle({ caller, params, body, key }) {
        const id = params['id']!;
        const person = isUuid(id) ? await readPerson(api, caller, id) : undefined;
        if (!person) return NOT_FOUND;
        const note = { municipalityId: caller.municipalityId, holderId: id, applicationId: null, body: body.body, actor: actorOf(caller), key };
        await addNote(deps, note, deps.clock());
        return answer({ items: await readNotes(api, { holderId: id, applicationId: null }) });
      },
    }),
    endpoint({
      method: 'get', path: '/v1/staff/cases/{id}/notes', may: 'read-case', records: null, answers: Notes,
      summary: 'What colleagues wrote down about a case',
      async handle({ caller, params }) {
        const applicationId = params['id']!;
        const holderId = await ownerOf(caller, applicationId);
        return holderId ? answer({ items: await readNotes(api, { holderId, applicationId }) }) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/cases/{id}/notes', may: 'review', records: 'note-added', body: NoteBody, answers: Notes, status: 201,
      summary: 'Write down what colleagues should know of a case',
      async handle({ caller, params, body, key }) {
        const applicationId = params['id']!;
        const holderId = await ownerOf(caller, applicationId);
        if (!holderId) return NOT_FOUND;
        const note = { municipalityId: caller.municipalityId, holderId, applicationId, body: body.body, actor: actorOf(caller), key };
        await addNote(deps, note, deps.clock());
        return answer({ items: await readNotes(api, { holderId, applicationId }) });
      },
    }),
    endpoint({
      method: 'put', path: '/v1/staff/acting', may: 'act-for', records: 'acting-began', body: ActingBody,
      summary: 'From now on, do at the desk what somebody asks at the counter or on the phone; each act says so',
      async handle({ caller, body }) {
        const said = await actFor(deps, { ...inSession(caller), holderId: body.personId, channel: body.channel }, deps.clock());
        if (isRefusal(said)) return refusal(said);
        sessions.forget(caller);
        return answer(undefined);
      },
    }),
    endpoint({
      method: 'delete', path: '/v1/staff/acting', may: 'act-for', records: 'acting-ended',
      summary: 'Back to your own work',
      async handle({ caller }) {
        await stopActing(deps, inSession(caller), deps.clock());
        sessions.forget(caller);
        return answer(undefined);
      },
    }),
  ]; // prettier-ignore
}
