import { jest } from '@jest/globals';
import { type z } from 'zod';
import { type CheckAnswer } from '../enforcement/shapes.ts';
import { type PermitView } from '../permits/shapes.ts';
import { appUser, coupledPermit, filled, grantedTo, type AppUser } from '../testing/app-users.ts';
import { type Browser } from '../testing/browser.ts';
import { permitInForce } from '../testing/cases.ts';
import { eventually } from '../testing/eventually.ts';
import { citizen, staff } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { ownSystem } from '../testing/stack.ts';
import { type ActionStory, type ActivePlateView, type ParkingPermit, type StartedView } from './shapes.ts';

jest.setTimeout(180_000);

type Story = z.infer<typeof ActionStory>;

const WILLEMS = ['905-SP-8', 'R-29-DVK'] as const;
const YOUSSEFS = '4-RZ-318';
const MINUTE_MS = 60_000;

let system: Awaited<ReturnType<typeof ownSystem>>;
let officer: Browser;
let owner: AppUser;
/** Of Willem: two plates, one of which counts. Of Youssef: one plate, and a temporary one in its place. */
let switching: string;
let centre: string;
beforeAll(async () => {
  system = await ownSystem('plates');
  [officer, owner] = await Promise.all([staff(system, 'officer'), appUser(system)]);
  const [willem, youssef] = await Promise.all([citizen(system, 'willem'), citizen(system, 'youssef')]);
  switching = await coupled(willem, 'resident', WILLEMS);
  centre = await coupled(youssef, 'resident-centre', [YOUSSEFS]);
});
afterAll(() => system.stop());
afterEach(() => system.sandbox.fault('register', 'ok'));

async function coupled(desk: Browser, productId: string, plates: readonly string[]): Promise<string> {
  const { id } = await permitInForce(desk, system.sandbox, productId, { plates: plates.map((plate) => dutch(plate)) });
  await system.rows(
    `INSERT INTO coupling (permit_id, account_id, coupled_at) VALUES ('${id}', '${owner.accountId}', now())`,
  );
  return id;
}

const check = (plate: string, area: string, at?: string) =>
  officer.ask<CheckAnswer>('POST', '/v1/enforcement/checks', { plate, area, ...(at !== undefined && { at }) });
const greenOf = async (plates: readonly string[], area: string, at?: string): Promise<string[]> => {
  const answers = await Promise.all(plates.map((plate) => check(plate, area, at)));
  return plates.filter((_, index) => answers[index]!.verdict === 'green');
};
const before = (moment: string) => new Date(Date.parse(moment) - 1).toISOString();
const inMinutes = async (minutes: number) =>
  new Date(Date.parse(await system.sandbox.now()) + minutes * MINUTE_MS).toISOString();

const choose = (plate: string, permitId = switching) =>
  owner.browser.ask<z.infer<typeof ActivePlateView>>(
    'PUT',
    `/v1/parking/permits/${permitId}/active-plate`,
    dutch(plate),
  );
const start = (body: object) => owner.browser.ask<z.infer<typeof StartedView>>('POST', '/v1/parking/actions', body);
const stop = (id: string) => owner.browser.ask<{ endedAt: string }>('POST', `/v1/parking/actions/${id}/_stop`);
const story = (id: string) => owner.browser.ask<Story>('GET', `/v1/parking/actions/${id}`);
const permitOf = (id: string) => owner.browser.ask<ParkingPermit>('GET', `/v1/parking/permits/${id}`);
/** What the national register holds of a plate at this moment. */
const registered = async (plate: string) => {
  const now = await system.sandbox.now();
  return (await system.sandbox.register()).filter(
    ({ vehicleId, start: from, end }) => vehicleId === plate.replaceAll('-', '') && from <= now && now < end,
  );
};

