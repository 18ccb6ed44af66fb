import { type Product, type RenewalTerms } from '../municipalities/product.ts';
import {
  decideRenewalWithdrawal, isOver, mayRenewalMove, renewalActions, type RenewalMove, type RenewalStatus,
} from './status.ts'; // prettier-ignore
import {
  afterConfirmation, firstStatus, historyFrom, keptUntil, lapsesAt, nextPeriod, opensAt, renewalDeadlines, renewedPeriod, renewedUpTo, termsFor,
} from './terms.ts'; // prettier-ignore
import { place, residentPermit } from '../testing/town.ts';

const ZONE = 'Europe/Amsterdam';
const TERMS: RenewalTerms = {
  opensDaysBefore: 42,
  needsConfirmation: true,
  automatic: false,
  mayWithdraw: true,
  reminderDays: [3, 14],
  graceDays: 30,
};
const midnight = (day: string, offset: 1 | 2 = 1) => new Date(`${day}T00:00:00+0${offset}:00`).toISOString();

/** A product with one period of so many months, renewed. */
const renewed = (months: number): Product =>
  residentPermit({
    periods: [{ id: 'P', months, days: 0 }],
    places: [place('A', { P: 9_000 })],
    renewal: TERMS,
  });
const nextOf = (months: number, validUntil: string, more: Partial<Product> = {}) =>
  nextPeriod({ ...renewed(months), ...more }, { areaId: 'A', periodId: 'P', validUntil, weekdays: [] }, ZONE);

describe('the next period of a permit', () => {
  it.each([
    ['a year goes on where the last one ended', 12, midnight('2027-01-01'), midnight('2028-01-01')],
    ['a year that ended with February ends with February, without a leap day', 12, midnight('2025-03-01'), midnight('2026-03-01')],
    ['a year that ended with February has its leap day', 12, midnight('2027-03-01'), midnight('2028-03-01')],
    ['a year from a leap day ends with the last of February', 12, midnight('2028-02-29'), midnight('2029-03-01')],
    ['a month from the end of January has all of February', 1, midnight('2027-01-31'), midnight('2027-03-01')],
    ['a quarter over the change of clocks ends at midnight', 3, midnight('2026-10-01', 2), midnight('2027-01-01')],
  ])('%s [PORTAL-086]', (_what, months, end, until) => {
    expect(nextOf(months, end)).toMatchObject({ since: end, until, cents: 9_000 });
  }); // prettier-ignore

  it('is not offered where the product is no longer sold, for another period, or is not renewed', () => {
    const end = midnight('2027-01-01');
    expect(nextOf(12, end, { places: [place('B', { P: 9_000 })] })).toBeUndefined();
    expect(nextOf(12, end, { periods: [{ id: 'P6M', months: 6, days: 0 }] })).toBeUndefined();
    expect(nextOf(12, end, { renewal: null })).toBeUndefined();
  });
});

describe('the season', () => {
  it('takes up a permit six weeks before its last day, and not a day earlier [LOKET-052]', () => {
    const end = midnight('2027-01-01'); // the last day is 31 December
    const opens = opensAt(TERMS, end, ZONE);
    expect(opens).toBe(midnight('2026-11-19'));
    expect(renewedUpTo(TERMS, opens, ZONE) >= end).toBe(true);
    expect(renewedUpTo(TERMS, midnight('2026-11-18'), ZONE) < end).toBe(true);
  });

  it.each([
    ['P12M', 12, 0, 42],
    ['P3M', 3, 0, 42],
    ['P1M', 1, 0, 15],
    ['P28D', 0, 28, 14],
  ])('asks for %s never before half of it is over', (id, months, days, opens) => {
    expect(termsFor(TERMS, { id, months, days })).toEqual({ ...TERMS, opensDaysBefore: opens });
  });
});

describe('what a renewal begins with', () => {
  it.each<[string, Partial<RenewalTerms>, number, boolean, RenewalStatus]>([
    ['waits for confirmation where the product asks for it', {}, 9_000, true, 'awaiting-confirmation'],
    ['waits for payment where it does not', { needsConfirmation: false }, 9_000, true, 'awaiting-payment'],
    ['is renewed when it is free and needs nobody', { needsConfirmation: false }, 0, true, 'renewed'],
    ['is renewed by itself where the municipality does so', { needsConfirmation: false, automatic: true }, 0, true, 'renewed'],
    ['asks who is no longer entitled, whatever the product', { needsConfirmation: false, automatic: true }, 0, false, 'awaiting-confirmation'],
  ])('%s [PORTAL-073, PORTAL-085]', (_what, terms, cents, entitled, status) => {
    expect(firstStatus({ ...TERMS, ...terms }, cents, entitled)).toBe(status);
  }); // prettier-ignore

  it('is paid after it was confirmed, unless it is free', () => {
    expect([afterConfirmation(9_000), afterConfirmation(0)]).toEqual(['awaiting-payment', 'renewed']);
  });
});

