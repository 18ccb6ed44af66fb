import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type Instant } from '../../rules/values/moment.ts';
import { erase } from '../erasure.ts';
import { confirmApplication } from '../permit-applications/confirm.ts';
import { readDossier } from '../permit-applications/dossier.ts';
import { openApplication } from '../permit-applications/open.ts';
import { recordAnswer } from '../permit-applications/answer.ts';
import { withdrawApplication } from '../permit-applications/time.ts';
import { inTransaction } from '../db/transaction.ts';
import { giveBackPlate } from '../plate-changes/settle.ts';
import { reachPlateChangeDeadline } from '../plate-changes/time.ts';
import { type Deps } from '../ports.ts';
import { greenAmong, moments } from '../testing/at-any-moment.ts';
import { count, depsOn, ME, NOW, resident } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { beginChange, confirmChange } from '../testing/plate-change.ts';
import { issuePermit } from './issue.ts';
import { endPermit } from './life.ts';

jest.setTimeout(60_000);

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase(10);
  deps = await depsOn(database.pool);
});
afterAll(() => database.drop());

let serial = 0;
const fresh = () => `${String(100 + ++serial)}GH${serial % 10}`;

interface Card {
  applicationId: string;
  permitId: string;
  own: string;
}

async function answered(number: string, expiresOn: string) {
  const holderId = await resident(database.pool);
  const [applicationId, inputId] = [randomUUID(), randomUUID()];
  await openApplication(deps, {
    applicationId, municipalityId: 'voorbeeld', holderId, productId: 'disabled-card', actor: ME, at: NOW, key: `open ${applicationId}`,
  }); // prettier-ignore
  await database.pool.query('INSERT INTO command_input (id, subject_id, body) VALUES ($1, $2, $3)', [
    inputId,
    applicationId,
    JSON.stringify({ card: { number, expiresOn } }),
  ]);
  const said = await recordAnswer(deps, { applicationId, inputId, actor: ME, at: NOW, key: `card ${inputId}` });
  return { applicationId, said };
}

/** A card as it is registered on 1 May 2026, of which the copy was approved. */
async function registered(expiresOn = '2030-03-31', number: string = `NL ${1000 + ++serial}-${serial}`): Promise<Card> {
  const { applicationId, said } = await answered(number, expiresOn);
  if (said.outcome !== 'changed') throw new Error(JSON.stringify(said));
  const own = fresh();
  await database.pool.query(
    `INSERT INTO application_plate (application_id, position, country, plate, display) VALUES ($1, 1, 'NL', $2, $2)`,
    [applicationId, own],
  );
  return inTransaction(database.pool, async (tx) => {
    const dossier = (await readDossier(tx, deps, applicationId, NOW))!;
    const answers = { ...dossier.answers, startsOn: '2026-05-01' };
    await issuePermit(tx, deps, { ...dossier, answers }, { answers }, NOW);
    const { rows } = await tx.query<{ id: string }>('SELECT id FROM permit WHERE application_id = $1', [applicationId]);
    return { applicationId, permitId: rows[0]!.id, own };
  });
}

/** Moves the card to another car at this moment. */
async function moveTo(permitId: string, plate: string, at: Instant): Promise<string> {
  const { plateChangeId, opened } = await beginChange(deps, permitId, [plate], { otherCar: true }, at);
  if (opened.outcome !== 'changed') throw new Error(JSON.stringify(opened));
  const said = await confirmChange(deps, plateChangeId, at);
  if (said.outcome !== 'changed') throw new Error(JSON.stringify(said));
  expect(said.state).toMatchObject({ status: 'changed', over: false });
  return plateChangeId;
}

async function returnByItself(plateChangeId: string, at: Instant): Promise<void> {
  const { rows } = await database.pool.query<{ version: number }>('SELECT version FROM plate_change WHERE id = $1', [
    plateChangeId,
  ]);
  await reachPlateChangeDeadline(deps, {
    plateChangeId, kind: 'give-back', version: rows[0]!.version, at, key: `back ${plateChangeId}`,
  }); // prettier-ignore
}

const MONDAY = '2026-05-04T09:15:00.000Z';
const A_DAY_LATER = '2026-05-05T09:15:00.000Z';

