import { cloudEventOf, triedAgainAfter, type OutgoingKind } from '../../rules/outgoing-events.ts';
import { openIncident } from '../db/stores/incidents.ts';
import { inTransaction, statement } from '../db/transaction.ts';
import { Unavailable, type Deps } from '../ports.ts';
import { type CaseRegister } from '../providers/case-register.ts';
import { registerCase } from './register-case.ts';

/** Takes an event to its receiver; the status it answered with. Throws when there was no answer. */
export type SendEvent = (event: { url: string; secret: Buffer; keyId: string; body: string }) => Promise<number>;

type Needs = Pick<Deps, 'pool' | 'vault' | 'releases' | 'clock' | 'log'>;

/** So many a round; the next round is a moment later. */
const ROUND = 500;
const AT_ONCE = 16;
/** Longer than a receiver may take: who died on the way is not waited for, and nobody sends what is being sent. */
const LEASE_SECONDS = 60;

/** Writes down what every subscription is to hear, from the municipality's chain, each event once and in its order. Returns how many. */
export function writeDeliveries({ pool }: Pick<Deps, 'pool'>): Promise<number> {
  return inTransaction(pool, async (tx) => {
    const { rows: subscriptions } = await tx.query<{ id: string }>(takeSubscriptions);
    let written = 0;
    for (const { id } of subscriptions) {
      const { rows } = await tx.query<{ count: number }>({ ...addDeliveries, values: [id] });
      written += rows[0]!.count;
    }
    return written;
  });
}

/**
 * Sends what is due: of every case the oldest that has not arrived, so that its order is kept. What fails is tried again later, what keeps
 * failing waits for a person, and holds back what follows of the same case. Returns how many were tried.
 */
export async function sendDeliveries(
  deps: Needs,
  send: SendEvent,
  register: CaseRegister | null = null,
): Promise<number> {
  const { rows } = await deps.pool.query<DeliveryRow>({ ...takeDue, values: [AT_ONCE, LEASE_SECONDS] });
  await Promise.all(rows.map((row) => sendOne(deps, { send, register }, row)));
  return rows.length;
}

interface Outside {
  send: SendEvent;
  /** Null where no case register is set. */
  register: CaseRegister | null;
}

async function sendOne(deps: Needs, outside: Outside, row: DeliveryRow): Promise<void> {
  const answer = await tryOnce(deps, outside, row);
  if (answer.arrived) {
    await deps.pool.query({ ...markDelivered, values: [row.id, answer.said] });
    return;
  }
  const again = triedAgainAfter(row.tries);
  deps.log.warn(
    { subscriptionId: row.subscription_id, deliveryId: row.id, answer: answer.said, again },
    'event not delivered',
  );
  await inTransaction(deps.pool, async (tx) => {
    await tx.query({ ...markFailed, values: [row.id, answer.said, again] });
    if (again !== null) return;
    const detail = { deliveryId: row.id, answer: answer.said };
    await openIncident(tx, row.municipality_id, 'event-not-delivered', row.subscription_id, detail, deps.clock());
  });
}

/** What came of it, as a code: never what the other side wrote. */
async function tryOnce(
  deps: Needs,
  { send, register }: Outside,
  row: DeliveryRow,
): Promise<{ arrived: boolean; said: string }> {
  if (row.channel === 'webhook') return tryWebhook(deps, send, row);
  if (!register) return { arrived: false, said: 'no-register-set' };
  try {
    return { arrived: true, said: await registerCase(deps, register, row) };
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return { arrived: false, said: typeof error.cause === 'string' ? error.cause.slice(0, 200) : 'no-answer' };
  }
}

async function tryWebhook(deps: Needs, send: SendEvent, row: WebhookRow): Promise<{ arrived: boolean; said: string }> {
  const { content } = await deps.releases.inForce(row.municipality_id, deps.clock());
  const oin = content.municipality.oin;
  if (!oin) return { arrived: false, said: 'oin-missing' };
  const event = cloudEventOf(
    {
      id: row.event_id,
      position: row.position,
      at: row.at.toISOString(),
      kind: row.kind,
      applicationId: row.application_id,
      permitId: row.permit_id,
      paymentId: row.payment_id,
      data: row.data,
    },
    oin,
  );
  try {
    const secret = deps.vault.open(row.secret_sealed);
    const status = await send({ url: row.url, secret, keyId: row.subscription_id, body: JSON.stringify(event) });
    return { arrived: status >= 200 && status < 300, said: String(status) };
  } catch (error) {
    return { arrived: false, said: error instanceof Error ? codeOf(error) : 'no-answer' };
  }
}

