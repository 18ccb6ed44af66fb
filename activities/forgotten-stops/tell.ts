import { type Actor } from '../../rules/audit.ts';
import { type Amount } from '../../rules/parking/draw.ts';
import { decideStop } from '../../rules/parking/end.ts';
import { decideForgottenStop, yearOf, type ForgottenGround } from '../../rules/parking/forgotten-stop.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { inTransaction, isClash, once, statement, type Db } from '../db/transaction.ts';
import { stopParking } from '../parking.ts';
import { actionOf, type ParkingDeps } from '../parking-facts.ts';
import { type Deps } from '../ports.ts';
import { giveBack, lockAction } from './give-back.ts';

export interface TellForgottenStop {
  /** Of what is told; asked again with the same one, the answer is the same. */
  id: string;
  actionId: string;
  /** When the car really left. */
  leftAt: Instant;
  accountId: string;
  at: Instant;
}

export type ForgottenTold =
  | { outcome: 'told'; status: 'forgiven' | 'asked'; back: Amount[] }
  | Refusal<'not-found' | 'not-for-parking' | 'already-ended' | 'busy-try-again' | ForgottenGround>;

const MOST_RACES = 5;

/**
 * Somebody forgot to stop and says when the car left (BEYOND-009). One that runs is stopped with it. Forgiven at once a few times a year,
 * which the database counts; then it waits for a person. Of two at once for the last turn, the second reads that it is gone.
 */
export async function tellForgottenStop(
  deps: Pick<Deps, 'pool' | 'releases'>,
  command: TellForgottenStop,
): Promise<ForgottenTold> {
  for (let race = 0; race < MOST_RACES; race += 1)
    try {
      return await inTransaction(deps.pool, (tx) =>
        once(tx, `forgotten-stop:${command.id}`, () => tell(tx, deps, command)),
      );
    } catch (error) {
      if (!isClash(error)) throw error;
    }
  return refuse('busy-try-again', {}, 'try-later');
}

async function tell(
  tx: Db,
  { releases }: Pick<Deps, 'releases'>,
  { id, actionId, leftAt, accountId, at }: TellForgottenStop,
): Promise<ForgottenTold> {
  const parking: ParkingDeps = { pool: tx, releases };
  const held = await lockAction(tx, actionId);
  const before = held && (await actionOf(parking, actionId));
  if (!before) return refuse('not-found');
  const { product, tariff, balances, guestPays, booked } = before;
  if (!product.parking) return refuse('not-for-parking');
  const runs = booked.state === 'open';
  const stop = decideStop(booked, tariff, balances, at);
  const ending =
    runs && !isRefusal(stop)
      ? { to: stop.endedAt, costs: stop.parts.map(({ balanceId, cost }) => ({ balanceId, amount: cost })) }
      : { to: booked.stay.to, costs: held.costs ?? [] };
  const stay = { from: booked.stay.from, to: ending.to };
  const year = yearOf(at, tariff);
  const { rows } = await tx.query<CountRow>({ ...readCounts, values: [actionId, leftAt, stay.to, held.holder_id, year] });
  const { told, seen_later: seenLater, forgiven } = rows[0]!;
  const toldBefore = told || held.relieved;
  const facts = { terms: product.parking, stay, costs: ending.costs, tariff, balances, guestPays, toldBefore, seenLater, forgiven };
  const decision = decideForgottenStop(leftAt, facts, at);
  if (isRefusal(decision)) return decision;

  const actor: Actor = { kind: 'account', id: accountId };
  if (runs) {
    const stopped = await stopParking(parking, { actionId, actor, at });
    if (isRefusal(stopped)) throw new Error(`action ${actionId} is held and cannot be stopped: ${stopped.ground}`);
  }
  const { municipality_id: municipalityId, permit_id: permitId, holder_id: holderId } = held;
  const now = decision.outcome === 'forgive';
  await tx.query({
    ...addForgotten,
    values: [
      id, municipalityId, `VS-${await nextNumber(tx, municipalityId, 'VS')}`, holderId, permitId, actionId, accountId, leftAt, stay.to, at,
      now ? 'forgiven' : 'asked', now ? year : null, now ? forgiven + 1 : null,
    ],
  });
  await record(tx, at, actor, { municipalityId, holderId, permitId }, {
    kind: now ? 'forgotten-stop-forgiven' : 'forgotten-stop-told',
    data: { actionId, forgottenId: id, leftAt },
  });
  const back = now ? await giveBack(tx, municipalityId, before, { leftAt, parts: decision.parts }, at) : [];
  return { outcome: 'told', status: now ? 'forgiven' : 'asked', back };
} // prettier-ignore

interface CountRow {
  told: boolean;
  seen_later: boolean;
  forgiven: number;
}

/** Seen there: the car that stood in another part of town had left. */
const readCounts = statement(
  'read-facts-of-forgotten-stop',
  `SELECT EXISTS (SELECT FROM forgotten_stop f WHERE f.action_id = a.id) AS told,
          EXISTS (SELECT FROM plate_check c
                   WHERE c.municipality_id = a.municipality_id AND c.country = a.country AND c.plate = a.plate AND c.area_id = a.area_id
                     AND c.asked_about > $2::timestamptz AND c.asked_about <= $3::timestamptz) AS seen_later,
          (SELECT count(*)::int FROM forgotten_stop f
            WHERE f.municipality_id = a.municipality_id AND f.holder_id = $4 AND f.year = $5 AND f.turn IS NOT NULL) AS forgiven
     FROM parking_action a WHERE a.id = $1`,
);
const addForgotten = statement(
  'add-forgotten-stop',
  `INSERT INTO forgotten_stop (id, municipality_id, number, holder_id, permit_id, action_id, account_id, left_at, ended_at, told_at, status, year, turn)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
);
