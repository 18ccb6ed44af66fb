import { statement } from '../../activities/db/transaction.ts';
import { decideVerdict } from '../../rules/enforcement.ts';
import { OUTAGE_PARTS, partStates, type OutagePart, type Seen } from '../../rules/outages.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, plusMs } from '../../rules/values/moment.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { cursorOf, placeOf } from '../http/cursor.ts';
import { areaName } from '../permit-applications/read.ts';
import { readHealth } from '../status/routes.ts';
import { type FlaggedChecks, type PublicOutage, type StaffOutages, type StatusView } from './shapes.ts';

/** So long an outage stays on the page after it was over. */
const SHOWN_DAYS = 31;
/** Who signs in waits no longer than this either. */
const WAIT_MS = 2_000;

/** How everything is that people depend on: what is seen right now, and what was recorded. */
export async function readStatus(api: Api): Promise<StatusView> {
  const { clock } = api.deps;
  const at = clock();
  const [{ components }, signIn] = await Promise.all([readHealth(api), providerAnswers(api)]);
  const up = (name: string): boolean => components[name]?.status === 'up';
  const database = up('database');
  const [delays, outages, releases] = database
    ? await Promise.all([readDelays(api, at), readPublicOutages(api, at), api.deps.releases.all(at)])
    : [undefined, [], []];
  const states = partStates({
    signIn,
    database,
    engine: up('engine') && up('worker'),
    mail: up('mail'),
    waiting: delays?.waiting ?? { register: null, mail: null, payments: null, parking: null },
  });
  return {
    at,
    parts: OUTAGE_PARTS.map((part) => ({ part, state: states[part] })),
    register: delays?.register ?? null,
    outages,
    municipalities: releases.map(({ municipalityId: id, content }) => ({ id, name: content.municipality.name })),
  };
}

