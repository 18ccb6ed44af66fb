import { Document } from '../../activities/db/entities/all.ts';
import { statement } from '../../activities/db/transaction.ts';
import { calendarOf } from '../../rules/municipalities/municipality.ts';
import { type Product } from '../../rules/municipalities/product.ts';
import { momentsOf, plateChangeTerms, type PlateAct } from '../../rules/plate-changes/decide.ts';
import { lastDayOf, proofOf } from '../../rules/plate-changes/plates.ts';
import { actionsOf, type PlateChangeDeadline, type PlateChangeStatus } from '../../rules/plate-changes/status.ts';
import { addDays, civilDateOf, type CivilDate, type TimeZone } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Keeper } from '../../rules/vehicles.ts';
import { type Api } from '../api.ts';
import { type Citizen } from '../http/caller.ts';
import { isUuid } from '../http/ids.ts';
import { productIn } from '../permit-applications/read.ts';
import { documentView, kindsOf } from '../permit-applications/view.ts';
import { type PlateChangeTerms, type PlateChangeView } from './shapes.ts';

/** Changes of one permit, the newest first; those that were given up before they were confirmed are left out. */
export async function readChanges(api: Api, permitId: string): Promise<PlateChangeView[]> {
  const { rows } = await api.deps.pool.query<ChangeRow>({ ...changesOfPermit, values: [permitId] });
  return Promise.all(rows.map((row) => view(api, row)));
}

/** The holder's own; somebody else's id reads like none. */
export async function findOwnChange({ deps }: Api, caller: Citizen, id: string): Promise<ChangeRow | undefined> {
  if (!isUuid(id)) return undefined;
  const { rows } = await deps.pool.query<ChangeRow>({ ...oneChange, values: [id, caller.id, caller.municipalityId] });
  return rows[0];
}

/** For a task of the municipality's own queue. */
export async function changeForStaff({ deps }: Api, id: string): Promise<ChangeRow | undefined> {
  const { rows } = await deps.pool.query<ChangeRow>({ ...changeOfTask, values: [id] });
  return rows[0];
}

export async function view(api: Api, row: ChangeRow): Promise<PlateChangeView> {
  const release = await api.deps.releases.numbered(row.municipality_id, row.release);
  const product = productIn(release, row.product_id);
  const { municipality, evidence } = release.content;
  const documents = await api.orm
    .getRepository(Document)
    .find({ where: { plateChangeId: row.id }, order: { createdAt: 'ASC' } });
  const shown = documents.filter(({ attachedAt, removedAt }) => attachedAt !== null && removedAt === null);
  const plate =
    row.plate === null ? null : { country: row.country!, key: row.plate, keeper: row.keeper ?? 'not-asked' };
  const proof = proofOf(row.id, plate, product, row.holder_kind);
  const settled = row.settled_at !== null && row.effective_at !== null;
  const moments = settled
    ? {
        effectiveAt: row.effective_at!.toISOString(),
        overlapUntil: row.overlap_until?.toISOString() ?? null,
        backAt: row.back_at?.toISOString() ?? null,
      }
    : momentsOf(
        row.act,
        {
          startsOn: row.starts_on,
          overlapDays: row.overlap_days,
          backOn: row.back_on,
          otherCarHours: row.other_car_hours,
        },
        { terms: plateChangeTerms(product), timeZone: municipality.timeZone, calendar: calendarOf(municipality) },
        api.deps.clock(),
      );
  return {
    id: row.id,
    permitId: row.permit_id,
    number: row.number,
    act: row.act,
    status: row.status,
    statusSince: row.status_since.toISOString(),
    openedAt: row.opened_at.toISOString(),
    comes: plate && {
      country: plate.country,
      display: row.display!,
      keeper: plate.keeper,
      vehicle: row.vehicle,
      colour: row.colour,
    },
    goes: row.goes,
    feeCents: Number(row.fee_cents),
    otherCar: row.other_car_hours !== null,
    ...moments,
    settled,
    requirement: proof && {
      id: proof.id,
      reason: proof.rule.reason,
      article: proof.rule.article,
      kinds: kindsOf(proof.rule.kinds, evidence),
      given: shown.some(({ supersededAt }) => supersededAt === null),
    },
    documents: shown.map((document) => documentView(document, release)),
    lapsesAt: row.deadlines.find(({ kind }) => kind === 'lapse')?.at ?? null,
    ground: row.ground,
    actions: row.closed_at === null ? actionsOf(row.status, { temporary: row.act === 'temporary' }) : [],
  };
}

