import { inhabitant, movingDay, place, residentPermit } from '../testing/town.ts';
import { decideEligibility, type Applicant } from './eligibility.ts';

const eligibility = (with_: object) => residentPermit({ eligibility: { ...residentPermit().eligibility, ...with_ } });
const placesOf = (product: ReturnType<typeof residentPermit>, applicant: Applicant) => {
  const decision = decideEligibility(product, applicant);
  return decision.outcome === 'allow' ? decision.places.map(({ area }) => area) : decision.ground;
};

describe('who may have a product [PORTAL-020]', () => {
  it('is decided by the zone of the address: neighbours in two zones are offered different places and products', () => {
    const cityCentre = residentPermit({ id: 'centre', places: [place('A', { P12M: 11_040 })] });
    expect(placesOf(residentPermit(), inhabitant({ area: 'A' }))).toEqual(['A']);
    expect(placesOf(residentPermit(), inhabitant({ area: 'B' }))).toEqual(['B']);
    expect(placesOf(cityCentre, inhabitant({ area: 'A' }))).toEqual(['A']);
    expect(placesOf(cityCentre, inhabitant({ area: 'B' }))).toBe('address-outside-area');
  });

  it('is decided by being a person or a business', () => {
    expect(placesOf(residentPermit(), inhabitant({ kind: 'business' }))).toBe('not-for-this-applicant');
    expect(placesOf(movingDay(), inhabitant({ kind: 'business' }))).toEqual(['A', 'B']);
  });

  it.each<[string, Partial<Applicant>, string]>([
    ['whose address is not known', { addressKnown: false, area: null }, 'address-unknown'],
    ['who lives outside every zone', { area: null }, 'address-outside-area'],
    ['who lives in a zone without this product', { area: 'C' }, 'address-outside-area'],
  ])('is not somebody %s', (_who, with_, ground) => {
    expect(placesOf(residentPermit(), inhabitant(with_))).toBe(ground);
    expect(placesOf(movingDay(), inhabitant(with_))).toEqual(['A', 'B']);
  });

  it('puts the zone of the address first, then the neighbouring zones that have the product', () => {
    const product = eligibility({ neighbours: { B: ['Z', 'A'] } });
    expect(placesOf(product, inhabitant({ area: 'B' }))).toEqual(['B', 'A']);
    expect(placesOf(product, inhabitant({ area: 'A' }))).toEqual(['A']);
  });
});

describe('parking places on own ground [PORTAL-089]', () => {
  it('take away the first permit and leave the second', () => {
    const second = eligibility({ ownPlacesAtMost: 1 });
    expect(placesOf(residentPermit(), inhabitant({ ownPlaces: 1 }))).toBe('own-places');
    expect(placesOf(second, inhabitant({ ownPlaces: 1 }))).toEqual(['A']);
    expect(placesOf(second, inhabitant({ ownPlaces: 2 }))).toBe('own-places');
  });

  it('may also be asked for', () => {
    const product = eligibility({ ownPlacesAtMost: null, ownPlacesAtLeast: 1 });
    expect(placesOf(product, inhabitant({ ownPlaces: 0 }))).toBe('own-places');
    expect(placesOf(product, inhabitant({ ownPlaces: 3 }))).toEqual(['A']);
  });

  it('decide nothing where the municipality does not register them', () => {
    const decision = decideEligibility(residentPermit(), inhabitant({ ownPlaces: null }));
    expect(decision.outcome).toBe('allow');
    expect(decision.steps.map(({ rule }) => rule)).not.toContain('own-places');
  });
});

describe('a refusal', () => {
  it('names the first rule that was not met and still shows how all the others came out, each with article and remedy', () => {
    const decision = decideEligibility(residentPermit(), inhabitant({ kind: 'business', area: null, ownPlaces: 2 }));
    expect(decision).toMatchObject({
      outcome: 'refuse',
      ground: 'not-for-this-applicant',
      steps: [
        {
          rule: 'not-for-this-applicant',
          outcome: 'not-met',
          values: { applicant: 'business' },
          remedy: 'other-product',
        },
        { rule: 'address-unknown', outcome: 'met', remedy: null },
        { rule: 'address-outside-area', outcome: 'not-met', values: { area: null } },
        { rule: 'own-places', outcome: 'not-met', values: { ownPlaces: 2, atMost: 0, atLeast: null } },
      ],
    });
    expect(decision.steps.every(({ article }) => article === 'artikel 3 lid 1')).toBe(true);
  });
});