describe('a card of somebody with a disability [PEERS-030]', () => {
  it('counts on the own car in every zone, until its own last day and not for the whole period', async () => {
    const { own, permitId } = await registered('2027-06-30');
    for (const area of ['A', 'B', 'C', 'D']) expect(await greenAmong(deps, [own], MONDAY, area)).toEqual([own]);
    expect(await greenAmong(deps, [own], '2027-06-30T21:59:59.000Z', 'C')).toEqual([own]);
    expect(await greenAmong(deps, [own], '2027-06-30T22:00:00.000Z', 'C')).toEqual([]);
    const { rows } = await database.pool.query<{ until: Date }>(
      'SELECT valid_until AS until FROM permit WHERE id = $1',
      [permitId],
    );
    expect(rows[0]!.until.toISOString()).toBe('2027-06-30T22:00:00.000Z');
  });

  it('moved to another car counts there for 24 hours and then on the own car again: always one of the two, never both', async () => {
    const { own, permitId } = await registered();
    const other = fresh();
    const plateChangeId = await moveTo(permitId, other, MONDAY);
    const seen = async (at: Instant) => greenAmong(deps, [own, other], at, 'B');
    expect(await seen('2026-05-04T09:14:59.999Z')).toEqual([own]);
    for (const at of moments(MONDAY, A_DAY_LATER, 97)) expect(await seen(at)).toEqual([other]);
    // Already now, before any process has done anything: the way back is in the books from the beginning.
    expect(await seen('2026-05-05T09:14:59.999Z')).toEqual([other]);
    expect(await seen(A_DAY_LATER)).toEqual([own]);

    await returnByItself(plateChangeId, '2026-05-05T09:15:00.250Z');
    expect(await seen('2026-05-05T09:15:00.100Z')).toEqual([own]);
    expect(await seen('2026-05-05T09:15:00.250Z')).toEqual([own]);
    expect(await seen('2030-03-31T21:59:59.000Z')).toEqual([own]);
    const { rows } = await database.pool.query<{ plate: string }>(
      'SELECT plate FROM permit_plate WHERE permit_id = $1 AND until IS NULL',
      [permitId],
    );
    expect(rows.map(({ plate }) => plate)).toEqual([own]);
    expect(await count(database.pool, 'letter WHERE plate_change_id = $1', [plateChangeId])).toBe(0);
  });

  it('goes back at once when its holder says so, without a moment that has none', async () => {
    const { own, permitId } = await registered();
    const other = fresh();
    const plateChangeId = await moveTo(permitId, other, MONDAY);
    const at = '2026-05-04T15:00:00.000Z';
    await giveBackPlate(deps, { plateChangeId, actor: ME, at, key: `back ${plateChangeId}` });
    expect(await greenAmong(deps, [own, other], '2026-05-04T14:59:59.999Z', 'A')).toEqual([other]);
    for (const later of moments(at, '2026-05-06T00:00:00.000Z', 113))
      expect(await greenAmong(deps, [own, other], later, 'A')).toEqual([own]);
  });

  it('moves to one car at a time: a second one, or another own car meanwhile, is refused with the way out', async () => {
    const { own, permitId } = await registered();
    await moveTo(permitId, fresh(), MONDAY);
    for (const asked of [{ otherCar: true }, {}]) {
      const { opened } = await beginChange(deps, permitId, [fresh()], asked, '2026-05-04T10:00:00.000Z');
      expect(opened).toMatchObject({ ground: 'other-car-out', steps: [{ remedy: 'give-back-first' }] });
    }
    expect(await greenAmong(deps, [own], A_DAY_LATER, 'A')).toEqual([own]);
  });

  it('goes to one of two cars that are asked for in the same moment', async () => {
    const { permitId, own } = await registered();
    const others = [fresh(), fresh()];
    const begun = await Promise.all(
      others.map((plate) => beginChange(deps, permitId, [plate], { otherCar: true }, MONDAY)),
    );
    expect(begun.map(({ opened }) => opened.outcome).sort()).toEqual(['changed', 'refuse']);
    const { plateChangeId } = begun.find(({ opened }) => opened.outcome === 'changed')!;
    await confirmChange(deps, plateChangeId, MONDAY);
    expect(await greenAmong(deps, [own, ...others], '2026-05-04T12:00:00.000Z', 'A')).toHaveLength(1);
  });

  it('never makes two cars green, whatever writes the right: the database refuses the second', async () => {
    const { permitId } = await registered();
    await expect(
      database.pool.query(
        `INSERT INTO parking_right (municipality_id, permit_id, country, plate, areas, since, until, kind, usage_id)
         VALUES ('voorbeeld', $1, 'NL', $2, '{A}', '2026-06-01Z', '2026-06-02Z', 'permit', 'GEHANDP')`,
        [permitId, fresh()],
      ),
    ).rejects.toMatchObject({ constraint: 'one_plate_at_a_time' });
  });

  it('tells the national register of the other car and of the way back, like of any right', async () => {
    const { permitId } = await registered();
    await moveTo(permitId, fresh(), MONDAY);
    expect(
      await count(database.pool, `outbox WHERE subject_id = $1 AND kind = 'permit-rights-changed'`, [permitId]),
    ).toBe(1);
    expect(await count(database.pool, `parking_right WHERE permit_id = $1 AND open AND registered_at IS NULL`, [permitId])).toBe(2); // prettier-ignore
  });

  it('that ends takes the other car and the way back along', async () => {
    const { own, permitId } = await registered();
    const other = fresh();
    await moveTo(permitId, other, MONDAY);
    const at = '2026-05-04T12:00:00.000Z';
    await endPermit(deps, { permitId, actor: ME, ground: 'by-holder', at, key: `end ${permitId}` });
    expect(await greenAmong(deps, [own, other], at, 'A')).toEqual([]);
    expect(await greenAmong(deps, [own, other], '2026-05-06T12:00:00.000Z', 'A')).toEqual([]);
  });
});

