import { type z } from 'zod';
import { statement } from '../../activities/db/transaction.ts';
import { tableOf, type ReportTable } from '../../rules/bookkeeping/report.ts';
import { stateOfAction } from '../../rules/parking/may.ts';
import { formatsIn } from '../../rules/values/format.ts';
import { type Language } from '../../rules/values/language.ts';
import { type Api } from '../api.ts';
import { cursorOf, type Place } from '../http/cursor.ts';
import { areaName } from '../permit-applications/read.ts';
import { type Standing } from './permits.ts';
import { type StaffQuery, type StaffSession, type StaffSessions } from './shapes.ts';

type Query = Pick<z.infer<typeof StaffQuery>, 'grantId'> & { place: Place | undefined };

/** What colleagues parked under a permit, the newest begin first (PEERS-029). */
export async function staffSessions(
  api: Api,
  { access, release }: Standing,
  { grantId, place, limit }: Query & { limit: number },
): Promise<z.infer<typeof StaffSessions>> {
  const now = api.deps.clock();
  const { rows } = await api.deps.pool.query<SessionRow>({
    ...readSessions,
    values: [access.permitId, grantId ?? null, place?.[0] ?? null, place?.[1] ?? null, limit + 1],
  });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const view = (row: SessionRow): StaffSession => {
    const stay = { from: row.starts_at.toISOString(), to: row.ends_at.toISOString() };
    return {
      id: row.id,
      person: row.person,
      plate: row.display === null ? null : { country: row.country, display: row.display },
      areaName: areaName(release, row.area_id) ?? row.area_id,
      startsAt: stay.from,
      endsAt: stay.to,
      state: stateOfAction({ settled: row.state === 'settled', stay }, now),
    };
  };
  return { items: shown.map(view), nextCursor: last ? cursorOf([last.starts_at.toISOString(), last.id]) : null };
}

/** More than a list of colleagues parks in the years a permit lasts. */
const ALL = 50_000;

/** All of them, as a table for a file. */
export async function staffTable(
  api: Api,
  standing: Standing,
  { grantId }: Pick<Query, 'grantId'>,
  language: Language,
): Promise<{ table: ReportTable; titles: string[] }> {
  const { items } = await staffSessions(api, standing, { grantId, place: undefined, limit: ALL });
  const say = api.deps.texts.withoutMunicipality(language);
  const format = formatsIn(language);
  const rows = items.map(({ person, plate, areaName: area, startsAt, endsAt }) => [
    person, plate?.display ?? null, area, format.moment(startsAt), format.moment(endsAt),
  ]); // prettier-ignore
  const columns = COLUMNS.map((id) => ({ id, kind: 'text' as const }));
  return {
    table: { ...tableOf('staff', columns, rows), totals: [] },
    titles: COLUMNS.map((id) => say(`parking.staff.column.${id}`)),
  };
}

const COLUMNS = ['person', 'plate', 'area', 'begin', 'end'] as const;

interface SessionRow {
  id: string;
  person: string | null;
  country: string;
  display: string | null;
  area_id: string;
  starts_at: Date;
  ends_at: Date;
  state: 'open' | 'settled';
}

/** Who it was goes with the plate, thirteen weeks after: then it is a stay of somebody. */
const readSessions = statement(
  'read-staff-sessions',
  `SELECT a.id, CASE WHEN a.plate IS NOT NULL THEN coalesce(g.email, o.email) END AS person, a.country, a.display, a.area_id,
          a.starts_at, a.ends_at, a.state
     FROM parking_action a LEFT JOIN permit_grant g ON g.id = a.grant_id LEFT JOIN account o ON o.id = a.account_id
    WHERE a.permit_id = $1 AND a.starts_at < a.ends_at AND ($2::uuid IS NULL OR a.grant_id = $2)
      AND ($3::timestamptz IS NULL OR (a.starts_at, a.id) < ($3::timestamptz, $4::uuid))
    ORDER BY a.starts_at DESC, a.id DESC LIMIT $5`,
);
