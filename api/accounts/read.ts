import { type z } from 'zod';
import { statement } from '../../activities/db/transaction.ts';
import { VERSION } from '../../activities/version.ts';
import { type Api } from '../api.ts';
import { IDLE_MINUTES } from '../http/account-sessions.ts';
import { type Account } from '../http/caller.ts';
import { AccountSettings, type AccountView, type DeviceList, type PasskeyList } from './shapes.ts';

export async function readAccount({ deps }: Api, { id, sessionId }: Account): Promise<AccountView> {
  const { rows } = await deps.pool.query<AccountRow>({ ...findAccount, values: [id, sessionId] });
  const row = rows[0]!;
  return {
    id,
    email: row.email,
    emailBounced: row.bounced_at !== null,
    hasPassword: row.has_password,
    settings: AccountSettings.parse({
      language: row.language,
      theme: row.theme,
      startPermitId: row.start_permit_id,
      remindMinutes: row.remind_minutes,
    }),
    monthlyStatement: row.monthly_statement,
    idleMinutes: row.remembered ? null : IDLE_MINUTES,
    version: VERSION,
  };
}

/** Where somebody is signed in now, the device in hand first (2PARK-022). */
export async function readDevices({ deps }: Api, { id, sessionId }: Account): Promise<z.infer<typeof DeviceList>> {
  const { rows } = await deps.pool.query<DeviceRow>({ ...findDevices, values: [id, sessionId, IDLE_MINUTES] });
  return {
    items: rows.map((row) => ({
      id: row.id,
      name: row.device,
      current: row.id === sessionId,
      remembered: row.remembered,
      since: row.created_at.toISOString(),
      seenAt: row.seen_at.toISOString(),
    })),
  };
}

export async function readPasskeys({ deps }: Api, { id }: Account): Promise<z.infer<typeof PasskeyList>> {
  const { rows } = await deps.pool.query<PasskeyRow>({ ...findPasskeys, values: [id] });
  return {
    items: rows.map((row) => ({
      id: row.id,
      name: row.name,
      since: row.created_at.toISOString(),
      usedAt: row.used_at?.toISOString() ?? null,
    })),
  };
}

interface AccountRow {
  email: string;
  bounced_at: Date | null;
  has_password: boolean;
  language: string;
  theme: string;
  start_permit_id: string | null;
  remind_minutes: number | null;
  monthly_statement: boolean;
  remembered: boolean | null;
}

interface DeviceRow {
  id: string;
  device: string;
  remembered: boolean;
  created_at: Date;
  seen_at: Date;
}

interface PasskeyRow {
  id: string;
  name: string;
  created_at: Date;
  used_at: Date | null;
}

const findAccount = statement(
  'read-account',
  `SELECT a.email, a.bounced_at, a.password_hash IS NOT NULL AS has_password, a.language, a.theme, a.start_permit_id, a.remind_minutes,
          a.statements_from IS NOT NULL AS monthly_statement,
          (SELECT remembered FROM account_session WHERE id = $2) AS remembered
     FROM account a WHERE a.id = $1`,
);
const findDevices = statement(
  'list-account-devices',
  `SELECT id, device, remembered, created_at, seen_at FROM account_session
    WHERE account_id = $1 AND ends_at > now() AND (remembered OR seen_at > now() - make_interval(mins => $3))
    ORDER BY id = $2 DESC, seen_at DESC, id`,
);
const findPasskeys = statement(
  'list-passkeys',
  'SELECT id, name, created_at, used_at FROM passkey WHERE account_id = $1 ORDER BY created_at, id',
);
