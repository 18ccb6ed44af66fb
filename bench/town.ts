import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { until, Visitor } from './visitor.ts';

const PASSWORD = 'een lange zin om mee te meten';
/** The zone of the visitor scheme whose permits are parked on. */
export const AREA = 'B';
/** At most so many actions of such a permit at one moment. */
export const AT_ONCE = 2;

/** Somebody with an account of the parking app, made the way everybody makes one. */
export async function parker(url: string, email: string): Promise<Visitor> {
  const visitor = new Visitor(url);
  const work = await solved(visitor);
  await visitor.ask('POST', '/v1/accounts', { email, password: PASSWORD, language: 'nl', work });
  const token = await until('the link by mail', async () => {
    const [mail] = await visitor.ask<{ text: string }[]>('GET', `/sandbox/mail?to=${encodeURIComponent(email)}`);
    return mail && /\/parking\/verify#([\w-]+)/.exec(mail.text)?.[1];
  });
  await visitor.ask('POST', '/v1/accounts/_verify', { token });
  await visitor.ask('POST', '/v1/sessions', { email, password: PASSWORD, remember: true });
  return visitor;
}

/** The work a browser does before mail is sent for it: a hash that begins with so many zero bits. */
async function solved(visitor: Visitor): Promise<{ challengeId: string; nonce: string }> {
  const { challengeId, salt, leadingZeroBits } = await visitor.ask<{
    challengeId: string;
    salt: string;
    leadingZeroBits: number;
  }>('POST', '/v1/work-challenges');
  for (let nonce = 0; ; nonce += 1) {
    const hash = createHash('sha256').update(`${salt}${nonce}`).digest();
    const bits = [...hash].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    if (!bits.slice(0, leadingZeroBits).includes('1')) return { challengeId, nonce: String(nonce) };
  }
}

/** Visitor permits of this account, each with a purse that is never empty; written down directly, as nobody applies that often. */
export async function permitsOf(
  database: pg.Client,
  email: string,
  count: number,
  cents = 1_000_000,
): Promise<string[]> {
  const batch = randomUUID();
  await database.query('BEGIN');
  for (const [text, values] of [
    [
      `CREATE TEMP TABLE town ON COMMIT DROP AS
         SELECT i, uuidv7() AS application_id, uuidv7() AS permit_id, uuidv7() AS balance_id FROM generate_series(1, $1) AS i`,
      [count],
    ],
    [
      `INSERT INTO holder (id, municipality_id, kind, subject_type, subject_hash, subject_sealed, name, means, created_at)
       VALUES ($1, 'voorbeeld', 'person', 'pseudo', $2, 'x', 'Meting', 'digid', now())`,
      [batch, Buffer.from(batch)],
    ],
    [
      `INSERT INTO application (id, municipality_id, holder_id, number, product_id, release, status, status_since, opened_at, closed_at)
       SELECT application_id, 'voorbeeld', $1, 'Z-' || application_id, 'visitor', (SELECT max(number) FROM release WHERE municipality_id = 'voorbeeld'),
              'issued', now(), now(), now() FROM town`,
      [batch],
    ],
    [
      `INSERT INTO permit (id, municipality_id, holder_id, application_id, number, product_id, release, area_id, period_id, price_cents,
                           valid_from, valid_until, issued_at)
       SELECT permit_id, 'voorbeeld', $1, application_id, 'BZ-' || permit_id, 'visitor',
              (SELECT max(number) FROM release WHERE municipality_id = 'voorbeeld'), $2, 'P12M', 0,
              now() - interval '1 day', now() + interval '1 year', now() FROM town`,
      [batch, AREA],
    ],
    [
      `INSERT INTO balance (id, municipality_id, unit, available) SELECT balance_id, 'voorbeeld', 'eurocent', $1 FROM town`,
      [cents],
    ],
    ['INSERT INTO permit_balance (permit_id, balance_id) SELECT permit_id, balance_id FROM town', []],
    [
      `WITH entry AS (
         INSERT INTO journal_entry (municipality_id, reason, subject_id, at) SELECT 'voorbeeld', 'opening', balance_id, now() FROM town
         RETURNING id, subject_id
       )
       INSERT INTO posting (entry_id, account, ref, unit, amount)
       SELECT id, account, CASE account WHEN 'available' THEN subject_id::text ELSE 'opening' END, 'eurocent', amount
         FROM entry, (VALUES ('clearing', $1::bigint), ('available', -$1::bigint)) AS side (account, amount)`,
      [cents],
    ],
    [
      `INSERT INTO coupling (permit_id, account_id, coupled_at)
       SELECT permit_id, (SELECT id FROM account WHERE email_key = $1), now() FROM town`,
      [email],
    ],
  ] as [string, unknown[]][])
    await database.query(text, values);
  const { rows } = await database.query<{ permit_id: string }>('SELECT permit_id FROM town ORDER BY i');
  await database.query('COMMIT');
  return rows.map(({ permit_id }) => permit_id);
}

/** `PK0AB123`: a different plate for every number, of a pattern no country has. */
export const plateOf = (number: number): string => `PK${number.toString(36).toUpperCase().padStart(6, '0')}`;

/**
 * What the books say and should not: cents of balances that differ from their postings, entries that do not sum to nothing, actions
 * whose rights are not what they should be.
 */
export async function bookkeeping(database: pg.Client): Promise<{ ledgerDifference: number; rightDifference: number }> {
  const ledger = await database.query<{ difference: string }>(
    `SELECT coalesce(sum(abs(b.available + coalesce(a.sum, 0)) + abs(b.held + coalesce(h.sum, 0))), 0)
            + (SELECT count(*) FROM (SELECT 1 FROM posting GROUP BY entry_id, unit HAVING sum(amount) <> 0) AS unbalanced) AS difference
       FROM balance b
       LEFT JOIN (SELECT ref, sum(amount) FROM posting WHERE account = 'available' GROUP BY ref) a ON a.ref = b.id::text
       LEFT JOIN (SELECT ref, sum(amount) FROM posting WHERE account = 'held' GROUP BY ref) h ON h.ref = b.id::text`,
  );
  // An open action has rights from its start to its end without a gap; one that is over has none that goes on.
  const rights = await database.query<{ count: string }>(
    `SELECT count(*) FROM parking_action a
       CROSS JOIN LATERAL (
         SELECT coalesce(sum(extract(epoch FROM r.until - r.since)), 0) AS seconds, bool_or(r.open) AS open, max(r.until) AS until
           FROM parking_right r WHERE r.action_id = a.id AND r.kind = 'action') r
      WHERE r.seconds <> extract(epoch FROM a.ends_at - a.starts_at) OR (a.state = 'settled' AND r.open)`,
  );
  return { ledgerDifference: Number(ledger.rows[0]!.difference), rightDifference: Number(rights.rows[0]!.count) };
}
