import { residentPermit, place } from './testing/town.ts';
import { offerDeadlines } from './waitlist-terms.ts';
import {
  decideAccept,
  decideJoin,
  decideLocations,
  decideSkip,
  estimateWait,
  isWaitOver,
  mayMoveInLine,
  nextOfferDeadline,
  readinessOf,
  WAITLIST_STATUSES,
} from './waitlist.ts';

const terms = { offerDays: 14, reminderDays: [7], online: true, open: true, skips: 1 };
const scarce = residentPermit({ waitingList: terms });
const facts = { places: scarce.places, free: [] as string[] };
const ground = (result: { outcome: string; ground?: string }) => result.ground ?? result.outcome;

describe('joining a waiting list', () => {
  it('is for places that are full, wherever one may have the product [PORTAL-033]', () => {
    expect(decideJoin(scarce, ['A', 'B'], facts).outcome).toBe('allow');
    expect(ground(decideJoin(scarce, ['Z'], facts))).toBe('location-not-available');
    expect(ground(decideJoin(scarce, ['A', 'B'], { ...facts, free: ['B'] }))).toBe('location-free');
  });

  it('needs a list that takes people, and a product that is issued [PORTAL-081]', () => {
    expect(ground(decideJoin(residentPermit(), ['A'], facts))).toBe('no-waiting-list');
    expect(ground(decideJoin(residentPermit({ waitingList: null }), ['A'], facts))).toBe('no-waiting-list');
    const closed = residentPermit({ waitingList: { ...terms, open: false } });
    expect(ground(decideJoin(closed, ['A'], facts))).toBe('waiting-list-closed');
    expect(ground(decideJoin(residentPermit({ waitingList: terms, withdrawn: true }), ['A'], facts))).toBe(
      'product-withdrawn',
    );
  });

  it('does not take who waits anywhere else than asked for', () => {
    expect(ground(decideLocations(['B'], { places: [place('A', {})], free: [] }))).toBe('location-not-available');
  });
});

describe('an offer', () => {
  const offer = { endsAt: '2026-12-05T23:00:00.000Z', at: '2026-12-05T22:59:59.999Z', online: true, byHolder: true };

  it('stands fourteen days to the end of the day, and is told again after seven [PORTAL-080]', () => {
    const deadlines = offerDeadlines(terms, '2026-11-21T09:00:00.000Z', 'Europe/Amsterdam');
    expect(deadlines).toEqual([
      { kind: 'remind', at: '2026-11-28T23:00:00.000Z' },
      { kind: 'lapse', at: '2026-12-05T23:00:00.000Z' },
    ]);
    expect(nextOfferDeadline(deadlines, '2026-11-28T23:00:00.000Z')?.kind).toBe('lapse');
    expect(nextOfferDeadline(deadlines, '2026-12-05T23:00:00.000Z')).toBeUndefined();
  });

  it('has no reminder when it has ended, and none twice', () => {
    const kinds = offerDeadlines(
      { ...terms, offerDays: 3, reminderDays: [2, 2, 3, 7] },
      '2026-11-21T09:00:00.000Z',
      'Europe/Amsterdam',
    ).map(({ kind }) => kind);
    expect(kinds).toEqual(['remind', 'lapse']);
  });

  it('can be taken until its last moment and not at it', () => {
    expect(decideAccept(offer).outcome).toBe('allow');
    expect(ground(decideAccept({ ...offer, at: offer.endsAt }))).toBe('offer-expired');
  });

  it('that is for the counter is taken up by staff alone [PORTAL-083]', () => {
    expect(ground(decideAccept({ ...offer, online: false }))).toBe('only-at-counter');
    expect(decideAccept({ ...offer, online: false, byHolder: false }).outcome).toBe('allow');
  });

  it('may be let go as often as the product says [BEYOND-014]', () => {
    expect(decideSkip({ ...offer, skipped: 0, skips: 1 }).outcome).toBe('allow');
    expect(ground(decideSkip({ ...offer, skipped: 1, skips: 1 }))).toBe('no-skips-left');
    expect(ground(decideSkip({ ...offer, at: offer.endsAt, skipped: 0, skips: 1 }))).toBe('offer-expired');
  });
});

describe('what is read of an entry', () => {
  it('is one of the four statuses of the portal [PORTAL-080, PORTAL-081, PORTAL-082, PORTAL-083]', () => {
    expect(readinessOf('waiting', scarce)).toBe('not-yet');
    expect(readinessOf('offered', scarce)).toBe('now');
    expect(readinessOf('offered', residentPermit({ waitingList: { ...terms, online: false } }))).toBe('counter');
    expect(readinessOf('closed', scarce)).toBe('not-issued');
    expect(readinessOf('waiting', undefined)).toBe('not-issued');
    expect(readinessOf('waiting', residentPermit({ withdrawn: true }))).toBe('not-issued');
  });

  it.each(WAITLIST_STATUSES)('allows nothing any more once it is over: %s', (status) => {
    const moves = (['choose-areas', 'accept', 'skip', 'withdraw'] as const).filter(
      (move) => mayMoveInLine(status, move).outcome === 'allow',
    );
    expect(moves.length === 0).toBe(isWaitOver(status));
    expect(moves.includes('accept')).toBe(status === 'offered');
  });
});

describe('how long it may take', () => {
  it('is a range around what the line did, wider where it moved less [BEYOND-013, PEERS-027]', () => {
    const fast = estimateWait(6, { moves: 24, days: 365 });
    expect(fast).toEqual({ outcome: 'range', fewest: 2, most: 5, moves: 24, days: 365 });
    const slow = estimateWait(6, { moves: 4, days: 365 });
    expect(slow).toEqual({ outcome: 'range', fewest: 10, most: 50, moves: 4, days: 365 });
  });

  it('is said not to be known where the line hardly moved, or is young [PEERS-027]', () => {
    expect(estimateWait(1, { moves: 3, days: 365 }).outcome).toBe('unknown');
    expect(estimateWait(1, { moves: 30, days: 20 }).outcome).toBe('unknown');
    expect(estimateWait(1, { moves: 0, days: 0 }).outcome).toBe('unknown');
  });

  it('never promises a date of a generation ahead', () => {
    expect(estimateWait(400, { moves: 12, days: 365 })).toMatchObject({ outcome: 'long', moreThanYears: 10 });
    expect(estimateWait(60, { moves: 5, days: 365 })).toMatchObject({ outcome: 'range', most: 120 });
  });

  it('grows with the position and never turns around', () => {
    for (let position = 1; position < 60; position += 1) {
      const here = estimateWait(position, { moves: 9, days: 300 });
      const next = estimateWait(position + 1, { moves: 9, days: 300 });
      if (here.outcome !== 'range' || next.outcome !== 'range') continue;
      expect(here.fewest).toBeLessThanOrEqual(here.most);
      expect(next.fewest).toBeGreaterThanOrEqual(here.fewest);
      expect(next.most).toBeGreaterThanOrEqual(here.most);
    }
  });
});
