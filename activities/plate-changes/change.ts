import { type PoolClient } from 'pg';
import { type Actor } from '../../rules/audit.ts';
import { calendarOf } from '../../rules/municipalities/municipality.ts';
import { type Product } from '../../rules/municipalities/product.ts';
import { productOf, type Release } from '../../rules/municipalities/release.ts';
import { type AskedMoments, type PlateAct } from '../../rules/plate-changes/decide.ts';
import { plateChangeDeadlines } from '../../rules/plate-changes/deadlines.ts';
import {
  isOver,
  mayMove,
  type Moments,
  type PlateChangeDeadline,
  type PlateChangeMove,
  type PlateChangeStatus,
} from '../../rules/plate-changes/status.ts';
import { type Language } from '../../rules/messages.ts';
import { type PermitStatus } from '../../rules/permits/status.ts';
import { type Cents } from '../../rules/values/money.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { plateChangeId as processIdOf } from '../../rules/values/process-ids.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type Keeper } from '../../rules/vehicles.ts';
import type { PlateChanged, PlateChangeState } from '../../workflows/contract/plate-change.ts';
import { processWaitsUntil } from '../db/stores/outbox.ts';
import { inTransaction, once, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

/** A change of plate with everything a decision about it depends on, read in one transaction that holds its permit and its row. */
export interface PlateChange {
  id: string;
  municipalityId: string;
  holder: { id: string; kind: 'person' | 'business'; email: string | null; language: Language };
  permit: PermitOfChange;
  number: string;
  act: PlateAct;
  replacesId: string | null;
  givenId: string | null;
  /** What comes on the permit; null when one only goes. */
  plate: { country: string; key: string; display: string; keeper: Keeper; zeroEmission: boolean | null } | null;
  asked: AskedMoments & { otherCarHours: number | null };
  moments: Moments | null;
  feeCents: Cents;
  status: PlateChangeStatus;
  statusSince: Instant;
  receivedAt: Instant | null;
  pausedSince: Instant | null;
  pausedDays: number;
  settledAt: Instant | null;
  ground: string | null;
  documents: { id: string; requirementId: string }[];
  deadlines: PlateChangeDeadline[];
  version: number;
  release: Release;
  product: Product;
}

export interface PermitOfChange {
  id: string;
  applicationId: string;
  number: string;
  status: PermitStatus;
  areaId: string;
  validFrom: Instant;
  validUntil: Instant;
}

/**
 * The permit's row is held first, then the change's: whoever ends the permit takes them in the same order, so that one waits for the
 * other and neither for both.
 */
export async function readPlateChange(
  tx: Db,
  { releases }: Pick<Deps, 'releases'>,
  id: string,
): Promise<PlateChange | undefined> {
  const { rows: permits } = await tx.query<{ id: string }>({ ...lockPermitOfChange, values: [id] });
  if (!permits[0]) return undefined;
  const { rows } = await tx.query<ChangeRow>({ ...lockChange, values: [id] });
  const row = rows[0]!;
  const { rows: documents } = await tx.query<{ id: string; requirement_id: string }>({ ...readProof, values: [id] });
  const release = await releases.numbered(row.municipality_id, row.release, tx);
  const product = productOf(release.content, row.product_id);
  if (!product) throw new Error(`release ${row.release} of ${row.municipality_id} has no product ${row.product_id}`);
  const moment = (at: Date | null) => at?.toISOString() ?? null;
  return {
    id,
    municipalityId: row.municipality_id,
    holder: { id: row.holder_id, kind: row.holder_kind, email: row.email, language: row.language },
    permit: {
      id: row.permit_id,
      applicationId: row.application_id,
      number: row.permit_number,
      status: row.permit_status,
      areaId: row.area_id,
      validFrom: row.valid_from.toISOString(),
      validUntil: row.valid_until.toISOString(),
    },
    number: row.number,
    act: row.act,
    replacesId: row.replaces_id,
    givenId: row.given_id,
    plate:
      row.plate === null
        ? null
        : {
            country: row.country!,
            key: row.plate,
            display: row.display!,
            keeper: row.keeper ?? 'not-asked',
            zeroEmission: row.zero_emission,
          },
    asked: {
      startsOn: row.starts_on,
      overlapDays: row.overlap_days,
      backOn: row.back_on,
      otherCarHours: row.other_car_hours,
    },
    moments:
      row.settled_at && row.effective_at
        ? {
            effectiveAt: row.effective_at.toISOString(),
            overlapUntil: moment(row.overlap_until),
            backAt: moment(row.back_at),
          }
        : null,
    feeCents: Number(row.fee_cents),
    status: row.status,
    statusSince: row.status_since.toISOString(),
    receivedAt: moment(row.received_at),
    pausedSince: moment(row.paused_since),
    pausedDays: row.paused_days,
    settledAt: moment(row.settled_at),
    ground: row.ground,
    documents: documents.map((document) => ({ id: document.id, requirementId: document.requirement_id })),
    deadlines: row.deadlines,
    version: row.version,
    release,
    product,
  };
}

/** What may change in one act; deadlines follow from it. */
export type Changes = Partial<
  Pick<
    PlateChange,
    | 'status'
    | 'moments'
    | 'receivedAt'
    | 'pausedSince'
    | 'pausedDays'
    | 'settledAt'
    | 'ground'
    | 'givenId'
    | 'documents'
  >
>;

/** Writes the changes with the next version and the deadlines of the state it is in now, and tells the clock what is due. */
export async function savePlateChange(
  tx: Db,
  change: PlateChange,
  changes: Changes,
  at: Instant,
): Promise<PlateChangeState> {
  const next = { ...change, ...changes };
  const statusSince = next.status === change.status ? change.statusSince : at;
  const { municipality } = change.release.content;
  const deadlines = plateChangeDeadlines(
    next.status,
    {
      terms: municipality.terms,
      objectionWeeks: municipality.objection.weeks,
      calendar: calendarOf(municipality),
      timeZone: municipality.timeZone,
      since: next.status === 'awaiting-confirmation' ? at : statusSince,
      receivedAt: next.receivedAt,
      pausedDays: next.pausedDays,
    },
    next.moments,
  ).filter(({ kind, at: due }) => !(next.status === 'changed' && kind === 'end-overlap' && due <= at));
  const version = change.version + 1;
  const over = isOver(next.status, deadlines);
  await tx.query({
    ...writeChange,
    values: [
      change.id, version, next.status, statusSince, next.moments?.effectiveAt ?? null, next.moments?.overlapUntil ?? null,
      next.moments?.backAt ?? null, next.givenId, next.receivedAt, next.pausedSince, next.pausedDays, next.settledAt, next.ground,
      JSON.stringify(deadlines), over ? at : null,
    ], // prettier-ignore
  });
  const due = deadlines.map((deadline) => deadline.at).filter((moment) => moment > at).sort()[0]; // prettier-ignore
  await processWaitsUntil(tx, processIdOf(change.id), due ?? null);
  return { status: next.status, version, deadlines, over };
}

export const stateOf = ({ status, version, deadlines }: PlateChange): PlateChangeState => ({
  status,
  version,
  deadlines,
  over: isOver(status, deadlines),
});

/** What every act on a change carries: which one, who, when in business time, and the key that makes a repeat harmless. */
export interface ChangeAct {
  plateChangeId: string;
  actor: Actor;
  at: Instant;
  key: string;
}

/** One act on a change: the state must allow the move, and everything it writes is committed together or not at all. */
export function act(
  deps: Deps,
  { plateChangeId, key }: Omit<ChangeAct, 'actor'>,
  move: PlateChangeMove,
  step: (tx: PoolClient, change: PlateChange) => Promise<PlateChangeState | Refusal>,
): Promise<PlateChanged> {
  return inTransaction(deps.pool, (tx) =>
    once(tx, key, async (): Promise<PlateChanged> => {
      const change = await readPlateChange(tx, deps, plateChangeId);
      if (!change) return refuse('not-found');
      const allowed = mayMove(change.status, move);
      if (isRefusal(allowed)) return allowed;
      const state = await step(tx, change);
      return 'outcome' in state ? state : { outcome: 'changed', state };
    }),
  );
}

/** Ids of a change for the audit trail: it is part of the life of its permit. */
export const subjectOf = ({
  municipalityId,
  holder,
  permit,
}: Pick<PlateChange, 'municipalityId' | 'holder' | 'permit'>) => ({
  municipalityId,
  holderId: holder.id,
  applicationId: permit.applicationId,
  permitId: permit.id,
});

interface ChangeRow {
  municipality_id: string;
  holder_id: string;
  holder_kind: 'person' | 'business';
  email: string | null;
  language: Language;
  permit_id: string;
  application_id: string;
  permit_number: string;
  permit_status: PermitStatus;
  product_id: string;
  area_id: string;
  valid_from: Date;
  valid_until: Date;
  number: string;
  release: number;
  act: PlateAct;
  replaces_id: string | null;
  given_id: string | null;
  country: string | null;
  plate: string | null;
  display: string | null;
  keeper: Keeper | null;
  zero_emission: boolean | null;
  starts_on: string | null;
  overlap_days: number;
  back_on: string | null;
  other_car_hours: number | null;
  effective_at: Date | null;
  overlap_until: Date | null;
  back_at: Date | null;
  fee_cents: string;
  status: PlateChangeStatus;
  status_since: Date;
  received_at: Date | null;
  paused_since: Date | null;
  paused_days: number;
  settled_at: Date | null;
  ground: string | null;
  deadlines: PlateChangeDeadline[];
  version: number;
}

const lockPermitOfChange = statement(
  'lock-permit-of-change',
  'SELECT id FROM permit WHERE id = (SELECT permit_id FROM plate_change WHERE id = $1) FOR UPDATE',
);
const lockChange = statement(
  'lock-plate-change',
  `SELECT n.municipality_id, n.holder_id, h.kind AS holder_kind, h.email, h.language, n.permit_id, p.application_id, p.number AS permit_number,
          p.status AS permit_status, p.product_id, p.area_id, p.valid_from, greatest(p.valid_until, p.kept_until) AS valid_until, n.number, n.release, n.act, n.replaces_id, n.given_id,
          n.country, n.plate, n.display, n.keeper, n.zero_emission, n.starts_on::text AS starts_on, n.overlap_days, n.back_on::text AS back_on, n.other_car_hours, n.effective_at,
          n.overlap_until, n.back_at, n.fee_cents, n.status, n.status_since, n.received_at, n.paused_since, n.paused_days, n.settled_at,
          n.ground, n.deadlines, n.version
     FROM plate_change n JOIN permit p ON p.id = n.permit_id JOIN holder h ON h.id = n.holder_id
    WHERE n.id = $1 FOR UPDATE OF n`,
);
const readProof = statement(
  'read-proof-of-change',
  `SELECT id, requirement_id FROM document WHERE plate_change_id = $1 AND attached_at IS NOT NULL AND removed_at IS NULL AND superseded_at IS NULL
    ORDER BY created_at`,
);
const writeChange = statement(
  'write-plate-change',
  `UPDATE plate_change
      SET version = $2, status = $3, status_since = $4, effective_at = $5, overlap_until = $6, back_at = $7, given_id = $8, received_at = $9,
          paused_since = $10, paused_days = $11, settled_at = $12, ground = $13, deadlines = $14, closed_at = $15
    WHERE id = $1`,
);
