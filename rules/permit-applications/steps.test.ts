import fc from 'fast-check';
import { answered, movingDay, ownPlate, place, residentPermit, TODAY, useOfCar, wizard } from '../testing/town.ts';
import { addDays } from '../values/civil-day.ts';
import { type Keeper } from '../vehicles.ts';
import {
  missingEvidence,
  NO_ANSWERS,
  openStep,
  prefilled,
  requirementsOf,
  statusWhileFilling,
  stepsOf,
  type Answers,
  type WizardFacts,
} from './steps.ts';

const ids = (answers: Answers, facts: WizardFacts) => stepsOf(answers, facts).map(({ id }) => id);
const open = (answers: Answers, facts: WizardFacts) => openStep(stepsOf(answers, facts));

describe('the steps of an application [PORTAL-030]', () => {
  it('differ per product: what asks nothing is left out', () => {
    expect(ids(NO_ANSWERS, wizard(residentPermit()))).toEqual([
      'location',
      'start-date',
      'period',
      'plates',
      'declaration',
    ]);
    expect(ids(NO_ANSWERS, wizard(movingDay()))).toEqual([
      'location',
      'start-date',
      'plates',
      'questions',
      'declaration',
    ]);
  });

  it('leave out the location where there is one, and fill it in', () => {
    const facts = wizard(residentPermit(), { places: [place('B', { P12M: 4_920 })] });
    expect(ids(NO_ANSWERS, facts)).not.toContain('location');
    expect(prefilled(NO_ANSWERS, facts).areaId).toBe('B');
    expect(prefilled(NO_ANSWERS, wizard()).areaId).toBeNull();
  });

  it('leave out the period where there is one, and fill it in', () => {
    expect(ids(NO_ANSWERS, wizard(movingDay()))).not.toContain('period');
    expect(prefilled(NO_ANSWERS, wizard(movingDay())).periodId).toBe('P1D');
    expect(prefilled(NO_ANSWERS, wizard()).periodId).toBeNull();
  });

  it('keep what was chosen before it could be filled in', () => {
    expect(prefilled(answered(), wizard())).toEqual(answered());
  });

  it('leave out plates where the product has none', () => {
    const visitors = residentPermit({ plates: { ...residentPermit().plates, min: 0, max: 0, atOnce: 0 } });
    expect(ids(NO_ANSWERS, wizard(visitors))).not.toContain('plates');
  });

  it('ask for documents as soon as something must be proved, and not before', () => {
    const leased = answered({ plates: [ownPlate({ keeper: 'other' })] });
    expect(ids(answered(), wizard())).not.toContain('documents');
    expect(ids(leased, wizard())).toContain('documents');
    expect(ids(leased, wizard(residentPermit(), { applicant: 'business' }))).not.toContain('documents');
  });

  it('follow the order of the product [PORTAL-046]', () => {
    const reversed = residentPermit({ steps: ['plates', 'period', 'start-date', 'location', 'declaration'] });
    expect(ids(NO_ANSWERS, wizard(reversed))).toEqual(['plates', 'period', 'start-date', 'location', 'declaration']);
  });
});

describe('where "continue application" leads', () => {
  it.each<[string, Partial<Answers>, string]>([
    ['the location, first of all', { areaId: null }, 'location'],
    ['the location again when it was taken away from the applicant', { areaId: 'Z' }, 'location'],
    ['the start date', { startsOn: null }, 'start-date'],
    ['the start date again when that day has passed', { startsOn: addDays(TODAY, -1) }, 'start-date'],
    ['the period', { periodId: null }, 'period'],
    ['the plates while none is given', { plates: [], platesConfirmed: false }, 'plates'],
    ['the plates until they are confirmed', { platesConfirmed: false }, 'plates'],
    ['the documents of a car of somebody else', { plates: [ownPlate({ keeper: 'other' })] }, 'documents'],
    ['the declaration when all else is done', {}, 'declaration'],
  ])('is %s', (_where, with_, step) => {
    expect(open(answered(with_), wizard())).toBe(step);
  });

  it('is the period again when it is not sold at the location', () => {
    const product = residentPermit({ places: [place('A', { P12M: 9_000 }), place('B', { P12M: 4_920, P3M: 1_410 })] });
    expect(open(answered({ periodId: 'P3M' }), wizard(product))).toBe('period');
  });

  it.each([
    ['nothing', {}],
    ['spaces', { 'shorter-than-8-metres': '  ' }],
    ['no, where it must be yes', { 'shorter-than-8-metres': 'no' }],
    ['something that is neither', { 'shorter-than-8-metres': 'perhaps' }],
  ])('is the questions while the answer is %s', (_answer, questions) => {
    const moving = answered({ periodId: 'P1D', questions });
    expect(open(moving, wizard(movingDay()))).toBe('questions');
    expect(open({ ...moving, questions: { 'shorter-than-8-metres': 'yes' } }, wizard(movingDay()))).toBe('declaration');
  });

  it('is the documents until all are there and confirmed', () => {
    const other = answered({ plates: [ownPlate({ keeper: 'other' })] });
    const sent = { ...other, documents: [{ id: 'd', requirementId: 'use-of-car:plate-1' }] };
    expect(open(sent, wizard())).toBe('documents');
    expect(open({ ...sent, documentsConfirmed: true }, wizard())).toBe('declaration');
    expect(open({ ...other, documentsConfirmed: true }, wizard())).toBe('documents');
  });

  it('takes a text for an answer, and either word where both will do', () => {
    const question = { id: 'why', text: { nl: 'Waarom?', en: 'Why?' }, mustBe: null };
    const withText = movingDay({ questions: [{ ...question, kind: 'text' }] });
    const withChoice = movingDay({ questions: [{ ...question, kind: 'yes-no' }] });
    const answer = (why: string) => answered({ periodId: 'P1D', questions: { why } });
    expect(open(answer('Voor mijn moeder'), wizard(withText))).toBe('declaration');
    expect(open(answer('no'), wizard(withChoice))).toBe('declaration');
    expect(open(answer('Voor mijn moeder'), wizard(withChoice))).toBe('questions');
  });
});

