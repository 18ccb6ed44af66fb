import { type AreaId, type MunicipalityId } from '../../rules/municipalities/names.ts';
import { type ReleaseContent } from '../../rules/municipalities/release.ts';
import { lastShownOn, streetChanges, type StreetCause } from '../../rules/street-notices.ts';
import { civilDateOf, type CivilDate } from '../../rules/values/civil-day.ts';
import { formatsIn } from '../../rules/values/format.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

/** Mails and notices of one that was let go: to who asked for it and may park in its zones, once each (BEYOND-037). Gives how many mails. */
export async function tellTheStreet(
  tx: Db,
  { id, areas }: { id: string; areas: readonly AreaId[] },
  at: Instant,
): Promise<number> {
  const { rows } = await tx.query<{ count: number }>({ ...tell, values: [id, areas, at] });
  return rows[0]!.count;
}

/** Who would be mailed now. */
export async function streetReach(
  { pool }: Pick<Deps, 'pool'>,
  { municipalityId, areas }: { municipalityId: MunicipalityId; areas: readonly AreaId[] },
  at: Instant,
): Promise<{ nl: number; en: number; withoutMail: number }> {
  const { rows } = await pool.query<{ nl: number; en: number; withoutMail: number }>({
    ...countReach,
    values: [municipalityId, areas, at],
  });
  return rows[0]!;
}

/** What an approved release changes on the street lies ready for staff as a notice, who send it or take it back. */
export async function proposeNotices(
  tx: Db,
  { texts }: Pick<Deps, 'texts'>,
  { municipalityId, number, validFrom, before, after }: {
    municipalityId: MunicipalityId; number: number; validFrom: Instant; before: ReleaseContent; after: ReleaseContent;
  },
  at: Instant,
): Promise<void> {
  // What has begun can no longer be told before.
  if (validFrom <= at) return;
  const startsOn = civilDateOf(validFrom, after.municipality.timeZone);
  for (const { cause, areas } of streetChanges(before, after)) {
    const written = `MED-${await nextNumber(tx, municipalityId, 'MED')}`;
    const names = areas.map((id) => after.areas.find((area) => area.id === id)?.name ?? id).join(', ');
    const words = (['nl', 'en'] as const).flatMap((language) => {
      const say = texts.in(language, after);
      const values = { zones: names, day: formatsIn(language).day(startsOn) };
      return ['subject', 'body'].map((part) => say(`streetNotice.proposal.${cause}.${part}`, values));
    });
    const { rows } = await tx.query<{ id: string }>({
      ...propose,
      values: [municipalityId, written, areas, ...words, at, cause, startsOn, number],
    });
    const data = { announcementId: rows[0]!.id };
    await record(tx, at, SYSTEM, { municipalityId }, { kind: 'announcement-written', data });
  }
} // prettier-ignore

export interface NoticeRow {
  id: string;
  municipalityId: MunicipalityId;
  areas: AreaId[];
  cause: StreetCause;
  startsOn: CivilDate;
  endsOn: CivilDate | null;
  nl: { subject: string; body: string };
  en: { subject: string; body: string };
  /** Of those the reader may park with, the ones it is of use to. */
  permitIds: string[];
}

/** What stands on somebody's start page: of the zones they may park in, from when it is told until it is over. */
export async function noticesFor(
  { pool, releases }: Pick<Deps, 'pool' | 'releases'>,
  reader: { holderId: string } | { accountId: string },
  at: Instant,
): Promise<{ wanted: boolean; items: NoticeRow[] }> {
  const of = 'holderId' in reader ? reader.holderId : reader.accountId;
  const [{ rows }, { rows: wish }] = await Promise.all([
    pool.query<NoticeRow>({ ...('holderId' in reader ? readForHolder : readForAccount), values: [of, at] }),
    pool.query<{ wanted: boolean }>({ ...('holderId' in reader ? readHolderWish : readAccountWish), values: [of] }),
  ]);
  const items: NoticeRow[] = [];
  for (const row of rows) {
    const { content } = await releases.inForce(row.municipalityId, at);
    if (lastShownOn(row) >= civilDateOf(at, content.municipality.timeZone)) items.push(row);
  }
  return { wanted: wish[0]?.wanted ?? false, items };
}

/** A permit in force that somebody parks with in one of the zones: its own, or one a stay or another right of it lies in. */
const inZones = (areas: string, at: string): string =>
  `p.status = 'issued' AND p.valid_until > ${at}::timestamptz AND (p.area_id = ANY (${areas}) OR EXISTS (
     SELECT FROM parking_right r WHERE r.permit_id = p.id AND r.until > ${at}::timestamptz AND NOT r.withheld AND r.areas && ${areas}))`;

const HOLDER_MAILED =
  'h.street_notices AND h.email IS NOT NULL AND h.email_verified_at IS NOT NULL AND h.email_bounced_at IS NULL';
const ACCOUNT_MAILED = `o.email <> '' AND o.verified_at IS NOT NULL AND o.bounced_at IS NULL`;

