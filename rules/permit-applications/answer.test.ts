import { answered, movingDay, ownPlate, place, residentPermit, TODAY, wizard } from '../testing/town.ts';
import { addDays } from '../values/civil-day.ts';
import { decideAnswer, decideAttach, decideDetach, decideSubmitDocuments, type AnswerFacts } from './answer.ts';
import { NO_ANSWERS, type Answers } from './steps.ts';

const facts = (product = residentPermit(), with_: Partial<AnswerFacts> = {}): AnswerFacts => ({
  ...wizard(product),
  full: [],
  ...with_,
});

const filling = (with_: Partial<Answers> = {}) => answered({ platesConfirmed: false, ...with_ });

describe('answers in the wizard', () => {
  it('are taken over together, and what was not answered stays as it was', () => {
    const patch = { areaId: 'B', periodId: 'P3M', startsOn: addDays(TODAY, 14) };
    expect(decideAnswer(filling(), patch, facts())).toEqual({
      outcome: 'allow',
      answers: { ...filling(), ...patch },
    });
    expect(decideAnswer(filling(), {}, facts())).toEqual({ outcome: 'allow', answers: filling() });
  });

  it('are all left out when one of them is refused', () => {
    const decision = decideAnswer(NO_ANSWERS, { areaId: 'A', startsOn: addDays(TODAY, -1) }, facts());
    expect(decision).toMatchObject({ outcome: 'refuse', ground: 'start-in-past' });
    expect(decision).not.toHaveProperty('answers');
  });

  it.each([
    ['a location the applicant may not have', { areaId: 'Z' }, 'location-not-available', 'choose-other-location'],
    ['no location', { areaId: null }, 'location-not-available', 'choose-other-location'],
    ['a location without a place left', { areaId: 'B' }, 'location-full', 'waiting-list'],
    ['a period the product does not have', { periodId: 'P6M' }, 'period-not-available', 'choose-other-period'],
    ['no period', { periodId: null }, 'period-not-available', 'choose-other-period'],
    ['a day in the past', { startsOn: addDays(TODAY, -1) }, 'start-in-past', 'choose-other-day'],
    ['a day beyond the horizon', { startsOn: addDays(TODAY, 15) }, 'start-too-far', 'choose-other-day'],
    ['a question of another product', { questions: { other: 'yes' } }, 'unknown-question', 'look-again'],
    ['plates that are complete without one', { plates: [], platesConfirmed: true }, 'too-few-plates', 'add-plate'],
  ])('cannot be %s', (_what, patch, ground, remedy) => {
    expect(decideAnswer(filling(), patch, facts(residentPermit(), { full: ['B'] }))).toMatchObject({
      outcome: 'refuse',
      ground,
      steps: [{ remedy }],
    });
  });

  it('may choose a period before a location, and are asked again when it is not sold there', () => {
    const product = residentPermit({ places: [place('A', { P12M: 9_000 }), place('B', { P12M: 4_920, P3M: 1_410 })] });
    expect(decideAnswer(NO_ANSWERS, { periodId: 'P3M' }, facts(product)).outcome).toBe('allow');
    expect(decideAnswer(NO_ANSWERS, { areaId: 'A', periodId: 'P3M' }, facts(product))).toMatchObject({
      ground: 'period-not-available',
    });
  });

  it('to a question must be the one the product needs, in words it knows', () => {
    const answer = (said: string) =>
      decideAnswer(NO_ANSWERS, { questions: { 'shorter-than-8-metres': said } }, facts(movingDay()));
    expect(answer('yes')).toMatchObject({ answers: { questions: { 'shorter-than-8-metres': 'yes' } } });
    for (const said of ['no', 'perhaps']) {
      expect(answer(said)).toMatchObject({
        ground: 'answer-not-accepted',
        steps: [{ values: { question: 'shorter-than-8-metres', mustBe: 'yes' }, remedy: 'other-product' }],
      });
    }
  });
});

