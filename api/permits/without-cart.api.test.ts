import { jest } from '@jest/globals';
import { type z } from 'zod';
import { addDays } from '../../rules/values/civil-day.ts';
import { DAY_MS, plusMs } from '../../rules/values/moment.ts';
import { type CheckAnswer } from '../enforcement/shapes.ts';
import { type MunicipalityView } from '../municipalities/shapes.ts';
import { type Cart } from '../payments/shapes.ts';
import { type OfferedProducts } from '../products/shapes.ts';
import { type PlateChangeView } from '../plate-changes/shapes.ts';
import { type RenewalList, type RenewalView } from '../renewals/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import { applicationReadyToPay, checkOut, permit, permitInForce, untilStatus } from '../testing/cases.ts';
import { eventually } from '../testing/eventually.ts';
import { newestLetter } from '../testing/letters.ts';
import { coupledPermit } from '../testing/parking.ts';
import { citizen, staff } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { ownSystem } from '../testing/stack.ts';
import { workingDayAhead } from '../testing/stays.ts';
import { type EndView } from './ending-shapes.ts';
import { type PermitDocuments, type PermitView } from './shapes.ts';

jest.setTimeout(180_000);

/** Assen: businesses with eHerkenning, one permit at a time, paid for on the page where it was checked. */
let system: Awaited<ReturnType<typeof ownSystem>>;
let business: Browser;
let officer: Browser;
beforeAll(async () => {
  system = await ownSystem('assen');
  [business, officer] = await Promise.all([citizen(system, 'assen-bedrijf'), staff(system, 'assen-officer')]);
});
afterAll(() => system.stop());

const check = async (plate: string, area: string, at?: string) =>
  (await officer.ask<CheckAnswer>('POST', '/v1/enforcement/checks', { plate, area, ...(at && { at }) })).verdict;

const ACCOUNT = { iban: 'NL91ABNA0417164300', name: 'Drentse Glaszetterij' };

/** The letter that is there to open as soon as it is done. */
async function letter({ id }: { id: string }, kind: string): Promise<string> {
  const folder = `/v1/permits/${id}/documents`;
  const { pages } = await newestLetter(business, folder, async () => {
    const { product } = await business.ask<z.infer<typeof PermitDocuments>>('GET', folder);
    return product.filter((document) => document.kind === kind);
  });
  return pages.join(' ');
}

