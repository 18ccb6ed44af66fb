import { jest } from '@jest/globals';
import { type Overview } from '../me/shapes.ts';
import { type OfferedProduct } from '../products/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import { begin, declare, fillInUntil, read, withdraw } from '../testing/cases.ts';
import { eventually } from '../testing/eventually.ts';
import { addressOf, citizen, staff } from '../testing/people.ts';
import { dutch } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type Entitlements } from '../municipalities/shapes.ts';
import { type ApplicationView } from '../permit-applications/shapes.ts';
import { type WaitingLine, type WaitlistEntryView } from './shapes.ts';

jest.setTimeout(90_000);

const WISH = { productId: 'second-resident', areaIds: ['B'] };
const CEILING = 300;
let system: System;
let sanne: Browser;
let emma: Browser;
beforeAll(async () => {
  system = await sharedSystem();
  [sanne, emma] = await Promise.all([citizen(system, 'sanne'), citizen(system, 'emma')]);
  await taken(CEILING);
});

/** Three hundred permits are a lot of applications: the counter is set to where they would have brought it. */
const taken = (places: number) =>
  system.rows(
    `INSERT INTO place_count (municipality_id, product_id, area_id, taken) VALUES ('voorbeeld', 'second-resident', 'B', ${places})
     ON CONFLICT (municipality_id, product_id, area_id) DO UPDATE SET taken = ${places}, freed_at = now()`,
  );
/** As who gives a place back leaves it. */
async function freePlace(): Promise<void> {
  await system.rows(`UPDATE place_count SET taken = taken - 1, freed_at = now(), to_offer = true
                      WHERE municipality_id = 'voorbeeld' AND product_id = 'second-resident' AND area_id = 'B'`);
  await system.rows(`INSERT INTO outbox (subject_id, kind, payload) VALUES (gen_random_uuid(), 'offer-places',
                       '{"municipalityId": "voorbeeld", "productId": "second-resident", "areaId": "B"}')`);
}
const join = (browser: Browser, more: object = {}) =>
  browser.ask<WaitlistEntryView>('POST', '/v1/waitlist-entries', { ...WISH, ...more });
const entriesOf = async (browser: Browser) =>
  (await browser.ask<{ items: WaitlistEntryView[] }>('GET', '/v1/waitlist-entries')).items;
const entry = (browser: Browser, { id }: { id: string }) =>
  browser.ask<WaitlistEntryView>('GET', `/v1/waitlist-entries/${id}`);
const until = (browser: Browser, of: { id: string }, readiness: WaitlistEntryView['readiness']) =>
  eventually(`the wait is ${readiness}`, () => entry(browser, of), (seen) => seen.readiness === readiness); // prettier-ignore
const line = async (browser: Browser): Promise<Overview['waitlist']> =>
  (await browser.ask<Overview>('GET', '/v1/me/overview')).waitlist;

