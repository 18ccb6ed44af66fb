import { guestHash, type GuestPass } from '../../activities/guests/pass.ts';
import { statement } from '../../activities/db/transaction.ts';
import { visitStatusAt, type GuestPayer, type GuestVisitStatus } from '../../rules/guests.ts';
import { areaOf } from '../../rules/municipalities/release.ts';
import { epoch, type Instant } from '../../rules/values/moment.ts';
import { type Api } from '../api.ts';
import { productIn } from '../permit-applications/read.ts';
import { permitToSignOn } from '../sign-on/acts.ts';
import { type GuestLook, type GuestVisitView, type HostPass } from './shapes.ts';

/** The links of a permit, the newest first, each with its visits; those that are over long ago are left out. */
export async function hostPasses({ deps }: Api, permitId: string): Promise<HostPass[]> {
  const now = deps.clock();
  const { rows } = await deps.pool.query<HostRow>({ ...readPasses, values: [permitId, now] });
  return rows.map(({ most_minutes, ends_at, revoked, visits, ...row }) => ({
    ...row,
    mostMinutes: most_minutes,
    endsAt: ends_at.toISOString(),
    state: revoked ? 'revoked' : epoch(ends_at.toISOString()) <= epoch(now) ? 'expired' : row.used >= row.uses ? 'used-up' : 'live',
    visits: visits.map((visit) => ({
      id: visit.id,
      status: visitStatusAt({ status: visit.status, until: instantOf(visit.until) }, now),
      name: visit.name,
      plate: visit.display === null ? null : { country: visit.country ?? '', display: visit.display },
      askedAt: instantOf(visit.askedAt),
      endsAt: instantOf(visit.endsAt),
      actionId: visit.actionId,
      running: visit.running,
      paidCents: visit.paidCents,
    })),
  })); // prettier-ignore
}

/** What lies behind a link, for who has it. */
export async function guestLook(api: Api, pass: GuestPass, usesLeft: number): Promise<GuestLook> {
  const { content, product, areas, timeZone } = await permitToSignOn(api, pass.permitId);
  const { payer, consent, mostMinutes, endsAt } = pass;
  const { name: municipalityName, country } = content.municipality;
  return { municipalityName, country, timeZone, productName: product.name, areas, payer, consent, usesLeft, mostMinutes, endsAt }; // prettier-ignore
}

/** A visit as its own guest sees it. */
export async function guestVisit({ deps }: Api, key: string): Promise<GuestVisitView | undefined> {
  const now = deps.clock();
  const { rows } = await deps.pool.query<VisitRow>({
    ...readVisit,
    values: [guestHash(deps.vault, 'visit', key), now],
  });
  const row = rows[0];
  if (!row) return undefined;
  const release = await deps.releases.inForce(row.municipality_id, now);
  const { content } = release;
  return {
    status: visitStatusAt({ status: row.status, until: row.until.toISOString() }, now),
    ground: row.ground,
    until: row.until.toISOString(),
    municipalityName: content.municipality.name,
    productName: productIn(release, row.product_id).name,
    areaName: areaOf(content, row.area_id)?.name ?? row.area_id,
    timeZone: content.municipality.timeZone,
    plate: row.display === null ? null : { country: row.country ?? '', display: row.display },
    payer: row.payer,
    startsAt: row.starts_at?.toISOString() ?? null,
    endsAt: row.ends_at.toISOString(),
    running: row.running,
    paidCents: row.paid_cents === null ? null : Number(row.paid_cents),
    backCents: row.back_cents === null ? null : Number(row.back_cents),
  };
}

const instantOf = (moment: string): Instant => new Date(moment).toISOString();

interface HostRow {
  id: string;
  name: string | null;
  payer: GuestPayer;
  consent: HostPass['consent'];
  uses: number;
  used: number;
  most_minutes: number | null;
  ends_at: Date;
  revoked: boolean;
  visits: {
    id: string;
    status: GuestVisitStatus;
    until: string;
    name: string | null;
    country: string | null;
    display: string | null;
    askedAt: string;
    endsAt: string;
    actionId: string | null;
    running: boolean;
    paidCents: number | null;
  }[];
}

interface VisitRow {
  municipality_id: string;
  product_id: string;
  area_id: string;
  status: GuestVisitStatus;
  ground: string | null;
  until: Date;
  country: string | null;
  display: string | null;
  payer: GuestPayer;
  starts_at: Date | null;
  ends_at: Date;
  running: boolean;
  paid_cents: string | null;
  back_cents: string | null;
}

const RUNS = `coalesce(a.state = 'open' AND a.ends_at > $2, false)`;
const readPasses = statement(
  'read-guest-passes',
  `SELECT g.id, g.name, g.payer, g.consent, g.uses, g.most_minutes, g.ends_at, g.revoked_at IS NOT NULL AS revoked,
          (SELECT count(*)::int FROM guest_visit v
            WHERE v.pass_id = g.id AND (v.status IN ('started', 'paying') OR (v.status IN ('asked', 'allowed') AND v.until > $2))) AS used,
          (SELECT coalesce(jsonb_agg(jsonb_build_object(
                    'id', v.id, 'status', v.status, 'until', v.until, 'name', v.name, 'country', v.country,
                    'display', CASE WHEN NOT v.keeps_plate THEN v.display END, 'askedAt', v.asked_at, 'endsAt', coalesce(a.ends_at, v.ends_at),
                    'actionId', v.action_id, 'running', ${RUNS}, 'paidCents', v.paid_cents) ORDER BY v.asked_at DESC, v.id), '[]')
             FROM (SELECT * FROM guest_visit w WHERE w.pass_id = g.id ORDER BY w.asked_at DESC LIMIT 50) v
             LEFT JOIN parking_action a ON a.id = v.action_id) AS visits
     FROM guest_pass g
    WHERE g.permit_id = $1 AND coalesce(g.revoked_at, g.ends_at) > $2::timestamptz - interval '91 days'
    ORDER BY g.made_at DESC, g.id LIMIT 100`,
);
const readVisit = statement(
  'read-own-guest-visit',
  `SELECT v.municipality_id, p.product_id, v.area_id, v.status, v.ground, v.until, v.country, v.display, g.payer, a.starts_at,
          coalesce(a.ends_at, v.ends_at) AS ends_at, ${RUNS} AS running, v.paid_cents,
          (SELECT sum(r.cents) FROM refund r JOIN charge c ON c.id = r.charge_id WHERE c.guest_visit_id = v.id AND r.status <> 'refused') AS back_cents
     FROM guest_visit v JOIN guest_pass g ON g.id = v.pass_id JOIN permit p ON p.id = v.permit_id
     LEFT JOIN parking_action a ON a.id = v.action_id
    WHERE v.key_hash = $1`,
);