describe('the moves of a renewal', () => {
  const allowed: [RenewalStatus, RenewalMove[]][] = [
    ['awaiting-confirmation', ['confirm', 'withdraw', 'lapse']],
    ['awaiting-payment', ['pay', 'withdraw', 'lapse']],
    ['renewed', []],
    ['withdrawn', []],
    ['lapsed', []],
  ];
  it.each(allowed)('%s: only those that are listed (R13) [PORTAL-085]', (status, moves) => {
    for (const move of ['confirm', 'pay', 'withdraw', 'lapse'] as const)
      expect([move, mayRenewalMove(status, move).outcome]).toEqual([move, moves.includes(move) ? 'allow' : 'refuse']);
    expect(isOver(status)).toBe(moves.length === 0);
  });

  it('show no button to withdraw where the municipality does not allow it, and refuse it all the same [PORTAL-087]', () => {
    const terms = { ...TERMS, mayWithdraw: false };
    expect(renewalActions('awaiting-payment', terms)).toEqual(['to-cart']);
    expect(decideRenewalWithdrawal('awaiting-payment', terms)).toMatchObject({ ground: 'not-allowed-by-product' });
    expect(renewalActions('awaiting-confirmation', TERMS)).toEqual(['confirm', 'withdraw']);
    expect(decideRenewalWithdrawal('awaiting-confirmation', TERMS)).toEqual({ outcome: 'allow' });
    expect(decideRenewalWithdrawal('renewed', TERMS)).toMatchObject({ ground: 'move-not-allowed' });
    expect(renewalActions('renewed', TERMS)).toEqual([]);
  });
});

describe('what happens by itself', () => {
  const since = midnight('2027-01-01');
  const facts = { terms: TERMS, since, openedAt: midnight('2026-11-19'), timeZone: ZONE };

  it('is a reminder on each of several days, and lapsing thirty days after the end [PEERS-021, PORTAL-088]', () => {
    expect(renewalDeadlines('awaiting-payment', facts)).toEqual([
      { kind: 'remind', at: midnight('2026-12-18') },
      { kind: 'remind', at: midnight('2026-12-29') },
      { kind: 'lapse', at: midnight('2027-01-31') },
    ]);
    expect(renewalDeadlines('renewed', facts)).toEqual([]);
  });

  it('leaves out reminders of before it was opened', () => {
    const late = { ...facts, openedAt: midnight('2026-12-20') };
    expect(renewalDeadlines('awaiting-payment', late).map(({ kind }) => kind)).toEqual(['remind', 'lapse']);
  });

  it('keeps the right of who confirmed in time until it lapses, and of nobody else [PEERS-022]', () => {
    expect(keptUntil(TERMS, { since, confirmedAt: '2026-12-31T22:59:59.999Z' }, ZONE)).toBe(lapsesAt(TERMS, since, ZONE));
    expect(keptUntil(TERMS, { since, confirmedAt: since }, ZONE)).toBeNull();
  }); // prettier-ignore
});

describe('the period that is paid', () => {
  const product = renewed(12);
  const offer = { startsOn: '2027-01-01', since: midnight('2027-01-01'), until: midnight('2028-01-01') };
  const periodFor = (status: 'issued' | 'expired' | 'ended', at: string) =>
    renewedPeriod({ status }, offer, { product, periodId: 'P', at, timeZone: ZONE });

  it('goes on from the end without a gap while the permit is in force, however late that is [PORTAL-086]', () => {
    for (const at of ['2026-12-01T12:00:00.000Z', '2027-01-20T12:00:00.000Z'])
      expect(periodFor('issued', at)).toEqual({ outcome: 'allow', validity: { from: offer.since, to: offer.until } });
  });

  it('is a whole one from the day of payment when the permit had expired [PORTAL-088]', () => {
    expect(periodFor('expired', '2027-01-20T12:00:00.000Z')).toEqual({
      outcome: 'allow',
      validity: { from: '2027-01-20T12:00:00.000Z', to: midnight('2028-01-20') },
    });
  });

  it('is refused for a permit that was ended', () => {
    expect(periodFor('ended', '2026-12-01T12:00:00.000Z')).toMatchObject({ ground: 'permit-not-in-force' });
  });
});

describe('the history', () => {
  it('begins where the data of the municipality begin [LOKET-008]', () => {
    expect(historyFrom('2020-03-01', ZONE)).toBe(midnight('2020-03-01'));
    expect(historyFrom(null, ZONE)).toBeNull();
  });
});
