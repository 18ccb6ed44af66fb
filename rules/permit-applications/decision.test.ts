import {
  answered,
  inhabitant,
  movingDay,
  ownPlate,
  place,
  residentPermit,
  TODAY,
  useOfCar,
  wizard,
} from '../testing/town.ts';
import { addDays } from '../values/civil-day.ts';
import { isRefusal } from '../values/refusal.ts';
import {
  afterApproval,
  decideConfirmation,
  dueAmount,
  needsReview,
  reviewsBeforeDeclaration,
  rulesOfDecision,
  type DecisionFacts,
} from './decision.ts';
import { type Answers } from './steps.ts';

const facts = (product = residentPermit(), with_: Partial<DecisionFacts> = {}): DecisionFacts => ({
  ...wizard(product),
  entitlement: inhabitant(),
  approved: false,
  taken: 0,
  ...with_,
});

const moving = answered({ periodId: 'P1D', questions: { 'shorter-than-8-metres': 'yes' } });
const leased = answered({
  plates: [ownPlate({ keeper: 'other' })],
  documents: [{ id: 'd1', requirementId: 'use-of-car:plate-1' }],
  documentsConfirmed: true,
});
const careNeeded = { ...useOfCar, id: 'care-needed', article: 'artikel 9 lid 2' };
const carer = residentPermit({
  evidence: [careNeeded],
  review: { when: 'always', moment: 'before-declaration' },
  places: [place('A', { P12M: 0, P3M: 0 })],
});

describe('a declared application', () => {
  it('is valid at once when it costs nothing and nobody needs to look', () => {
    expect(decideConfirmation(moving, facts(movingDay())).outcome).toBe('issue');
  });

  it('goes to the cart with its price when it costs something', () => {
    expect(decideConfirmation(answered(), facts())).toMatchObject({ outcome: 'pay', cents: 9_000 });
    expect(decideConfirmation(answered({ areaId: 'B', periodId: 'P3M' }), facts())).toMatchObject({ cents: 1_410 });
  });

  it('goes to staff first when documents were sent, and on to the cart once they have approved', () => {
    expect(decideConfirmation(leased, facts()).outcome).toBe('review');
    expect(decideConfirmation(leased, facts(residentPermit(), { approved: true }))).toMatchObject({ outcome: 'pay' });
  });
});

describe('a declaration', () => {
  it.each<[string, Answers, Partial<DecisionFacts>, string]>([
    ['an earlier step is open', answered({ startsOn: null }), {}, 'step-open'],
    ['the chosen day has passed meanwhile', answered({ startsOn: addDays(TODAY, -1) }), {}, 'step-open'],
    [
      'the applicant has moved out of the zone',
      answered(),
      { entitlement: inhabitant({ area: 'C' }) },
      'address-outside-area',
    ],
    ['a place on own ground was registered', answered(), { entitlement: inhabitant({ ownPlaces: 1 }) }, 'own-places'],
    ['the last place is gone', answered({ areaId: 'B' }), { taken: 2 }, 'location-full'],
  ])('is refused when %s', (_why, answers, with_, ground) => {
    expect(decideConfirmation(answers, facts(residentPermit(), with_))).toMatchObject({ outcome: 'refuse', ground });
  });

  it('takes the last place under the ceiling, and any number where there is none', () => {
    expect(decideConfirmation(answered({ areaId: 'B' }), facts(residentPermit(), { taken: 1 })).outcome).toBe('pay');
    expect(decideConfirmation(moving, facts(movingDay(), { taken: 100_000 })).outcome).toBe('issue');
  });

  it('is refused for a price that does not exist, before anybody looks at it', () => {
    const unpriced = residentPermit({ places: [place('A', {})], periods: [{ id: 'P12M', months: 12, days: 0 }] });
    for (const answers of [answered(), leased]) {
      expect(decideConfirmation(answers, facts(unpriced))).toMatchObject({ ground: 'period-not-available' });
    }
  });

  it('that finds no place left still tells which rules were met, and that there is a waiting list', () => {
    const refused = decideConfirmation(answered({ areaId: 'B' }), facts(residentPermit(), { taken: 2 }));
    expect(refused.steps.map(({ rule, outcome }) => `${rule} ${outcome}`)).toEqual([
      'not-for-this-applicant met',
      'address-unknown met',
      'address-outside-area met',
      'own-places met',
      'place-left not-met',
    ]);
    expect(refused.steps.at(-1)).toMatchObject({ values: { taken: 2, ceiling: 2 }, remedy: 'waiting-list' });
  });
});

