import { findHints, hintRulesOf, type HintTerms, type LookedAtStay } from './misuse-hints.ts';

const TOWN = { country: 'NL', extraHolidays: ['2026-05-08'], timeZone: 'Europe/Amsterdam' } as const;
const nobody = new Map<string, string>();
/** A Tuesday in May; summer time, so ten o'clock is eight o'clock UTC. */
const at = (time: string, day = '05') => `2026-05-${day}T${time}:00.000Z`;
const stay = (permitId: string, car: string, startsAt = at('08:00')): LookedAtStay => ({
  permitId,
  holderId: `holder of ${permitId}`,
  car,
  startsAt,
});
const manyCars: HintTerms = {
  rule: 'many-cars',
  products: ['visitor'],
  least: 3,
  hours: { from: '09:00', to: '17:00' },
};
const sharedCar: HintTerms = { rule: 'shared-car', products: ['visitor'], least: 3, hours: null };
const again: HintTerms = { rule: 'temporary-again', products: ['resident-centre'], least: 3, hours: null };

describe('many cars on one visitor permit', () => {
  it('are a hint from the number of the municipality on, each car counted once [BEYOND-031]', () => {
    const two = [stay('p1', 'A'), stay('p1', 'B'), stay('p1', 'B', at('09:00')), stay('p2', 'C')];
    expect(findHints(manyCars, two, nobody, TOWN)).toEqual([]);
    expect(findHints(manyCars, [...two, stay('p1', 'C', at('10:00'))], nobody, TOWN)).toEqual([
      { permitId: 'p1', counted: 3, stays: 4 },
    ]);
  });

  it('count in the hours of working days alone: the first minute does, the last does not, nor an evening, a weekend or a day off', () => {
    const third = (startsAt: string) =>
      findHints(manyCars, [stay('p1', 'A'), stay('p1', 'B'), stay('p1', 'C', startsAt)], nobody, TOWN).length;
    expect([at('07:00'), at('14:59')].map(third)).toEqual([1, 1]);
    const outside = [at('06:59'), at('15:00'), at('18:00'), at('09:00', '09'), at('09:00', '10'), at('09:00', '08')];
    expect(outside.map(third)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

it('one car with many households is a hint for each of them, not one car on two permits of the same [BEYOND-031]', () => {
  const twoHouseholds = [stay('p1', 'A'), stay('p2', 'A'), { ...stay('p3', 'A'), holderId: 'holder of p2' }];
  expect(findHints(sharedCar, twoHouseholds, nobody, TOWN)).toEqual([]);
  expect(findHints(sharedCar, [...twoHouseholds, stay('p4', 'A'), stay('p4', 'B')], nobody, TOWN)).toEqual(
    ['p1', 'p2', 'p3', 'p4'].map((permitId) => ({ permitId, counted: 3, stays: 4 })),
  );
});

it('the same car as a temporary plate again and again is a hint; other cars in turn are not [BEYOND-031]', () => {
  const inTurn = [stay('p1', 'A'), stay('p1', 'B'), stay('p1', 'C'), stay('p1', 'A')];
  expect(findHints(again, inTurn, nobody, TOWN)).toEqual([]);
  expect(findHints(again, [...inTurn, stay('p1', 'A')], nobody, TOWN)).toEqual([
    { permitId: 'p1', counted: 3, stays: 3 },
  ]);
});

it('what somebody looked at and found nothing wrong with does not count again [BEYOND-031]', () => {
  const reviewed = new Map([['p1', at('12:00')]]);
  const before = ['A', 'B', 'C'].map((car) => stay('p1', car, at('12:00')));
  expect(findHints(manyCars, before, reviewed, TOWN)).toEqual([]);
  expect(findHints(manyCars, [...before, stay('p1', 'D', at('12:01'))], reviewed, TOWN)).toEqual([]);
  const after = ['A', 'B', 'C'].map((car) => stay('p1', car, at('12:01')));
  expect(findHints(manyCars, [...before, ...after], reviewed, TOWN)).toEqual([
    { permitId: 'p1', counted: 3, stays: 3 },
  ]);
  const shared = ['p1', 'p2', 'p3'].map((permitId) => stay(permitId, 'A', at('12:00')));
  expect(findHints(sharedCar, shared, reviewed, TOWN).map(({ permitId }) => permitId)).toEqual(['p2', 'p3']);
});

it('a municipality switches each rule on by itself', () => {
  const off = { days: 30, manyCars: null, sharedCar: null, temporaryAgain: null };
  expect(hintRulesOf(off)).toEqual([]);
  expect(
    hintRulesOf({
      days: 30,
      manyCars: { products: ['visitor'], cars: 3, from: '09:00', to: '17:00' },
      sharedCar: { products: ['visitor'], households: 3 },
      temporaryAgain: { products: ['resident-centre'], times: 3 },
    }),
  ).toEqual([manyCars, sharedCar, again]);
});
