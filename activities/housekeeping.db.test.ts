import { jest } from '@jest/globals';
import { pino } from 'pino';
import { runJob } from './jobs.ts';
import { type WorkerDeps } from './ports.ts';
import { tidy } from './housekeeping.ts';
import { openTestDatabase, type TestDatabase } from './testing/database.ts';

// A database of its own takes a while to make on a busy machine.
jest.setTimeout(60_000);

const NOW = '2026-05-01T12:00:00.000Z';

let database: TestDatabase;
let deps: WorkerDeps;
beforeAll(async () => {
  database = await openTestDatabase(2);
  // A job needs no more.
  deps = { pool: database.pool, log: pino({ level: 'silent' }), clock: () => NOW } as unknown as WorkerDeps;
});
afterAll(() => database.drop());

/** Everything that can be over, once just over and once not yet; real moments are ages before now, business moments stand around NOW. */
beforeEach(async () => {
  await database.pool.query(
    `TRUNCATE municipality, account, challenge, sign_in_failure, account_link, command_input, inbound_event, answer_given, job_run CASCADE`,
  );
  await database.pool.query(`
    INSERT INTO municipality (id, name) VALUES ('voorbeeld', 'Voorbeeldstad');
    INSERT INTO holder (id, municipality_id, kind, subject_type, subject_hash, subject_sealed, name, means, created_at)
      VALUES ('00000000-0000-4000-8000-00000000000a', 'voorbeeld', 'person', 'bsn', 'a', 'a', 'Sanne de Boer', 'digid', '${NOW}');
    INSERT INTO session (token_hash, municipality_id, holder_id, means, ends_at)
      SELECT what::bytea, 'voorbeeld', '00000000-0000-4000-8000-00000000000a', 'digid', now() + age
        FROM (VALUES ('over', interval '-1 minute'), ('young', '1 minute')) AS v (what, age);
    INSERT INTO login_attempt (state_hash, municipality_id, means, verifier, nonce, return_to, ends_at)
      SELECT what::bytea, 'voorbeeld', 'digid', 'v', 'n', '/', now() + age
        FROM (VALUES ('over', interval '-1 minute'), ('young', '1 minute')) AS v (what, age);
    INSERT INTO account (id, email, email_key, created_at)
      VALUES ('00000000-0000-4000-8000-00000000000b', 'a@inwoner.example', 'a@inwoner.example', '${NOW}');
    INSERT INTO account (email, email_key, verified_at, created_at) VALUES ('verified@inwoner.example', 'verified', '2020-01-01', '2020-01-01');
    INSERT INTO account (email, email_key, created_at)
      SELECT what || '@inwoner.example', what, timestamptz '${NOW}' - age
        FROM (VALUES ('over', interval '31 days'), ('young', '30 days')) AS v (what, age);
    INSERT INTO account_session (token_hash, account_id, device, remembered, ends_at)
      SELECT what::bytea, '00000000-0000-4000-8000-00000000000b', 'Firefox', true, now() + age
        FROM (VALUES ('over', interval '-1 minute'), ('young', '1 minute')) AS v (what, age);
    INSERT INTO push_subscription (account_id, session_id, endpoint, p256dh, auth, created_at)
      SELECT account_id, id, 'https://push.example/' || encode(token_hash, 'escape'), 'k', 'a', '${NOW}' FROM account_session;
    INSERT INTO challenge (purpose, value, ends_at)
      SELECT 'work', what, now() + age FROM (VALUES ('over', interval '-1 minute'), ('young', '1 minute')) AS v (what, age);
    INSERT INTO sign_in_failure (email_hash, failures, last_at)
      SELECT what::bytea, 1, now() - age FROM (VALUES ('over', interval '25 hours'), ('young', '23 hours')) AS v (what, age);
    INSERT INTO account_link (token_hash, purpose, ends_at)
      SELECT what::bytea, 'reset', timestamptz '${NOW}' - age
        FROM (VALUES ('over', interval '31 days'), ('young', '30 days')) AS v (what, age);
    INSERT INTO account_token (account_id, name, scopes, token_hash, made_at, ends_at, ended_at)
      SELECT '00000000-0000-4000-8000-00000000000b', what, '{read}', what::bytea, timestamptz '${NOW}' - interval '1 year', timestamptz '${NOW}' - age,
             CASE WHEN what = 'taken-back' THEN timestamptz '${NOW}' - interval '91 days' END
        FROM (VALUES ('over', interval '91 days'), ('young', '90 days'), ('taken-back', '-1 day')) AS v (what, age);
    INSERT INTO email_code (holder_id, email, code_hash, sent_at, ends_at)
      SELECT '00000000-0000-4000-8000-00000000000a', what || '@inwoner.example', 'c', '${NOW}', timestamptz '${NOW}' + age
        FROM (VALUES ('over', interval '0'), ('young', '1 second')) AS v (what, age);
    INSERT INTO answer_given (owner, key, request_hash, claimed_at)
      SELECT 'holder', what, 'h', now() - age FROM (VALUES ('over', interval '25 hours'), ('young', '23 hours')) AS v (what, age);
    INSERT INTO command_input (subject_id, body, at)
      SELECT gen_random_uuid(), jsonb_build_object('what', what), now() - age
        FROM (VALUES ('over', interval '8 days'), ('young', '6 days')) AS v (what, age);
    INSERT INTO inbound_event (source, body, received_at)
      SELECT 'mollie', jsonb_build_object('what', what), now() - age
        FROM (VALUES ('over', interval '32 days'), ('young', '30 days')) AS v (what, age);
    INSERT INTO release (municipality_id, number, valid_from, imported_at, sha256, content) VALUES ('voorbeeld', 1, '${NOW}', '${NOW}', 'x', '{}');
    INSERT INTO staff_member (id, municipality_id, subject_hash, name, roles, seen_at)
      VALUES ('00000000-0000-4000-8000-00000000000d', 'voorbeeld', 'x', 'A. Uditor', '{auditor}', '${NOW}');
    INSERT INTO event_subscription (id, municipality_id, name, url, kinds, secret_sealed, made_by, made_at, position)
      VALUES ('00000000-0000-4000-8000-00000000000e', 'voorbeeld', 'x', 'https://x.example/', '{}', 'x', '00000000-0000-4000-8000-00000000000d', '${NOW}', 0);
    INSERT INTO audit_event (municipality_id, at, kind, actor_kind, actor_id, data) VALUES ('voorbeeld', '${NOW}', 'permit-expired', 'system', 'x', '{}');
    INSERT INTO event_delivery (subscription_id, position, event_id, subject_id, status, tried_at)
      SELECT '00000000-0000-4000-8000-00000000000e', at, (SELECT max(id) FROM audit_event), what, status, now() - age
        FROM (VALUES (1, 'over', 'delivered', interval '32 days'), (2, 'young', 'delivered', '30 days'), (3, 'waiting', 'waiting', '99 days'))
          AS v (at, what, status, age);
  `);
});

