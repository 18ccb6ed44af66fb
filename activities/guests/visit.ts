import { type PoolClient } from 'pg';
import { type GuestPayer, type GuestVisitStatus } from '../../rules/guests.ts';
import { type Language } from '../../rules/messages.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Plate } from '../../rules/values/plate.ts';
import { type Refusal } from '../../rules/values/refusal.ts';
import { lockBalances, lockPermit } from '../db/stores/grants.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type Vault } from '../db/vault.ts';
import { startParking, type Started } from '../parking.ts';
import { type StartDeps } from '../quotes.ts';
import { guestHash } from './pass.ts';

/** A visit as the books have it. */
export interface GuestVisit {
  id: string;
  municipalityId: string;
  passId: string;
  permitId: string;
  status: GuestVisitStatus;
  until: Instant;
  /** Null when it was erased. */
  plate: Plate | null;
  keepsPlate: boolean;
  areaId: string;
  endsAt: Instant;
  language: Language;
  payer: GuestPayer;
  actionId: string | null;
  paidCents: number | null;
}

/** The visit whose key somebody has. */
export async function visitByKey(db: Db, vault: Vault, key: string): Promise<GuestVisit | undefined> {
  const { rows } = await db.query<VisitRow>({ ...findByKey, values: [guestHash(vault, 'visit', key)] });
  return rows[0] && visitOf(rows[0]);
}

/** Held until the transaction ends: of host, guest and payment who act at once, each sees what the one before did. */
export async function lockVisit(tx: Db, visitId: string): Promise<GuestVisit | undefined> {
  const { rows } = await tx.query<VisitRow>({ ...lockById, values: [visitId] });
  return rows[0] && visitOf(rows[0]);
}

export interface VisitStart {
  visitId: string;
  permitId: string;
  plate: Plate;
  areaId: string;
  endsAt: Instant;
  payer: GuestPayer;
  at: Instant;
}

/**
 * Starts the parking of a visit as the app does, with its rules, balances and rights, in the transaction that decides about the visit. The
 * permit and its balances are held first, so that nobody comes in between (R1).
 */
export async function startVisit(
  tx: PoolClient,
  deps: StartDeps,
  { visitId, permitId, plate, areaId, endsAt, payer, at }: VisitStart,
): Promise<{ outcome: 'started'; actionId: string } | Exclude<Started, { outcome: 'started' }>> {
  await lockPermit(tx, permitId);
  await lockBalances(tx, permitId);
  const started = await startParking(
    { ...deps, pool: tx },
    {
      permitId,
      country: plate.country,
      plate: plate.key,
      display: plate.display,
      endsAt,
      areaId,
      eurosPaid: payer === 'guest',
      actor: { kind: 'key', id: visitId },
      at,
    },
  );
  return started.outcome === 'started' ? { outcome: 'started', actionId: started.id } : started;
}

/** Ties the action to its visit: from now on the host's lists know whose it is, and keep a plate that is kept. */
export async function markStarted(
  tx: Db,
  { visitId, actionId, paidCents }: { visitId: string; actionId: string; paidCents: number | null },
): Promise<void> {
  await tx.query({ ...setStarted, values: [visitId, actionId, paidCents] });
}

export async function setVisit(
  tx: Db,
  visitId: string,
  { status, until, ground = null }: { status: GuestVisitStatus; until?: Instant; ground?: string | null },
): Promise<void> {
  await tx.query({ ...setStatus, values: [visitId, status, until ?? null, ground] });
}

/** Takes what was written already back with the transaction. */
export class NotStarted extends Error {
  constructor(readonly refusal: Refusal) {
    super('the visit cannot park');
  }
}

interface VisitRow {
  id: string;
  municipality_id: string;
  pass_id: string;
  permit_id: string;
  status: GuestVisitStatus;
  until: Date;
  country: string | null;
  plate: string | null;
  display: string | null;
  keeps_plate: boolean;
  area_id: string;
  ends_at: Date;
  language: Language;
  payer: GuestPayer;
  action_id: string | null;
  paid_cents: string | null;
}

const visitOf = (row: VisitRow): GuestVisit => ({
  id: row.id,
  municipalityId: row.municipality_id,
  passId: row.pass_id,
  permitId: row.permit_id,
  status: row.status,
  until: row.until.toISOString(),
  plate: row.plate === null ? null : { country: row.country ?? '', key: row.plate, display: row.display ?? row.plate },
  keepsPlate: row.keeps_plate,
  areaId: row.area_id,
  endsAt: row.ends_at.toISOString(),
  language: row.language,
  payer: row.payer,
  actionId: row.action_id,
  paidCents: row.paid_cents === null ? null : Number(row.paid_cents),
});

const VISIT = `SELECT v.id, v.municipality_id, v.pass_id, v.permit_id, v.status, v.until, v.country, v.plate, v.display, v.keeps_plate, v.area_id,
          v.ends_at, v.language, g.payer, v.action_id, v.paid_cents
     FROM guest_visit v JOIN guest_pass g ON g.id = v.pass_id`;
const findByKey = statement('find-guest-visit', `${VISIT} WHERE v.key_hash = $1`);
const lockById = statement('lock-guest-visit', `${VISIT} WHERE v.id = $1 FOR UPDATE OF v`);
const setStatus = statement(
  'set-guest-visit',
  'UPDATE guest_visit SET status = $2, until = coalesce($3, until), ground = $4 WHERE id = $1',
);
const setStarted = statement(
  'start-guest-visit',
  `WITH visit AS (
     UPDATE guest_visit SET status = 'started', action_id = $2, paid_cents = $3, ground = NULL WHERE id = $1 RETURNING id, pass_id, keeps_plate
   )
   UPDATE parking_action a SET guest_visit_id = visit.id, plate_kept = visit.keeps_plate, guest_pays = g.payer = 'guest'
     FROM visit JOIN guest_pass g ON g.id = visit.pass_id WHERE a.id = $2`,
);
