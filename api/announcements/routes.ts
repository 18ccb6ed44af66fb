import { statement } from '../../activities/db/transaction.ts';
import {
  reachOf,
  releaseAnnouncement,
  withdrawAnnouncement,
  writeAnnouncement,
} from '../../activities/staff-work/announcements.ts';
import { streetReach } from '../../activities/staff-work/street-notices.ts';
import { type StreetCause } from '../../rules/street-notices.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { idFrom, isUuid } from '../http/ids.ts';
import { areaName } from '../permit-applications/read.ts';
import { AnnouncementBody, Announcements, Reach, ReachBody } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** Announcements to the holders of chosen zones: written by one, let go by another (PEERS-034). */
export function announcementRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  const by = ({ id, roles, municipalityId }: Staff) => ({
    municipalityId,
    actor: { kind: 'staff' as const, id, roles },
  });
  return [
    endpoint({
      method: 'get', path: '/v1/staff/announcements', may: 'announce', records: null, answers: Announcements,
      summary: 'Announcements, the newest first, and who would get those that wait',
      handle: async ({ caller }) => answer(await readAnnouncements(api, caller)),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/announcements/_count', may: 'announce', records: null, body: ReachBody, answers: Reach,
      summary: 'How many holders of permits in force in these zones would get a mail now',
      handle: async ({ caller, body }) =>
        answer(await reach(api, { municipalityId: caller.municipalityId, areas: body.areas }, body.optIn)),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/announcements', may: 'announce', records: 'announcement-written', body: AnnouncementBody,
      answers: Announcements, status: 201, refuses: ['area-unknown', 'notice-begun', 'notice-ends-first'],
      summary: 'Write one, in every language; a colleague lets it go',
      async handle({ caller, body, key }) {
        const written = await writeAnnouncement(deps, { id: idFrom('announcement', key), ...by(caller), ...body }, deps.clock());
        return isRefusal(written) ? refusal(written) : answer(await readAnnouncements(api, caller));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/announcements/{id}/_release', may: 'announce', records: 'announcement-released', answers: Announcements,
      refuses: ['own-work', 'announcement-over', 'notice-begun', 'notice-ends-first'],
      summary: 'Let one go that somebody else wrote: its mails are on their way',
      async handle({ caller, params }) {
        const id = params['id']!;
        if (!isUuid(id)) return NOT_FOUND;
        const released = await releaseAnnouncement(deps, { id, ...by(caller) }, deps.clock());
        return isRefusal(released) ? refusal(released) : answer(await readAnnouncements(api, caller));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/announcements/{id}/_withdraw', may: 'announce', records: 'announcement-withdrawn', answers: Announcements,
      refuses: ['announcement-over'],
      summary: 'Take back one that nobody has been told',
      async handle({ caller, params }) {
        const id = params['id']!;
        if (!isUuid(id)) return NOT_FOUND;
        const withdrawn = await withdrawAnnouncement(deps, { id, ...by(caller) }, deps.clock());
        return isRefusal(withdrawn) ? refusal(withdrawn) : answer(await readAnnouncements(api, caller));
      },
    }),
  ]; // prettier-ignore
}

async function readAnnouncements(api: Api, { id: staffId, municipalityId }: Staff): Promise<Announcements> {
  const { deps } = api;
  const now = deps.clock();
  const [{ rows }, release] = await Promise.all([
    deps.pool.query<Row>({ ...newest, values: [municipalityId] }),
    deps.releases.inForce(municipalityId, now),
  ]);
  return {
    items: await Promise.all(
      rows.map(async (row) => {
        const status = row.released_at ? 'released' : row.withdrawn_at ? 'withdrawn' : 'written';
        return {
          id: row.id,
          number: row.number,
          areas: row.areas,
          areaNames: row.areas.map((area) => areaName(release, area) ?? area),
          nl: { subject: row.subject_nl, body: row.body_nl },
          en: { subject: row.subject_en, body: row.body_en },
          notice: row.cause === null ? null : { cause: row.cause, startsOn: row.starts_on!, endsOn: row.ends_on },
          writtenBy: row.writer,
          release: row.release,
          writtenAt: row.written_at.toISOString(),
          ownWork: row.written_by === staffId,
          status,
          releasedBy: row.releaser,
          releasedAt: row.released_at?.toISOString() ?? null,
          recipients: row.recipients,
          reach:
            status === 'written' ? await reach(api, { municipalityId, areas: row.areas }, row.cause !== null) : null,
        } as const;
      }),
    ),
    areas: release.content.areas.map(({ id, name }) => ({ id, name })),
  };
}

const reach = ({ deps }: Api, where: { municipalityId: string; areas: readonly string[] }, optIn: boolean) =>
  (optIn ? streetReach : reachOf)(deps, where, deps.clock());

interface Row {
  id: string;
  number: string;
  areas: string[];
  subject_nl: string;
  body_nl: string;
  subject_en: string;
  body_en: string;
  written_by: string | null;
  writer: string | null;
  cause: StreetCause | null;
  starts_on: string | null;
  ends_on: string | null;
  release: number | null;
  written_at: Date;
  releaser: string | null;
  released_at: Date | null;
  recipients: number | null;
  withdrawn_at: Date | null;
}

const newest = statement(
  'read-announcements',
  `SELECT a.id, a.number, a.areas, a.subject_nl, a.body_nl, a.subject_en, a.body_en, a.written_by, w.name AS writer, a.written_at,
          r.name AS releaser, a.released_at, a.recipients, a.withdrawn_at, a.cause, a.starts_on::text, a.ends_on::text, a.release
     FROM announcement a LEFT JOIN staff_member w ON w.id = a.written_by LEFT JOIN staff_member r ON r.id = a.released_by
    WHERE a.municipality_id = $1 ORDER BY a.written_at DESC, a.id LIMIT 50`,
);