describe('the number of a card', () => {
  const declare = (applicationId: string) =>
    confirmApplication(deps, {
      applicationId, actor: ME, at: NOW, key: `confirm ${randomUUID()}`, declarationVersion: '1', language: 'nl',
    }); // prettier-ignore

  /** Everything but the declaration. */
  async function filledIn(number: string): Promise<string> {
    const { applicationId } = await answered(number, '2030-01-01');
    await database.pool.query(
      `INSERT INTO application_plate (application_id, position, country, plate, display) VALUES ($1, 1, 'NL', $2, $2)`,
      [applicationId, fresh()],
    );
    await database.pool.query(
      `UPDATE application SET starts_on = '2026-05-01', plates_confirmed = true, documents_confirmed = true WHERE id = $1`,
      [applicationId],
    );
    await database.pool.query(
      `INSERT INTO document (municipality_id, holder_id, application_id, origin, kind, requirement_id, file_name, media_type, bytes, sha256,
                             key_sealed, attached_at, created_at)
       SELECT municipality_id, holder_id, id, 'upload', 'disabled-card', 'card-shown', 'kaart.pdf', 'application/pdf', 9, 'x', 'x', $2, $2
         FROM application WHERE id = $1`,
      [applicationId, NOW],
    );
    return applicationId;
  }

  it('is on one case at a time, however it is typed and however fast two press; when that is over it is free [PEERS-030]', async () => {
    const cases = [await filledIn('BE 77-1234'), await filledIn('be771234')];
    const said = await Promise.all(cases.map(declare));
    expect(said.map(({ outcome }) => outcome).sort()).toEqual(['changed', 'refuse']);
    const lost = said.findIndex(({ outcome }) => outcome === 'refuse');
    expect(said[lost]).toMatchObject({ ground: 'card-in-use', steps: [{ remedy: 'counter' }] });
    await withdrawApplication(deps, { applicationId: cases[1 - lost]!, actor: ME, at: NOW, key: `withdraw ${lost}` });
    expect(await declare(cases[lost]!)).toMatchObject({ outcome: 'changed' });
  });

  it('lies sealed, and is gone with the case thirteen weeks after its permit has ended', async () => {
    const { applicationId, permitId } = await registered('2030-03-31', 'NL 55-998877');
    const stored = async () => {
      const { rows } = await database.pool.query<{ text: string; erased: boolean }>(
        `SELECT to_jsonb(c)::text AS text, number_sealed IS NULL AS erased FROM disabled_card c WHERE application_id = $1`,
        [applicationId],
      );
      return rows[0]!;
    };
    const plainly = Buffer.from('NL55998877').toString('hex');
    expect((await stored()).text).not.toContain(plainly);
    await endPermit(deps, { permitId, actor: ME, ground: 'by-holder', at: MONDAY, key: `end ${permitId}` });
    await erase(deps, '2026-08-02T12:00:00.000Z');
    expect((await stored()).erased).toBe(false);
    await erase(deps, '2026-08-05T12:00:00.000Z');
    expect((await stored()).erased).toBe(true);
  });

  it('that cannot be one, and a card that is over, are refused with what to do', async () => {
    const refused = async (number: string, expiresOn: string) => (await answered(number, expiresOn)).said;
    expect(await refused('12', '2030-01-01')).toMatchObject({ ground: 'card-number-invalid' });
    expect(await refused('NL 1234567', '2026-04-30')).toMatchObject({ ground: 'card-expired' });
    expect(await refused('NL 1234567', '2026-05-01')).toMatchObject({ outcome: 'changed' });
  });
});
