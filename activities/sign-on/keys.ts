import { randomInt, randomUUID } from 'node:crypto';
import { type Actor } from '../../rules/audit.ts';
import { type Product } from '../../rules/municipalities/product.ts';
import { productOf, type ReleaseContent } from '../../rules/municipalities/release.ts';
import { type Language } from '../../rules/messages.ts';
import { allowedBy } from '../../rules/parking/may.ts';
import { type PermitStatus } from '../../rules/permits/status.ts';
import {
  CODE_DIGITS,
  decidePin,
  NUMBER_DIGITS,
  pinFrom,
  type KeyGround,
  type KeyKind,
} from '../../rules/sign-on/keys.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type Passwords } from '../accounts/passwords.ts';
import { forgetTries } from '../accounts/tries.ts';
import { queueMessage } from '../db/stores/messages.ts';
import { record } from '../db/stores/audit.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

export interface OwnPermit {
  permitId: string;
  holderId: string;
  actor: Actor;
  at: Instant;
}

/** The code is told once, to be handed over or printed; only its hash is kept. */
export type KeyMade = { outcome: 'made'; keyId: string; number: string; code: string };

/** Under what tries at a number are counted; the same on the telephone, on the web and at a machine. */
export const tryKeyOf = (municipalityId: string, number: string): string => `sign-on ${municipalityId} ${number}`;

/** A PIN of the holder's own choice. Who had one keeps the number, and the old PIN is worth nothing from now on. */
export async function choosePin(
  deps: Pick<Deps, 'pool' | 'releases' | 'vault'>,
  passwords: Passwords,
  { pin, ...own }: OwnPermit & { pin: string },
): Promise<KeyMade | Refusal<KeyGround | 'not-found'>> {
  const allowed = decidePin(pin);
  if (isRefusal(allowed)) return allowed;
  const hash = await passwords.hash(pin);
  return make(deps, own, 'pin', pin, hash);
}

/**
 * For who has no internet: a number and a PIN of ours, each in a letter of its own (meldnummer en pincode per post). In the transaction
 * that makes them, so that there is no PIN nobody will ever read. Nobody of staff sees it on a screen.
 */
export async function postPin(
  deps: Pick<Deps, 'pool' | 'releases' | 'vault'>,
  passwords: Passwords,
  own: OwnPermit,
): Promise<KeyMade | Refusal<KeyGround | 'not-found'>> {
  const pin = drawPin();
  const hash = await passwords.hash(pin);
  return make(deps, own, 'pin', pin, hash, async (tx, municipalityId, signOnNumber) => {
    const { holderId, permitId, at } = own;
    const { rows } = await tx.query<{ language: Language }>({ ...readLanguage, values: [holderId] });
    const letter = { municipalityId, holderId, language: rows[0]!.language, recipient: null, permitId };
    await queueMessage(tx, { ...letter, kind: 'sign-on-number', private: { signOnNumber } }, at);
    await queueMessage(tx, { ...letter, kind: 'sign-on-pin', private: { code: pin } }, at);
  });
}

function drawPin(): string {
  for (;;) {
    const pin = pinFrom(randomInt(10 ** CODE_DIGITS.pin));
    if (pin !== undefined) return pin;
  }
}

/** A card with a number and a code of its own: the one before it is refused from now on. */
export async function makeCard(
  deps: Pick<Deps, 'pool' | 'releases' | 'vault'>,
  passwords: Passwords,
  own: OwnPermit,
): Promise<KeyMade | Refusal<KeyGround | 'not-found'>> {
  const code = digits(CODE_DIGITS.card);
  const hash = await passwords.hash(code);
  return make(deps, own, 'card', code, hash);
}

function make(
  { pool, releases, vault }: Pick<Deps, 'pool' | 'releases' | 'vault'>,
  { permitId, holderId, actor, at }: OwnPermit,
  kind: KeyKind,
  code: string,
  hash: string,
  told: (tx: Db, municipalityId: string, number: string) => Promise<void> = () => Promise.resolve(),
): Promise<KeyMade | Refusal<KeyGround | 'not-found'>> {
  return inTransaction(pool, async (tx) => {
    const permit = await lockOwn(tx, permitId, holderId);
    if (!permit) return refuse('not-found');
    const { municipalityId, productId, status, applicationId } = permit;
    const { content } = await releases.inForce(municipalityId, at, tx);
    if (!isSignOnOffered(content, productOf(content, productId))) return refuse('sign-on-not-offered', {}, 'counter');
    if (status !== 'issued') return refuse('permit-not-in-force', { status }, 'look-again');
    const { rows } = await tx.query<{ id: string; number: string }>({ ...revokeLive, values: [permitId, kind, at] });
    const before = rows[0];
    const subject = { municipalityId, holderId, applicationId, permitId };
    let key: { keyId: string; number: string };
    if (before && kind === 'pin') {
      await tx.query({ ...renewPin, values: [before.id, hash, at] });
      key = { keyId: before.id, number: before.number };
    } else {
      if (before)
        await record(tx, at, actor, subject, { kind: 'sign-on-key-revoked', data: { keyId: before.id, kind } });
      key = await addUnder(tx, { municipalityId, permitId, kind, hash, at });
    }
    await forgetTries(tx, vault, tryKeyOf(municipalityId, key.number));
    await record(tx, at, actor, subject, { kind: 'sign-on-key-made', data: { keyId: key.keyId, kind } });
    await told(tx, municipalityId, key.number);
    return { outcome: 'made', ...key, code };
  });
}

