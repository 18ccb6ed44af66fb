import { startParking, stopParking, parkingFacts } from '../parking.ts';
import { importReleases } from '../municipalities/import.ts';
import { Unavailable, type Deps, type RightRegister } from '../ports.ts';
import { count, depsOn, ME } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { visitorPermit, withVisitorScheme } from '../testing/visitor-scheme.ts';
import { registerRight, revokeRight } from './registration.ts';

const at = (time: string) => `2026-05-06T${time}:00.000Z`;
const NOW = at('08:00');

/** What the register was told, and whether its answer gets back. */
let told: [string, object][];
let answers: boolean;
const register: RightRegister = {
  enrol: (enrolment) => {
    told.push(['enrol', enrolment]);
    return answers ? Promise.resolve({ registerId: '17' }) : Promise.reject(new Unavailable('the register', 'no answer'));
  },
  revoke: (registerId, end) => {
    told.push(['revoke', { registerId, end }]);
    return Promise.resolve();
  },
  held: () => Promise.resolve([]),
}; // prettier-ignore

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool, { rights: register });
  await importReleases(database.pool, [withVisitorScheme()], '2026-01-02T00:00:00.000Z');
});
afterAll(() => database.drop());
beforeEach(() => {
  told = [];
  answers = true;
});

async function started(plate: string) {
  const { permitId } = await visitorPermit(deps, 500);
  const action = await startParking(deps, {
    permitId, country: 'NL', plate, display: plate, endsAt: at('09:00'), actor: ME, at: NOW,
  }); // prettier-ignore
  if (action.outcome !== 'started') throw new Error(JSON.stringify(action));
  const { toRegister } = await parkingFacts(deps, { actionId: action.id });
  return { actionId: action.id, rightId: toRegister[0]! };
}
const stop = (actionId: string, moment: string) => stopParking(deps, { actionId, actor: ME, at: moment });

describe('a right and the national register', () => {
  it('says the same again when the answer was lost and the right was cut short meanwhile, and then tells its end [2PARK-032]', async () => {
    const { actionId, rightId } = await started('RG0001');
    answers = false;
    await expect(registerRight(deps, { rightId })).rejects.toThrow(Unavailable);
    await stop(actionId, at('08:20'));
    answers = true;
    await registerRight(deps, { rightId });
    const { registered } = await parkingFacts(deps, { actionId });
    expect(registered).toEqual([rightId]);
    await revokeRight(deps, { rightId });
    expect(told.map(([verb]) => verb)).toEqual(['enrol', 'enrol', 'revoke']);
    expect(told[0]![1]).toMatchObject({ reference: rightId, from: NOW, until: at('09:00') });
    expect(told[1]).toEqual(told[0]);
    expect(told[2]![1]).toEqual({ registerId: '17', end: at('08:20') });
    expect(await count(database.pool, `audit_event WHERE kind = 'right-revoked' AND data ->> 'rightId' = $1`, [rightId])).toBe(1); // prettier-ignore
  });

  it('takes back what may have been enrolled when the right was over before it began', async () => {
    const { actionId, rightId } = await started('RG0002');
    answers = false;
    await expect(registerRight(deps, { rightId })).rejects.toThrow(Unavailable);
    await stop(actionId, NOW);
    expect((await parkingFacts(deps, { actionId })).toRegister).toEqual([rightId]);
    answers = true;
    await registerRight(deps, { rightId });
    await revokeRight(deps, { rightId });
    expect(told.at(-1)).toEqual(['revoke', { registerId: '17', end: NOW }]);
  });

  it('hears nothing of a right that was over before anybody asked', async () => {
    const { actionId, rightId } = await started('RG0003');
    await stop(actionId, NOW);
    await registerRight(deps, { rightId });
    await revokeRight(deps, { rightId });
    expect(told).toEqual([]);
  });

  it('is told once, however often it is repeated', async () => {
    const { rightId } = await started('RG0004');
    await registerRight(deps, { rightId });
    await registerRight(deps, { rightId });
    expect(told).toHaveLength(1);
  });
});
