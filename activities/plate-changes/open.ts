import { type Actor } from '../../rules/audit.ts';
import { isStillOnPermit, lastDayOf } from '../../rules/plate-changes/plates.ts';
import { calendarOf } from '../../rules/municipalities/municipality.ts';
import { productOf } from '../../rules/municipalities/release.ts';
import { type PlateKey } from '../../rules/parking/active-plate.ts';
import { decidePlateChange, type WantedPlates } from '../../rules/plate-changes/decide.ts';
import { plateChangeDeadlines } from '../../rules/plate-changes/deadlines.ts';
import { type PlateChangeStatus } from '../../rules/plate-changes/status.ts';
import { type PermitStatus } from '../../rules/permits/status.ts';
import { civilDateOf, type CivilDate } from '../../rules/values/civil-day.ts';
import { plusMs, type Instant } from '../../rules/values/moment.ts';
import { isPlate, readPlate, type Plate } from '../../rules/values/plate.ts';
import { plateChangeId as processIdOf } from '../../rules/values/process-ids.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { asksKeeper, evidenceForPlate } from '../../rules/vehicles.ts';
import type { PlateChangeState } from '../../workflows/contract/plate-change.ts';
import { record } from '../db/stores/audit.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { clockOffsetMs, openProcess } from '../db/stores/outbox.ts';
import { inTransaction, isClash, once, statement, type Db } from '../db/transaction.ts';
import { takeInput } from '../permit-applications/answer.ts';
import { type Deps } from '../ports.ts';
import { readPlateChange, stateOf } from './change.ts';

/** What the holder typed, as the API stored it: the plates that are to be on the permit. */
export interface PlatesInput {
  plates: { plate: string; country: string }[];
  startsOn: CivilDate | null;
  overlapDays: number;
  backOn: CivilDate | null;
  /** Another car on a card, for as long as its product says. */
  otherCar?: boolean;
}

export interface OpenPlateChange {
  plateChangeId: string;
  permitId: string;
  inputId: string;
  actor: Actor;
  /** By the process, which learns only here how far business time runs ahead: real time. */
  at: Instant;
  key: string;
}

export type PlateChangeOpened =
  { outcome: 'changed'; state: PlateChangeState; asksKeeper: boolean; clockOffsetMs: number } | Refusal;

/** Begins a change of one plate; what it costs and when it counts is shown before anything is confirmed (LOKET-031, PORTAL-071). */
export async function openPlateChange(deps: Deps, command: OpenPlateChange): Promise<PlateChangeOpened> {
  try {
    return await inTransaction(deps.pool, (tx) => once(tx, command.key, () => open(tx, deps, command)));
  } catch (error) {
    if (isClash(error)) return refuse('change-under-way', {}, 'finish-change');
    throw error;
  }
}