describe('the rules a decision rests on', () => {
  it('name each plate by its number and each proof by its rule: what the register said, what is left to a person', () => {
    const plates = [ownPlate(), ownPlate({ id: 'plate-2', key: 'K51FTN', keeper: 'unavailable' })];
    const steps = rulesOfDecision(answered({ plates }), facts(carer)).slice(-3);
    expect(steps).toEqual([
      { rule: 'keeper-or-evidence', outcome: 'met', article: 'artikel 3', values: { plate: 1, keeper: 'own' }, remedy: null },
      {
        rule: 'keeper-or-evidence', outcome: 'staff-decides', article: 'artikel 4 lid 2',
        values: { plate: 2, keeper: 'unavailable' }, remedy: null,
      },
      { rule: 'evidence', outcome: 'staff-decides', article: 'artikel 9 lid 2', values: { evidence: 'care-needed' }, remedy: null },
    ]); // prettier-ignore
  });

  it('are the same for the applicant, for staff and in the letter', () => {
    expect(decideConfirmation(leased, facts()).steps).toEqual(rulesOfDecision(leased, facts()));
  });

  it('stay whole when the case has waited so long that its start date has passed', () => {
    const waited = facts(residentPermit(), { today: addDays(TODAY, 20) });
    expect(rulesOfDecision(leased, waited).map(({ rule }) => rule)).toEqual(
      rulesOfDecision(leased, facts()).map(({ rule }) => rule),
    );
  });

  it('never hold a plate, a name or an address', () => {
    for (const keeper of ['own', 'other', 'unknown', 'unavailable', 'not-asked'] as const) {
      for (const area of ['A', 'Z', null]) {
        const answers = answered({ plates: [ownPlate({ keeper })], areaId: area });
        const told = rulesOfDecision(answers, facts(carer, { entitlement: inhabitant({ area, ownPlaces: 3 }) }));
        expect(JSON.stringify(told)).not.toMatch(/T17KRV|plate-1/);
      }
    }
  });
});

describe('who looks', () => {
  it.each([
    ['nobody', 'never', leased, false],
    ['a person where documents were sent', 'documents', leased, true],
    ['nobody without documents', 'documents', answered(), false],
    ['a person, always', 'always', answered(), true],
  ] as const)('%s', (_who, when, answers, looks) => {
    const product = residentPermit({ review: { when, moment: 'after-declaration' } });
    expect(needsReview(answers, wizard(product))).toBe(looks);
    expect(reviewsBeforeDeclaration(answers, wizard(product))).toBe(false);
  });

  it('before the declaration where the product says so', () => {
    expect(reviewsBeforeDeclaration(answered(), wizard(carer))).toBe(true);
  });
});

describe('after approval', () => {
  it('the applicant still has to declare, when that was not done yet [PORTAL-057]', () => {
    expect(afterApproval(answered(), facts(carer), false)).toEqual({ outcome: 'continue' });
  });

  it('what costs something goes to the cart, what is free is valid', () => {
    expect(afterApproval(leased, facts(), true)).toEqual({ outcome: 'pay', cents: 9_000 });
    expect(afterApproval(answered(), facts(carer), true)).toEqual({ outcome: 'issue' });
  });
});

describe('whatever was answered', () => {
  const products = [residentPermit(), movingDay(), carer];
  const choices = ['A', 'B', 'Z', null].flatMap((areaId) =>
    ['P12M', 'P3M', 'P1D', null].flatMap((periodId) => products.map((product) => ({ areaId, periodId, product }))),
  );

  it.each([true, false])('only what costs nothing is valid without being paid (approved: %s)', (approved) => {
    for (const { areaId, periodId, product } of choices) {
      const answers = { ...leased, areaId, periodId, questions: { 'shorter-than-8-metres': 'yes' } };
      const given = facts(product, { approved });
      const confirmed = decideConfirmation(answers, given);
      if (isRefusal(confirmed)) continue;
      const due = dueAmount(answers, given);
      expect(due).toBeDefined();
      if (confirmed.outcome === 'issue') expect(due).toBe(0);
      if (confirmed.outcome === 'pay') expect(due).toBe(confirmed.cents);
      expect(afterApproval(answers, given, true).outcome).toBe(due === 0 ? 'issue' : 'pay');
    }
  });
});
