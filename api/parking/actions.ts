import { statement, type Statement } from '../../activities/db/transaction.ts';
import { inUnit, type Draw } from '../../rules/parking/draw.ts';
import { mayOn, mayWithAction, stateOf, stateOfAction, type ParkingAct } from '../../rules/parking/may.ts';
import { tariffIn } from '../../rules/parking/municipal-tariff.ts';
import { priceOfStay } from '../../rules/parking/price.ts';
import { mayTellForgotten } from '../../rules/parking/forgotten-stop.ts';
import { type Product } from '../../rules/municipalities/product.ts';
import { type Release } from '../../rules/municipalities/release.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Unit } from '../../rules/values/unit.ts';
import { type z } from 'zod';
import { type Api } from '../api.ts';
import { cursorOf, placeOf } from '../http/cursor.ts';
import { areaName, productIn } from '../permit-applications/read.ts';
import { type Access, type ActionAccess } from './access.ts';
import { type ActionPage, type ActionQuery, type ActionStory, type ActionView } from './shapes.ts';

/** A page of actions, the newest begin first; that moment never changes, so nothing is shown twice or skipped (2PARK-102). */
export async function pageOfActions(
  api: Api,
  accountId: string,
  permit: Access | undefined,
  { state, limit, cursor }: z.infer<typeof ActionQuery>,
): Promise<z.infer<typeof ActionPage>> {
  const now = api.deps.clock();
  const place = placeOf(cursor);
  const { rows } = await api.deps.pool.query<ActionRow>({
    ...readPage[state ?? 'any'],
    values: [accountId, permit?.permitId ?? null, now, place?.[0] ?? null, place?.[1] ?? null, limit + 1],
  });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: await Promise.all(shown.map((row) => viewOf(api, row, now))),
    nextCursor: last ? cursorOf([last.starts_at.toISOString(), last.id]) : null,
  };
}

/** How many actions the history of a permit has, whoever of those that count here started them (2PARK-100). */
export async function countActions({ deps }: Api, { permitId, grantId, role }: Access): Promise<number> {
  const { rows } = await deps.pool.query<{ count: number }>({
    ...countPast,
    values: [permitId, role === 'manager' ? null : grantId, deps.clock()],
  });
  return rows[0]!.count;
}

/** One action with its price piece by piece, worked out with the data it was booked under (BEYOND-008). */
export async function storyOf(
  api: Api,
  accountId: string,
  { actionId }: ActionAccess,
): Promise<z.infer<typeof ActionStory>> {
  const now = api.deps.clock();
  const { rows } = await api.deps.pool.query<ActionRow>({ ...readOne, values: [accountId, actionId, now] });
  const row = rows[0]!;
  const release = await api.deps.releases.numbered(row.municipality_id, row.release);
  const product = productIn(release, row.product_id);
  const stay = { from: row.starts_at.toISOString(), to: row.ends_at.toISOString() };
  const price = priceOfStay(stay, tariffIn(release.content, row.area_id, product.registerUsageId, stay));
  return {
    ...(await viewOf(api, row, now)),
    release: row.release,
    priceCents: price.cents,
    paidMinutes: price.paidMinutes,
    lines: price.lines,
    ...forgottenOf(row, product, now),
  };
}

/** Of an action that runs or is over, by its owner, once and not for ever (BEYOND-009). */
function forgottenOf(
  row: ActionRow,
  { parking }: Product,
  now: Instant,
): Pick<z.infer<typeof ActionStory>, 'mayTellForgotten' | 'forgotten'> {
  const { forgotten_status: status, forgotten_left_at: leftAt, forgotten_ended_at: endedAt } = row;
  const stay = { from: row.starts_at.toISOString(), to: row.ends_at.toISOString() };
  const forgettable = row.owner && status === null && !row.guest_pays && !!parking && mayTellForgotten(parking, stay, now);
  return {
    mayTellForgotten: forgettable,
    forgotten:
      status !== null && leftAt !== null && endedAt !== null
        ? { leftAt: leftAt.toISOString(), endedAt: endedAt.toISOString(), status, ground: row.forgotten_ground }
        : null,
  };
} // prettier-ignore

async function viewOf(api: Api, row: ActionRow, now: Instant): Promise<ActionView> {
  const release = await api.deps.releases.numbered(row.municipality_id, row.release);
  const product = productIn(release, row.product_id);
  const stay = { from: row.starts_at.toISOString(), to: row.ends_at.toISOString() };
  const action = {
    settled: row.state === 'settled',
    stay,
    startedAt: row.started_at.toISOString(),
    corrected: row.corrected_at !== null,
    named: row.display !== null,
    fixedEnd: row.guest_pays,
  };
  return {
    id: row.id,
    permitId: row.permit_id,
    productName: product.name,
    municipalityName: release.content.municipality.name,
    plate: row.display === null ? null : { country: row.country, display: row.display },
    name: row.name,
    areaName: areaName(release, row.area_id) ?? row.area_id,
    startsAt: stay.from,
    endsAt: stay.to,
    openEnd: row.open_end,
    state: stateOfAction(action, now),
    amounts: inUnit(row.amounts),
    byGrantee: row.grant_id !== null,
    visibleSince: row.visible_since?.toISOString() ?? null,
    correctedFrom: row.earlier_plate,
    note: row.note,
    may: mayWithAction(action, permitMay(row, release, now), now),
  };
}

/** What the permit allows at this moment to who asks; under a grant that has ended nothing but stopping is left. */
function permitMay(row: ActionRow, release: Release, now: Instant): ParkingAct[] {
  const { parking } = productIn(release, row.product_id);
  if (!parking || (row.grant_id !== null && row.grant_status !== 'accepted')) return [];
  const validity = { from: row.valid_from.toISOString(), to: row.valid_until.toISOString() };
  const state = stateOf({ status: row.permit_status, blocked: row.blocked, validity }, now);
  return mayOn(parking, row.owner ? 'owner' : 'grantee', state);
}