/** `$1` the municipality (or the announcement's), `$2` the zones, `$3` now. */
const audience = (municipality: string): string => `
  here AS (SELECT p.id, p.holder_id FROM permit p WHERE p.municipality_id = ${municipality} AND ${inZones('$2::text[]', '$3')}),
  holders AS (SELECT h.id, h.email, h.language FROM holder h
               WHERE ${HOLDER_MAILED} AND EXISTS (SELECT FROM here WHERE here.holder_id = h.id)),
  users AS (SELECT o.id, o.email, o.email_key, o.language, ${ACCOUNT_MAILED} AS reachable, min(here.id::text)::uuid AS permit_id
              FROM here
              JOIN (SELECT permit_id, account_id FROM coupling WHERE removed_at IS NULL
                    UNION SELECT permit_id, account_id FROM permit_grant WHERE status = 'accepted') may ON may.permit_id = here.id
              JOIN account o ON o.id = may.account_id AND o.street_notices
             GROUP BY o.id),
  -- Who reads both at one address hears of it once.
  mailed AS (SELECT * FROM users u WHERE u.reachable AND NOT EXISTS (SELECT FROM holders h WHERE lower(h.email) = u.email_key))`;

const countReach = statement(
  'count-reach-on-the-street',
  `WITH ${audience('$1::text')}, all_mails AS (SELECT language FROM holders UNION ALL SELECT language FROM mailed)
   SELECT (SELECT count(*) FROM all_mails WHERE language = 'nl')::int AS nl, (SELECT count(*) FROM all_mails WHERE language = 'en')::int AS en,
          (SELECT count(*) FROM users WHERE NOT reachable)::int AS "withoutMail"`,
);
const WORDS = (language: string): string =>
  `jsonb_build_object('announcement', CASE ${language} WHEN 'en' THEN jsonb_build_object('subject', a.subject_en, 'body', a.body_en)
                                                    ELSE jsonb_build_object('subject', a.subject_nl, 'body', a.body_nl) END,
                      'notice', jsonb_build_object('areas', a.areas, 'startsOn', a.starts_on, 'endsOn', a.ends_on))`;
const tell = statement(
  'tell-the-street',
  `WITH ${audience('(SELECT municipality_id FROM announcement WHERE id = $1::uuid)')},
   told AS (
     INSERT INTO message (municipality_id, holder_id, account_id, kind, language, recipient, private, created_at, announcement_id)
     SELECT a.municipality_id, h.id, NULL::uuid, 'street-notice', h.language, h.email, ${WORDS('h.language')}, $3, a.id
       FROM announcement a, holders h WHERE a.id = $1
     UNION ALL
     SELECT a.municipality_id, NULL, u.id, 'street-notice', u.language, u.email, ${WORDS('u.language')}, $3, a.id
       FROM announcement a, mailed u WHERE a.id = $1
     RETURNING id
   ), queued AS (
     INSERT INTO outbox (subject_id, kind, payload) SELECT id, 'send-mail', jsonb_build_object('messageId', id) FROM told
   ), shown AS (
     INSERT INTO outbox (subject_id, kind, payload)
     SELECT s.id, 'send-push', jsonb_build_object('subscriptionId', s.id, 'kind', 'street-notice', 'permitId', u.permit_id)
       FROM users u JOIN push_subscription s ON s.account_id = u.id
   )
   SELECT count(*)::int AS count FROM told`,
);
const propose = statement(
  'propose-announcement',
  `INSERT INTO announcement (id, municipality_id, number, areas, subject_nl, body_nl, subject_en, body_en, written_at, cause, starts_on, release)
   VALUES (uuidv7(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id`,
);
const readFor = (permits: string): string =>
  `SELECT a.id, a.municipality_id AS "municipalityId", a.areas, a.cause, a.starts_on::text AS "startsOn", a.ends_on::text AS "endsOn",
          jsonb_build_object('subject', a.subject_nl, 'body', a.body_nl) AS nl,
          jsonb_build_object('subject', a.subject_en, 'body', a.body_en) AS en, array_agg(DISTINCT p.id) AS "permitIds"
     FROM permit p JOIN announcement a ON a.municipality_id = p.municipality_id AND a.cause IS NOT NULL AND a.released_at IS NOT NULL
      -- Days of anywhere; which is today is told by the municipality.
      AND coalesce(a.ends_on, a.starts_on + 14) >= $2::timestamptz::date - 1
    WHERE p.id IN (${permits}) AND ${inZones('a.areas', '$2')}
    GROUP BY a.id ORDER BY a.starts_on, a.id`;
const readForHolder = statement('read-street-notices-of-holder', readFor('SELECT id FROM permit WHERE holder_id = $1'));
const readForAccount = statement(
  'read-street-notices-of-account',
  readFor(`SELECT permit_id FROM coupling WHERE account_id = $1 AND removed_at IS NULL
           UNION SELECT permit_id FROM permit_grant WHERE account_id = $1 AND status = 'accepted'`),
);
const readHolderWish = statement(
  'read-street-wish-of-holder',
  'SELECT street_notices AS wanted FROM holder WHERE id = $1',
);
const readAccountWish = statement('read-street-wish-of-account', 'SELECT street_notices AS wanted FROM account WHERE id = $1'); // prettier-ignore
