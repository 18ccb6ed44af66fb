import { randomUUID } from 'node:crypto';
import { type PoolClient } from 'pg';
import { type Actor } from '../../rules/audit.ts';
import {
  decideGuestEntry,
  decideGuestMove,
  decideGuestStay,
  GUEST_ANSWER_MINUTES,
  GUEST_PAY_MINUTES,
  type GuestEntryGround,
  type GuestStayGround,
  type GuestVisitStatus,
} from '../../rules/guests.ts';
import { type Language } from '../../rules/messages.ts';
import { type Refused } from '../../rules/parking/start.ts';
import { MINUTE_MS, plusMs, type Instant } from '../../rules/values/moment.ts';
import { type Plate } from '../../rules/values/plate.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { ownerOf } from '../db/stores/grants.ts';
import { queueMessage } from '../db/stores/messages.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { stopParking, type Stopped } from '../parking.ts';
import { type FactsGround } from '../parking-facts.ts';
import { quoteParking, type Quoted, type StartDeps } from '../quotes.ts';
import { type Deps } from '../ports.ts';
import { guestHash, passByCode, passById, type GuestPass } from './pass.ts';
import { lockVisit, markStarted, NotStarted, setVisit, startVisit, visitByKey, type GuestVisit } from './visit.ts';

export type GuestDeps = StartDeps & Pick<Deps, 'pool' | 'vault'>;

export interface GuestStay {
  plate: Plate;
  endsAt: Instant;
  /** Absent: the area of the permit. */
  areaId?: string | undefined;
  name: string | null;
  keepsPlate: boolean;
}

export type GuestQuoted =
  | { outcome: 'quoted'; pass: GuestPass; quoted: Quoted; cents: number }
  | Refused
  | Refusal<GuestEntryGround | GuestStayGround | FactsGround | 'not-found'>;

/** What a guest pays: nothing where the host does, else what the stay costs by the rate of visitors. */
const centsFor = ({ payer }: GuestPass, { price }: Quoted): number => (payer === 'guest' ? price.cents : 0);

/** The link behind a code, if somebody may still come in by it. */
export async function enterAsGuest(
  { pool, vault }: Pick<Deps, 'pool' | 'vault'>,
  code: string,
  at: Instant,
): Promise<{ outcome: 'allow'; pass: GuestPass; left: number } | Refusal<GuestEntryGround>> {
  const pass = await passByCode(pool, vault, code, at, { lock: false });
  const entry = decideGuestEntry(pass, at);
  return isRefusal(entry) ? entry : { outcome: 'allow', pass: pass!, left: entry.left };
}

/** What a stay would cost the guest and when it would end; nothing is booked. */
export async function quoteGuest(
  deps: GuestDeps,
  { code, at, ...stay }: GuestStay & { code: string; at: Instant },
): Promise<GuestQuoted> {
  const entered = await enterAsGuest(deps, code, at);
  return isRefusal(entered) ? entered : quoteOn(deps, entered.pass, stay, at);
}

async function quoteOn(
  deps: StartDeps,
  pass: GuestPass,
  { plate, endsAt, areaId, name, keepsPlate }: GuestStay,
  at: Instant,
): Promise<GuestQuoted> {
  const within = decideGuestStay({ stay: { from: at, to: endsAt }, name, keepsPlate }, pass);
  if (isRefusal(within)) return within;
  const { country, key } = plate;
  const wish = { permitId: pass.permitId, country, plate: key, endsAt, areaId, eurosPaid: pass.payer === 'guest', at };
  const quoted = await quoteParking(deps, wish);
  return quoted.outcome === 'quoted' ? { outcome: 'quoted', pass, quoted, cents: centsFor(pass, quoted) } : quoted;
}

export interface AskVisit extends GuestStay {
  code: string;
  /** Made by the guest's browser: whoever has it follows the visit, and the same key is the same visit. */
  key: string;
  /** What the guest was told it costs; null where nothing is to pay. */
  cents: number | null;
  language: Language;
  at: Instant;
}

export type VisitAsked =
  | { outcome: 'visit'; visitId: string; status: GuestVisitStatus }
  | Refused
  | Refusal<GuestEntryGround | GuestStayGround | FactsGround | 'not-found' | 'quote-differs'>
  | Refusal;

/**
 * Signs a guest on: at once where the host lets in what keeps to the limits and nothing is to be paid, else after the host's yes or after
 * the payment. The link is held meanwhile, so that of two guests on its last use one comes in (BEYOND-010).
 */
export async function askVisit(deps: GuestDeps, command: AskVisit): Promise<VisitAsked> {
  try {
    return await inTransaction(deps.pool, (tx) => ask(tx, deps, command));
  } catch (error) {
    if (error instanceof NotStarted) return error.refusal;
    throw error;
  }
}