interface ActionRow {
  id: string;
  permit_id: string;
  municipality_id: string;
  product_id: string;
  release: number;
  area_id: string;
  country: string;
  display: string | null;
  earlier_plate: string | null;
  corrected_at: Date | null;
  starts_at: Date;
  ends_at: Date;
  started_at: Date;
  state: 'open' | 'settled';
  open_end: boolean;
  grant_id: string | null;
  grant_status: string | null;
  owner: boolean;
  name: string | null;
  guest_pays: boolean;
  forgotten_status: 'asked' | 'forgiven' | 'refused' | null;
  forgotten_left_at: Date | null;
  forgotten_ended_at: Date | null;
  forgotten_ground: string | null;
  note: string | null;
  amounts: (Draw & { unit: Unit })[];
  visible_since: Date | null;
  permit_status: 'issued' | 'ended' | 'expired';
  blocked: boolean;
  valid_from: Date;
  valid_until: Date;
}

/** Names of favourites are their owner's; officers see the piece of the right that counts, or the first that will. */
const COLUMNS = `
  a.id, a.permit_id, a.municipality_id, p.product_id, a.release, a.area_id, a.country, CASE WHEN NOT a.plate_kept THEN a.display END AS display,
  CASE WHEN NOT a.plate_kept THEN a.earlier_plate END AS earlier_plate, a.corrected_at,
  a.starts_at, a.ends_at, a.started_at, a.state, a.open_end, a.grant_id, g.status AS grant_status, reach.owner,
  a.guest_pays, CASE WHEN reach.owner THEN coalesce(v.name, CASE WHEN NOT a.plate_kept THEN f.name END) END AS name,
  (SELECT words FROM parking_note n WHERE n.action_id = a.id AND n.account_id = $1) AS note,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('balanceId', b.id, 'unit', b.unit, 'amount', d.amount)), '[]')
     FROM jsonb_to_recordset(coalesce(a.costs, a.holds)) AS d ("balanceId" uuid, amount bigint) JOIN balance b ON b.id = d."balanceId") AS amounts,
  (SELECT r.registered_at FROM parking_right r
    WHERE r.action_id = a.id ORDER BY r.since < r.until DESC, r.since <= $3::timestamptz AND $3 < r.until DESC, r.since LIMIT 1) AS visible_since,
  p.status AS permit_status, p.blocked_at IS NOT NULL AS blocked, p.valid_from, p.valid_until`;

const JOINS = `
  JOIN permit p ON p.id = a.permit_id
  LEFT JOIN permit_grant g ON g.id = a.grant_id
  LEFT JOIN favourite f ON f.permit_id = a.permit_id AND f.country = a.country AND f.plate = a.plate
  LEFT JOIN guest_visit v ON v.id = a.guest_visit_id`;

/** One statement per list, so that what goes on now is found without looking through the past. */
const readPage = {
  any: pageWhere('any', 'true'),
  planned: pageWhere('planned', `own.state = 'open' AND own.starts_at > $3 AND own.ends_at > $3`),
  running: pageWhere('running', `own.state = 'open' AND own.starts_at <= $3 AND own.ends_at > $3`),
  ended: pageWhere('ended', `(own.state = 'settled' OR own.ends_at <= $3)`),
};

/** A planned action that was taken back is empty and never was: it stands in no list. */
function pageWhere(name: string, condition: string): Statement {
  return statement(
    `read-parking-actions-${name}`,
    `WITH reach AS (
       SELECT permit_id, NULL::uuid AS grant_id, true AS owner FROM coupling WHERE account_id = $1 AND removed_at IS NULL
       UNION ALL
       SELECT permit_id, CASE WHEN manager AND status = 'accepted' THEN NULL ELSE id END, manager AND status = 'accepted' FROM permit_grant
        WHERE account_id = $1 AND removed_at IS NULL
          AND permit_id NOT IN (SELECT permit_id FROM coupling WHERE account_id = $1 AND removed_at IS NULL)
     )
     SELECT ${COLUMNS}
       FROM reach
       CROSS JOIN LATERAL (
         SELECT * FROM parking_action own
          WHERE own.permit_id = reach.permit_id AND (reach.grant_id IS NULL OR own.grant_id = reach.grant_id)
            AND own.starts_at < own.ends_at AND ${condition}
            AND ($4::timestamptz IS NULL OR (own.starts_at, own.id) < ($4::timestamptz, $5::uuid))
          ORDER BY own.starts_at DESC, own.id DESC LIMIT $6
       ) a
       ${JOINS}
      WHERE $2::uuid IS NULL OR reach.permit_id = $2
      ORDER BY a.starts_at DESC, a.id DESC LIMIT $6`,
  );
}

const readOne = statement(
  'read-parking-action-story',
  `SELECT ${COLUMNS}, s.status AS forgotten_status, s.left_at AS forgotten_left_at, s.ended_at AS forgotten_ended_at, s.ground AS forgotten_ground
     FROM parking_action a
     LEFT JOIN forgotten_stop s ON s.action_id = a.id
     CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM coupling c WHERE c.permit_id = a.permit_id AND c.account_id = $1) AS owner) reach
     ${JOINS}
    WHERE a.id = $2`,
);

const countPast = statement(
  'count-parking-actions',
  `SELECT count(*)::int AS count FROM parking_action
    WHERE permit_id = $1 AND ($2::uuid IS NULL OR grant_id = $2) AND starts_at < ends_at AND (state = 'settled' OR ends_at <= $3)`,
);
