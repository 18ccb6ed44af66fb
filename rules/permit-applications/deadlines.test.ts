import fc from 'fast-check';
import { municipality } from '../testing/town.ts';
import { addDays, civilDateOf, daysBetween, endOfDay, startOfDay, weekdayOf } from '../values/civil-day.ts';
import { nextDue } from '../values/due.ts';
import { epoch, instant } from '../values/moment.ts';
import { isWorkingDay } from '../values/working-days.ts';
import { daysStill, deadlinesOf, legalDay, targetDay, type DeadlineFacts } from './deadlines.ts';
import { APPLICATION_STATUSES, isClosed, mayMove } from './status.ts';

const AMSTERDAM = 'Europe/Amsterdam';
const { terms } = municipality();

const facts = (with_: Partial<DeadlineFacts> = {}): DeadlineFacts => ({
  terms,
  objectionWeeks: 6,
  calendar: { country: 'NL', extraHolidays: [] },
  timeZone: AMSTERDAM,
  since: '2026-11-20T12:00:00.000Z', // a Friday
  receivedAt: null,
  pausedDays: 0,
  ...with_,
});

/** Each deadline with the last day on which somebody can still act. */
const days = (status: Parameters<typeof deadlinesOf>[0], with_: Partial<DeadlineFacts> = {}) =>
  deadlinesOf(status, facts(with_)).map(({ kind, at }) => `${kind} ${civilDateOf(instant(epoch(at) - 1), AMSTERDAM)}`);

describe('what happens by itself', () => {
  it.each([
    ['a draft is kept for thirty days', 'draft', ['lapse 2026-12-20']],
    ['so is one that waits for the declaration', 'awaiting-confirmation', ['lapse 2026-12-20']],
    [
      'documents are asked for again after one and two weeks and awaited for four',
      'awaiting-documents',
      ['remind 2026-11-27', 'remind 2026-12-04', 'lapse 2026-12-18'],
    ],
    [
      'the same holds for a new document after a rejection',
      'rejected-new-document',
      ['remind 2026-11-27', 'remind 2026-12-04', 'lapse 2026-12-18'],
    ],
    [
      'a payment is asked for again after two weeks and awaited for thirty days',
      'awaiting-payment',
      ['remind 2026-12-04', 'lapse 2026-12-20'],
    ],
    ['so is the declaration after approval', 'documents-approved', ['remind 2026-12-04', 'lapse 2026-12-20']],
    [
      'staff have five working days and the law eight weeks',
      'in-review',
      ['target 2026-11-27', 'legal-term 2027-01-15'],
    ],
    ['a rejection stays open as long as one can object', 'rejected', ['close 2027-01-01']],
    ['nothing awaits what is over', 'issued', []],
  ] as const)('%s', (_title, status, expected) => {
    expect(days(status)).toEqual(expected);
  });

  it('ends with its last day, at midnight by the clock of the municipality, also over a change of that clock', () => {
    const [lapse] = deadlinesOf('draft', facts({ since: '2026-03-10T12:00:00.000Z' }));
    expect(lapse).toEqual({ kind: 'lapse', at: '2026-04-09T22:00:00.000Z' });
  });

  it('counts from the day in the municipality, not in UTC', () => {
    expect(days('draft', { since: '2026-11-20T23:30:00.000Z' })).toEqual(['lapse 2026-12-21']);
  });

  it('goes over holidays and the end of the year', () => {
    const received = { receivedAt: '2026-12-23T09:00:00.000Z' };
    expect(targetDay(facts(received))).toBe('2026-12-31');
    expect(legalDay(facts(received))).toBe('2027-02-17');
  });

  it('reminds nobody at the moment it is too late anyway', () => {
    const tight = { ...terms, documentReminderDays: [28, 14, 30], documentDays: 28 };
    expect(days('awaiting-documents', { terms: tight })).toEqual(['remind 2026-12-04', 'lapse 2026-12-18']);
  });

  it('says one thing only when the municipality’s own term ends with that of the law', () => {
    const same = { ...terms, targetWorkingDays: 5, decisionDays: 7 };
    expect(days('in-review', { terms: same })).toEqual(['legal-term 2026-11-27']);
  });
});

describe('the clock of a decision', () => {
  it('runs from the day everything was sent in, whenever the case came into its present state', () => {
    const received = { receivedAt: '2026-11-02T12:00:00.000Z' };
    expect(days('in-review', received)).toEqual(['target 2026-11-09', 'legal-term 2026-12-28']);
  });

  it('stands still while the applicant is asked for documents, by whole days', () => {
    expect(daysStill('2026-11-20T22:59:00.000Z', '2026-11-30T23:01:00.000Z', AMSTERDAM)).toBe(11);
    expect(daysStill('2026-11-20T09:00:00.000Z', '2026-11-20T17:00:00.000Z', AMSTERDAM)).toBe(0);
    expect(legalDay(facts({ pausedDays: 11 }))).toBe('2027-01-26');
  });

  it('still ends on a working day for the municipality’s own standard', () => {
    expect(targetDay(facts({ pausedDays: 1 }))).toBe('2026-11-27');
    expect(weekdayOf(targetDay(facts({ pausedDays: 2 })))).toBeLessThanOrEqual(5);
  });
});