async function ask(tx: PoolClient, deps: GuestDeps, command: AskVisit): Promise<VisitAsked> {
  const { code, key, at, plate, keepsPlate, name, language } = command;
  const pass = await passByCode(tx, deps.vault, code, at, { lock: true });
  const before = await visitByKey(tx, deps.vault, key);
  if (before && before.passId === pass?.id) return { outcome: 'visit', visitId: before.id, status: before.status };
  const entry = decideGuestEntry(pass, at);
  if (isRefusal(entry)) return entry;
  const within = { ...deps, pool: tx };
  const quote = await quoteOn(within, pass!, command, at);
  if (quote.outcome !== 'quoted') return quote;
  // Who waited long with the page open is shown the new price first.
  if (command.cents !== null && quote.cents > command.cents) return refuse('quote-differs', {}, 'new-quote');

  const visitId = randomUUID();
  const { municipalityId, permitId, holderId, applicationId, consent, payer } = pass!;
  const { to: endsAt } = quote.quoted.stay;
  const areaId = command.areaId ?? (await areaOfPermit(tx, permitId));
  const asks = consent === 'each-time';
  const minutes = asks ? GUEST_ANSWER_MINUTES : GUEST_PAY_MINUTES;
  await tx.query({
    ...addVisit,
    values: [
      visitId, municipalityId, pass!.id, permitId, guestHash(deps.vault, 'visit', key), asks ? 'asked' : 'allowed',
      plusMs(at, minutes * MINUTE_MS), name, plate.country, plate.key, plate.display, keepsPlate, areaId, endsAt, language, at,
    ], // prettier-ignore
  });
  const event = { kind: 'guest-visit-asked' as const, data: { visitId, passId: pass!.id } };
  const subject = { municipalityId, holderId, applicationId, permitId };
  await record(tx, at, { kind: 'key', id: visitId }, subject, event);
  if (asks) {
    await askHost(tx, pass!, at);
    return { outcome: 'visit', visitId, status: 'asked' };
  }
  if (quote.cents > 0) return { outcome: 'visit', visitId, status: 'allowed' };
  await startNow(tx, deps, { visitId, permitId, plate, areaId, endsAt, payer, at });
  return { outcome: 'visit', visitId, status: 'started' };
}

async function startNow(tx: PoolClient, deps: GuestDeps, start: Parameters<typeof startVisit>[2]): Promise<void> {
  const started = await startVisit(tx, deps, start);
  if (started.outcome === 'refuse') throw new NotStarted(started);
  await markStarted(tx, { visitId: start.visitId, actionId: started.actionId, paidCents: null });
}

/** By mail and on the host's own devices, with the way to the page where the answer is given. */
async function askHost(tx: Db, { municipalityId, permitId }: GuestPass, at: Instant): Promise<void> {
  const owner = await ownerOf(tx, permitId);
  if (!owner) return;
  const { account_id: accountId, email: recipient, language } = owner;
  await queueMessage(tx, { municipalityId, holderId: null, accountId, language, recipient, kind: 'guest-asks', permitId }, at);
} // prettier-ignore

export interface AnswerVisit {
  permitId: string;
  visitId: string;
  answer: 'allow' | 'refuse';
  actor: Actor;
  at: Instant;
}

export type VisitAnswered = { outcome: 'answered'; status: GuestVisitStatus } | Refusal;

/** The host's yes or no; with a yes it starts at once, or the guest goes on to pay. */
export async function answerVisit(deps: GuestDeps, command: AnswerVisit): Promise<VisitAnswered> {
  try {
    return await inTransaction(deps.pool, (tx) => answer(tx, deps, command));
  } catch (error) {
    if (error instanceof NotStarted) return error.refusal;
    throw error;
  }
}

async function answer(tx: PoolClient, deps: GuestDeps, command: AnswerVisit): Promise<VisitAnswered> {
  const { permitId, visitId, answer: said, actor, at } = command;
  const known = await lockVisit(tx, visitId);
  if (known?.permitId !== permitId) return refuse('not-found');
  const pass = (await passById(tx, known.passId, at))!;
  const decision = decideGuestMove(known, said, at);
  if (isRefusal(decision)) return decision;
  const { municipalityId, holderId, applicationId, payer } = pass;
  const event = { kind: 'guest-visit-answered' as const, data: { visitId, answer: said } };
  await record(tx, at, actor, { municipalityId, holderId, applicationId, permitId }, event);
  if (said === 'refuse') {
    await setVisit(tx, visitId, { status: 'refused' });
    return { outcome: 'answered', status: 'refused' };
  }
  const plate = known.plate!;
  const quote = await quoteOn({ ...deps, pool: tx }, pass, { ...known, plate, name: '' }, at);
  if (quote.outcome !== 'quoted') throw new NotStarted(quote);
  if (quote.cents > 0) {
    await setVisit(tx, visitId, { status: 'allowed', until: plusMs(at, GUEST_PAY_MINUTES * MINUTE_MS) });
    return { outcome: 'answered', status: 'allowed' };
  }
  await startNow(tx, deps, { visitId, permitId, plate, areaId: known.areaId, endsAt: known.endsAt, payer, at });
  return { outcome: 'answered', status: 'started' };
}

/** Stops what the guest parked; with the key of that visit and no other (R17). */
export async function stopVisit(
  deps: GuestDeps,
  { key, at }: { key: string; at: Instant },
): Promise<(Extract<Stopped, { outcome: 'stopped' }> & { visit: GuestVisit }) | Refusal> {
  const visit = await visitByKey(deps.pool, deps.vault, key);
  if (!visit?.actionId) return refuse('not-found');
  const actor = { kind: 'key', id: visit.id } as const;
  const stopped = await stopParking(deps, { actionId: visit.actionId, actor, at });
  return stopped.outcome === 'stopped' ? { ...stopped, visit } : stopped;
}

async function areaOfPermit(tx: Db, permitId: string): Promise<string> {
  const { rows } = await tx.query<{ area_id: string }>({ ...readArea, values: [permitId] });
  return rows[0]!.area_id;
}

const readArea = statement('read-area-of-permit', 'SELECT area_id FROM permit WHERE id = $1');
const addVisit = statement(
  'add-guest-visit',
  `INSERT INTO guest_visit (id, municipality_id, pass_id, permit_id, key_hash, status, until, name, country, plate, display, keeps_plate, area_id,
                            ends_at, language, asked_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
);
