import { randomUUID } from 'node:crypto';
import { inTransaction } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { confirmApplication } from '../permit-applications/confirm.ts';
import { openApplication } from '../permit-applications/open.ts';
import { readDossier } from '../permit-applications/dossier.ts';
import { count, depsOn, ME, NOW, resident } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { issuePermit } from './issue.ts';
import { endPermit, expirePermit } from './life.ts';
import { checkPass, markPass } from './passes.ts';

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
});
afterAll(() => database.drop());

const CLERK = { kind: 'staff', id: 'clerk', roles: ['clerk'] } as const;
const DURING = '2026-05-20T08:00:00.000Z';

/** A garage subscription as it is issued; ordered on Friday 1 May 2026, valid from the eighth. */
async function subscription(
  productId = 'garage-subscription',
  areaId = 'garage-kade',
  periodId = 'P3M',
): Promise<string> {
  const holderId = await resident(database.pool);
  const applicationId = randomUUID();
  await openApplication(deps, {
    applicationId, municipalityId: 'voorbeeld', holderId, productId, actor: ME, at: NOW, key: `open ${applicationId}`,
  }); // prettier-ignore
  await database.pool.query(
    `INSERT INTO application_plate (application_id, position, country, plate, display) VALUES ($1, 1, 'NL', $2, $2)`,
    [applicationId, applicationId.slice(0, 6).toUpperCase()],
  );
  return inTransaction(database.pool, async (tx) => {
    const dossier = (await readDossier(tx, deps, applicationId, NOW))!;
    const answers = { ...dossier.answers, areaId, periodId, startsOn: '2026-05-08' };
    await issuePermit(tx, deps, { ...dossier, answers }, { answers }, NOW);
    const { rows } = await tx.query<{ id: string }>('SELECT id FROM permit WHERE application_id = $1', [applicationId]);
    return rows[0]!.id;
  });
}

interface Pass {
  id: string;
  number: string;
  status: string;
  due: string;
}
async function passOf(permitId: string): Promise<Pass> {
  const { rows } = await database.pool.query<Pass>(
    'SELECT id, number, status, due_on::text AS due FROM pass WHERE permit_id = $1',
    [permitId],
  );
  return rows[0]!;
}

const mark = ({ id }: Pass, step: 'made' | 'posted', municipalityId = 'voorbeeld') =>
  markPass(deps, { passId: id, municipalityId, step, actor: CLERK, at: NOW });
const barrier = ({ number }: Pass, at = DURING, areaId: string | null = 'garage-kade') =>
  checkPass(deps, { municipalityId: 'voorbeeld', number, areaId, at });
const mails = (permitId: string) =>
  count(database.pool, `message WHERE permit_id = $1 AND kind = 'pass-posted'`, [permitId]);

describe('the pass of a garage subscription', () => {
  it('is ordered with the issue and due seven working days later; other products have none [LOKET-054]', async () => {
    const pass = await passOf(await subscription());
    // 5 May is a working day here; Ascension Day falls outside the term.
    expect(pass).toMatchObject({
      status: 'being-made',
      due: '2026-05-12',
      number: expect.stringMatching(/^PAS-\d{6}$/),
    });
    expect(await passOf(await subscription('prepaid', 'A', 'P12M'))).toBeUndefined();
  });

  it('opens the barrier once it was made and posted, in its own garage, and its holder is told [LOKET-054]', async () => {
    const permitId = await subscription();
    const pass = await passOf(permitId);
    expect(await barrier(pass)).toMatchObject({ ground: 'pass-not-posted' });
    expect(await mark(pass, 'posted')).toMatchObject({ outcome: 'refuse' });
    expect(await mark(pass, 'made')).toEqual({ outcome: 'marked', status: 'made' });
    expect(await mails(permitId)).toBe(0);
    expect(await mark(pass, 'posted')).toEqual({ outcome: 'marked', status: 'posted' });
    expect(await mails(permitId)).toBe(1);
    expect(await barrier(pass)).toEqual({ outcome: 'allow' });
    expect(await barrier({ ...pass, number: ` ${pass.number.toLowerCase()} ` })).toEqual({ outcome: 'allow' });
    expect(await barrier(pass, DURING, 'garage-station')).toMatchObject({ ground: 'pass-unknown' });
    expect(await barrier(pass, '2026-05-07T20:00:00.000Z')).toMatchObject({ ground: 'pass-not-yet-valid' });
  });

  it('is posted by one of two clerks who press at once, and its holder hears it once', async () => {
    const permitId = await subscription();
    const pass = await passOf(permitId);
    await mark(pass, 'made');
    const said = await Promise.all([mark(pass, 'posted'), mark(pass, 'posted')]);
    expect(said.map(({ outcome }) => outcome).sort()).toEqual(['marked', 'refuse']);
    expect(await mails(permitId)).toBe(1);
  });

  it('is nothing to the clerks of another municipality', async () => {
    const pass = await passOf(await subscription());
    expect(await mark(pass, 'made', 'deventer')).toMatchObject({ ground: 'not-found' });
  });

  it('is blocked the moment the subscription is ended, and when it expires [LOKET-057]', async () => {
    const [ended, expired] = [await subscription(), await subscription()];
    for (const permitId of [ended, expired]) {
      const pass = await passOf(permitId);
      await mark(pass, 'made');
      await mark(pass, 'posted');
    }
    await endPermit(deps, { permitId: ended, actor: CLERK, ground: 'by-staff', at: DURING, key: `end ${ended}` });
    await expirePermit(deps, { permitId: expired, at: '2026-08-07T22:00:00.000Z' });
    for (const permitId of [ended, expired]) {
      const pass = await passOf(permitId);
      expect(await barrier(pass)).toMatchObject({ ground: 'pass-blocked' });
      expect(await mark(pass, 'posted')).toMatchObject({ ground: 'pass-blocked' });
    }
    expect(await count(database.pool, `audit_event WHERE kind = 'pass-blocked'`)).toBe(2);
  });
});

it('an application for a garage that begins within the week is refused, whatever the screen let through [LOKET-051]', async () => {
  const holderId = await resident(database.pool);
  const applicationId = randomUUID();
  await openApplication(deps, {
    applicationId, municipalityId: 'voorbeeld', holderId, productId: 'garage-subscription', actor: ME, at: NOW, key: `open ${applicationId}`,
  }); // prettier-ignore
  await database.pool.query(
    `UPDATE application SET area_id = 'garage-kade', period_id = 'P1M', starts_on = '2026-05-07', plates_confirmed = true WHERE id = $1`,
    [applicationId],
  );
  await database.pool.query(
    `INSERT INTO application_plate (application_id, position, country, plate, display) VALUES ($1, 1, 'NL', 'GA0001', 'GA0001')`,
    [applicationId],
  );
  const command = {
    applicationId,
    actor: ME,
    at: NOW,
    key: `confirm ${applicationId}`,
    declarationVersion: '1',
    language: 'nl',
  } as const;
  expect(await confirmApplication(deps, command)).toMatchObject({ outcome: 'refuse', ground: 'step-open' });
});
