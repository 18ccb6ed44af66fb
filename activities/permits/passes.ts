import { randomUUID } from 'node:crypto';
import { type Actor } from '../../rules/audit.ts';
import { type Language } from '../../rules/messages.ts';
import { calendarOf } from '../../rules/municipalities/municipality.ts';
import { type Product } from '../../rules/municipalities/product.ts';
import { type Release } from '../../rules/municipalities/release.ts';
import {
  decidePassage,
  decidePassStep,
  passDueOn,
  type PassGround,
  type PassStatus,
  type PassStep,
} from '../../rules/permits/passes.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { queueMessage } from '../db/stores/messages.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

interface NewPass {
  municipalityId: string;
  holderId: string;
  applicationId: string;
  permitId: string;
  product: Product;
  release: Release;
}

/** Has a pass made for a subscription that was just issued; nothing where the product has none (LOKET-054). */
export async function orderPass(tx: Db, pass: NewPass, at: Instant): Promise<void> {
  const { municipalityId, holderId, applicationId, permitId, product, release } = pass;
  if (!product.pass) return;
  const { municipality } = release.content;
  const dueOn = passDueOn(at, product.pass, calendarOf(municipality), municipality.timeZone);
  const number = `PAS-${String(await nextNumber(tx, municipalityId, 'PAS')).padStart(6, '0')}`;
  const passId = randomUUID();
  await tx.query({ ...addPass, values: [passId, municipalityId, permitId, number, at, dueOn] });
  await record(
    tx,
    at,
    SYSTEM,
    { municipalityId, holderId, applicationId, permitId },
    { kind: 'pass-ordered', data: { passId, dueOn } },
  );
}

/** The barrier stays closed from this moment on: the subscription is over (LOKET-057). */
export async function blockPasses(tx: Db, permitId: string, at: Instant): Promise<void> {
  const { rows } = await tx.query<PassRow>({ ...block, values: [permitId, at] });
  for (const {
    id: passId,
    municipality_id: municipalityId,
    holder_id: holderId,
    application_id: applicationId,
  } of rows)
    await record(
      tx,
      at,
      SYSTEM,
      { municipalityId, holderId, applicationId, permitId },
      { kind: 'pass-blocked', data: { passId } },
    );
}

export interface MarkPass {
  passId: string;
  municipalityId: string;
  step: PassStep;
  actor: Actor;
  at: Instant;
}

export type PassMarked = { outcome: 'marked'; status: PassStatus } | Refusal<PassGround | 'not-found'>;

/** Staff says that a pass was made or posted; its holder hears that it is on its way. Two clerks at once: one of them did it. */
export function markPass(
  { pool }: Pick<Deps, 'pool'>,
  { passId, municipalityId, step, actor, at }: MarkPass,
): Promise<PassMarked> {
  return inTransaction(pool, async (tx): Promise<PassMarked> => {
    const { rows } = await tx.query<PassRow>({ ...lockPass, values: [passId, municipalityId] });
    const [pass] = rows;
    if (!pass) return refuse('not-found');
    const decision = decidePassStep(pass.status, step);
    if (isRefusal(decision)) return decision;
    await tx.query({ ...(step === 'made' ? setMade : setPosted), values: [passId, at] });
    const { holder_id: holderId, application_id: applicationId, permit_id: permitId, email, language } = pass;
    await record(
      tx,
      at,
      actor,
      { municipalityId, holderId, applicationId, permitId },
      { kind: step === 'made' ? 'pass-made' : 'pass-posted', data: { passId } },
    );
    if (step === 'posted')
      await queueMessage(
        tx,
        { municipalityId, holderId, language, recipient: email, kind: 'pass-posted', permitId },
        at,
      );
    return { outcome: 'marked', status: step };
  });
}

/** May this pass open the barrier of the garage it was made for? */
export async function checkPass(
  { pool }: Pick<Deps, 'pool'>,
  {
    municipalityId,
    number,
    areaId,
    at,
  }: { municipalityId: string; number: string; areaId: string | null; at: Instant },
): Promise<{ outcome: 'allow' } | Refusal<PassGround>> {
  const { rows } = await pool.query<PassAtBarrier>({ ...readPass, values: [municipalityId, number, areaId] });
  const [pass] = rows;
  return decidePassage(
    pass && {
      status: pass.status,
      validity: { from: pass.valid_from.toISOString(), to: pass.valid_until.toISOString() },
    },
    at,
  );
}

interface PassAtBarrier {
  status: PassStatus;
  valid_from: Date;
  valid_until: Date;
}

interface PassRow {
  id: string;
  municipality_id: string;
  permit_id: string;
  holder_id: string;
  application_id: string;
  status: PassStatus;
  email: string | null;
  language: Language;
}

const addPass = statement(
  'add-pass',
  'INSERT INTO pass (id, municipality_id, permit_id, number, ordered_at, due_on) VALUES ($1, $2, $3, $4, $5, $6)',
);
const block = statement(
  'block-passes',
  `UPDATE pass s SET status = 'blocked', blocked_at = $2 FROM permit p
    WHERE s.permit_id = $1 AND s.status <> 'blocked' AND p.id = s.permit_id
   RETURNING s.id, s.municipality_id, p.holder_id, p.application_id`,
);
const lockPass = statement(
  'lock-pass',
  `SELECT s.id, s.municipality_id, s.permit_id, s.status, p.holder_id, p.application_id, h.email, h.language
     FROM pass s JOIN permit p ON p.id = s.permit_id JOIN holder h ON h.id = p.holder_id
    WHERE s.id = $1 AND s.municipality_id = $2 FOR UPDATE OF s`,
);
const setMade = statement('set-pass-made', `UPDATE pass SET status = 'made', made_at = $2 WHERE id = $1`);
const setPosted = statement('set-pass-posted', `UPDATE pass SET status = 'posted', posted_at = $2 WHERE id = $1`);
/** A pass belongs to one garage; without one, all that is asked is whether it works anywhere. */
const readPass = statement(
  'read-pass',
  `SELECT CASE WHEN p.blocked_at IS NOT NULL THEN 'blocked' ELSE s.status END AS status, p.valid_from, p.valid_until FROM pass s JOIN permit p ON p.id = s.permit_id
    WHERE s.municipality_id = $1 AND s.number = upper(trim($2)) AND ($3::text IS NULL OR p.area_id = $3)`,
);