const arbitraryFacts = fc
  .record({
    documentDays: fc.integer({ min: 1, max: 60 }),
    reminders: fc.array(fc.integer({ min: 0, max: 70 }), { maxLength: 4 }),
    paymentDays: fc.integer({ min: 1, max: 60 }),
    draftDays: fc.integer({ min: 1, max: 90 }),
    decisionDays: fc.integer({ min: 7, max: 91 }),
    targetWorkingDays: fc.integer({ min: 1, max: 15 }),
    pausedDays: fc.nat(60),
    since: fc.date({ min: new Date('2025-01-01'), max: new Date('2034-01-01'), noInvalidDate: true }),
    received: fc.option(fc.nat(40), { nil: null }),
  })
  .map(({ reminders, since, received, pausedDays, ...rest }) =>
    facts({
      terms: { ...rest, documentReminderDays: reminders, paymentReminderDays: reminders },
      since: since.toISOString(),
      receivedAt: received === null ? null : instant(since.getTime() - received * 86_400_000),
      pausedDays,
    }),
  );
const statuses = fc.constantFrom(...APPLICATION_STATUSES);

describe('all deadlines', () => {
  it('stand in order, none twice at one moment, and each at a midnight', () => {
    fc.assert(
      fc.property(statuses, arbitraryFacts, (status, given) => {
        const moments = deadlinesOf(status, given).map(({ at }) => epoch(at));
        expect(moments).toEqual([...new Set(moments)].sort((a, b) => a - b));
        for (const at of moments) expect(instant(at)).toBe(startOfDay(civilDateOf(instant(at), AMSTERDAM), AMSTERDAM));
      }),
    );
  });

  it('lie inside their term: reminders before it ends, and nothing after it', () => {
    fc.assert(
      fc.property(fc.constantFrom('awaiting-documents', 'awaiting-payment'), arbitraryFacts, (status, given) => {
        const deadlines = deadlinesOf(status, given);
        const term = status === 'awaiting-documents' ? given.terms.documentDays : given.terms.paymentDays;
        const end = endOfDay(addDays(civilDateOf(given.since, AMSTERDAM), term), AMSTERDAM);
        expect(deadlines.filter(({ kind }) => kind === 'lapse')).toEqual([{ kind: 'lapse', at: end }]);
        expect(deadlines.at(-1)?.kind).toBe('lapse');
        for (const { at } of deadlines) expect(epoch(at)).toBeGreaterThan(epoch(given.since));
      }),
    );
  });

  it('give staff a working day, and the law exactly its days plus those the clock stood still', () => {
    fc.assert(
      fc.property(arbitraryFacts, (given) => {
        expect(isWorkingDay(targetDay(given), given.calendar)).toBe(true);
        const received = civilDateOf(given.receivedAt ?? given.since, AMSTERDAM);
        expect(daysBetween(received, legalDay(given))).toBe(given.terms.decisionDays + given.pausedDays);
      }),
    );
  });

  it('lead to a move that the status allows', () => {
    fc.assert(
      fc.property(statuses, arbitraryFacts, (status, given) => {
        const kinds = deadlinesOf(status, given).map(({ kind }) => kind);
        expect(isClosed(status) ? kinds : []).toEqual([]);
        for (const kind of kinds) {
          if (kind === 'lapse' || kind === 'close') expect(mayMove(status, kind).outcome).toBe('allow');
        }
      }),
    );
  });
});

describe('the next deadline', () => {
  const deadlines = deadlinesOf('awaiting-documents', facts());

  it('is the earliest that has not been reached', () => {
    expect(nextDue(deadlines, '2026-11-20T12:00:00.000Z')).toBe(deadlines[0]);
    expect(nextDue(deadlines, deadlines[0]!.at)).toBe(deadlines[1]);
    expect(nextDue([...deadlines].reverse(), deadlines[0]!.at)).toBe(deadlines[1]);
  });

  it('does not exist after the last', () => {
    expect(nextDue(deadlines, deadlines.at(-1)!.at)).toBeUndefined();
    expect(nextDue([], '2026-11-20T12:00:00.000Z')).toBeUndefined();
  });

  it('reaches them all, one after another', () => {
    fc.assert(
      fc.property(statuses, arbitraryFacts, (status, given) => {
        const all = deadlinesOf(status, given);
        const reached: typeof all = [];
        for (let next = nextDue(all, instant(0)); next; next = nextDue(all, next.at)) reached.push(next);
        expect(reached).toEqual(all);
      }),
    );
  });
});