describe('a full product', () => {
  it('is said to be full before anything begins, with its line, and cannot be got past it [PORTAL-021]', async () => {
    const { items } = await sanne.ask<{ items: OfferedProduct[] }>('GET', '/v1/products');
    const product = items.find(({ id }) => id === WISH.productId)!;
    expect(product).toMatchObject({ waitingList: { open: true, online: true } });
    expect(product.places).toEqual([
      expect.objectContaining({
        areaId: 'B',
        full: true,
        placesLeft: 0,
        wait: expect.objectContaining({ waiting: 0 }),
      }),
    ]);
  });

  it('leads from the application into the line, and from an offer back into an application that has its place [PORTAL-033, PORTAL-080, PORTAL-082]', async () => {
    const begun = await begin(sanne, WISH.productId);
    const waiting = await join(sanne, { applicationId: begun.id });
    expect(waiting).toMatchObject({
      readiness: 'not-yet',
      offer: null,
      actions: ['withdraw', 'choose-locations'],
      lines: [{ areaId: 'B', position: 1, waiting: 1, estimate: { outcome: 'unknown' } }],
    });
    expect((await read(sanne, begun)).status).toBe('withdrawn');
    expect(await line(sanne)).toEqual({ count: 1, waiting: 0 });
    const again = await sanne.refused('POST', '/v1/waitlist-entries', WISH);
    expect(again).toMatchObject({ status: 409, code: 'already-waiting' });

    const behind = await join(emma);
    expect(behind.lines[0]).toMatchObject({ position: 2, waiting: 2 });
    await freePlace();
    const offered = await until(sanne, waiting, 'now');
    expect(offered).toMatchObject({ offer: { areaId: 'B' }, actions: ['continue', 'skip', 'withdraw'] });
    expect(await line(sanne)).toEqual({ count: 1, waiting: 1 });
    expect((await entry(emma, behind)).lines[0]).toMatchObject({ position: 1, movedUp: 1 });
    await eventually('the offer is mailed', () => system.sandbox.mailsTo(addressOf('sanne')), (mails) =>
      mails.some(({ subject }) => subject.includes(waiting.number) && /plaats voor u/.test(subject))); // prettier-ignore

    // Who comes now is not before her; and somebody else's offer is nobody's business.
    const hers = await emma.refused('POST', `/v1/waitlist-entries/${waiting.id}/_accept`);
    expect(hers).toMatchObject({ status: 404 });
    const { applicationId } = await sanne.ask<{ applicationId: string }>(
      'POST',
      `/v1/waitlist-entries/${waiting.id}/_accept`,
    );
    const opened = await sanne.ask<ApplicationView>('GET', `/v1/applications/${applicationId}`);
    expect(opened).toMatchObject({ productId: WISH.productId, answers: { areaId: 'B' }, status: 'draft' });
    expect(await line(sanne)).toEqual({ count: 0, waiting: 0 });
    const ready = await declare(
      sanne,
      await fillInUntil(sanne, opened, 'declaration', { plates: [dutch('K-51-FTN')] }),
    );
    expect(ready.status).toBe('awaiting-payment');

    // Taken back, it goes to the next in line.
    await withdraw(sanne, ready);
    expect((await until(emma, behind, 'now')).offer).toMatchObject({ areaId: 'B' });
  });

  it('keeps the place in line of who lets an offer go, until they leave [BEYOND-014, PORTAL-084]', async () => {
    const [offered] = await entriesOf(emma);
    const skipped = await emma.ask<WaitlistEntryView>('POST', `/v1/waitlist-entries/${offered!.id}/_skip`);
    expect(skipped).toMatchObject({ readiness: 'not-yet', lines: [{ position: 1, passed: { ground: 'skipped' } }] });
    await freePlace();
    const again = await until(emma, skipped, 'now');
    expect(again.actions).toEqual(['continue', 'withdraw']);
    const refused = await emma.refused('POST', `/v1/waitlist-entries/${again.id}/_skip`);
    expect(refused).toMatchObject({ status: 409, code: 'no-skips-left' });
    await emma.ask('POST', `/v1/waitlist-entries/${again.id}/_withdraw`);
    expect(await entriesOf(emma)).toEqual([]);
    const late = await emma.refused('POST', `/v1/waitlist-entries/${again.id}/_accept`);
    expect(late).toMatchObject({ status: 409, code: 'move-not-allowed' });
  });

  it('that is a garage ends its application in a row of the waiting list [LOKET-050]', async () => {
    await system.rows(
      `INSERT INTO place_count (municipality_id, product_id, area_id, taken) VALUES ('voorbeeld', 'garage-subscription', 'garage-station', 120)
       ON CONFLICT (municipality_id, product_id, area_id) DO UPDATE SET taken = 120`,
    );
    const begun = await begin(emma, 'garage-subscription');
    expect(begun.options).toMatchObject({ waitingList: { open: true } });
    expect(begun.options.places.find(({ areaId }) => areaId === 'garage-station')).toMatchObject({ full: true });
    const wish = { productId: 'garage-subscription', areaIds: ['garage-station'], applicationId: begun.id };
    const row = await emma.ask<WaitlistEntryView>('POST', '/v1/waitlist-entries', wish);
    expect(row).toMatchObject({ readiness: 'not-yet', lines: [{ areaId: 'garage-station', position: 1 }] });
    expect((await entriesOf(emma)).map(({ id }) => id)).toEqual([row.id]);
    expect((await read(emma, begun)).status).toBe('withdrawn');
    await emma.ask('POST', `/v1/waitlist-entries/${row.id}/_withdraw`);
  });

  it('shows its line to anybody, by number and moment alone [BEYOND-013]', async () => {
    await taken(CEILING);
    const waiting = await join(sanne);
    const open = await system
      .browser()
      .ask<WaitingLine>('GET', '/v1/municipalities/voorbeeld/waiting-lists/second-resident/B');
    expect(open).toMatchObject({ ceiling: CEILING, taken: CEILING, nextCursor: null });
    expect(open.items).toEqual([{ number: waiting.number, position: 1, since: waiting.enteredAt, passed: null }]);
    await sanne.ask('POST', `/v1/waitlist-entries/${waiting.id}/_withdraw`);
    const unknown = await system.browser().refused('GET', '/v1/municipalities/voorbeeld/waiting-lists/carer/B');
    expect(unknown).toMatchObject({ status: 404 });
  });
});

