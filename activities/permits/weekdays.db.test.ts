import { randomUUID } from 'node:crypto';
import { inTransaction } from '../db/transaction.ts';
import { recordAnswer } from '../permit-applications/answer.ts';
import { confirmApplication } from '../permit-applications/confirm.ts';
import { readDossier } from '../permit-applications/dossier.ts';
import { openApplication } from '../permit-applications/open.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn, ME, NOW, resident } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { isGreenAt } from '../testing/resident-permit.ts';
import { issuePermit } from './issue.ts';
import { endPermit } from './life.ts';

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
});
afterAll(() => database.drop());

async function applied(weekdays?: number[]): Promise<string> {
  const holderId = await resident(database.pool);
  const applicationId = randomUUID();
  await openApplication(deps, {
    applicationId, municipalityId: 'voorbeeld', holderId, productId: 'weekday', actor: ME, at: NOW, key: `open ${applicationId}`,
  }); // prettier-ignore
  const inputs = [
    { areaId: 'A' },
    { startsOn: '2026-05-04' },
    { periodId: 'P1M' },
    ...(weekdays ? [{ weekdays }] : []),
    { plates: [{ plate: `WD${applicationId.slice(0, 4).toUpperCase()}`, country: 'BE' }], platesConfirmed: true },
  ];
  for (const [index, body] of inputs.entries()) {
    const { rows } = await database.pool.query<{ id: string }>(
      'INSERT INTO command_input (id, subject_id, body) VALUES ($1, $2, $3) RETURNING id',
      [randomUUID(), applicationId, JSON.stringify(body)],
    );
    const said = await recordAnswer(deps, {
      applicationId,
      actor: ME,
      at: NOW,
      key: `${applicationId} ${index}`,
      inputId: rows[0]!.id,
    });
    if (said.outcome !== 'changed') throw new Error(said.ground);
  }
  return applicationId;
}
const confirm = (applicationId: string) =>
  confirmApplication(deps, {
    applicationId,
    actor: ME,
    at: NOW,
    key: `confirm ${applicationId}`,
    declarationVersion: '1',
    language: 'nl',
  });

describe('a permit for Monday and Wednesday [PORTAL-035]', () => {
  it('costs twice the price of a day, and is not declared before a day is chosen', async () => {
    expect(await confirm(await applied())).toMatchObject({ ground: 'step-open' });
    const applicationId = await applied([3, 1]);
    expect(await confirm(applicationId)).toMatchObject({ outcome: 'changed', state: { status: 'awaiting-payment' } });
    expect(await count(database.pool, 'charge WHERE application_id = $1 AND cents = 3900', [applicationId])).toBe(1);
  });

  it('is green on those days and on no other, from midnight to midnight', async () => {
    const applicationId = await applied([1, 3]);
    const permitId = await inTransaction(database.pool, async (tx) => {
      await issuePermit(tx, deps, (await readDossier(tx, deps, applicationId, NOW))!, {}, NOW);
      const { rows } = await tx.query<{ id: string; price_cents: string; weekdays: number[] }>(
        'SELECT id, price_cents, weekdays FROM permit WHERE application_id = $1',
        [applicationId],
      );
      expect(rows[0]).toMatchObject({ price_cents: '3900', weekdays: [1, 3] });
      return rows[0]!.id;
    });
    const { rows } = await database.pool.query<{ plate: string }>(
      'SELECT plate FROM permit_plate WHERE permit_id = $1',
      [permitId],
    );
    const green = (moment: string) => isGreenBelgian(rows[0]!.plate, moment);
    // Monday 4 May 2026, two hours ahead of Greenwich.
    expect(await green('2026-05-03T21:59:59.000Z')).toBe(false);
    expect(await green('2026-05-03T22:00:00.000Z')).toBe(true);
    expect(await green('2026-05-04T21:59:59.000Z')).toBe(true);
    expect(await green('2026-05-05T10:00:00.000Z')).toBe(false);
    expect(await green('2026-05-06T10:00:00.000Z')).toBe(true);
    expect(await green('2026-06-03T10:00:00.000Z')).toBe(true);
    expect(await green('2026-06-08T10:00:00.000Z')).toBe(false); // the month is over

    await endPermit(deps, {
      permitId,
      actor: ME,
      ground: 'by-staff',
      at: '2026-05-06T12:00:00.000Z',
      key: `end ${permitId}`,
    });
    expect(await green('2026-05-06T11:00:00.000Z')).toBe(true);
    expect(await green('2026-05-06T13:00:00.000Z')).toBe(false);
    expect(await green('2026-05-11T10:00:00.000Z')).toBe(false);
  });
});

const isGreenBelgian = (plate: string, at: string) => isGreenAt(deps, plate, 'A', at, 'BE');