describe('plates', () => {
  const second = ownPlate({ id: 'plate-2', key: 'K51FTN' });

  it('may be given one by one until there are as many as the product allows [PORTAL-037]', () => {
    expect(decideAnswer(filling({ plates: [] }), { plates: [ownPlate()] }, facts()).outcome).toBe('allow');
    expect(decideAnswer(filling(), { plates: [ownPlate(), second] }, facts()).outcome).toBe('allow');
    const third = ownPlate({ id: 'plate-3', key: '4RZ318' });
    expect(decideAnswer(filling(), { plates: [ownPlate(), second, third] }, facts())).toMatchObject({
      ground: 'too-many-plates',
    });
  });

  it('cannot change any more once the applicant has said that they are right [PORTAL-040]', () => {
    const confirmed = decideAnswer(filling(), { platesConfirmed: true }, facts());
    expect(confirmed).toMatchObject({ outcome: 'allow', answers: { platesConfirmed: true } });
    for (const patch of [{ plates: [second] }, { plates: [] }, { platesConfirmed: true }]) {
      expect(decideAnswer(answered(), patch, facts())).toMatchObject({
        ground: 'plates-already-confirmed',
        steps: [{ remedy: 'withdraw-and-start-again' }],
      });
    }
  });

  it('that are confirmed leave the other answers free', () => {
    expect(decideAnswer(answered(), { areaId: 'B' }, facts()).outcome).toBe('allow');
  });
});

describe('documents', () => {
  const leased = answered({ plates: [ownPlate({ keeper: 'other' })] });
  const document = { id: 'd1', requirementId: 'use-of-car:plate-1', kind: 'lease' };

  it('count for what they prove', () => {
    expect(decideAttach(leased, document, wizard())).toMatchObject({
      outcome: 'allow',
      answers: { documents: [{ id: 'd1', requirementId: 'use-of-car:plate-1' }] },
    });
  });

  it('are refused where nothing needs proof, and when they are of a kind that does not prove it', () => {
    expect(decideAttach(answered(), document, wizard())).toMatchObject({ ground: 'unknown-requirement' });
    expect(decideAttach(leased, { ...document, kind: 'care-statement' }, wizard())).toMatchObject({
      ground: 'document-kind-not-accepted',
      steps: [{ article: 'artikel 4 lid 2', remedy: 'choose-other-kind' }],
    });
  });

  it('can be taken back until the applicant has said that these are all, and not after [PORTAL-043]', () => {
    const sent = { ...leased, documents: [{ id: 'd1', requirementId: 'use-of-car:plate-1' }] };
    expect(decideDetach(sent, 'd1')).toMatchObject({ outcome: 'allow', answers: { documents: [] } });
    const confirmed = decideSubmitDocuments(sent, wizard());
    expect(confirmed).toMatchObject({ outcome: 'allow', answers: { documentsConfirmed: true } });
    const locked = { ...sent, documentsConfirmed: true };
    expect(decideDetach(locked, 'd1')).toMatchObject({ ground: 'documents-already-confirmed' });
    expect(decideAttach(locked, { ...document, id: 'd2' }, wizard())).toMatchObject({
      ground: 'documents-already-confirmed',
    });
  });

  it('are not all there while something is still to be proved', () => {
    expect(decideSubmitDocuments(leased, wizard())).toMatchObject({
      ground: 'evidence-missing',
      steps: [{ values: { missing: 1 }, article: 'artikel 4 lid 2', remedy: 'add-document' }],
    });
  });

  it('are not confirmed where none are asked, so that a plate given later can still be proved', () => {
    expect(decideSubmitDocuments(answered(), wizard())).toEqual({ outcome: 'allow', answers: answered() });
    const changing = {
      ...leased,
      platesConfirmed: false,
      documents: [{ id: 'd1', requirementId: 'use-of-car:plate-1' }],
    };
    expect(decideSubmitDocuments(changing, wizard())).toMatchObject({
      ground: 'step-open',
      steps: [{ values: { step: 'plates' } }],
    });
  });
});