describe('a product of the counter', () => {
  it('is taken up there, by its number, and not by the holder at home [PORTAL-083]', async () => {
    const [bakkerij, clerk] = await Promise.all([citizen(system, 'bakkerij'), staff(system, 'clerk')]);
    const { items } = await bakkerij.ask<{ items: OfferedProduct[] }>('GET', '/v1/products');
    const areaId = items.find(({ id }) => id === 'pool')!.places[0]!.areaId;
    const key = `municipality_id = 'voorbeeld' AND product_id = 'pool' AND area_id = '${areaId}'`;
    await system.rows(
      `INSERT INTO place_count (municipality_id, product_id, area_id, taken) VALUES ('voorbeeld', 'pool', '${areaId}', 1000)
       ON CONFLICT (municipality_id, product_id, area_id) DO UPDATE SET taken = 1000`,
    );
    const waiting = await bakkerij.ask<WaitlistEntryView>('POST', '/v1/waitlist-entries', {
      productId: 'pool',
      areaIds: [areaId],
    });
    const asked = { number: waiting.number };
    expect(await clerk.refused('POST', '/v1/staff/waitlist-entries/_accept', asked)).toMatchObject({
      code: 'move-not-allowed',
    });
    await system.rows(`UPDATE place_count SET taken = 1, freed_at = now(), to_offer = true WHERE ${key}`);
    await system.rows(`INSERT INTO outbox (subject_id, kind, payload) VALUES (gen_random_uuid(), 'offer-places',
                         '{"municipalityId": "voorbeeld", "productId": "pool", "areaId": "${areaId}"}')`);
    expect((await until(bakkerij, waiting, 'counter')).actions).toEqual(['withdraw']);
    const athome = await bakkerij.refused('POST', `/v1/waitlist-entries/${waiting.id}/_accept`);
    expect(athome).toMatchObject({ status: 409, code: 'only-at-counter' });
    const { number } = await clerk.ask<{ number: string }>('POST', '/v1/staff/waitlist-entries/_accept', asked);
    const running = await bakkerij.ask<{ items: { number: string; id: string }[] }>('GET', '/v1/applications');
    const found = running.items.find((application) => application.number === number)!;
    await withdraw(bakkerij, found);
    expect(await clerk.refused('POST', '/v1/staff/waitlist-entries/_accept', { number: 'W-999999' })).toMatchObject({
      status: 404,
    });
  });
});

describe('what is possible at an address, asked by anybody', () => {
  const ask = (body: object) =>
    system.browser().ask<Entitlements>('POST', '/v1/municipalities/voorbeeld/entitlements', body);
  const offers = ({ products }: Entitlements) =>
    products.flatMap(({ id, offer }) => (offer ? [[id, offer.places.map(({ areaId }) => areaId)]] : []));

  it('is what its resident reads after signing in, with prices, places and the wait [PEERS-026]', async () => {
    await taken(CEILING);
    const found = await ask({ postcode: '4302 SA', houseNumber: 14 });
    expect(found.area).toMatchObject({ id: 'B' });
    const { items } = await sanne.ask<{ items: OfferedProduct[] }>('GET', '/v1/products');
    expect(found.products.flatMap(({ offer }) => offer ?? [])).toEqual(items);
    const refused = found.products.find(({ id }) => id === 'resident-centre')!.refused!;
    expect(refused).toMatchObject({ ground: 'address-outside-area', steps: [{ rule: 'address-outside-area' }] });
  });

  it('changes with the address, the applicant and the number of cars [BEYOND-015]', async () => {
    const here = offers(await ask({ postcode: '4302SA', houseNumber: 14 }));
    const business = offers(await ask({ postcode: '4302SA', houseNumber: 14, applicant: 'business' }));
    expect(business).toEqual(expect.arrayContaining([['business', ['B']]]));
    expect(here.map(([id]) => id)).not.toContain('business');
    const outside = await ask({ postcode: '9999 ZZ', houseNumber: 1 });
    expect(outside.area).toBeNull();
    const ids = offers(outside).map(([id]) => id);
    expect(ids).toEqual(expect.arrayContaining(['moving-day', 'prepaid']));
    expect(ids).not.toContain('resident');
    const two = await ask({ postcode: '4302SA', houseNumber: 14, cars: 2 });
    const enough = (id: string) => two.products.find((product) => product.id === id)!.enoughForCars;
    expect([enough('resident'), enough('carer')]).toEqual([false, true]);
  });

  it('is refused with its faults, and says nothing of what is not typed', async () => {
    const wrong = await system
      .browser()
      .refused('POST', '/v1/municipalities/voorbeeld/entitlements', { postcode: '<x>', houseNumber: 0 });
    expect(wrong).toMatchObject({ status: 400 });
    expect(await system.browser().refused('POST', '/v1/municipalities/nergens/entitlements', { postcode: '4302 SA', houseNumber: 1 })).toMatchObject({ status: 404 }); // prettier-ignore
  });
});
