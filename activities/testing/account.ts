import { randomUUID } from 'node:crypto';
import { type Pool } from 'pg';
import { NOW } from './case.ts';

/** Somebody with the parking app, whose address is known to be theirs. */
export async function newAccount(pool: Pool, email: string): Promise<string> {
  const id = randomUUID();
  await pool.query('INSERT INTO account (id, email, email_key, verified_at, created_at) VALUES ($1, $2, $2, $3, $3)', [
    id,
    email,
    NOW,
  ]);
  return id;
}

/** Somebody with the parking app to whom this permit is coupled. */
export async function accountWith(pool: Pool, permitId: string): Promise<string> {
  const id = await newAccount(pool, `${randomUUID()}@inwoner.example`);
  await pool.query('INSERT INTO coupling (permit_id, account_id, coupled_at) VALUES ($1, $2, $3)', [permitId, id, NOW]);
  return id;
}
