import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { inTransaction } from '../db/transaction.ts';
import { erase } from '../erasure.ts';
import { permitFacts } from '../permits/life.ts';
import { issuePermit } from '../permits/issue.ts';
import { registerRight, revokeRight } from '../permits/registration.ts';
import { endPermit } from '../permits/life.ts';
import { type Deps, type RightEnrolment } from '../ports.ts';
import { greenAmong } from '../testing/at-any-moment.ts';
import { depsOn, ME, NOW, resident } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { beginChange, confirmChange } from '../testing/plate-change.ts';
import { residentPermit } from '../testing/resident-permit.ts';
import { recordAnswer } from './answer.ts';
import { readDossier } from './dossier.ts';
import { openApplication } from './open.ts';

jest.setTimeout(60_000);

const enrolled: RightEnrolment[] = [];
const revoked: string[] = [];
let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase(10);
  deps = await depsOn(database.pool, {
    rights: {
      enrol(right) {
        if (!enrolled.some(({ reference }) => reference === right.reference)) enrolled.push(right);
        return Promise.resolve({ registerId: `${right.areaId}:${right.reference}` });
      },
      revoke(registerId) {
        revoked.push(registerId);
        return Promise.resolve();
      },
      held: () => Promise.resolve([]),
    },
  });
});
afterAll(() => database.drop());

const NEW_HOME = { postcode: '4303 sa', houseNumber: 7 };

/** A resident of zone B who asks for a permit at a second address too. */
async function moving(secondAddress: object, holderId?: string) {
  const [applicationId, inputId] = [randomUUID(), randomUUID()];
  await openApplication(deps, {
    applicationId, municipalityId: 'voorbeeld', holderId: holderId ?? (await resident(database.pool)), productId: 'moving-home', actor: ME,
    at: NOW, key: `open ${applicationId}`,
  }); // prettier-ignore
  await database.pool.query('INSERT INTO command_input (id, subject_id, body) VALUES ($1, $2, $3)', [
    inputId,
    applicationId,
    JSON.stringify({ secondAddress }),
  ]);
  const said = await recordAnswer(deps, { applicationId, inputId, actor: ME, at: NOW, key: `second ${inputId}` });
  const dossier = await inTransaction(database.pool, (tx) => readDossier(tx, deps, applicationId, NOW));
  return { applicationId, said, answers: dossier!.answers };
}

async function issued(applicationId: string, plate: string): Promise<string> {
  await database.pool.query(
    `INSERT INTO application_plate (application_id, position, country, plate, display) VALUES ($1, 1, 'NL', $2, $2)`,
    [applicationId, plate],
  );
  return inTransaction(database.pool, async (tx) => {
    const dossier = (await readDossier(tx, deps, applicationId, NOW))!;
    const answers = { ...dossier.answers, startsOn: '2026-05-10' };
    await issuePermit(tx, deps, { ...dossier, answers }, { answers }, NOW);
    const { rows } = await tx.query<{ id: string }>('SELECT id FROM permit WHERE application_id = $1', [applicationId]);
    return rows[0]!.id;
  });
}

describe('a moving permit', () => {
  it('is green at the old and at the new address for its months, and nowhere else [PEERS-024]', async () => {
    const { applicationId } = await moving(NEW_HOME);
    await issued(applicationId, '11MOV1');
    const green = (at: string, area: string) => greenAmong(deps, ['11MOV1'], at, area);
    for (const area of ['B', 'C']) {
      expect(await green('2026-05-09T21:59:59.999Z', area)).toEqual([]);
      expect(await green('2026-05-09T22:00:00.000Z', area)).toEqual(['11MOV1']);
      expect(await green('2026-09-09T21:59:59.999Z', area)).toEqual(['11MOV1']);
      expect(await green('2026-09-09T22:00:00.000Z', area)).toEqual([]);
    }
    expect(await green('2026-06-01T12:00:00.000Z', 'A')).toEqual([]);
  });

  it('keeps both zones when its plate is changed', async () => {
    const { applicationId } = await moving(NEW_HOME);
    const permitId = await issued(applicationId, '12MOV1');
    const { plateChangeId } = await beginChange(deps, permitId, ['12MOV2'], {}, '2026-05-20T08:00:00.000Z');
    await confirmChange(deps, plateChangeId, '2026-05-20T08:00:00.000Z');
    for (const area of ['B', 'C'])
      expect(await greenAmong(deps, ['12MOV1', '12MOV2'], '2026-05-20T08:00:00.000Z', area)).toEqual(['12MOV2']);
  });

  it('is told to the national register in both areas, under names that stay the same, and taken back in both', async () => {
    const { applicationId } = await moving(NEW_HOME);
    const permitId = await issued(applicationId, '13MOV1');
    const { toRegister } = await permitFacts(deps, { permitId });
    expect(toRegister).toHaveLength(1);
    await registerRight(deps, { rightId: toRegister[0]! });
    const told = enrolled.filter(({ plate }) => plate === '13MOV1');
    expect(told.map(({ areaId }) => areaId)).toHaveLength(2);
    expect(new Set(told.map(({ areaId }) => areaId)).size).toBe(2);
    await endPermit(deps, {
      permitId, actor: ME, ground: 'by-holder', at: '2026-05-20T08:00:00.000Z', key: `end ${permitId}`,
    }); // prettier-ignore
    await revokeRight(deps, { rightId: toRegister[0]! });
    expect(revoked.filter((id) => told.some(({ reference }) => id.endsWith(reference)))).toHaveLength(2);
  });

  it('asks a paper for an address the municipality does not know, and none where its holder has a permit', async () => {
    expect((await moving(NEW_HOME)).answers.secondAddress).toEqual({ areaId: 'C', known: false });
    // Registered at the new home in zone B already; the permit of the old one in zone A is still there.
    const { holderId } = await residentPermit(deps, 'resident-centre', ['14MOV1']);
    const { answers } = await moving({ postcode: '4301 SA', houseNumber: 3 }, holderId);
    expect(answers.secondAddress).toEqual({ areaId: 'A', known: true });
  });

  it('is refused for an address outside every zone, or in the same one, and nothing of it is kept', async () => {
    const outside = await moving({ postcode: '9999 ZZ', houseNumber: 1 });
    expect(outside.said).toMatchObject({ ground: 'second-address-outside' });
    expect(outside.answers.secondAddress).toBeNull();
    const next = await moving({ postcode: '4302 SA', houseNumber: 99 });
    expect(next.said).toMatchObject({ outcome: 'refuse', steps: [{ remedy: expect.any(String) }] });
  });

  it('forgets the address thirteen weeks after it ended; where it counted stays known', async () => {
    const { applicationId } = await moving(NEW_HOME);
    const permitId = await issued(applicationId, '15MOV1');
    await endPermit(deps, {
      permitId, actor: ME, ground: 'by-holder', at: '2026-05-20T08:00:00.000Z', key: `end ${permitId}`,
    }); // prettier-ignore
    await erase(deps, '2026-08-30T12:00:00.000Z');
    const { rows } = await database.pool.query(
      'SELECT postcode, house_number, area_id FROM second_address WHERE application_id = $1',
      [applicationId],
    );
    expect(rows).toEqual([{ postcode: null, house_number: null, area_id: 'C' }]);
  });
});