async function open(tx: Db, deps: Deps, command: OpenPlateChange): Promise<PlateChangeOpened> {
  const { plateChangeId: id, permitId, inputId, actor } = command;
  const offsetMs = await clockOffsetMs(tx);
  const at = plusMs(command.at, offsetMs);
  const known = await readPlateChange(tx, deps, id);
  if (known) return { outcome: 'changed', state: stateOf(known), asksKeeper: false, clockOffsetMs: offsetMs };

  const { rows } = await tx.query<PermitRow>({ ...lockPermit, values: [permitId] });
  const permit = rows[0];
  const input = await takeInput<PlatesInput>(tx, inputId);
  if (!permit || !input) return refuse('not-found');
  const release = await deps.releases.inForce(permit.municipality_id, at, tx);
  const { municipality } = release.content;
  const product = productOf(release.content, permit.product_id);
  if (!product) return refuse('not-allowed-by-product', { act: 'change-plates' }, 'choose-other-product');

  const wanted = readAll(input.plates);
  if (!Array.isArray(wanted)) return wanted;
  const { rows: around } = await tx.query<Around>({ ...readAround, values: [permitId] });
  const { plates, changes } = around[0]!;
  const today = civilDateOf(at, municipality.timeZone);
  const asked: Omit<WantedPlates, 'plates'> = {
    startsOn: input.startsOn === today ? null : input.startsOn,
    overlapDays: input.overlapDays,
    backOn: input.backOn,
    otherCar: input.otherCar ?? false,
  };
  const decision = decidePlateChange(
    { ...asked, plates: wanted.map(({ country, key }) => ({ country, plate: key })) },
    {
      product,
      permit: {
        status: permit.status,
        blocked: permit.blocked,
        lastDay: lastDayOf(permit.valid_until.toISOString(), municipality.timeZone),
      },
      plates: plates.map((plate) => ({ ...plate, leaving: !isStillOnPermit(plate.id, changes) })),
      underWay: changes
        .filter(({ open, status }) => open && status !== 'changed')
        .map(({ replacesId, country, plate }) => ({
          replacesId,
          adds: plate === null ? null : { country: country!, plate },
        })),
      temporaryFrom: changes
        .filter(({ act, status }) => act === 'temporary' && !['withdrawn', 'lapsed', 'rejected'].includes(status))
        .map(({ firstOn, effectiveAt }) =>
          effectiveAt ? civilDateOf(new Date(effectiveAt).toISOString(), municipality.timeZone) : (firstOn ?? today),
        ),
      otherCarOut: changes.some(({ otherCar, open, status }) => otherCar && open && status === 'changed'),
      today,
    },
  );
  if (isRefusal(decision)) return decision;

  const plate = decision.adds === null ? null : wanted.find(isTheSameAs(decision.adds))!;
  const given = plate && { id, country: plate.country, key: plate.key, keeper: 'not-asked' as const };
  const asks = plate !== null && asksKeeper(product.plates, permit.holder_kind, plate.country);
  const mustProve = given !== null && evidenceForPlate(product.plates, permit.holder_kind, given) !== null;
  const status: PlateChangeStatus = mustProve ? 'awaiting-documents' : 'awaiting-confirmation';
  const deadlines = plateChangeDeadlines(
    status,
    {
      terms: municipality.terms,
      objectionWeeks: municipality.objection.weeks,
      calendar: calendarOf(municipality),
      timeZone: municipality.timeZone,
      since: at,
      receivedAt: null,
      pausedDays: 0,
    },
    null,
  );
  const { municipality_id: municipalityId, holder_id: holderId, application_id: applicationId } = permit;
  await tx.query({
    ...addChange,
    values: [
      id, municipalityId, holderId, permitId, `K-${await nextNumber(tx, municipalityId, 'K')}`, release.number, decision.act,
      decision.replacesId, plate?.country ?? null, plate?.key ?? null, plate?.display ?? null, plate ? 'not-asked' : null, asked.startsOn,
      asked.overlapDays, asked.backOn, decision.feeCents, status, JSON.stringify(deadlines), at,
      decision.otherCarHours,
    ], // prettier-ignore
  });
  await openProcess(tx, {
    workflowId: processIdOf(id),
    kind: 'plate-change',
    subjectId: id,
    municipalityId,
    openedAt: at,
    nextDueAt: deadlines[0]?.at ?? null,
  });
  await record(
    tx,
    at,
    actor,
    { municipalityId, holderId, applicationId, permitId },
    { kind: 'plate-change-opened', data: { plateChangeId: id, act: decision.act } },
  );
  const state = { status, version: 1, deadlines, over: false };
  return { outcome: 'changed', state, asksKeeper: asks, clockOffsetMs: offsetMs };
}

function readAll(typed: PlatesInput['plates']): Plate[] | Refusal {
  const plates: Plate[] = [];
  for (const [index, { plate, country }] of typed.entries()) {
    const read = readPlate(plate, country);
    if (!isPlate(read))
      return refuse(read, { plate: index + 1, country }, read === 'plate-not-dutch' ? 'mark-foreign' : 'correct-plate');
    plates.push(read);
  }
  return plates;
}

const isTheSameAs =
  (wanted: PlateKey) =>
  ({ country, key }: Plate): boolean =>
    country === wanted.country && key === wanted.plate;

interface PermitRow {
  municipality_id: string;
  holder_id: string;
  holder_kind: 'person' | 'business';
  application_id: string;
  product_id: string;
  status: PermitStatus;
  blocked: boolean;
  valid_until: Date;
}

interface Around {
  plates: (PlateKey & { id: string })[];
  changes: {
    act: string;
    status: PlateChangeStatus;
    open: boolean;
    otherCar: boolean;
    replacesId: string | null;
    country: string | null;
    plate: string | null;
    firstOn: CivilDate | null;
    effectiveAt: string | null;
    overlapUntil: string | null;
  }[];
}

const lockPermit = statement(
  'lock-permit-to-change',
  `SELECT p.municipality_id, p.holder_id, h.kind AS holder_kind, p.application_id, p.product_id, p.status, p.blocked_at IS NOT NULL AS blocked,
          greatest(p.valid_until, p.kept_until) AS valid_until
     FROM permit p JOIN holder h ON h.id = p.holder_id WHERE p.id = $1 FOR UPDATE OF p`,
);
const readAround = statement(
  'read-plates-and-changes',
  `SELECT (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'country', country, 'plate', plate) ORDER BY position), '[]')
             FROM permit_plate WHERE permit_id = $1 AND until IS NULL) AS plates,
          (SELECT coalesce(jsonb_agg(jsonb_build_object(
             'act', act, 'otherCar', other_car_hours IS NOT NULL, 'status', status, 'open', closed_at IS NULL, 'replacesId', replaces_id, 'country', country, 'plate', plate,
             'firstOn', starts_on, 'effectiveAt', effective_at, 'overlapUntil', overlap_until)), '[]')
             FROM plate_change WHERE permit_id = $1) AS changes`,
);
const addChange = statement(
  'add-plate-change',
  `INSERT INTO plate_change (id, municipality_id, holder_id, permit_id, number, release, act, replaces_id, country, plate, display, keeper,
                             starts_on, overlap_days, back_on, fee_cents, status, status_since, deadlines, opened_at, other_car_hours)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $19, $18, $19, $20)`,
);
