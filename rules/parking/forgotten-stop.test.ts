import fc from 'fast-check';
import { decideForgottenStop, mayTellForgotten, timesAYear, yearOf, type ForgottenFacts } from './forgotten-stop.ts';
import { at, later, purse, stay, tariff, terms } from './testing/town.ts';

/** A Wednesday from ten to six: eight hours at three euros. */
const facts = (more: Partial<ForgottenFacts> = {}): ForgottenFacts => ({
  terms: terms(),
  stay: stay('2026-05-06T10:00', '2026-05-06T18:00'),
  costs: [{ balanceId: 'purse', amount: 2400 }],
  tariff: tariff(),
  balances: [purse(0)],
  guestPays: false,
  toldBefore: false,
  seenLater: false,
  forgiven: 0,
  ...more,
});
const NEXT_MORNING = at('2026-05-07T09:00');
const told = (left: string, more: Partial<ForgottenFacts> = {}, now = NEXT_MORNING) =>
  decideForgottenStop(at(left), facts(more), now);

describe('a forgotten stop', () => {
  it('is priced to when the car left, and the rest goes back to where it was paid from [BEYOND-009]', () => {
    expect(told('2026-05-06T11:00')).toEqual({
      outcome: 'forgive',
      parts: [{ balanceId: 'purse', cost: 300, back: 2100 }],
    });
  });

  it('gives back per balance of a quarter what fell in that quarter (R11) [BEYOND-009]', () => {
    const quarters = [
      purse(0, { id: 'Q1', unit: 'minute', period: { from: '2026-01-01', until: '2026-04-01' } }),
      purse(0, { id: 'Q2', unit: 'minute', period: { from: '2026-04-01', until: '2026-07-01' } }),
    ];
    const costs = [{ balanceId: 'Q1', amount: 180 }, { balanceId: 'Q2', amount: 60 }];
    const over = { stay: stay('2026-03-31T18:00', '2026-04-01T10:00'), balances: quarters, costs };
    expect(told('2026-03-31T19:00', over, at('2026-04-01T11:00'))).toMatchObject({
      parts: [{ balanceId: 'Q1', cost: 60, back: 120 }, { balanceId: 'Q2', cost: 0, back: 60 }],
    });
  }); // prettier-ignore

  it('is forgiven twice a year by itself, or as often as the municipality says; then a person looks', () => {
    expect(timesAYear(terms())).toBe(2);
    expect(told('2026-05-06T11:00', { forgiven: 1 })).toMatchObject({ outcome: 'forgive' });
    expect(told('2026-05-06T11:00', { forgiven: 2 })).toMatchObject({ outcome: 'ask-staff', parts: [{ back: 2100 }] });
    const more = terms({ forgottenStops: 5 });
    expect(told('2026-05-06T11:00', { terms: more, forgiven: 4 })).toMatchObject({ outcome: 'forgive' });
    const never = terms({ forgottenStops: 0 });
    expect(told('2026-05-06T11:00', { terms: never })).toMatchObject({ ground: 'forgotten-not-offered' });
  });

  it('counts in the year of the town in which it is told', () => {
    expect(yearOf(at('2026-12-31T23:59'), tariff())).toBe(2026);
    expect(yearOf(at('2027-01-01T00:00'), tariff())).toBe(2027);
  });

  it('is told until a day after the end, not a moment later', () => {
    const last = later(at('2026-05-07T18:00'), -1);
    expect(told('2026-05-06T11:00', {}, last)).toMatchObject({ outcome: 'forgive' });
    expect(told('2026-05-06T11:00', {}, at('2026-05-07T18:00'))).toMatchObject({ ground: 'forgotten-too-late' });
    expect(mayTellForgotten(terms(), facts().stay, last)).toBe(true);
    expect(mayTellForgotten(terms(), facts().stay, at('2026-05-07T18:00'))).toBe(false);
    expect(mayTellForgotten(terms(), facts().stay, at('2026-05-06T10:00'))).toBe(false);
  });

  it.each([
    ['before it began', told('2026-05-06T10:00'), 'left-outside-stay'],
    ['after it ended', told('2026-05-06T18:00'), 'left-outside-stay'],
    ['in the future', told('2026-05-06T12:00', {}, at('2026-05-06T11:00')), 'left-outside-stay'],
    ['of one that is planned', told('2026-05-06T12:00', {}, at('2026-05-06T09:00')), 'not-begun'],
    ['of one that a guest pays', told('2026-05-06T11:00', { guestPays: true }), 'forgotten-not-offered'],
    ['a second time', told('2026-05-06T11:00', { toldBefore: true }), 'forgotten-told'],
    ['when an officer saw the car there later', told('2026-05-06T11:00', { seenLater: true }), 'left-seen-later'],
  ])('is refused %s [BEYOND-009]', (_when, decision, ground) => {
    expect(decision).toMatchObject({ outcome: 'refuse', ground });
  });

  it('after the paid hours gives nothing back, and says so', () => {
    const late = { stay: stay('2026-05-06T20:00', '2026-05-06T23:30'), costs: [{ balanceId: 'purse', amount: 300 }] };
    expect(told('2026-05-06T22:00', late)).toMatchObject({ ground: 'nothing-to-give-back' });
  });

  it('never gives back more than was paid, whatever the tariff', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 479 }), fc.integer({ min: 0, max: 3000 }), (after, paid) => {
        const decision = decideForgottenStop(
          later(facts().stay.from, after),
          facts({ costs: [{ balanceId: 'purse', amount: paid }] }),
          NEXT_MORNING,
        );
        if (decision.outcome === 'refuse') return;
        for (const { cost, back } of decision.parts) {
          expect(cost + back).toBe(paid);
          expect(Math.min(cost, back)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
