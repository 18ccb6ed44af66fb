import type { AnnouncementBody, Announcements, Reach } from '../../../api/announcements/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

const PATH = '/v1/staff/announcements';

export function readAnnouncements(signal: AbortSignal): Promise<Answer<Announcements>> {
  return call<Announcements>(PATH, { signal });
}

/** `optIn`: of who asked to hear of the street. */
export function countReach(body: { areas: readonly string[]; optIn: boolean }, key: string): Promise<Answer<Reach>> {
  return call<Reach>(`${PATH}/_count`, { method: 'POST', body, key });
}

export function writeAnnouncement(body: AnnouncementBody, key: string): Promise<Answer<Announcements>> {
  return call<Announcements>(PATH, { method: 'POST', body, key });
}

export function actOnAnnouncement(
  { id, act }: { id: string; act: 'release' | 'withdraw' },
  key: string,
): Promise<Answer<Announcements>> {
  return call<Announcements>(`${PATH}/${id}/_${act}`, { method: 'POST', key });
}
