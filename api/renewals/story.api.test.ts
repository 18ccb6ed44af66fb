import { jest } from '@jest/globals';
import { type z } from 'zod';
import { DAY_MS, MINUTE_MS, plusMs, SECOND_MS } from '../../rules/values/moment.ts';
import { addDays } from '../../rules/values/civil-day.ts';
import { type CheckAnswer } from '../enforcement/shapes.ts';
import { type History } from '../history/shapes.ts';
import { type Overview } from '../me/shapes.ts';
import { type Cart } from '../payments/shapes.ts';
import { type PermitDocuments, type PermitView } from '../permits/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import { checkOut, declared, permit, permitInForce } from '../testing/cases.ts';
import { eventually } from '../testing/eventually.ts';
import { addressOf, citizen, staff } from '../testing/people.ts';
import { dutch } from '../testing/plates.ts';
import { ownSystem } from '../testing/stack.ts';
import { type RenewalList, type RenewalView } from './shapes.ts';

jest.setTimeout(180_000);

/** One spring and summer: permits of a quarter, of which the season makes the renewals ready six weeks before their end. */
let system: Awaited<ReturnType<typeof ownSystem>>;
let sanne: Browser;
let willem: Browser;
let officer: Browser;
let hers: PermitView;
let his: PermitView;
let visits: PermitView;
const plates = { hers: 'K-51-FTN', his: '905-SP-8' };

beforeAll(async () => {
  system = await ownSystem('renewals');
  [sanne, willem, officer] = await Promise.all([
    citizen(system, 'sanne'),
    citizen(system, 'willem'),
    staff(system, 'officer'),
  ]);
  const quarter = (plate: string) => ({ periodId: 'P3M', plates: [dutch(plate)] });
  hers = await permitInForce(sanne, system.sandbox, 'resident', quarter(plates.hers));
  his = await permitInForce(willem, system.sandbox, 'resident', quarter(plates.his));
  visits = await permit(sanne, await declared(sanne, 'visitor'));
  await system.sandbox.moveTo(plusMs(hers.validUntil, -40 * DAY_MS));
});
afterAll(() => system.stop());

const renewalsOf = async (browser: Browser): Promise<RenewalView[]> =>
  (await browser.ask<z.infer<typeof RenewalList>>('GET', '/v1/renewals')).items;
const check = async (plate: string, area: string, at?: string) =>
  (await officer.ask<CheckAnswer>('POST', '/v1/enforcement/checks', { plate, area, ...(at && { at }) })).verdict;
const mailsAbout = async (personaId: string, words: string) =>
  (await system.sandbox.mailsTo(addressOf(personaId))).filter(({ subject }) => subject.includes(words));

