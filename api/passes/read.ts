import { type z } from 'zod';
import { statement } from '../../activities/db/transaction.ts';
import { type CivilDate } from '../../rules/values/civil-day.ts';
import { type Api } from '../api.ts';
import { cursorOf, placeOf } from '../http/cursor.ts';
import { areaName } from '../permit-applications/read.ts';
import { type PassFilter, type PassPage, type PassSummary } from './shapes.ts';

/** Passes of a municipality, the first due first; numbers and codes, no persons. */
export async function readPasses(
  api: Api,
  municipalityId: string,
  { filter, number, limit, cursor }: z.infer<typeof PassFilter>,
): Promise<PassPage> {
  const place = placeOf(cursor);
  const { rows } = await api.deps.pool.query<PassRow>(
    number === undefined
      ? { ...passPage, values: [municipalityId, filter, place?.[0] ?? null, place?.[1] ?? null, limit + 1] }
      : { ...passOfNumber, values: [municipalityId, number] },
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: await Promise.all(shown.map((row) => summary(api, row))),
    nextCursor: last ? cursorOf([last.due_on, last.id]) : null,
  };
}

export async function readPass(api: Api, municipalityId: string, id: string): Promise<PassSummary | undefined> {
  const { rows } = await api.deps.pool.query<PassRow>({ ...onePass, values: [id, municipalityId] });
  return rows[0] && summary(api, rows[0]);
}

async function summary({ deps }: Api, row: PassRow): Promise<PassSummary> {
  const release = await deps.releases.numbered(row.municipality_id, row.release);
  return {
    id: row.id,
    number: row.number,
    caseId: row.application_id,
    permitNumber: row.permit_number,
    areaName: areaName(release, row.area_id) ?? row.area_id,
    status: row.status,
    orderedAt: row.ordered_at.toISOString(),
    dueOn: row.due_on,
    madeAt: row.made_at?.toISOString() ?? null,
    postedAt: row.posted_at?.toISOString() ?? null,
    blockedAt: row.blocked_at?.toISOString() ?? null,
  };
}

interface PassRow {
  id: string;
  municipality_id: string;
  number: string;
  application_id: string;
  permit_number: string;
  release: number;
  area_id: string;
  status: PassSummary['status'];
  ordered_at: Date;
  due_on: CivilDate;
  made_at: Date | null;
  posted_at: Date | null;
  blocked_at: Date | null;
}

const PASS = `s.id, s.municipality_id, s.number, p.application_id, p.number AS permit_number, p.release, p.area_id, s.status,
          s.ordered_at, s.due_on::text AS due_on, s.made_at, s.posted_at, s.blocked_at
     FROM pass s JOIN permit p ON p.id = s.permit_id`;
const passPage = statement(
  'read-passes',
  `SELECT ${PASS}
    WHERE s.municipality_id = $1 AND ($2::text = 'all' OR s.status IN ('being-made', 'made'))
      AND ($3::date IS NULL OR (s.due_on, s.id) > ($3::date, $4::uuid))
    ORDER BY s.due_on, s.id LIMIT $5`,
);
const passOfNumber = statement(
  'read-pass-of-number',
  `SELECT ${PASS} WHERE s.municipality_id = $1 AND s.number = upper($2)`,
);
const onePass = statement('read-one-pass', `SELECT ${PASS} WHERE s.id = $1 AND s.municipality_id = $2`);
