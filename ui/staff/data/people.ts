import type { Notes, PeopleFound, PersonFile } from '../../../api/people/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

/** Whoever is shown can see that somebody looked. */
export function searchPeople(text: string, key: string): Promise<Answer<PeopleFound>> {
  return call<PeopleFound>('/v1/staff/people/_search', { method: 'POST', body: { text }, key });
}

export function readPerson(id: string, signal: AbortSignal): Promise<Answer<PersonFile>> {
  return call<PersonFile>(`/v1/staff/people/${id}`, { signal });
}

export function addPerson(bsn: string, key: string): Promise<Answer<{ id: string }>> {
  return call<{ id: string }>('/v1/staff/people', { method: 'POST', body: { bsn }, key });
}

export type Channel = 'counter' | 'phone';

export function actFor(personId: string, channel: Channel, key: string): Promise<Answer<undefined>> {
  return call<undefined>('/v1/staff/acting', { method: 'PUT', body: { personId, channel }, key });
}

/** Notes of a person or of a case, by where they are kept. */
export type NotesAt = `/v1/staff/${'people' | 'cases'}/${string}/notes`;

export function readNotes(at: NotesAt, signal: AbortSignal): Promise<Answer<Notes>> {
  return call<Notes>(at, { signal });
}

export function addNote(at: NotesAt, body: string, key: string): Promise<Answer<Notes>> {
  return call<Notes>(at, { method: 'POST', body: { body }, key });
}
