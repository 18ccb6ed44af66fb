import type { AnnouncementBody, Announcements, Reach } from '../../../api/announcements/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

const PATH = '/v1/staff/announcements';

export function readAnnouncements(signal: AbortSignal): Promise<Answer<Announcements>> {
  return call<Announcements>(PATH, { signal });
}

export function countReach(areas: readonly string[], key: string): Promise<Answer<Reach>> {
  return call<Reach>(`${PATH}/_count`, { method: 'POST', body: { areas }, key });
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