describe('the plate that counts', () => {
  it('is none until it is chosen; the chosen one is green at once, to the second that is told, and the others red [2PARK-110, LOKET-020, LOKET-021]', async () => {
    expect(await greenOf(WILLEMS, 'B')).toEqual([]);
    expect((await permitOf(switching)).plates.map(({ counts }) => counts)).toEqual([false, false]);
    expect(await greenOf(WILLEMS, 'B')).toEqual([]); // looking chooses nothing

    const first = await choose(WILLEMS[0]);
    expect(first.plate).toEqual({ country: 'NL', display: WILLEMS[0] });
    expect(await greenOf(WILLEMS, 'B')).toEqual([WILLEMS[0]]);
    expect(await greenOf(WILLEMS, 'B', before(first.since))).toEqual([]);

    const second = await choose('r29dvk');
    expect(second.plate.display).toBe(WILLEMS[1]);
    expect(await greenOf(WILLEMS, 'B')).toEqual([WILLEMS[1]]);
    expect(await greenOf(WILLEMS, 'B', second.since)).toEqual([WILLEMS[1]]);
    expect(await greenOf(WILLEMS, 'B', before(second.since))).toEqual([WILLEMS[0]]);

    // The yellow row of the app, the page at the desk and the officer agree.
    expect((await permitOf(switching)).plates).toMatchObject([
      { counts: false },
      { counts: true, display: WILLEMS[1] },
    ]);
    const desk = await (await citizen(system, 'willem')).ask<PermitView>('GET', `/v1/permits/${switching}`);
    expect(desk.plates.map(({ counts }) => counts)).toEqual([false, true]);
    expect(await choose(WILLEMS[1])).toEqual(second);
  });

  it('is told to the national register, which then knows of one [2PARK-110, BEYOND-006, PEERS-038]', async () => {
    await choose(WILLEMS[0]);
    const { plates } = await eventually('the chosen plate is known', () => permitOf(switching), (view) => view.plates[0]!.visibleSince !== null); // prettier-ignore
    expect(plates).toMatchObject([{ counts: true }, { counts: false, visibleSince: null }]);
    await eventually('the earlier one is not', () => registered(WILLEMS[1]), ({ length }) => length === 0); // prettier-ignore
    expect(await registered(WILLEMS[0])).toHaveLength(1);
  });

  it('counts at once while the register is away; "visible to enforcement since" is told when it is back [BEYOND-006, PEERS-018]', async () => {
    await choose(WILLEMS[0]);
    await system.sandbox.fault('register', 'down');
    const { since } = await choose(WILLEMS[1]);
    expect(await greenOf(WILLEMS, 'B')).toEqual([WILLEMS[1]]);
    expect((await permitOf(switching)).plates[1]).toMatchObject({ counts: true, visibleSince: null });
    await system.sandbox.fault('register', 'ok');
    const { plates } = await eventually('the register knows it', () => permitOf(switching), (view) => view.plates[1]!.visibleSince !== null); // prettier-ignore
    expect(Date.parse(plates[1]!.visibleSince!)).toBeGreaterThan(Date.parse(since));
    await eventually('and no longer the other', () => registered(WILLEMS[0]), ({ length }) => length === 0); // prettier-ignore
  });

  it('is for the owner to say, among the plates of the permit, where the product asks for it (R16, R17)', async () => {
    const path = `/v1/parking/permits/${switching}/active-plate`;
    const [grantee, stranger] = await Promise.all([appUser(system), appUser(system)]);
    await grantedTo(system, grantee, switching);
    expect(await grantee.browser.refused('PUT', path, dutch(WILLEMS[0]))).toMatchObject({ status: 409, code: 'not-allowed-by-product' }); // prettier-ignore
    expect(await stranger.browser.refused('PUT', path, dutch(WILLEMS[0]))).toMatchObject({ status: 404 });
    expect(await owner.browser.refused('PUT', path, dutch())).toMatchObject({
      status: 409,
      code: 'plate-not-on-permit',
    });
    expect(
      await owner.browser.refused('PUT', `/v1/parking/permits/${centre}/active-plate`, dutch(YOUSSEFS)),
    ).toMatchObject({ code: 'not-allowed-by-product' });
    expect(await greenOf(WILLEMS, 'B')).toEqual([WILLEMS[1]]);
  });
});

