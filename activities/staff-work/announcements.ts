import { type Actor } from '../../rules/audit.ts';
import { type MunicipalityId } from '../../rules/municipalities/names.ts';
import { areaOf } from '../../rules/municipalities/release.ts';
import { decideNotice, type NoticeGround, type StreetNotice } from '../../rules/street-notices.ts';
import { civilDateOf, type CivilDate } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { inTransaction, once, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { tellTheStreet } from './street-notices.ts';

interface ByStaff {
  id: string;
  municipalityId: MunicipalityId;
  actor: Extract<Actor, { kind: 'staff' }>;
}

export interface NewAnnouncement extends ByStaff {
  areas: readonly string[];
  nl: { subject: string; body: string };
  en: { subject: string; body: string };
  /** Of what changes on the street, for who asked to hear of it; null is for everybody (BEYOND-037). */
  notice?: StreetNotice | null;
}

/** Who would get it now: each holder of a permit in force there once. */
export interface Reach {
  nl: number;
  en: number;
  /** Without an address that works: they read it nowhere. */
  withoutMail: number;
}

/** Writes an announcement, in every language, for somebody else to let go (PEERS-034). */
export function writeAnnouncement(
  deps: Pick<Deps, 'pool' | 'releases'>,
  { id, municipalityId, actor, areas, nl, en, notice = null }: NewAnnouncement,
  at: Instant,
): Promise<{ outcome: 'written' } | Refusal<'area-unknown' | NoticeGround>> {
  return inTransaction(deps.pool, (tx) =>
    once(tx, `announcement:${id}`, async () => {
      const { content } = await deps.releases.inForce(municipalityId, at, tx);
      if (areas.some((area) => !areaOf(content, area))) return refuse('area-unknown', {}, 'choose-other-location');
      const timely = notice && decideNotice(notice, civilDateOf(at, content.municipality.timeZone));
      if (timely?.outcome === 'refuse') return timely;
      const number = `MED-${await nextNumber(tx, municipalityId, 'MED')}`;
      await tx.query({
        ...add,
        values: [
          id, municipalityId, number, areas, nl.subject, nl.body, en.subject, en.body, actor.id, at,
          notice?.cause ?? null, notice?.startsOn ?? null, notice?.endsOn ?? null,
        ], // prettier-ignore
      });
      await record(tx, at, actor, { municipalityId }, { kind: 'announcement-written', data: { announcementId: id } });
      return { outcome: 'written' } as const;
    }),
  );
}

export async function reachOf(
  { pool }: Pick<Deps, 'pool'>,
  { municipalityId, areas }: { municipalityId: MunicipalityId; areas: readonly string[] },
  at: Instant,
): Promise<Reach> {
  const { rows } = await pool.query<Reach>({ ...countReach, values: [municipalityId, areas, at] });
  return rows[0]!;
}

/**
 * Lets it go: a mail to every holder of a permit in force in these zones, in their own language, and to nobody else; of what changes on the
 * street only to who asked for it, and only before it starts. Once.
 */
export function releaseAnnouncement(
  { pool, releases }: Pick<Deps, 'pool' | 'releases'>,
  { id, municipalityId, actor }: ByStaff,
  at: Instant,
): Promise<
  { outcome: 'released'; recipients: number } | Refusal<'not-found' | 'own-work' | 'announcement-over' | NoticeGround>
> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<Locked>({ ...lock, values: [id, municipalityId] });
    const [announcement] = rows;
    if (!announcement) return refuse('not-found');
    if (announcement.over) return refuse('announcement-over', {}, 'look-again');
    if (announcement.written_by === actor.id) return refuse('own-work', {}, 'ask-colleague');
    const { areas, starts_on: startsOn, ends_on: endsOn } = announcement;
    if (startsOn !== null) {
      const { content } = await releases.inForce(municipalityId, at, tx);
      const timely = decideNotice({ startsOn, endsOn }, civilDateOf(at, content.municipality.timeZone));
      if (timely.outcome === 'refuse') return timely;
    }
    const recipients =
      startsOn === null
        ? await tellHolders(tx, { id, municipalityId }, at)
        : await tellTheStreet(tx, { id, areas }, at);
    await tx.query({ ...letGo, values: [id, actor.id, at, recipients] });
    await record(
      tx,
      at,
      actor,
      { municipalityId },
      { kind: 'announcement-released', data: { announcementId: id, recipients } },
    );
    return { outcome: 'released', recipients };
  });
}