describe('a renewal', () => {
  it('is there six weeks before the end, once, in the list, the count and the mail, and not yet in the cart [LOKET-005, LOKET-052, PORTAL-073]', async () => {
    const [renewal, ...others] = await renewalsOf(sanne);
    expect(others).toEqual([]);
    expect(renewal).toMatchObject({
      permitId: hers.id,
      status: 'awaiting-confirmation',
      currentLastDay: hers.lastDay,
      startsOn: addDays(hers.lastDay, 1),
      cents: 2550,
      actions: ['confirm', 'withdraw'],
    });
    expect((await sanne.ask<Overview>('GET', '/v1/me/overview')).renewals).toEqual({ count: 1, waiting: 1 });
    expect((await sanne.ask<Cart>('GET', '/v1/cart')).items).toEqual([]);
    expect(await permit(sanne, { permitId: hers.id })).toMatchObject({
      renews: 'by-holder',
      renewal: { id: renewal!.id, status: 'awaiting-confirmation' },
    });
    expect(await mailsAbout('sanne', `Uw verlenging staat klaar: ${hers.number}`)).toHaveLength(1);
    const other = await willem.refused('POST', `/v1/renewals/${renewal!.id}/_confirm`);
    expect(other).toMatchObject({ status: 404 });
  });

  it('is confirmed, paid and added without a gap, with a letter; the register knows the next right before the last one ends [PORTAL-085, PORTAL-086]', async () => {
    const [renewal] = await renewalsOf(sanne);
    const confirmed = await sanne.ask<RenewalView>('POST', `/v1/renewals/${renewal!.id}/_confirm`);
    expect(confirmed).toMatchObject({ status: 'awaiting-payment', actions: ['to-cart', 'withdraw'] });
    const [item] = (await sanne.ask<Cart>('GET', '/v1/cart')).items;
    expect(item).toMatchObject({ kind: 'renewal', caseId: renewal!.id, cents: 2550, mayWithdraw: true });
    const { reference } = await checkOut(sanne, [item!.id]);
    await system.sandbox.end(reference, { status: 'paid', webhook: 'twice' });
    const renewed = await eventually(
      'the permit is renewed',
      () => permit(sanne, { permitId: hers.id }),
      ({ lastDay }) => lastDay === confirmed.lastDay,
    );
    expect(renewed).toMatchObject({ phase: 'valid', renewal: null, keptUntil: null });
    for (const at of [plusMs(hers.validUntil, -SECOND_MS), hers.validUntil, plusMs(renewed.validUntil, -SECOND_MS)])
      expect([at, await check(plates.hers, hers.areaId, at)]).toEqual([at, 'green']);
    expect(await check(plates.hers, hers.areaId, renewed.validUntil)).toBe('red');
    await eventually(
      'the register knows a right up to the new end',
      () => system.sandbox.register(),
      (rights) => rights.some(({ end, revokedAt }) => end === renewed.validUntil && revokedAt === null),
    );
    await eventually(
      'the letter is kept',
      () => sanne.ask<z.infer<typeof PermitDocuments>>('GET', `/v1/permits/${hers.id}/documents`),
      ({ product }) => product.some(({ kind }) => kind === 'permit-renewed'),
    );
    expect((await system.sandbox.mailAbout(addressOf('sanne'), `${hers.number} is verlengd`)).text).toContain(
      hers.number,
    );
    expect(await sanne.refused('POST', `/v1/renewals/${renewal!.id}/_withdraw`)).toMatchObject({
      code: 'move-not-allowed',
    });
  });

  it('nobody answers is reminded of twice, leaves the permit to expire, and can still be finished from the history [PEERS-021, PORTAL-088]', async () => {
    await system.sandbox.moveTo(plusMs(his.validUntil, DAY_MS));
    expect(await mailsAbout('willem', `Herinnering: verleng uw`)).toHaveLength(2);
    expect(await mailsAbout('willem', `${his.number} is verlopen, verlengen kan nog`)).toHaveLength(1);
    expect(await check(plates.his, his.areaId)).toBe('red');
    expect(await check(plates.hers, hers.areaId)).toBe('green');
    const history = await willem.ask<z.infer<typeof History>>('GET', '/v1/history');
    const past = history.items.find(({ id }) => id === his.id)!;
    expect(past).toMatchObject({ phase: 'expired', renewal: { status: 'awaiting-confirmation' } });
    expect(history.since).toBeNull();

    await willem.ask('POST', `/v1/renewals/${past.renewal!.id}/_confirm`);
    const [item] = (await willem.ask<Cart>('GET', '/v1/cart')).items;
    const { reference } = await checkOut(willem, [item!.id]);
    await system.sandbox.end(reference, { status: 'paid' });
    const alive = await eventually(
      'the expired permit is valid again',
      () => permit(willem, { permitId: his.id }),
      ({ phase }) => phase === 'valid',
    );
    expect(alive.plates).toMatchObject([{ counts: true }]);
    expect(Date.parse(alive.validUntil)).toBeGreaterThan(Date.parse(his.validUntil) + 85 * DAY_MS);
    await system.sandbox.moveTo(plusMs(alive.validUntil, MINUTE_MS));
    expect(await permit(willem, { permitId: his.id })).toMatchObject({ phase: 'expired' });
  });

  it('of what the municipality renews by itself asks nobody anything [PORTAL-073]', async () => {
    await system.sandbox.moveTo(plusMs(visits.validUntil, MINUTE_MS));
    const seen = await permit(sanne, { permitId: visits.id });
    expect(seen).toMatchObject({ phase: 'valid', renews: 'automatic', renewal: null });
    expect(Date.parse(seen.validUntil)).toBeGreaterThan(Date.parse(visits.validUntil) + 364 * DAY_MS);
  });
});
