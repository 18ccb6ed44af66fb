import { type Actor } from '../../rules/audit.ts';
import { relieved } from '../../rules/balances.ts';
import { type MunicipalityId } from '../../rules/municipalities/names.ts';
import { productOf } from '../../rules/municipalities/release.ts';
import { decideRelief } from '../../rules/outages.ts';
import { type Language } from '../../rules/messages.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type Unit } from '../../rules/values/unit.ts';
import { record } from '../db/stores/audit.ts';
import { book } from '../db/stores/ledger.ts';
import { queueMessage } from '../db/stores/messages.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { inTransaction, isClash, once, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

interface ByStaff {
  id: string;
  municipalityId: MunicipalityId;
  actor: Extract<Actor, { kind: 'staff' }>;
}

export interface NewRelief extends ByStaff {
  /** Any of the tries by which somebody was hit. */
  tryId: string;
  outageId: string;
  unit: Unit;
  amount: number;
  /** The action whose cost is given back. */
  actionId: string | null;
}

type Faults = 'not-found' | 'relief-not-hit' | 'relief-no-balance' | 'relief-above-cost' | 'relief-given';

/** Proposes what somebody gets who was hit by an outage; a colleague decides (PEERS-044). */
export async function proposeRelief(
  deps: Pick<Deps, 'pool' | 'releases'>,
  { id, municipalityId, actor, tryId, outageId, unit, amount, actionId }: NewRelief,
  at: Instant,
): Promise<{ outcome: 'proposed' } | Refusal<Faults>> {
  try {
    return await inTransaction(deps.pool, (tx) =>
      once(tx, `relief:${id}`, async () => {
        const { rows } = await tx.query<HitRow>({ ...findHit, values: [tryId, outageId, municipalityId] });
        const [hit] = rows;
        if (!hit) return refuse('not-found');
        const balance = await balanceOf(tx, deps, municipalityId, hit.permit_id, unit, actionId, at);
        const facts = { hit: actionId === null || hit.actions.includes(actionId), cost: balance?.cost ?? null, hasBalance: !!balance };
        const decision = decideRelief({ amount, ofAction: actionId !== null }, facts);
        if (isRefusal(decision)) return decision;
        const number = `TG-${await nextNumber(tx, municipalityId, 'TG')}`;
        await tx.query({
          ...addRelief,
          values: [id, municipalityId, number, outageId, hit.permit_id, hit.account_id, actionId, unit, amount, actor.id, at],
        });
        const subject = { municipalityId, permitId: hit.permit_id, holderId: hit.holder_id };
        await record(tx, at, actor, subject, { kind: 'relief-proposed', data: { reliefId: id, outageId } });
        return { outcome: 'proposed' } as const;
      }),
    );
  } catch (error) {
    if (isClash(error) && error.constraint?.startsWith('relief_')) return refuse('relief-given', {}, 'look-again');
    throw error;
  }
} // prettier-ignore

/** Grants it, by another than who proposed it: it is on the balance and in the books, and the person hears of it. Or refuses it. */
export function decideOnRelief(
  deps: Pick<Deps, 'pool' | 'releases'>,
  { id, municipalityId, actor, grant }: ByStaff & { grant: boolean },
  at: Instant,
): Promise<{ outcome: 'decided' } | Refusal<'not-found' | 'own-work' | 'relief-decided' | 'relief-no-balance'>> {
  return inTransaction(deps.pool, async (tx) => {
    const { rows } = await tx.query<ReliefRow>({ ...lockRelief, values: [id, municipalityId] });
    const [relief] = rows;
    if (!relief) return refuse('not-found');
    if (relief.decided) return refuse('relief-decided', {}, 'look-again');
    if (grant && relief.proposed_by === actor.id) return refuse('own-work', {}, 'ask-colleague');
    const subject = { municipalityId, permitId: relief.permit_id, holderId: relief.holder_id };
    if (grant) {
      const given = await give(tx, deps, municipalityId, id, relief, at);
      if (isRefusal(given)) return given;
      const { unit, amount } = relief;
      const data = { reliefId: id, unit, amount: Number(amount) };
      await record(tx, at, actor, subject, { kind: 'relief-granted', data });
    } else await record(tx, at, actor, subject, { kind: 'relief-refused', data: { reliefId: id } });
    await tx.query({ ...closeRelief, values: [id, actor.id, at, grant] });
    return { outcome: 'decided' };
  });
}

