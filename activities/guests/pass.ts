import { randomInt } from 'node:crypto';
import {
  GUEST_CODE_ALPHABET,
  GUEST_CODE_LENGTH,
  guestCodeKey,
  type GuestConsent,
  type GuestPassStanding,
  type GuestPayer,
} from '../../rules/guests.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type Vault } from '../db/vault.ts';

/** A link for guests as the books have it (gastlink). */
export interface GuestPass extends GuestPassStanding {
  id: string;
  municipalityId: string;
  permitId: string;
  holderId: string;
  applicationId: string;
  productId: string;
  payer: GuestPayer;
  consent: GuestConsent;
  mostMinutes: number | null;
}

export const newGuestCode = (): string =>
  Array.from({ length: GUEST_CODE_LENGTH }, () => GUEST_CODE_ALPHABET[randomInt(GUEST_CODE_ALPHABET.length)]!).join('');

/** What is kept of a code, and of the key of a visit. */
export const guestHash = (vault: Vault, what: 'pass' | 'visit', secret: string): Buffer =>
  vault.fingerprint('token', `guest-${what} ${secret}`);

/** The link a code belongs to; with `lock` nobody else signs on with it meanwhile. */
export async function passByCode(
  db: Db,
  vault: Vault,
  code: string,
  at: Instant,
  { lock }: { lock: boolean },
): Promise<GuestPass | undefined> {
  const hash = guestHash(vault, 'pass', guestCodeKey(code));
  const { rows } = await db.query<{ id: string }>({ ...(lock ? lockByCode : findByCode), values: [hash] });
  return rows[0] && passById(db, rows[0].id, at);
}

/** As it stands at this moment, with the visits that count. */
export async function passById(db: Db, id: string, at: Instant): Promise<GuestPass | undefined> {
  const { rows } = await db.query<PassRow>({ ...readPass, values: [id, at] });
  const row = rows[0];
  return row && {
    id,
    municipalityId: row.municipality_id,
    permitId: row.permit_id,
    holderId: row.holder_id,
    applicationId: row.application_id,
    productId: row.product_id,
    payer: row.payer,
    consent: row.consent,
    mostMinutes: row.most_minutes,
    uses: row.uses,
    used: row.used,
    endsAt: row.ends_at.toISOString(),
    revoked: row.revoked,
  }; // prettier-ignore
}

/** Held until the transaction ends: of two guests who use it at once, the second sees what the first did. */
export async function lockPass(tx: Db, id: string): Promise<void> {
  await tx.query({ ...lockOne, values: [id] });
}

interface PassRow {
  municipality_id: string;
  permit_id: string;
  holder_id: string;
  application_id: string;
  product_id: string;
  payer: GuestPayer;
  consent: GuestConsent;
  most_minutes: number | null;
  uses: number;
  used: number;
  ends_at: Date;
  revoked: boolean;
}

const findByCode = statement('find-guest-pass', 'SELECT id FROM guest_pass WHERE secret_hash = $1');
const lockByCode = statement('lock-guest-pass-by-code', 'SELECT id FROM guest_pass WHERE secret_hash = $1 FOR UPDATE');
const lockOne = statement('lock-guest-pass', 'SELECT id FROM guest_pass WHERE id = $1 FOR UPDATE');
const readPass = statement(
  'read-guest-pass',
  `SELECT g.municipality_id, g.permit_id, p.holder_id, p.application_id, p.product_id, g.payer, g.consent, g.most_minutes, g.uses, g.ends_at,
          g.revoked_at IS NOT NULL AS revoked,
          (SELECT count(*)::int FROM guest_visit v
            WHERE v.pass_id = g.id AND (v.status IN ('started', 'paying') OR (v.status IN ('asked', 'allowed') AND v.until > $2))) AS used
     FROM guest_pass g JOIN permit p ON p.id = g.permit_id WHERE g.id = $1`,
);