async function left(): Promise<string[]> {
  const { rows } = await database.pool.query<{ what: string }>(`
    SELECT 'session ' || encode(token_hash, 'escape') AS what FROM session
    UNION ALL SELECT 'login attempt ' || encode(state_hash, 'escape') FROM login_attempt
    UNION ALL SELECT 'code ' || split_part(email, '@', 1) FROM email_code
    UNION ALL SELECT 'account ' || split_part(email, '@', 1) FROM account
    UNION ALL SELECT 'browser ' || split_part(endpoint, '/', 4) FROM push_subscription
    UNION ALL SELECT 'account session ' || encode(token_hash, 'escape') FROM account_session
    UNION ALL SELECT 'token ' || name FROM account_token
    UNION ALL SELECT 'challenge ' || value FROM challenge
    UNION ALL SELECT 'failure ' || encode(email_hash, 'escape') FROM sign_in_failure
    UNION ALL SELECT 'link ' || encode(token_hash, 'escape') FROM account_link
    UNION ALL SELECT 'answer ' || key FROM answer_given
    UNION ALL SELECT 'input ' || (body ->> 'what') FROM command_input
    UNION ALL SELECT 'event ' || subject_id FROM event_delivery
    UNION ALL SELECT 'report ' || (body ->> 'what') FROM inbound_event ORDER BY what`);
  return rows.map(({ what }) => what);
}

const YOUNG = [
  'account a', 'account session young', 'account verified', 'account young', 'answer young', 'browser young', 'challenge young', 'code young', 'event waiting', 'event young', 'failure young', 'input young', 'link young',
  'login attempt young', 'report young', 'session young', 'token young',
]; // prettier-ignore
const ONE_EACH = {
  sessions: 1, loginAttempts: 1, accountSessions: 1, challenges: 1, signInFailures: 1, accountLinks: 1, unverifiedAccounts: 1, accountTokens: 2, emailCodes: 1, answers: 1,
  typedInputs: 1, deliveredEvents: 1, outsideReports: 1,
}; // prettier-ignore

describe('personal data', () => {
  it('is not kept longer than it is needed: what is over goes, what is young stays', async () => {
    expect(await tidy(deps, NOW)).toEqual(ONE_EACH);
    expect(await left()).toEqual(YOUNG);
  });

  it('is looked for again without harm: a second time finds nothing', async () => {
    await tidy(deps, NOW);
    expect(Object.values(await tidy(deps, NOW))).toEqual(Object.keys(ONE_EACH).map(() => 0));
    expect(await left()).toEqual(YOUNG);
  });

  it('goes by the thousands too', async () => {
    await database.pool.query(`INSERT INTO command_input (subject_id, body, at)
      SELECT gen_random_uuid(), '{}', now() - interval '8 days' FROM generate_series(1, 2500)`);
    expect(await tidy(deps, NOW)).toMatchObject({ typedInputs: 2501 });
    expect(await left()).toEqual(YOUNG);
  });

  it('is deleted by a job that leaves a report of numbers and nothing else', async () => {
    await runJob(deps, { job: 'housekeeping', at: NOW, key: 'job-housekeeping:1' });
    const { rows } = await database.pool.query('SELECT job, result FROM job_run');
    expect(rows).toEqual([{ job: 'housekeeping', result: { ...ONE_EACH, checkMonths: expect.any(Number) } }]);
  });
});
