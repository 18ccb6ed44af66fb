import { forgiven } from '../../rules/balances.ts';
import { type ForgottenPart } from '../../rules/parking/forgotten-stop.ts';
import { inUnit, withUnits, type Amount, type Draw } from '../../rules/parking/draw.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { book } from '../db/stores/ledger.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type LoadedAction } from '../parking-facts.ts';

export interface ForgottenRow {
  municipality_id: string;
  permit_id: string;
  holder_id: string;
  costs: Draw[] | null;
  relieved: boolean;
}

/** The action and nothing else of it, held until this transaction is over: nobody stops, extends or forgives it meanwhile. */
export async function lockAction(tx: Db, actionId: string): Promise<ForgottenRow | undefined> {
  const { rows } = await tx.query<ForgottenRow>({ ...takeAction, values: [actionId] });
  return rows[0];
}

/**
 * Puts the end of an action that is over at the moment the car left, and gives back what was paid beyond it: to the balance it was paid
 * from, also when its period has closed (R11), or to the owner when the grant it was started under is over. The rights stay as they
 * counted: officers were answered by them.
 */
export async function giveBack(
  tx: Db,
  municipalityId: string,
  { booked: { id: actionId }, balances, returnsTo, product }: LoadedAction,
  { leftAt, parts }: { leftAt: Instant; parts: readonly ForgottenPart[] },
  at: Instant,
): Promise<Amount[]> {
  const units = new Map(balances.map(({ id, unit }) => [id, unit]));
  const costs = parts.map(({ balanceId, cost }) => ({ balanceId, amount: cost }));
  await tx.query({ ...shorten, values: [actionId, leftAt, JSON.stringify(costs)] });
  for (const { balanceId, back } of parts) await tx.query({ ...credit, values: [returnsTo ?? balanceId, back] });
  const entry = forgiven(
    parts.map((part) => ({ ...part, unit: units.get(part.balanceId)!, returnsTo: returnsTo ?? part.balanceId })),
    product,
  );
  await book(tx, municipalityId, actionId, 'forgiven', entry, at);
  const back = parts.map((part) => ({ balanceId: part.balanceId, amount: part.back }));
  return inUnit(withUnits(back, balances)).filter(({ amount }) => amount > 0);
}

const takeAction = statement(
  'lock-action-of-forgotten-stop',
  `SELECT a.municipality_id, a.permit_id, p.holder_id, a.costs,
          EXISTS (SELECT FROM outage_relief r WHERE r.action_id = a.id AND r.granted IS NOT FALSE) AS relieved
     FROM parking_action a JOIN permit p ON p.id = a.permit_id WHERE a.id = $1 FOR UPDATE OF a`,
);
const shorten = statement(
  'shorten-forgiven-action',
  `UPDATE parking_action SET ends_at = $2, costs = $3, version = version + 1 WHERE id = $1 AND state = 'settled'`,
);
const credit = statement(
  'credit-forgiven-stop',
  'UPDATE balance SET available = available + $2, version = version + 1 WHERE id = $1',
);