/** From this moment its number is refused, on the telephone, on the web and at machines. What runs goes on, and others can stop it. */
export function revokeKey(
  { pool }: Pick<Deps, 'pool'>,
  { permitId, holderId, actor, at, keyId }: OwnPermit & { keyId: string },
): Promise<{ outcome: 'revoked' } | Refusal<'not-found'>> {
  return inTransaction(pool, async (tx) => {
    const permit = await lockOwn(tx, permitId, holderId);
    const { rows } = permit
      ? await tx.query<{ kind: KeyKind }>({ ...revokeOne, values: [keyId, permitId, at] })
      : { rows: [] };
    const [revoked] = rows;
    if (!permit || !revoked) return refuse('not-found');
    const { municipalityId, applicationId } = permit;
    const data = { keyId, kind: revoked.kind };
    await record(
      tx,
      at,
      actor,
      { municipalityId, holderId, applicationId, permitId },
      { kind: 'sign-on-key-revoked', data },
    );
    return { outcome: 'revoked' };
  });
}

/** Where the municipality has a line, for every product with which a plate is signed on. */
export function isSignOnOffered({ municipality }: ReleaseContent, product: Product | undefined): boolean {
  const starts = product?.parking ? allowedBy(product.parking, 'owner').includes('start') : false;
  return starts && municipality.contact.line !== null;
}

export interface LockedPermit {
  municipalityId: string;
  applicationId: string;
  productId: string;
  status: PermitStatus;
}

/** What is decided about the ways into a permit is decided one after the other. */
export async function lockOwn(tx: Db, permitId: string, holderId: string): Promise<LockedPermit | undefined> {
  const { rows } = await tx.query<{
    municipality_id: string;
    application_id: string;
    product_id: string;
    status: PermitStatus;
  }>({ ...lockPermit, values: [permitId, holderId] });
  const row = rows[0];
  return row && {
    municipalityId: row.municipality_id,
    applicationId: row.application_id,
    productId: row.product_id,
    status: row.status,
  }; // prettier-ignore
}

const MOST_DRAWS = 20;

/** A number nobody has or had. */
async function addUnder(
  tx: Db,
  {
    municipalityId,
    permitId,
    kind,
    hash,
    at,
  }: { municipalityId: string; permitId: string; kind: KeyKind; hash: string; at: Instant },
): Promise<{ keyId: string; number: string }> {
  for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
    const [keyId, number] = [randomUUID(), digits(NUMBER_DIGITS)];
    const { rowCount } = await tx.query({
      ...addKey,
      values: [keyId, municipalityId, permitId, kind, number, hash, at],
    });
    if (rowCount === 1) return { keyId, number };
  }
  throw new Error(`no number was free in ${MOST_DRAWS} draws`);
}

/** Without a nought in front: people leave it out. */
const digits = (count: number): string => String(randomInt(10 ** (count - 1), 10 ** count));

const readLanguage = statement('read-language-of-holder', 'SELECT language FROM holder WHERE id = $1');
const lockPermit = statement(
  'lock-permit-for-sign-on',
  'SELECT municipality_id, application_id, product_id, status FROM permit WHERE id = $1 AND holder_id = $2 FOR NO KEY UPDATE',
);
const revokeLive = statement(
  'revoke-live-sign-on-key',
  `UPDATE sign_on_key SET revoked_at = $3 WHERE permit_id = $1 AND kind = $2 AND revoked_at IS NULL RETURNING id, number`,
);
const renewPin = statement(
  'renew-sign-on-pin',
  'UPDATE sign_on_key SET code_hash = $2, made_at = $3, revoked_at = NULL WHERE id = $1',
);
const revokeOne = statement(
  'revoke-sign-on-key',
  'UPDATE sign_on_key SET revoked_at = $3 WHERE id = $1 AND permit_id = $2 AND revoked_at IS NULL RETURNING kind',
);
const addKey = statement(
  'add-sign-on-key',
  `INSERT INTO sign_on_key (id, municipality_id, permit_id, kind, number, code_hash, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
   ON CONFLICT (municipality_id, number) DO NOTHING`,
);