describe('a temporary plate', () => {
  it('is green while it runs and that of the permit is red; after the stop it is the other way round [2PARK-070, 2PARK-071]', async () => {
    const loan = freshPlate();
    const plates = [YOUSSEFS, loan];
    expect(await greenOf(plates, 'A')).toEqual([YOUSSEFS]);
    const { id, startsAt, endsAt } = await start({ permitId: centre, ...dutch(loan) });
    expect(Date.parse(endsAt) - Date.parse(startsAt)).toBe(14 * 24 * 60 * MINUTE_MS);
    expect(await greenOf(plates, 'A')).toEqual([loan]);
    expect(await greenOf(plates, 'A', before(startsAt))).toEqual([YOUSSEFS]);
    expect(await greenOf(plates, 'A', endsAt)).toEqual([YOUSSEFS]);
    expect((await permitOf(centre)).plates).toMatchObject([{ counts: false }]);

    const { endedAt } = await stop(id);
    expect(await greenOf(plates, 'A')).toEqual([YOUSSEFS]);
    expect(await greenOf(plates, 'A', endedAt)).toEqual([YOUSSEFS]);
    expect(await greenOf(plates, 'A', before(endedAt))).toEqual([loan]);
    expect((await permitOf(centre)).plates).toMatchObject([{ counts: true }]);
    await eventually('the register knows of the plate of the permit alone', async () => (
      (await registered(YOUSSEFS)).length === 1 && (await registered(loan)).length === 0
    )); // prettier-ignore
  });

  it('gives way at its end without anybody doing anything [2PARK-071]', async () => {
    const loan = freshPlate();
    const endsAt = await inMinutes(90);
    const { id } = await start({ permitId: centre, ...dutch(loan), endsAt });
    expect(await greenOf([YOUSSEFS, loan], 'A')).toEqual([loan]);
    await system.sandbox.moveTo(endsAt);
    expect(await greenOf([YOUSSEFS, loan], 'A')).toEqual([YOUSSEFS]);
    expect(await story(id)).toMatchObject({ state: 'ended', endsAt });
  });

  it('for longer than fourteen days is refused with the longest that can be booked [2PARK-072]', async () => {
    const wish = { permitId: centre, ...dutch(), startsAt: await inMinutes(60) };
    const tooLong = { ...wish, endsAt: new Date(Date.parse(wish.startsAt) + 15 * 24 * 60 * MINUTE_MS).toISOString() };
    const refused = await owner.browser.refused('POST', '/v1/parking/actions', tooLong);
    expect(refused).toMatchObject({ status: 409, code: 'past-latest-end' });
    const { proposal } = refused as unknown as { proposal: { startsAt: string; endsAt: string } };
    const started = await start({ ...wish, startsAt: proposal.startsAt, endsAt: proposal.endsAt });
    expect(started).toMatchObject({ startsAt: proposal.startsAt, endsAt: proposal.endsAt });
    await owner.browser.ask('DELETE', `/v1/parking/actions/${started.id}`);
    expect(await greenOf([YOUSSEFS], 'A', started.startsAt)).toEqual([YOUSSEFS]);
  });

  it('is not the plate of the permit itself', async () => {
    expect(await owner.browser.refused('POST', '/v1/parking/actions', { permitId: centre, ...dutch(YOUSSEFS) })).toMatchObject({ code: 'plate-of-permit' }); // prettier-ignore
  });
});