describe('what must be proved', () => {
  const always = { ...useOfCar, id: 'care-needed' };

  it('is one thing per plate that is not known to be the applicant’s, with the reason why [LOKET-012]', () => {
    const plates = [ownPlate(), ownPlate({ id: 'plate-2', key: 'K51FTN', keeper: 'other' })];
    expect(requirementsOf(answered({ plates }), wizard())).toEqual([
      { id: 'use-of-car:plate-2', rule: useOfCar, plateId: 'plate-2' },
    ]);
  });

  it('comes first where it is always asked', () => {
    const product = residentPermit({ evidence: [always] });
    const plates = [ownPlate({ keeper: 'unavailable' })];
    expect(requirementsOf(answered({ plates }), wizard(product)).map(({ id }) => id)).toEqual([
      'care-needed',
      'use-of-car:plate-1',
    ]);
  });

  it('is missing until a document was sent for it, one each', () => {
    const plates = [ownPlate({ keeper: 'other' }), ownPlate({ id: 'plate-2', key: 'K51FTN', keeper: 'other' })];
    const documents = [{ id: 'd', requirementId: 'use-of-car:plate-1' }];
    expect(missingEvidence(answered({ plates, documents }), wizard()).map(({ plateId }) => plateId)).toEqual([
      'plate-2',
    ]);
  });
});

describe('the status while somebody fills in', () => {
  it.each([
    ['plates', false, 'draft'],
    ['documents', false, 'awaiting-documents'],
    ['declaration', false, 'awaiting-confirmation'],
    ['declaration', true, 'documents-approved'],
    ['start-date', true, 'documents-approved'],
  ] as const)('at the step %s, approved: %s, is %s', (step, approved, status) => {
    expect(statusWhileFilling(step, approved)).toBe(status);
  });
});

const answers = fc.record({
  areaId: fc.constantFrom(null, 'A', 'B', 'Z'),
  startsOn: fc.option(
    fc.integer({ min: -5, max: 20 }).map((ahead) => addDays(TODAY, ahead)),
    { nil: null },
  ),
  periodId: fc.constantFrom(null, 'P12M', 'P3M', 'P6M'),
  weekdays: fc.subarray([1, 2, 6]),
  amount: fc.constantFrom(null, 5, 6),
  plates: fc
    .array(fc.constantFrom<Keeper>('own', 'other', 'unknown', 'unavailable', 'not-asked'), { maxLength: 3 })
    .map((keepers) => keepers.map((keeper, index) => ownPlate({ id: `p${index}`, key: `T17KR${index}`, keeper }))),
  platesConfirmed: fc.boolean(),
  documents: fc
    .subarray(['p0', 'p1', 'p2'])
    .map((plates) => plates.map((id) => ({ id, requirementId: `use-of-car:${id}` }))),
  documentsConfirmed: fc.boolean(),
  questions: fc.constant({}),
});

describe('the wizard', () => {
  it('never shows an empty step, ends with the declaration and is never done before it is given', () => {
    fc.assert(
      fc.property(answers, fc.constantFrom(residentPermit(), movingDay()), (given, product) => {
        const facts = wizard(product);
        const steps = stepsOf(given, facts);
        expect(steps.at(-1)).toEqual({ id: 'declaration', state: 'open' });
        expect(steps.some(({ id }) => id === 'documents')).toBe(requirementsOf(given, facts).length > 0);
        expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
      }),
    );
  });

  it('fills in again what it filled in before', () => {
    fc.assert(
      fc.property(answers, fc.constantFrom(residentPermit(), movingDay()), (given, product) => {
        const once = prefilled(given, wizard(product));
        expect(prefilled(once, wizard(product))).toEqual(once);
      }),
    );
  });
});
