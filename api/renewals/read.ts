import { statement } from '../../activities/db/transaction.ts';
import { phaseOf, type PermitStatus } from '../../rules/permits/status.ts';
import { renewalActions, type RenewalDeadline, type RenewalStatus } from '../../rules/renewals/status.ts';
import { addDays, civilDateOf } from '../../rules/values/civil-day.ts';
import { latest, type Instant } from '../../rules/values/moment.ts';
import { type Api } from '../api.ts';
import { type Citizen } from '../http/caller.ts';
import { areaName, productIn } from '../permit-applications/read.ts';
import { type RenewalView } from './shapes.ts';

/** Those that wait for their holder, the one that ends first on top. */
export async function openRenewals(api: Api, caller: Citizen): Promise<RenewalView[]> {
  const { rows } = await api.deps.pool.query<RenewalRow>({ ...readOpen, values: [caller.id, caller.municipalityId] });
  return Promise.all(rows.map((row) => viewOf(api, caller, row)));
}

/** The holder's own renewal, open or over; somebody else's reads like none. */
export async function ownRenewal(api: Api, caller: Citizen, id: string): Promise<RenewalView | undefined> {
  const { rows } = await api.deps.pool.query<RenewalRow>({
    ...readOne,
    values: [caller.id, caller.municipalityId, id],
  });
  return rows[0] && viewOf(api, caller, rows[0]);
}

async function viewOf({ deps }: Api, { municipalityId }: Citizen, row: RenewalRow): Promise<RenewalView> {
  const release = await deps.releases.numbered(municipalityId, row.release);
  const product = productIn(release, row.product_id);
  const { timeZone } = release.content.municipality;
  const dayBefore = (moment: Instant) => addDays(civilDateOf(moment, timeZone), -1);
  const validUntil = row.valid_until.toISOString();
  const validity = {
    from: row.valid_from.toISOString(),
    to: latest(validUntil, row.kept_until?.toISOString() ?? validUntil),
  };
  const lapses = row.deadlines.find(({ kind }) => kind === 'lapse')?.at;
  return {
    id: row.id,
    number: row.number,
    permitId: row.permit_id,
    permitNumber: row.permit_number,
    permitPhase: phaseOf(row.permit_status, validity, deps.clock()),
    productName: product.name,
    areaName: areaName(release, row.area_id) ?? row.area_id,
    plates: row.plates,
    status: row.status,
    openedAt: row.opened_at.toISOString(),
    confirmedAt: row.confirmed_at?.toISOString() ?? null,
    currentLastDay: dayBefore(row.since.toISOString()),
    startsOn: civilDateOf(row.since.toISOString(), timeZone),
    lastDay: dayBefore(row.until.toISOString()),
    cents: Number(row.price_cents),
    finishBy: lapses === undefined ? null : dayBefore(lapses),
    debitOn: row.debit_at && civilDateOf(row.debit_at.toISOString(), timeZone),
    debiting: row.debiting,
    actions: product.renewal ? renewalActions(row.status, product.renewal) : [],
  };
}

interface RenewalRow {
  id: string;
  number: string;
  permit_id: string;
  permit_number: string;
  permit_status: PermitStatus;
  product_id: string;
  area_id: string;
  valid_from: Date;
  valid_until: Date;
  kept_until: Date | null;
  release: number;
  status: RenewalStatus;
  opened_at: Date;
  confirmed_at: Date | null;
  since: Date;
  until: Date;
  price_cents: string;
  debit_at: Date | null;
  debiting: boolean;
  deadlines: RenewalDeadline[];
  plates: { country: string; display: string }[];
}

const RENEWAL = `SELECT r.id, r.number, r.permit_id, p.number AS permit_number, p.status AS permit_status, p.product_id, p.area_id, p.valid_from,
          p.valid_until, p.kept_until, r.release, r.status, r.opened_at, r.confirmed_at, r.since, r.until, r.price_cents, r.deadlines, r.debit_at,
          EXISTS (SELECT FROM debit WHERE renewal_id = r.id AND open) AS debiting,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('country', country, 'display', display) ORDER BY position), '[]')
             FROM permit_plate WHERE permit_id = p.id AND until IS NULL) AS plates
     FROM renewal r JOIN permit p ON p.id = r.permit_id
    WHERE r.holder_id = $1 AND r.municipality_id = $2`;
const readOpen = statement('read-open-renewals', `${RENEWAL} AND r.closed_at IS NULL ORDER BY r.since, r.id`);
const readOne = statement('read-own-renewal', `${RENEWAL} AND r.id = $3`);