describe('a business in Assen', () => {
  let issued: PermitView;
  const plates = { first: freshPlate(), second: freshPlate() };

  it('is let in with eHerkenning of level 2, reads where to ask for it, and finds permits and exemptions [ASSEN-001, ASSEN-002, ASSEN-022]', async () => {
    const { means, contact, payAtOnce } = await business.ask<MunicipalityView>('GET', '/v1/municipalities/assen');
    expect(means).toMatchObject([{ id: 'eherkenning', about: { url: 'https://www.eherkenning.nl/' } }]);
    expect(contact).toMatchObject({ phone: '14 0592', mailSubject: { nl: 'Digitale parkeervergunning' } });
    expect(payAtOnce).toBe(true);
    const { items } = await business.ask<z.infer<typeof OfferedProducts>>('GET', '/v1/products');
    expect(new Set(items.map(({ legal }) => legal))).toEqual(new Set(['permit', 'exemption']));
  });

  it.each(['ideal', 'creditcard'] as const)(
    'pays with %s, may park at once with nothing on paper, and opens the letter [ASSEN-003, ASSEN-005, ASSEN-009]',
    async (method) => {
      const plate = method === 'ideal' ? plates.first : freshPlate();
      const { application, chargeId } = await applicationReadyToPay(business, 'business', { plates: [dutch(plate)] });
      const { reference } = await checkOut(business, [chargeId]);
      expect(await check(plate, 'centrum')).toBe('red');
      await system.sandbox.end(reference, { status: 'paid', method });
      const granted = await permit(business, await untilStatus(business, application, 'issued'));
      expect(await check(plate, granted.areaId)).toBe('green');
      expect(await letter(granted, 'permit-issued')).toContain(granted.number);
      if (method === 'ideal') issued = granted;
    },
  );

  it('puts it on another plate, and opens the letter about that [ASSEN-006]', async () => {
    const change = await business.ask<PlateChangeView>('PUT', `/v1/permits/${issued.id}/plates`, {
      plates: [dutch(plates.second)],
    });
    await business.ask('POST', `/v1/plate-changes/${change.id}/_confirm`);
    await eventually(
      'the other plate counts',
      () => check(plates.second, issued.areaId),
      (verdict) => verdict === 'green',
    );
    expect(await check(plates.first, issued.areaId)).toBe('red');
    expect(await letter(issued, 'plate-changed')).toContain(plates.second);
  });

  it('ends one, and opens the letter about that [ASSEN-007]', async () => {
    const plate = freshPlate();
    const other = await permitInForce(business, system.sandbox, 'business', { plates: [dutch(plate)] });
    const end = (preview: boolean) =>
      business.ask<EndView>('POST', `/v1/permits/${other.id}/_end`, {
        preview,
        ...(preview ? {} : { account: ACCOUNT }),
      });
    expect(await end(true)).toMatchObject({ ended: false, with: { actions: 0 } });
    expect(await check(plate, other.areaId)).toBe('green');
    expect((await end(false)).ended).toBe(true);
    await eventually(
      'it is over',
      () => check(plate, other.areaId),
      (verdict) => verdict === 'red',
    );
    expect(await letter(other, 'permit-ended')).toContain(other.number);
  });

  it('lets visitors and staff stand by turns, as many at once as it has rights, each day anew until the zone ends [ASSEN-010, ASSEN-011, ASSEN-012]', async () => {
    const at = workingDayAhead(1);
    await system.sandbox.moveTo(at('10:00'));
    const { owner, permitId } = await coupledPermit(system, 'assen-bedrijf', 'visitor-employee');
    const signOn = (plate: string) =>
      owner.ask<{ id: string; endsAt: string }>('POST', '/v1/parking/actions', { permitId, ...dutch(plate) });
    const [visitor, morning, driver, afternoon] = [freshPlate(), freshPlate(), freshPlate(), freshPlate()];
    const first = await signOn(morning);
    // Nobody signs off: it ends by itself when the zone does, not tomorrow.
    expect(first.endsAt).toBe(at('21:00'));
    await signOn(visitor);
    await signOn(driver);
    const fourth = { permitId, ...dutch(afternoon) };
    expect(await owner.refused('POST', '/v1/parking/actions', fourth)).toMatchObject({ code: 'too-many-at-once' });
    await owner.ask('POST', `/v1/parking/actions/${first.id}/_stop`);
    await signOn(afternoon);
    const green = (plate: string) =>
      eventually('it is green', () => check(plate, 'centrum'), (verdict) => verdict === 'green'); // prettier-ignore
    await Promise.all([visitor, driver, afternoon].map(green));
    expect(await check(morning, 'centrum')).toBe('red');
    await system.sandbox.moveTo(plusMs(at('10:00'), DAY_MS));
    for (const plate of [visitor, driver, afternoon]) expect(await check(plate, 'centrum')).toBe('red');
  });

  it('finds the next year ready, finishes it, pays, and opens the letter [ASSEN-008]', async () => {
    await system.sandbox.moveTo(plusMs(issued.validUntil, -40 * DAY_MS));
    const { items } = await business.ask<z.infer<typeof RenewalList>>('GET', '/v1/renewals');
    const ready = items.find(({ permitId }) => permitId === issued.id)!;
    expect(ready.startsOn).toBe(addDays(issued.lastDay, 1));
    const { status } = await business.ask<RenewalView>('POST', `/v1/renewals/${ready.id}/_confirm`);
    expect(status).toBe('awaiting-payment');
    const cart = await business.ask<Cart>('GET', '/v1/cart');
    const { reference } = await checkOut(business, [cart.items.find(({ caseId }) => caseId === ready.id)!.id]);
    await system.sandbox.end(reference, { status: 'paid', method: 'creditcard' });
    await eventually(
      'the next year is added',
      () => permit(business, { permitId: issued.id }),
      ({ lastDay }) => lastDay === ready.lastDay,
    );
    expect(await letter(issued, 'permit-renewed')).toContain(issued.number);
  });
});