async function give(
  tx: Db,
  deps: Pick<Deps, 'releases'>,
  municipalityId: MunicipalityId,
  id: string,
  relief: ReliefRow,
  at: Instant,
): Promise<{ outcome: 'given' } | Refusal<'relief-no-balance'>> {
  const { permit_id: permitId, action_id: actionId, unit } = relief;
  const amount = Number(relief.amount);
  const balance = await balanceOf(tx, deps, municipalityId, permitId, unit, actionId, at);
  if (!balance) return refuse('relief-no-balance', {}, 'choose-other-unit');
  await tx.query({ ...credit, values: [balance.id, amount] });
  const { content } = await deps.releases.numbered(municipalityId, relief.release, tx);
  const product = productOf(content, relief.product_id);
  if (!product) throw new Error(`product ${relief.product_id} is not in release ${relief.release}`);
  const entry = relieved({ balanceId: balance.id, unit, amount }, product, actionId !== null);
  await book(tx, municipalityId, id, 'relief', entry, at);
  if (relief.recipient !== null)
    await queueMessage(
      tx,
      {
        municipalityId, holderId: null, accountId: relief.account_id, language: relief.language!, recipient: relief.recipient,
        kind: 'outage-relief', permitId, private: { relief: { unit, amount } },
      }, // prettier-ignore
      at,
    );
  return { outcome: 'given' };
}

/** Where it goes: the balance the action was paid from, or that of this unit that counts today. */
async function balanceOf(
  tx: Db,
  { releases }: Pick<Deps, 'releases'>,
  municipalityId: MunicipalityId,
  permitId: string,
  unit: Unit,
  actionId: string | null,
  at: Instant,
): Promise<{ id: string; cost: number | null } | undefined> {
  const { content } = await releases.inForce(municipalityId, at, tx);
  const today = civilDateOf(at, content.municipality.timeZone);
  const { rows } = await tx.query<{ id: string; cost: string | null }>({
    ...findBalance,
    values: [permitId, unit, today, actionId],
  });
  return rows[0] && { id: rows[0].id, cost: rows[0].cost === null ? null : Number(rows[0].cost) };
}

interface HitRow {
  permit_id: string;
  account_id: string;
  holder_id: string;
  /** Actions somebody tried to stop or extend in vain, or started meanwhile. */
  actions: string[];
}

interface ReliefRow {
  permit_id: string;
  account_id: string | null;
  holder_id: string;
  action_id: string | null;
  unit: Unit;
  amount: string;
  proposed_by: string;
  decided: boolean;
  product_id: string;
  release: number;
  recipient: string | null;
  language: Language | null;
}

const findHit = statement(
  'find-hit',
  `SELECT h.permit_id, h.account_id, p.holder_id,
          ARRAY(SELECT a.id FROM parking_action a WHERE a.permit_id = h.permit_id AND a.account_id = h.account_id
                   AND a.starts_at < coalesce(o.ended_at, 'infinity') AND a.ends_at > o.began_at) AS actions
     FROM hit_try h JOIN outage o ON o.id = h.outage_id JOIN permit p ON p.id = h.permit_id
    WHERE h.id = $1 AND h.outage_id = $2 AND h.municipality_id = $3`,
);
/** Of what a period gave, only the present one counts; an action is given back where it was paid. */
const findBalance = statement(
  'find-balance-for-relief',
  `SELECT b.id, (SELECT sum((c ->> 'amount')::bigint) FROM parking_action a, jsonb_array_elements(a.costs) c
                  WHERE a.id = $4::uuid AND a.permit_id = $1 AND (c ->> 'balanceId')::uuid = b.id) AS cost
     FROM permit_balance pb JOIN balance b ON b.id = pb.balance_id
    WHERE pb.permit_id = $1 AND b.unit = $2
      AND CASE WHEN $4::uuid IS NULL THEN coalesce(b.period_from <= $3::date, true) AND coalesce(b.period_until > $3::date, true)
               ELSE EXISTS (SELECT FROM parking_action a, jsonb_array_elements(a.costs) c
                             WHERE a.id = $4::uuid AND a.permit_id = $1 AND (c ->> 'balanceId')::uuid = b.id) END
    ORDER BY b.period_from NULLS FIRST, b.id LIMIT 1`,
);
const addRelief = statement(
  'add-relief',
  `INSERT INTO outage_relief (id, municipality_id, number, outage_id, permit_id, account_id, action_id, unit, amount, proposed_by, proposed_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
);
const lockRelief = statement(
  'lock-relief',
  `SELECT r.permit_id, r.account_id, p.holder_id, r.action_id, r.unit, r.amount, r.proposed_by, r.decided_at IS NOT NULL AS decided,
          p.product_id, p.release, o.language,
          CASE WHEN o.verified_at IS NOT NULL AND o.bounced_at IS NULL THEN o.email END AS recipient
     FROM outage_relief r JOIN permit p ON p.id = r.permit_id LEFT JOIN account o ON o.id = r.account_id
    WHERE r.id = $1 AND r.municipality_id = $2 FOR UPDATE OF r`,
);
const credit = statement(
  'credit-relief',
  'UPDATE balance SET available = available + $2, version = version + 1 WHERE id = $1',
);
const closeRelief = statement(
  'close-relief',
  'UPDATE outage_relief SET decided_by = $2, decided_at = $3, granted = $4 WHERE id = $1',
);