/** Where people sign in for the desk: does it tell who it is? */
async function providerAnswers({ settings, deps }: Api): Promise<boolean> {
  const issuer = settings.OIDC_ISSUER.replace(/\/$/, '');
  try {
    const { ok } = await fetch(`${issuer}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(WAIT_MS) });
    return ok;
  } catch (error) {
    deps.log.warn({ err: error, component: 'sign-in' }, 'is down');
    return false;
  }
}

interface DelayRow {
  waiting: number;
  longest: number | null;
  median: number | null;
  mail: number | null;
  payments: number | null;
  commands: number | null;
}

async function readDelays(
  { deps }: Api,
  at: string,
): Promise<{ register: NonNullable<StatusView['register']>; waiting: Seen['waiting'] }> {
  const { rows } = await deps.pool.query<DelayRow>({
    ...delays,
    values: [at, plusMs(at, -DAY_MS), plusMs(at, -HOUR_MS), plusMs(at, -15 * MINUTE_MS)],
  });
  const { waiting, longest, median, mail, payments, commands } = rows[0]!;
  return {
    register: { waiting, longestWaitSeconds: longest, medianSeconds: median },
    waiting: { register: longest, mail, payments, parking: commands },
  };
}

async function readPublicOutages({ deps }: Api, at: string): Promise<PublicOutage[]> {
  const { rows } = await deps.pool.query<OutageRow>({ ...publicOutages, values: [at, plusMs(at, -SHOWN_DAYS * DAY_MS)] });
  return Promise.all(
    rows.map(async (row) => {
      const { content } = await deps.releases.inForce(row.municipality_id, at);
      const { id, name } = content.municipality;
      return { ...(await viewOf(deps, row, at)), municipality: { id, name } };
    }),
  );
} // prettier-ignore

async function viewOf({ releases, texts }: Api['deps'], row: OutageRow, at: string) {
  const { content } = await releases.inForce(row.municipality_id, at);
  const usual = (language: 'nl' | 'en') => texts.in(language, content)(`outage.instead.${row.part}`);
  return {
    id: row.id,
    part: row.part,
    beganAt: row.began_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    instead: { nl: row.instead_nl ?? usual('nl'), en: row.instead_en ?? usual('en') },
  };
}

/** What operators recorded, the newest first, with how many checks were made inside each. */
export async function readStaffOutages({ deps }: Api, { municipalityId }: Staff): Promise<StaffOutages> {
  const { rows } = await deps.pool.query<
    OutageRow & { number: string; recorder: string; recorded_at: Date; withdrawn_at: Date | null; checks: number }
  >({ ...staffOutages, values: [municipalityId] });
  return {
    items: await Promise.all(
      rows.map(async (row) => ({
        ...(await viewOf(deps, row, deps.clock())),
        number: row.number,
        recordedBy: row.recorder,
        recordedAt: row.recorded_at.toISOString(),
        withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
        checks: row.checks,
      })),
    ),
  };
}

/** Checks of a moment inside an outage, the newest first: no plate and no officer, for neither decides whether a fine can stand. */
export async function readFlaggedChecks(
  { deps }: Api,
  { municipalityId }: Staff,
  limit: number,
  cursor: string | undefined,
): Promise<FlaggedChecks> {
  const place = placeOf(cursor);
  const [{ rows }, release] = await Promise.all([
    deps.pool.query<FlaggedRow>({
      ...flaggedChecks,
      values: [municipalityId, place?.[0] ?? null, place?.[1] ?? null, limit + 1],
    }),
    deps.releases.inForce(municipalityId, deps.clock()),
  ]);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(({ id, area_id, asked_about, active_until, ended_at, near, part, number }) => ({
      id,
      askedAbout: asked_about.toISOString(),
      areaName: areaName(release, area_id) ?? area_id,
      verdict: decideVerdict(
        { activeUntil: active_until?.toISOString() ?? null, endedAt: ended_at?.toISOString() ?? null, near },
        asked_about.toISOString(),
      ).verdict,
      part,
      outageNumber: number,
    })),
    nextCursor: last ? cursorOf([last.asked_about.toISOString(), last.id]) : null,
  };
}

interface OutageRow {
  id: string;
  municipality_id: string;
  part: OutagePart;
  began_at: Date;
  ended_at: Date | null;
  instead_nl: string | null;
  instead_en: string | null;
}

interface FlaggedRow {
  id: string;
  area_id: string;
  asked_about: Date;
  active_until: Date | null;
  ended_at: Date | null;
  near: number;
  part: OutagePart;
  number: string;
}

/** Of a right that was withdrawn before the register heard of it, nothing waits. Mail and commands wait on real time, as their relay does. */
const delays = statement(
  'read-delays',
  `WITH lately AS MATERIALIZED (
     SELECT known_from, registered_at, registered_at IS NULL AND open AND plate IS NOT NULL AND until > $1::timestamptz AS waits
       FROM parking_right WHERE known_from > $2::timestamptz AND known_from <= $1::timestamptz AND kind <> 'third-party'
   )
   SELECT count(*) FILTER (WHERE waits)::int AS waiting,
          extract(epoch FROM max($1::timestamptz - known_from) FILTER (WHERE waits))::int AS longest,
          round(extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY registered_at - known_from)
            FILTER (WHERE registered_at IS NOT NULL AND registered_at >= known_from AND known_from > $3::timestamptz)))::int AS median,
          (SELECT extract(epoch FROM $1::timestamptz - min(created_at))::int FROM message WHERE status = 'queued') AS mail,
          (SELECT extract(epoch FROM $1::timestamptz - min(created_at))::int FROM payment
            WHERE status = 'starting' AND created_at > $4::timestamptz) AS payments,
          (SELECT extract(epoch FROM now() - min(created_at))::int FROM outbox WHERE not_before <= now()) AS commands
     FROM lately`,
);
const OUTAGE = 'o.id, o.municipality_id, o.part, o.began_at, o.ended_at, o.instead_nl, o.instead_en';
const publicOutages = statement(
  'read-public-outages',
  `SELECT ${OUTAGE} FROM outage o
    WHERE o.withdrawn_at IS NULL AND o.began_at <= $1 AND coalesce(o.ended_at, 'infinity') > $2
    ORDER BY o.ended_at IS NULL DESC, o.began_at DESC, o.id LIMIT 50`,
);
const staffOutages = statement(
  'read-staff-outages',
  `SELECT ${OUTAGE}, o.number, s.name AS recorder, o.recorded_at, o.withdrawn_at,
          (SELECT count(*) FROM flagged_check f WHERE f.outage_id = o.id)::int AS checks
     FROM outage o JOIN staff_member s ON s.id = o.recorded_by
    WHERE o.municipality_id = $1 ORDER BY o.began_at DESC, o.id LIMIT 50`,
);
const flaggedChecks = statement(
  'read-flagged-checks',
  `SELECT f.id, f.area_id, f.asked_about, f.active_until, f.ended_at, f.near, f.part, o.number
     FROM flagged_check f JOIN outage o ON o.id = f.outage_id
    WHERE f.municipality_id = $1 AND ($2::timestamptz IS NULL OR (f.asked_about, f.id) < ($2::timestamptz, $3::uuid))
    ORDER BY f.asked_about DESC, f.id DESC, o.began_at LIMIT $4`,
);
