import { type Product } from '../municipalities/product.ts';
import { productOf } from '../municipalities/release.ts';
import { town } from '../testing/town.ts';
import { decideSecondAddress, isKnownAddress, secondAddressStep } from './second-address.ts';
import { NO_ANSWERS, requirementsOf, stepsOf, type WizardFacts } from './steps.ts';
import { alsoIn } from './terms.ts';

const resident = productOf(town(), 'resident')!;
const evidence = {
  id: 'second-home',
  reason: { nl: 'Laat het zien', en: 'Show it' },
  kinds: ['lease'],
  article: 'artikel 10a',
};
const product: Product = { ...resident, secondAddress: { evidence }, steps: ['second-address', 'documents'] };
const [first, second] = product.places.map(({ area }) => area) as [string, string];
const facts: WizardFacts = { product, applicant: 'person', places: product.places, today: '2026-05-01' };

describe('the second address of a move [PEERS-024]', () => {
  it('lies in another zone in which the product is sold', () => {
    expect(decideSecondAddress(product, { areaId: second }, first)).toEqual({ outcome: 'allow' });
    expect(decideSecondAddress(product, { areaId: null }, first)).toMatchObject({ ground: 'second-address-outside' });
    expect(decideSecondAddress(product, { areaId: 'nowhere' }, first)).toMatchObject({
      ground: 'second-address-outside',
    });
    expect(decideSecondAddress(product, { areaId: first }, first)).toMatchObject({
      ground: 'second-address-same-zone',
      steps: [{ remedy: 'one-permit-will-do' }],
    });
    expect(decideSecondAddress(resident, { areaId: second }, first)).toMatchObject({
      ground: 'second-address-not-asked',
    });
  });

  it('is proved by a permit its holder has there, or else by a paper that staff look at', () => {
    expect(isKnownAddress(second, [{ areaId: second }])).toBe(true);
    expect(isKnownAddress(second, [{ areaId: first }])).toBe(false);
    expect(isKnownAddress(null, [])).toBe(false);
    const asked = (known: boolean) =>
      requirementsOf({ ...NO_ANSWERS, areaId: first, secondAddress: { areaId: second, known } }, facts);
    expect(asked(true)).toEqual([]);
    expect(asked(false)).toMatchObject([{ id: 'second-home', plateId: null }]);
    expect(secondAddressStep(product, { areaId: second, known: true }).outcome).toBe('met');
    expect(secondAddressStep(product, { areaId: second, known: false }).outcome).toBe('staff-decides');
  });

  it('is a step of the wizard that stays open until the address is one', () => {
    const step = (secondAddress: { areaId: string | null; known: boolean } | null) =>
      stepsOf({ ...NO_ANSWERS, areaId: first, secondAddress }, facts)[0];
    expect(step(null)).toEqual({ id: 'second-address', state: 'open' });
    expect(step({ areaId: first, known: true })?.state).toBe('open');
    expect(step({ areaId: second, known: true })?.state).toBe('done');
  });

  it('is where the permit counts beside the first, once', () => {
    const given = { areaId: first, secondAddress: { areaId: second } };
    expect(alsoIn(product, given)).toEqual([second]);
    const card = { disabledCard: { otherCarHours: 24, alsoIn: [first, second, second, 'C'] } };
    expect(alsoIn(card, given)).toEqual([second, 'C']);
    expect(alsoIn(resident, { areaId: first })).toEqual([]);
  });
});