const codeOf = (error: Error): string => {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : error.name === 'TimeoutError' ? 'too-slow' : 'no-answer';
};

type DeliveryRow =
  | WebhookRow
  | (Omit<WebhookRow, 'channel' | 'url' | 'secret_sealed' | 'kind'> & { channel: 'case-register'; kind: string });

interface WebhookRow {
  id: string;
  subscription_id: string;
  municipality_id: string;
  channel: 'webhook';
  url: string;
  secret_sealed: Buffer;
  position: string;
  event_id: string;
  at: Date;
  kind: OutgoingKind;
  application_id: string | null;
  permit_id: string | null;
  payment_id: string | null;
  data: Record<string, unknown>;
  tries: number;
}

const takeSubscriptions = statement(
  'take-event-subscriptions',
  `SELECT s.id FROM event_subscription s
    WHERE s.ended_at IS NULL AND EXISTS (SELECT FROM audit_link l WHERE l.municipality_id = s.municipality_id AND l.position > s.position)
      FOR UPDATE SKIP LOCKED`,
);
/**
 * What belongs to a permit belongs to the application it came from. Where the subscription stands is asked by itself, and how many are
 * read is written out: the index is then read from there, so far; joined, every link there ever was is sorted.
 */
const addDeliveries = statement(
  'add-event-deliveries',
  `WITH subscription AS (SELECT * FROM event_subscription WHERE id = $1),
   read AS (
     SELECT l.position, l.event_id FROM audit_link l
      WHERE l.municipality_id = (SELECT municipality_id FROM subscription) AND l.position > (SELECT position FROM subscription)
      ORDER BY l.position LIMIT ${ROUND}
   ), added AS (
     INSERT INTO event_delivery (subscription_id, position, event_id, subject_id)
     SELECT $1, r.position, r.event_id,
            coalesce(e.application_id::text, p.application_id::text, e.permit_id::text, e.payment_id::text, e.data ->> 'rightId',
                     e.data ->> 'entryId', e.id::text)
       FROM read r JOIN audit_event e ON e.id = r.event_id LEFT JOIN permit p ON p.id = e.permit_id
       JOIN subscription s ON e.kind = ANY (s.kinds)
     RETURNING 1
   ), moved AS (
     UPDATE event_subscription SET position = (SELECT max(position) FROM read) WHERE id = $1 AND EXISTS (SELECT FROM read)
   )
   SELECT count(*)::int AS count FROM added`,
);
const takeDue = statement(
  'take-due-event-deliveries',
  `WITH due AS (
     SELECT d.id FROM event_delivery d JOIN event_subscription s ON s.id = d.subscription_id
      WHERE d.status = 'waiting' AND d.not_before <= now() AND s.paused_at IS NULL AND s.ended_at IS NULL
        AND d.position = (SELECT min(h.position) FROM event_delivery h
                           WHERE h.subscription_id = d.subscription_id AND h.subject_id = d.subject_id AND h.status IN ('waiting', 'given-up'))
      ORDER BY d.not_before, d.position LIMIT $1 FOR UPDATE OF d SKIP LOCKED
   ), taken AS (
     UPDATE event_delivery d SET tries = d.tries + 1, not_before = now() + make_interval(secs => $2), tried_at = now() FROM due WHERE d.id = due.id
     RETURNING d.id, d.subscription_id, d.position, d.event_id, d.tries
   )
   SELECT t.*, s.municipality_id, s.channel, s.url, s.secret_sealed, e.at, e.kind, e.application_id, e.permit_id, e.payment_id, e.data
     FROM taken t JOIN event_subscription s ON s.id = t.subscription_id JOIN audit_event e ON e.id = t.event_id`,
);
const markDelivered = statement(
  'mark-event-delivered',
  `UPDATE event_delivery SET status = 'delivered', answer = $2 WHERE id = $1 AND status = 'waiting'`,
);
const markFailed = statement(
  'mark-event-failed',
  `UPDATE event_delivery SET answer = $2, status = CASE WHEN $3::int IS NULL THEN 'given-up' ELSE 'waiting' END,
          not_before = now() + make_interval(secs => coalesce($3::int, 0))
    WHERE id = $1 AND status = 'waiting'`,
);
