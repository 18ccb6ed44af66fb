import { randomInt } from 'node:crypto';
import { PERMIT_LOGIN } from '../../activities/accounts/permit-logins.ts';
import { record } from '../../activities/db/stores/audit.ts';
import { inTransaction, statement, type Db } from '../../activities/db/transaction.ts';
import { queueMessage } from '../../activities/db/stores/messages.ts';
import { VERSION } from '../../activities/version.ts';
import { areaOf, type ReleaseContent } from '../../rules/municipalities/release.ts';
import { addressLines, areaOfAddress, ownPlacesAt, type Address } from '../../rules/municipalities/places.ts';
import { decideCode, decideNewCode, CODE_MINUTES, RESEND_SECONDS } from '../../rules/email-codes.ts';
import { type Language } from '../../rules/messages.ts';
import { MINUTE_MS, plusMs, SECOND_MS, type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { citizenOf, type Caller, type Citizen } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { readOverview } from './overview.ts';
import { CodeBody, CodeSent, EmailBody, Me, Overview, Settings } from './shapes.ts';

/** Who am I, which address gets my mail, how does the desk look to me (PORTAL-006, PORTAL-015…017, PORTAL-089). */
export function meRoutes(api: Api): Endpoint[] {
  const { deps, sessions } = api;
  return [
    endpoint({
      method: 'get', path: '/v1/me', may: 'signed-in', records: null, answers: Me,
      summary: 'Who is signed in, with name, address and settings',
      handle: async ({ caller }) => answer(await readMe(api, caller)),
    }),
    endpoint({
      method: 'post', path: '/v1/me/email', may: 'citizen', records: 'email-code-sent', body: EmailBody, answers: CodeSent, status: 202,
      refuses: ['code-too-soon'],
      summary: 'Give the address for messages; a code of six digits is mailed to it',
      async handle({ caller, body }) {
        const sentCode = await sendCode(api, caller, body.email);
        return 'outcome' in sentCode ? refusal(sentCode) : answer(sentCode);
      },
    }),
    endpoint({
      method: 'post', path: '/v1/me/email/_confirm', may: 'citizen', records: 'email-verified', body: CodeBody, answers: Me,
      refuses: ['code-wrong', 'code-expired', 'code-tries-used'],
      summary: 'Enter the code from the mail',
      async handle({ caller, body }) {
        const refused = await confirmCode(api, caller, body.code.replace(/\s/g, ''));
        if (refused) return refusal(refused);
        sessions.forget(caller);
        return answer(await readMe(api, caller));
      },
    }),
    endpoint({
      method: 'get', path: '/v1/me/settings', may: 'signed-in', records: null, answers: Settings,
      summary: 'Language and contrast',
      handle: async ({ caller }) => answer((await readMe(api, caller)).settings),
    }),
    endpoint({
      method: 'put', path: '/v1/me/settings', may: 'signed-in', records: 'settings-changed', body: Settings, answers: Settings,
      summary: 'Keep language and contrast',
      async handle({ caller, body }) {
        const table = caller.kind === 'holder' ? keepHolderSettings : keepStaffSettings;
        await inTransaction(deps.pool, async (tx) => {
          await tx.query({ ...table, values: [caller.id, body.language, body.theme] });
          await record(tx, deps.clock(), caller, { municipalityId: caller.municipalityId, holderId: holderIdOf(caller) }, {
            kind: 'settings-changed',
            data: body,
          });
        });
        sessions.forget(caller);
        return answer(body);
      },
    }),
    endpoint({
      method: 'get', path: '/v1/me/overview', may: 'desk', records: null, answers: Overview,
      summary: 'The counts of the home screen',
      handle: async ({ caller }) => answer(await readOverview(api, caller)),
    }),
  ]; // prettier-ignore
}

export async function readMe({ deps }: Api, caller: Caller): Promise<Me> {
  const { content } = await deps.releases.inForce(caller.municipalityId, deps.clock());
  const person = caller.kind === 'holder' ? caller : citizenOf(caller);
  const staffId = caller.kind === 'staff' ? caller.id : caller.through?.staffId;
  const [holder, staff] = await Promise.all([
    person && holderOf(deps.pool, person, content),
    staffId === undefined ? undefined : staffOf(deps.pool, staffId),
  ]);
  return {
    municipality: { id: content.municipality.id, name: content.municipality.name },
    holder: holder?.holder ?? null,
    staff: staff?.staff ?? null,
    actsFor: person?.through ? { personId: person.id, channel: person.through.channel } : null,
    settings: (staff ?? holder)!.settings,
    version: VERSION,
  };
}

async function staffOf(db: Db, id: string): Promise<{ staff: NonNullable<Me['staff']>; settings: Settings }> {
  const { rows } = await db.query<{ name: string; roles: string[]; language: Language; theme: string }>({
    ...readStaff,
    values: [id],
  });
  const { name, roles, language, theme } = rows[0]!;
  return { staff: { id, name, roles }, settings: settingsOf(language, theme) };
}

async function holderOf(
  db: Db,
  { id }: Citizen,
  content: ReleaseContent,
): Promise<{ holder: NonNullable<Me['holder']>; settings: Settings }> {
  const { rows } = await db.query<HolderRow>({ ...readHolder, values: [id] });
  const holder = rows[0]!;
  const areaId = holder.address ? areaOfAddress(holder.address, content) : undefined;
  const area = areaId === undefined ? undefined : areaOf(content, areaId);
  return {
    holder: {
      id,
      kind: holder.kind,
      name: holder.name,
      address: holder.address && { lines: addressLines(holder.address) },
      area: area ? { id: area.id, name: area.name } : null,
      ownPlaces: holder.address && ownPlacesAt(holder.address, content),
      means: meansLabel(holder.means, content),
      email: holder.email,
      emailVerified: holder.email_verified_at !== null,
      emailBounced: holder.email_bounced_at !== null,
    },
    settings: settingsOf(holder.language, holder.theme),
  };
}

/** How somebody came in, as the sign-in page names it. */
export function meansLabel(means: string, { municipality: { login } }: ReleaseContent): { nl: string; en: string } {
  const known = means === PERMIT_LOGIN ? login.permitLogin : login.means.find(({ id }) => id === means);
  return known?.label ?? NEVER_SIGNED_IN[means] ?? { nl: means, en: means };
}

/** Who was written in at the counter, or came over from an old system, has never signed in. */
const NEVER_SIGNED_IN: Record<string, { nl: string; en: string }> = {
  counter: { nl: 'Ingeschreven aan de balie', en: 'Registered at the counter' },
  'old-system': { nl: 'Overgezet uit het oude systeem', en: 'Came over from the old system' },
};

const settingsOf = (language: Language, theme: string): Settings => Settings.parse({ language, theme });
const holderIdOf = (caller: Caller): string | null => (caller.kind === 'holder' ? caller.id : null);

/** Sends a fresh code; the one before no longer works. The address counts only after the code came back. */
async function sendCode(
  { deps }: Api,
  caller: Citizen,
  email: string,
): Promise<Refusal | { sentTo: string; endsAt: string; resendAt: string }> {
  const now = deps.clock();
  return inTransaction(deps.pool, async (tx) => {
    await tx.query({ ...lockHolder, values: [caller.id] });
    const { rows } = await tx.query<{ sent_at: Date }>({ ...newestCode, values: [caller.id] });
    const allowed = decideNewCode(rows[0]?.sent_at.toISOString() ?? null, now);
    if (isRefusal(allowed)) return allowed;
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const endsAt = plusMs(now, CODE_MINUTES * MINUTE_MS);
    await tx.query({
      ...addCode,
      values: [caller.id, email, deps.vault.fingerprint('code', `${caller.id} ${code}`), now, endsAt],
    });
    const { id: holderId, municipalityId, language } = caller;
    await queueMessage(
      tx,
      { municipalityId, holderId, language, recipient: email, kind: 'email-code', private: { code } },
      now,
    );
    await record(tx, now, caller, { municipalityId, holderId }, { kind: 'email-code-sent', data: {} });
    return { sentTo: email, endsAt, resendAt: plusMs(now, RESEND_SECONDS * SECOND_MS) };
  });
}

async function confirmCode({ deps }: Api, caller: Citizen, code: string): Promise<Refusal | undefined> {
  const now = deps.clock();
  return inTransaction(deps.pool, async (tx) => {
    await tx.query({ ...lockHolder, values: [caller.id] });
    const { rows } = await tx.query<{
      id: string;
      email: string;
      code_hash: Buffer;
      ends_at: Date;
      tries: number;
      used_at: Date | null;
    }>({
      ...newestCode,
      values: [caller.id],
    });
    const sent = rows[0];
    if (!sent) return refuse('code-expired', {}, 'new-code');
    const matches = sent.code_hash.equals(deps.vault.fingerprint('code', `${caller.id} ${code}`));
    const decision = decideCode(
      { endsAt: sent.ends_at.toISOString(), tries: sent.tries, used: sent.used_at !== null, matches },
      now,
    );
    if (isRefusal(decision)) {
      if (decision.ground === 'code-wrong') await tx.query({ ...countTry, values: [sent.id] });
      return decision;
    }
    await tx.query({ ...useCode, values: [sent.id, now] });
    const { rows: changed } = await tx.query<{ first: boolean; before: string | null }>({
      ...verifyEmail,
      values: [caller.id, sent.email, now],
    });
    const { first, before } = changed[0]!;
    if (!first && before !== null && before !== sent.email)
      await tellBoth(tx, caller, { before, after: sent.email }, now);
    await record(
      tx,
      now,
      caller,
      { municipalityId: caller.municipalityId, holderId: caller.id },
      {
        kind: 'email-verified',
        data: { first },
      },
    );
    return undefined;
  });
}

/** Whoever did not ask for it reads it at the address they know; at the new one it is confirmed (PORTAL-090). */
async function tellBoth(
  tx: Db,
  { id: holderId, municipalityId, language }: Citizen,
  { before, after }: { before: string; after: string },
  at: Instant,
): Promise<void> {
  await queueMessage(tx, { municipalityId, holderId, language, recipient: before, kind: 'email-changed-old' }, at);
  await queueMessage(tx, { municipalityId, holderId, language, recipient: after, kind: 'email-changed-new' }, at);
}

interface HolderRow {
  kind: 'person' | 'business';
  name: string;
  address: Address | null;
  means: string;
  email: string | null;
  email_verified_at: Date | null;
  email_bounced_at: Date | null;
  language: Language;
  theme: string;
}

const readStaff = statement('read-staff', 'SELECT name, roles, language, theme FROM staff_member WHERE id = $1');
const readHolder = statement(
  'read-holder-profile',
  'SELECT kind, name, address, means, email, email_verified_at, email_bounced_at, language, theme FROM holder WHERE id = $1',
);
const keepHolderSettings = statement(
  'keep-holder-settings',
  'UPDATE holder SET language = $2, theme = $3 WHERE id = $1',
);
const keepStaffSettings = statement(
  'keep-staff-settings',
  'UPDATE staff_member SET language = $2, theme = $3 WHERE id = $1',
);
const lockHolder = statement('lock-holder', 'SELECT FROM holder WHERE id = $1 FOR UPDATE');
const newestCode = statement(
  'newest-email-code',
  'SELECT id, email, code_hash, sent_at, ends_at, tries, used_at FROM email_code WHERE holder_id = $1 ORDER BY sent_at DESC, id DESC LIMIT 1',
);
const addCode = statement(
  'add-email-code',
  'INSERT INTO email_code (holder_id, email, code_hash, sent_at, ends_at) VALUES ($1, $2, $3, $4, $5)',
);
const countTry = statement('count-code-try', 'UPDATE email_code SET tries = tries + 1 WHERE id = $1');
const useCode = statement('use-email-code', 'UPDATE email_code SET used_at = $2 WHERE id = $1');
const verifyEmail = statement(
  'verify-email',
  `WITH before AS (SELECT email, email_verified_at FROM holder WHERE id = $1)
   UPDATE holder SET email = $2, email_verified_at = $3, email_bounced_at = NULL WHERE id = $1
   RETURNING (SELECT email_verified_at IS NULL FROM before) AS first, (SELECT email FROM before) AS before`,
);
