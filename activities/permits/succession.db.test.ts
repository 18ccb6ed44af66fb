import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { inTransaction } from '../db/transaction.ts';
import { readDossier } from '../permit-applications/dossier.ts';
import { openApplication } from '../permit-applications/open.ts';
import { type Deps } from '../ports.ts';
import { requirementsOf } from '../../rules/permit-applications/steps.ts';
import type { Succession } from '../../workflows/contract/permit-application.ts';
import { greenAmong, moments } from '../testing/at-any-moment.ts';
import { CLERK, count, depsOn, ME, NOW, resident } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { residentPermit } from '../testing/resident-permit.ts';
import { issuePermit } from './issue.ts';
import { endPermit, expirePermit, permitFacts } from './life.ts';

jest.setTimeout(60_000);

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase(10);
  deps = await depsOn(database.pool);
});
afterAll(() => database.drop());

async function opened(holderId: string, succession: Succession) {
  const applicationId = randomUUID();
  const said = await openApplication(deps, {
    applicationId, municipalityId: 'voorbeeld', holderId, productId: 'resident', succession, actor: ME, at: NOW, key: `open ${applicationId}`,
  }); // prettier-ignore
  return { applicationId, said };
}

async function issued(applicationId: string, plate: string, startsOn: string): Promise<string> {
  await database.pool.query(
    `INSERT INTO application_plate (application_id, position, country, plate, display) VALUES ($1, 1, 'NL', $2, $2)`,
    [applicationId, plate],
  );
  return inTransaction(database.pool, async (tx) => {
    const dossier = (await readDossier(tx, deps, applicationId, NOW))!;
    const answers = { ...dossier.answers, areaId: 'B', periodId: 'P12M', startsOn };
    await issuePermit(tx, deps, { ...dossier, answers }, { answers }, NOW);
    const { rows } = await tx.query<{ id: string }>('SELECT id FROM permit WHERE application_id = $1', [applicationId]);
    return rows[0]!.id;
  });
}

const statusOf = async (permitId: string) => {
  const { rows } = await database.pool.query<{ status: string; ground: string | null }>(
    'SELECT status, end_ground AS ground FROM permit WHERE id = $1',
    [permitId],
  );
  return rows[0]!;
};

describe('a permit that takes the place of another', () => {
  it('lets the one of the old address count until it begins, and that one ends then: a move has no red minute [BEYOND-039]', async () => {
    // Registered in zone B by now; the permit of the old home lies in zone A.
    const old = await residentPermit(deps, 'resident-centre', ['21SUC1']);
    const { applicationId } = await opened(old.holderId, { permitId: old.permitId, inherited: false });
    const begin = '2026-05-09T22:00:00.000Z';
    await issued(applicationId, '21SUC1', '2026-05-10');

    const facts = await permitFacts(deps, { permitId: old.permitId });
    expect(facts).toMatchObject({ status: 'issued', validUntil: begin });
    expect(
      await count(database.pool, `outbox WHERE subject_id = $1 AND kind = 'permit-term-changed'`, [old.permitId]),
    ).toBe(1);
    // Too early, and then at its moment, as its process does.
    expect(await expirePermit(deps, { permitId: old.permitId, at: '2026-05-09T21:59:59.000Z' })).toEqual({
      validUntil: begin,
    });
    expect(await expirePermit(deps, { permitId: old.permitId, at: begin })).toBeNull();
    expect(await statusOf(old.permitId)).toEqual({ status: 'ended', ground: 'succeeded' });
    expect(await count(database.pool, `letter WHERE permit_id = $1 AND kind = 'permit-ended'`, [old.permitId])).toBe(1);

    const homes = ['A', 'B'];
    for (const at of moments('2026-05-01T12:00:00.000Z', '2026-05-20T00:00:00.000Z', 311)) {
      const seen = await Promise.all(homes.map((area) => greenAmong(deps, ['21SUC1'], at, area)));
      expect([at, seen.flat().length > 0]).toEqual([at, true]);
    }
    expect(await greenAmong(deps, ['21SUC1'], begin, 'A')).toEqual([]);
    expect(await greenAmong(deps, ['21SUC1'], begin, 'B')).toEqual(['21SUC1']);
  });

  it('that is given up before it begins leaves the other as it was', async () => {
    const old = await residentPermit(deps, 'resident-centre', ['22SUC1']);
    const { applicationId } = await opened(old.holderId, { permitId: old.permitId, inherited: false });
    const next = await issued(applicationId, '22SUC1', '2026-05-10');
    await endPermit(deps, {
      permitId: next, actor: CLERK, ground: 'by-staff', at: '2026-05-05T08:00:00.000Z', key: `end ${next}`,
    }); // prettier-ignore
    const facts = await permitFacts(deps, { permitId: old.permitId });
    expect(facts).toMatchObject({ status: 'issued', validUntil: '2027-01-01T00:00:00.000Z' });
  });

  it('takes the place of nobody else’s permit, and of none that is over', async () => {
    const other = await residentPermit(deps, 'resident-centre', ['23SUC1']);
    const mine = await resident(database.pool);
    const { said } = await opened(mine, { permitId: other.permitId, inherited: false });
    expect(said).toMatchObject({ ground: 'not-found' });
    await endPermit(deps, {
      permitId: other.permitId, actor: CLERK, ground: 'by-staff', at: NOW, key: `end ${other.permitId}`,
    }); // prettier-ignore
    expect((await opened(other.holderId, { permitId: other.permitId, inherited: false })).said).toMatchObject({
      ground: 'not-found',
    });
  });
});

describe('a permit of somebody who has died [BEYOND-039]', () => {
  it('is taken over by an heir with a deed that a person looks at, without a red minute for the car', async () => {
    const { permitId } = await residentPermit(deps, 'resident', ['24SUC1']);
    const heir = await resident(database.pool);
    const { applicationId } = await opened(heir, { permitId, inherited: true });
    const dossier = await inTransaction(database.pool, (tx) => readDossier(tx, deps, applicationId, NOW));
    expect(requirementsOf(dossier!.answers, dossier!.facts)).toMatchObject([
      { id: 'heir', rule: { kinds: ['deed-of-inheritance'] } },
    ]);
    const from = NOW;
    await issued(applicationId, '24SUC1', '2026-05-01');
    await expirePermit(deps, { permitId, at: from });
    expect(await statusOf(permitId)).toEqual({ status: 'ended', ground: 'succeeded' });
    for (const at of moments('2026-05-01T06:00:00.000Z', '2026-05-02T12:00:00.000Z', 61))
      expect([at, await greenAmong(deps, ['24SUC1'], at, 'B')]).toEqual([at, ['24SUC1']]);
  });

  it('stays as it is when the deed is not approved, and a number that is none is for a person to see', async () => {
    const { permitId } = await residentPermit(deps, 'resident', ['25SUC1']);
    const heir = await resident(database.pool);
    await opened(heir, { permitId, inherited: true });
    expect(await permitFacts(deps, { permitId })).toMatchObject({ validUntil: '2027-01-01T00:00:00.000Z' });
    expect((await opened(heir, { permitId: null, inherited: true })).said).toMatchObject({ outcome: 'changed' });
  });
});