async function tellHolders(
  tx: Db,
  { id, municipalityId }: { id: string; municipalityId: MunicipalityId },
  at: Instant,
): Promise<number> {
  const { rows } = await tx.query<{ count: number }>({ ...tellEverybody, values: [id, municipalityId, at] });
  return rows[0]!.count;
}

/** Takes back what nobody has been told. */
export function withdrawAnnouncement(
  { pool }: Pick<Deps, 'pool'>,
  { id, municipalityId, actor }: ByStaff,
  at: Instant,
): Promise<{ outcome: 'withdrawn' } | Refusal<'not-found' | 'announcement-over'>> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ over: boolean }>({ ...lock, values: [id, municipalityId] });
    if (!rows[0]) return refuse('not-found');
    if (rows[0].over) return refuse('announcement-over', {}, 'look-again');
    await tx.query({ ...takeBack, values: [id, at] });
    await record(tx, at, actor, { municipalityId }, { kind: 'announcement-withdrawn', data: { announcementId: id } });
    return { outcome: 'withdrawn' };
  });
}

interface Locked {
  /** Null for one that an approved release proposed. */
  written_by: string | null;
  over: boolean;
  areas: string[];
  starts_on: CivilDate | null;
  ends_on: CivilDate | null;
}

const HOLDERS = `holder h
    WHERE h.municipality_id = $2::text
      AND EXISTS (SELECT FROM permit p WHERE p.holder_id = h.id AND p.status = 'issued' AND p.valid_until > $3::timestamptz
                     AND p.area_id = ANY (AREAS))`;
const CAN_BE_MAILED = 'h.email IS NOT NULL AND h.email_verified_at IS NOT NULL AND h.email_bounced_at IS NULL';

const add = statement(
  'add-announcement',
  `INSERT INTO announcement (id, municipality_id, number, areas, subject_nl, body_nl, subject_en, body_en, written_by, written_at,
                             cause, starts_on, ends_on)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
);
const countReach = statement(
  'count-reach-of-announcement',
  `SELECT count(*) FILTER (WHERE ${CAN_BE_MAILED} AND h.language = 'nl')::int AS nl,
          count(*) FILTER (WHERE ${CAN_BE_MAILED} AND h.language = 'en')::int AS en,
          count(*) FILTER (WHERE NOT coalesce(${CAN_BE_MAILED}, false))::int AS "withoutMail"
     FROM ${HOLDERS.replace('$2', '$1').replace('AREAS', '$2::text[]')}`,
);
const lock = statement(
  'lock-announcement',
  `SELECT written_by, released_at IS NOT NULL OR withdrawn_at IS NOT NULL AS over, areas, starts_on::text, ends_on::text FROM announcement
    WHERE id = $1 AND municipality_id = $2 FOR UPDATE`,
);
const tellEverybody = statement(
  'tell-announcement',
  `WITH told AS (
     INSERT INTO message (municipality_id, holder_id, kind, language, recipient, private, created_at, announcement_id)
     SELECT h.municipality_id, h.id, 'announcement', h.language, h.email,
            jsonb_build_object('announcement', CASE h.language
              WHEN 'en' THEN jsonb_build_object('subject', a.subject_en, 'body', a.body_en)
              ELSE jsonb_build_object('subject', a.subject_nl, 'body', a.body_nl) END), $3, a.id
       FROM announcement a, ${HOLDERS.replace('AREAS', 'a.areas')} AND ${CAN_BE_MAILED} AND a.id = $1
     RETURNING id
   ), queued AS (
     INSERT INTO outbox (subject_id, kind, payload) SELECT id, 'send-mail', jsonb_build_object('messageId', id) FROM told
   )
   SELECT count(*)::int AS count FROM told`,
);
const letGo = statement(
  'release-announcement',
  'UPDATE announcement SET released_by = $2, released_at = $3, recipients = $4 WHERE id = $1',
);
const takeBack = statement('withdraw-announcement', 'UPDATE announcement SET withdrawn_at = $2 WHERE id = $1');
