import { isRefusal } from './values/refusal.ts';
import { asksKeeper, decidePlates, evidenceForPlate, type Keeper } from './vehicles.ts';
import { ownPlate, residentPermit, useOfCar } from './testing/town.ts';

const { plates: rules } = residentPermit();
const plate = (key: string, country = 'NL') => ({ country, key });

describe('how many plates [PORTAL-037]', () => {
  it('may be fewer than the minimum while the applicant is still adding them', () => {
    expect(decidePlates(rules, [], { complete: false }).outcome).toBe('allow');
    expect(decidePlates(rules, [], { complete: true })).toMatchObject({
      ground: 'too-few-plates',
      steps: [{ values: { given: 0, min: 1, max: 2 }, remedy: 'add-plate' }],
    });
  });

  it('is refused over the maximum, at once', () => {
    const three = [plate('T17KRV'), plate('K51FTN'), plate('4RZ318')];
    expect(decidePlates(rules, three.slice(0, 2), { complete: true }).outcome).toBe('allow');
    expect(decidePlates(rules, three, { complete: false })).toMatchObject({ ground: 'too-many-plates' });
  });

  it('counts a plate that is given twice as a slip, but not the same characters of two countries', () => {
    expect(decidePlates(rules, [plate('1ABC234'), plate('1ABC234')], { complete: true })).toMatchObject({
      ground: 'same-plate-twice',
    });
    expect(decidePlates(rules, [plate('1ABC234', 'B'), plate('1ABC234', 'F')], { complete: true }).outcome).toBe(
      'allow',
    );
  });

  it('may be none at all for a product without plates', () => {
    const none = { ...rules, min: 0, max: 0 };
    expect(decidePlates(none, [], { complete: true }).outcome).toBe('allow');
    expect(isRefusal(decidePlates(none, [plate('T17KRV')], { complete: true }))).toBe(true);
  });
});

describe('a foreign plate [PORTAL-038]', () => {
  it('is accepted where the product says so and refused elsewhere', () => {
    expect(decidePlates(rules, [plate('BMU1234', 'D')], { complete: true }).outcome).toBe('allow');
    expect(decidePlates({ ...rules, foreign: false }, [plate('BMU1234', 'D')], { complete: true })).toMatchObject({
      ground: 'foreign-plate-not-allowed',
      steps: [{ remedy: 'use-dutch-plate' }],
    });
  });
});

describe('whose car it is [PORTAL-039]', () => {
  it('is asked of the vehicle register for Dutch plates of persons alone', () => {
    expect(asksKeeper(rules, 'person', 'NL')).toBe(true);
    expect(asksKeeper(rules, 'person', 'D')).toBe(false);
    expect(asksKeeper(rules, 'business', 'NL')).toBe(false);
    expect(asksKeeper({ ...rules, keeperCheck: false }, 'person', 'NL')).toBe(false);
  });

  it('needs no proof when it is the applicant’s own', () => {
    expect(evidenceForPlate(rules, 'person', ownPlate())).toBeNull();
  });

  it.each<[string, Keeper]>([
    ['of somebody else, for example a partner or a lease company', 'other'],
    ['unknown to the register, such as a loan car of the garage', 'unknown'],
    ['not known yet because the register does not answer', 'unavailable'],
    ['foreign, about which nobody can be asked', 'not-asked'],
  ])('needs proof when it is %s [LOKET-012]', (_whose, keeper) => {
    expect(evidenceForPlate(rules, 'person', ownPlate({ keeper }))).toBe(useOfCar);
  });

  it('needs no proof of a business, nor where the product does not ask', () => {
    const other = ownPlate({ keeper: 'other' });
    expect(evidenceForPlate(rules, 'business', other)).toBeNull();
    expect(evidenceForPlate({ ...rules, keeperCheck: false }, 'person', other)).toBeNull();
  });
});