/** What a holder is told before a change: null where plates stay as they are. */
export function changeTerms(
  product: Product,
  validUntil: Instant,
  now: Instant,
  timeZone: TimeZone,
): PlateChangeTerms | null {
  const { plates, holderMay, temporaryVehicle } = product;
  if (!holderMay.changePlates || plates.max === 0) return null;
  const { feeCents, effect, overlapDaysAtMost, aheadDays } = plateChangeTerms(product);
  const ahead = addDays(civilDateOf(now, timeZone), aheadDays);
  const lastDay = lastDayOf(validUntil, timeZone);
  return {
    min: plates.min,
    max: plates.max,
    foreign: plates.foreign,
    feeCents,
    workingDays: effect === 'at-once' ? null : effect.workingDays,
    overlapDaysAtMost,
    lastStart: aheadDays === 0 ? null : ahead < lastDay ? ahead : lastDay,
    temporary: temporaryVehicle ? { daysAtMost: temporaryVehicle.daysAtMost, perYear: temporaryVehicle.perYear } : null,
  };
}

export interface ChangeRow {
  id: string;
  municipality_id: string;
  holder_id: string;
  holder_kind: 'person' | 'business';
  permit_id: string;
  application_id: string;
  product_id: string;
  release: number;
  number: string;
  act: PlateAct;
  status: PlateChangeStatus;
  status_since: Date;
  opened_at: Date;
  closed_at: Date | null;
  country: string | null;
  plate: string | null;
  display: string | null;
  keeper: Keeper | null;
  vehicle: string | null;
  colour: string | null;
  goes: { country: string; display: string } | null;
  starts_on: CivilDate | null;
  overlap_days: number;
  back_on: CivilDate | null;
  other_car_hours: number | null;
  settled_at: Date | null;
  effective_at: Date | null;
  overlap_until: Date | null;
  back_at: Date | null;
  fee_cents: string;
  ground: string | null;
  deadlines: PlateChangeDeadline[];
  received_at: Date | null;
  paused_since: Date | null;
  paused_days: number;
}

const CHANGE = `n.id, n.municipality_id, n.holder_id, h.kind AS holder_kind, n.permit_id, p.application_id, p.product_id, n.release, n.number,
          n.act, n.status, n.status_since, n.opened_at, n.closed_at, n.country, n.plate, n.display, n.keeper, n.vehicle, n.colour,
          CASE WHEN g.id IS NOT NULL THEN jsonb_build_object('country', g.country, 'display', g.display) END AS goes,
          n.starts_on::text AS starts_on, n.overlap_days, n.back_on::text AS back_on, n.other_car_hours, n.settled_at, n.effective_at, n.overlap_until, n.back_at,
          n.fee_cents, n.ground, n.deadlines, n.received_at, n.paused_since, n.paused_days
     FROM plate_change n JOIN permit p ON p.id = n.permit_id JOIN holder h ON h.id = n.holder_id
     LEFT JOIN permit_plate g ON g.id = n.replaces_id`;
const changesOfPermit = statement(
  'read-plate-changes',
  `SELECT ${CHANGE} WHERE n.permit_id = $1 AND (n.status <> 'withdrawn' OR n.settled_at IS NOT NULL) ORDER BY n.opened_at DESC, n.id LIMIT 50`,
);
const oneChange = statement(
  'read-plate-change',
  `SELECT ${CHANGE} WHERE n.id = $1 AND n.holder_id = $2 AND n.municipality_id = $3`,
);
const changeOfTask = statement('read-plate-change-of-task', `SELECT ${CHANGE} WHERE n.id = $1`);
