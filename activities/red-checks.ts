import { alertReason, type AlertReason } from '../rules/enforcement.ts';
import { type EnforcementTerms } from '../rules/municipalities/municipality.ts';
import { type Language } from '../rules/messages.ts';
import { DAY_MS, HOUR_MS, plusMs, type Instant } from '../rules/values/moment.ts';
import { record, SYSTEM } from './db/stores/audit.ts';
import { queueMessage } from './db/stores/messages.ts';
import { queuePush } from './db/stores/push.ts';
import { inTransaction, statement, type Db } from './db/transaction.ts';
import { type Deps } from './ports.ts';

/** So many checks a time: an officer waits for none of them. */
const BATCH = 200;
/** What a device tells days later warns nobody any more. */
const STALE_MS = DAY_MS;

/**
 * Looks whose car was red since the last time. Where it belongs to a permit that could have covered it, the holder is told, so that one
 * mistake does not become a fine a day (BEYOND-004): once in the hours of the municipality, however many officers pass. Apart from the
 * check itself, which waits for nobody. Running twice changes nothing more.
 */
export async function weighRedChecks(
  deps: Pick<Deps, 'pool' | 'releases'>,
  at: Instant,
): Promise<{ redChecks: number; holdersWarned: number }> {
  let [redChecks, holdersWarned] = [0, 0];
  for (;;) {
    const weighed = await inTransaction(deps.pool, (tx) => weighSome(tx, deps, at));
    redChecks += weighed.checks;
    holdersWarned += weighed.warned;
    if (weighed.checks < BATCH) return { redChecks, holdersWarned };
  }
}

async function weighSome(
  tx: Db,
  deps: Pick<Deps, 'releases'>,
  at: Instant,
): Promise<{ checks: number; warned: number }> {
  const { rows: taken } = await tx.query<{ id: string }>({ ...takeRedChecks, values: [at, BATCH] });
  if (taken.length === 0) return { checks: 0, warned: 0 };
  const ids = taken.map(({ id }) => id);
  const { rows } = await tx.query<Found>({ ...findPermitsOfRed, values: [ids, plusMs(at, -STALE_MS)] });
  let warned = 0;
  const terms = new Map<string, EnforcementTerms | null>();
  for (const found of rows) {
    const municipality = found.municipality_id;
    if (!terms.has(municipality))
      terms.set(
        municipality,
        (await deps.releases.inForce(municipality, at, tx)).content.municipality.enforcement ?? null,
      );
    const rules = terms.get(municipality);
    const checkedAt = found.checked_at.toISOString();
    const permit = {
      validFrom: found.valid_from.toISOString(),
      validUntil: found.valid_until.toISOString(),
      activeElsewhere: found.active_elsewhere,
    };
    const ground = rules ? alertReason(permit, rules, checkedAt) : null;
    if (rules && ground && (await warn(tx, found, ground, rules, at))) warned += 1;
  }
  return { checks: taken.length, warned };
}

/** False when this permit was warned already: by who looked at the same moment, or not long ago. */
async function warn(
  tx: Db,
  found: Found,
  ground: AlertReason,
  { repeatHours }: EnforcementTerms,
  at: Instant,
): Promise<boolean> {
  const { municipality_id: municipalityId, permit_id: permitId, check_id: checkId, holder_id: holderId } = found;
  const checkedAt = found.checked_at.toISOString();
  const quietUntil = plusMs(checkedAt, repeatHours * HOUR_MS);
  const { rowCount } = await tx.query({
    ...addAlert,
    values: [municipalityId, permitId, checkId, ground, checkedAt, at, quietUntil],
  });
  if (rowCount !== 1) return false;
  const { holder_email: holderEmail, account_id: accountId, account_email: accountEmail } = found;
  const seen = { areaId: found.area_id, at: checkedAt };
  const about = { municipalityId, kind: 'red-check', permitId, private: { ground, seen } } as const;
  if (holderEmail !== null)
    await queueMessage(tx, { ...about, holderId, language: found.holder_language, recipient: holderEmail }, at);
  else if (accountId !== null && accountEmail !== null) {
    // Tells the browsers of the account as well.
    const message = { ...about, holderId: null, accountId, language: found.account_language!, recipient: accountEmail };
    await queueMessage(tx, message, at);
  }
  if (accountId !== null && (holderEmail !== null || accountEmail === null))
    await queuePush(tx, { accountId, kind: 'red-check', permitId });
  await record(
    tx,
    at,
    SYSTEM,
    { municipalityId, holderId, permitId },
    { kind: 'red-check-told', data: { checkId, ground } },
  );
  return true;
}

interface Found {
  check_id: string;
  municipality_id: string;
  area_id: string;
  checked_at: Date;
  permit_id: string;
  valid_from: Date;
  valid_until: Date;
  active_elsewhere: boolean;
  holder_id: string;
  holder_email: string | null;
  holder_language: Language;
  account_id: string | null;
  account_email: string | null;
  account_language: Language | null;
}

/** One that was read wrong, as far as anybody can tell, warns nobody. */
const takeRedChecks = statement(
  'take-red-checks',
  `UPDATE plate_check SET weighed_at = $1 WHERE id IN (
     SELECT id FROM plate_check WHERE active_until IS NULL AND weighed_at IS NULL AND plate IS NOT NULL AND at <= $1
      ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED)
   RETURNING id`,
);
/** Permits the plate stood on at that moment or when they ended by themselves: what somebody ended, or had blocked, is known to them. */
const findPermitsOfRed = statement(
  'find-permits-of-red-checks',
  `SELECT c.id AS check_id, c.municipality_id, c.area_id, c.asked_about AS checked_at, p.id AS permit_id, p.valid_from, p.valid_until,
          EXISTS (SELECT FROM parking_right r WHERE r.permit_id = p.id AND r.country = c.country AND r.plate = c.plate
                     AND r.since <= c.asked_about AND r.until > c.asked_about) AS active_elsewhere,
          p.holder_id, h.language AS holder_language,
          CASE WHEN h.email_verified_at IS NOT NULL AND h.email_bounced_at IS NULL THEN h.email END AS holder_email,
          o.id AS account_id, o.language AS account_language,
          CASE WHEN o.verified_at IS NOT NULL AND o.bounced_at IS NULL THEN o.email END AS account_email
     FROM plate_check c
     JOIN permit_plate pp ON pp.country = c.country AND pp.plate = c.plate
     JOIN permit p ON p.id = pp.permit_id AND p.municipality_id = c.municipality_id
      AND p.status <> 'ended' AND p.blocked_at IS NULL
      AND (pp.until IS NULL OR pp.until >= least(c.asked_about, p.valid_until)) AND pp.since <= c.asked_about
     JOIN holder h ON h.id = p.holder_id
     LEFT JOIN coupling k ON k.permit_id = p.id AND k.removed_at IS NULL
     LEFT JOIN account o ON o.id = k.account_id
    WHERE c.id = ANY ($1) AND c.near = 0 AND c.asked_about > $2
    ORDER BY c.asked_about, p.valid_until DESC`,
);
const addAlert = statement(
  'add-red-alert',
  `INSERT INTO red_alert (municipality_id, permit_id, check_id, ground, checked_at, told_at, quiet_until)
   VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
);
