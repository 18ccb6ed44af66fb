import fc from 'fast-check';
import { coursesOf, costsOf, monthsOver, vatOf, type Booking } from './statement.ts';

const booking = (more: Partial<Booking> = {}): Booking => ({
  balanceId: 'b1',
  unit: 'eurocent',
  period: null,
  kind: 'top-up',
  before: 0,
  within: 0,
  ...more,
});

describe('the course of a balance over a month', () => {
  it('tells what it began with, what changed it by kind, and what is left [PEERS-019]', () => {
    expect(
      coursesOf([
        booking({ before: 2_000, within: 1_000 }),
        booking({ kind: 'hold', before: -500, within: -840 }),
        booking({ kind: 'settle', within: 120 }),
        booking({ balanceId: 'b2', unit: 'minute', kind: 'hold', within: -90, before: 600 }),
      ]),
    ).toEqual([
      {
        unit: 'eurocent',
        period: null,
        begin: 1_500,
        changes: [
          { kind: 'top-up', amount: 1_000 },
          { kind: 'hold', amount: -840 },
          { kind: 'settle', amount: 120 },
        ],
        end: 1_780,
      },
      { unit: 'minute', period: null, begin: 600, changes: [{ kind: 'hold', amount: -90 }], end: 510 },
    ]);
  });

  it('leaves out a balance that had nothing and to which nothing happened', () => {
    expect(coursesOf([booking(), booking({ kind: 'hold', before: 5 }), booking({ kind: 'settle', before: -5 })])).toEqual([]);
  }); // prettier-ignore

  it('always adds up: what it began with and every change is what is left [PEERS-019]', () => {
    const some = fc.array(
      fc.record({
        balanceId: fc.constantFrom('b1', 'b2'),
        kind: fc.constantFrom('top-up', 'hold', 'settle'),
        before: fc.integer({ min: -10_000, max: 10_000 }),
        within: fc.integer({ min: -10_000, max: 10_000 }),
      }),
    );
    fc.assert(
      fc.property(some, (drawn) => {
        for (const { begin, changes, end } of coursesOf(drawn.map((one) => booking(one as Partial<Booking>))))
          expect(begin + changes.reduce((total, { amount }) => total + amount, 0)).toBe(end);
      }),
    );
  });
});

describe('what sessions cost together', () => {
  it('is told in euros, minutes and turns apart [PEERS-019]', () => {
    expect(
      costsOf([
        {
          costs: [
            { unit: 'eurocent', amount: 840 },
            { unit: 'minute', amount: 60 },
          ],
        },
        { costs: [] },
        { costs: [{ unit: 'eurocent', amount: 160 }] },
      ]),
    ).toEqual([
      { unit: 'eurocent', amount: 1_000 },
      { unit: 'minute', amount: 60 },
    ]);
  });

  it('has its VAT on a line of its own, also when there is none, and only where euros were paid [PEERS-019]', () => {
    expect(vatOf([{ unit: 'eurocent', amount: 1_210 }], 21)).toEqual({ net: 1_000, vat: 210, percent: 21 });
    expect(vatOf([{ unit: 'eurocent', amount: 840 }], 0)).toEqual({ net: 840, vat: 0, percent: 0 });
    expect(vatOf([{ unit: 'minute', amount: 60 }], 21)).toBeNull();
  });
});

describe('the months that are over', () => {
  it('are each of them since the first that was not mailed, and not the one that goes on [PEERS-019]', () => {
    expect(monthsOver('2026-05-01', '2026-05-31')).toEqual([]);
    expect(monthsOver('2026-05-01', '2026-06-01')).toEqual([{ from: '2026-05-01', until: '2026-05-31' }]);
    expect(monthsOver('2026-12-01', '2027-03-14')).toEqual([
      { from: '2026-12-01', until: '2026-12-31' },
      { from: '2027-01-01', until: '2027-01-31' },
      { from: '2027-02-01', until: '2027-02-28' },
    ]);
  });
});