describe('a plate with a slip of the pen', () => {
  it('is put right once in ten minutes: the meant one is green at once, the start stays, both are kept [BEYOND-002]', async () => {
    const [typed, meant] = [freshPlate(), freshPlate()];
    const { id, startsAt, endsAt } = await start({ permitId: centre, ...dutch(typed), endsAt: await inMinutes(600) });
    await eventually('the register knows it', () => registered(typed), ({ length }) => length === 1); // prettier-ignore
    expect(await story(id)).toMatchObject({ may: expect.arrayContaining(['correct']), correctedFrom: null });
    const corrected = await owner.browser.ask<Story>('POST', `/v1/parking/actions/${id}/_correct`, dutch(meant));
    expect(corrected).toMatchObject({ startsAt, endsAt, plate: { display: meant }, correctedFrom: typed });
    expect(corrected.may).not.toContain('correct');
    expect(await greenOf([YOUSSEFS, typed, meant], 'A')).toEqual([meant]);
    await eventually('the register knows of the meant one alone', async () => (
      (await registered(meant)).length === 1 && (await registered(typed)).length === 0
    )); // prettier-ignore
    const again = (plate: string) => owner.browser.refused('POST', `/v1/parking/actions/${id}/_correct`, dutch(plate));
    expect(await again(freshPlate())).toMatchObject({ status: 409, code: 'corrected-already' });
    await stop(id);
    expect(await again(freshPlate())).toMatchObject({ code: 'already-ended' });

    const late = await start({ permitId: centre, ...dutch(typed), endsAt: await inMinutes(600) });
    await system.sandbox.moveBy(10 * MINUTE_MS);
    const path = `/v1/parking/actions/${late.id}/_correct`;
    expect(await owner.browser.refused('POST', path, dutch())).toMatchObject({ code: 'correction-too-late' });
    const stranger = await appUser(system);
    expect(await stranger.browser.refused('POST', path, dutch())).toMatchObject({ status: 404 });
    await stop(late.id);
  });
});

describe('a start while the national register is away', () => {
  it('is green for an officer at once; the app says that it is not yet visible, and since when it is [BEYOND-006, PEERS-018]', async () => {
    const visitor = await coupledPermit(system, owner, 'willem', 'visitor');
    await filled(system, visitor, 5_000);
    const plate = freshPlate();
    await system.sandbox.fault('register', 'down');
    const { id, startsAt } = await start({ permitId: visitor, ...dutch(plate) });
    expect(await greenOf([plate], 'B')).toEqual([plate]);
    expect(await story(id)).toMatchObject({ state: 'running', visibleSince: null });
    await system.sandbox.fault('register', 'ok');
    const { visibleSince } = await eventually('the register knows it', () => story(id), (seen) => seen.visibleSince !== null); // prettier-ignore
    expect(Date.parse(visibleSince!)).toBeGreaterThan(Date.parse(startsAt));
    await stop(id);
    expect(await greenOf([plate], 'B')).toEqual([]);
  });
});

describe('parking credit', () => {
  it('counts at the chosen location and nowhere else [2PARK-111]', async () => {
    const prepaid = await coupledPermit(system, owner, 'willem', 'prepaid');
    await filled(system, prepaid, 10_000);
    const [inRing, inCentre] = [freshPlate(), freshPlate()];
    const ring = await start({ permitId: prepaid, ...dutch(inRing), areaId: 'C' });
    const city = await start({ permitId: prepaid, ...dutch(inCentre), areaId: 'A' });
    expect(await greenOf([inRing, inCentre], 'C')).toEqual([inRing]);
    expect(await greenOf([inRing, inCentre], 'A')).toEqual([inCentre]);
    expect(await greenOf([inRing, inCentre], 'B')).toEqual([]);
    for (const { id } of [ring, city]) await stop(id);
  });
});

describe('what runs on a permit that staff end', () => {
  it('is over with it: red for an officer, ended in the list, and taken from the register (R8)', async () => {
    const loan = freshPlate();
    const { id } = await start({ permitId: centre, ...dutch(loan) });
    await eventually('the register knows it', () => registered(loan), ({ length }) => length === 1); // prettier-ignore
    const clerk = await staff(system, 'clerk');
    await clerk.ask('POST', `/v1/staff/permits/${centre}/_end`, { ground: 'moved' });
    expect(await greenOf([YOUSSEFS, loan], 'A')).toEqual([]);
    expect(await story(id)).toMatchObject({ state: 'ended', may: [] });
    await eventually('the register knows of neither', async () => (
      (await registered(YOUSSEFS)).length === 0 && (await registered(loan)).length === 0
    )); // prettier-ignore
    expect(await owner.browser.refused('POST', '/v1/parking/actions', { permitId: centre, ...dutch() })).toMatchObject({ code: 'permit-not-in-force' }); // prettier-ignore
  });
});
