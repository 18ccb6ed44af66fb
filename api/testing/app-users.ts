import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createVault } from '../../activities/db/vault.ts';
import { type Browser } from './browser.ts';
import { declared, permit, untilStatus } from './cases.ts';
import { citizen } from './people.ts';
import { type System } from './stack.ts';

/** Somebody signed in to the parking app. */
export interface AppUser {
  browser: Browser;
  accountId: string;
  email: string;
}

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** Signed in without the way there: accounts have tests of their own. */
export async function appUser(system: System): Promise<AppUser> {
  const [accountId, email] = [randomUUID(), `${randomUUID()}@parkeren.example`];
  const vault = createVault(Buffer.from(readFileSync(join(system.dataDir, 'master.key'), 'utf8'), 'base64'));
  const token = randomBytes(32).toString('base64url');
  await system.rows(
    `INSERT INTO account (id, email, email_key, verified_at, created_at) VALUES (${text(accountId)}, ${text(email)}, ${text(email)}, now(), now())`,
  );
  await system.rows(
    `INSERT INTO account_session (token_hash, account_id, device, remembered, ends_at)
     VALUES ('\\x${vault.fingerprint('token', token).toString('hex')}', ${text(accountId)}, 'test', true, now() + interval '1 day')`,
  );
  const browser = system.browser();
  browser.setCookie('parkwerk_account', token);
  return { browser, accountId, email };
}

/** A free permit of this product, issued to a persona and coupled to this account. */
export async function coupledPermit(
  system: System,
  { accountId }: AppUser,
  persona: string,
  productId: string,
): Promise<string> {
  const desk = await citizen(system, persona);
  const application = await declared(desk, productId);
  const { id } = await permit(desk, await untilStatus(desk, application, 'issued'));
  await system.rows(
    `INSERT INTO coupling (permit_id, account_id, coupled_at) VALUES (${text(id)}, ${text(accountId)}, now())`,
  );
  return id;
}

/** Puts an amount on the balance of a permit, through the books. */
export async function filled(system: System, permitId: string, amount: number): Promise<string> {
  const known = await system.rows<{ id: string; municipality_id: string }>(
    `SELECT b.id, b.municipality_id FROM permit_balance pb JOIN balance b ON b.id = pb.balance_id WHERE pb.permit_id = ${text(permitId)}`,
  );
  const [balance = await opened(system, permitId)] = known;
  if (amount === 0) return balance.id;
  await system.rows(
    `WITH raised AS (UPDATE balance SET available = available + ${amount} WHERE id = ${text(balance.id)}),
     entry AS (INSERT INTO journal_entry (municipality_id, reason, subject_id, at)
               VALUES (${text(balance.municipality_id)}, ${text(`filled ${randomUUID()}`)}, ${text(permitId)}, now()) RETURNING id)
     INSERT INTO posting (entry_id, account, ref, unit, amount)
     SELECT entry.id, line.account, line.ref, 'eurocent', line.amount
       FROM entry, (VALUES ('clearing', 'test', ${amount}), ('available', ${text(balance.id)}, -${amount})) AS line (account, ref, amount)`,
  );
  return balance.id;
}

async function opened(system: System, permitId: string): Promise<{ id: string; municipality_id: string }> {
  const [balance] = await system.rows<{ id: string; municipality_id: string }>(
    `WITH balance AS (INSERT INTO balance (municipality_id, unit)
                      SELECT municipality_id, 'eurocent' FROM permit WHERE id = ${text(permitId)} RETURNING id, municipality_id),
     linked AS (INSERT INTO permit_balance (permit_id, balance_id) SELECT ${text(permitId)}, id FROM balance)
     SELECT id, municipality_id FROM balance`,
  );
  return balance!;
}

/** A grant on a permit that was accepted by this account. */
export async function grantedTo(
  system: System,
  { accountId, email }: AppUser,
  permitId: string,
  more: { plate?: string; monthlyCap?: number } = {},
): Promise<string> {
  const id = randomUUID();
  const plate = more.plate === undefined ? 'NULL, NULL, NULL' : `'NL', ${text(more.plate)}, ${text(more.plate)}`;
  await system.rows(
    `INSERT INTO permit_grant (id, municipality_id, permit_id, email, email_key, country, plate, display, monthly_cap, status, account_id, invited_at, accepted_at)
     SELECT ${text(id)}, municipality_id, id, ${text(email)}, ${text(email)}, ${plate}, ${more.monthlyCap ?? 'NULL'}, 'accepted', ${text(accountId)}, now(), now()
       FROM permit WHERE id = ${text(permitId)}`,
  );
  return id;
}
