import {
  decideGuestEntry,
  decideGuestMove,
  decideGuestPass,
  decideGuestStay,
  guestCodeInGroups,
  guestCodeKey,
  guestGetsBack,
  MOST_GUEST_PASSES,
  visitStatusAt,
  type GuestPassWish,
  type GuestVisitMove,
  type GuestVisitStatus,
} from './guests.ts';

const NOW = '2026-05-06T08:00:00.000Z';
const LATER = '2026-05-06T09:00:00.000Z';
const wish: GuestPassWish = { days: 7, uses: 3, mostMinutes: 120, payer: 'guest', consent: 'automatic' };
const facts = {
  terms: { daysAtMost: 30, usesAtMost: 10, guestPays: true },
  live: 0,
  permitEndsAt: '2027-01-01T00:00:00.000Z',
};

describe('a link for guests', () => {
  it('is good as long as its host chose, and never longer than the permit', () => {
    expect(decideGuestPass(wish, facts, NOW)).toEqual({ outcome: 'allow', endsAt: '2026-05-13T08:00:00.000Z' });
    expect(decideGuestPass(wish, { ...facts, permitEndsAt: LATER }, NOW)).toMatchObject({ endsAt: LATER });
  });

  it.each([
    ['the product has no guests', {}, { terms: null }, 'guests-not-allowed'],
    ['it would last longer than the town allows', { days: 31 }, {}, 'guest-pass-too-long'],
    ['it could be used more often than the town allows', { uses: 11 }, {}, 'guest-pass-too-many-uses'],
    ['guests cannot pay themselves here', {}, { terms: { ...facts.terms, guestPays: false } }, 'guest-may-not-pay'],
    ['there are as many as there may be', {}, { live: MOST_GUEST_PASSES }, 'too-many-guest-passes'],
  ])('is not made when %s', (_when, more, others, ground) => {
    const decided = decideGuestPass({ ...wish, ...more }, { ...facts, ...others }, NOW);
    expect(decided).toMatchObject({ outcome: 'refuse', ground });
  });

  const pass = { uses: 2, used: 1, endsAt: LATER, revoked: false };
  it.each([
    ['unknown', undefined, NOW, 'guest-link-unknown'],
    ['revoked', { ...pass, revoked: true }, NOW, 'guest-link-revoked'],
    ['over, in the very moment it ends', pass, LATER, 'guest-link-expired'],
    ['used up', { ...pass, used: 2 }, NOW, 'guest-link-used-up'],
  ])('that is %s lets nobody in, and says why [BEYOND-010]', (_how, found, at, ground) => {
    expect(decideGuestEntry(found, at)).toMatchObject({ outcome: 'refuse', ground });
  });

  it('says how often it can still be used', () => {
    expect(decideGuestEntry(pass, NOW)).toEqual({ outcome: 'allow', left: 1 });
  });

  it('has a code that counts however it is typed', () => {
    expect(guestCodeKey(' abcd-efgh jklm ')).toBe('ABCDEFGHJKLM');
    expect(guestCodeInGroups('ABCDEFGHJKLM')).toBe('ABCD-EFGH-JKLM');
  });
});

describe('a visit', () => {
  const stay = { from: NOW, to: LATER };
  it('keeps to the longest stay its host gave', () => {
    const visit = { stay, name: null, keepsPlate: false };
    expect(decideGuestStay(visit, { mostMinutes: 60 })).toEqual({ outcome: 'allow' });
    expect(decideGuestStay(visit, { mostMinutes: null })).toEqual({ outcome: 'allow' });
    expect(decideGuestStay(visit, { mostMinutes: 59 })).toMatchObject({ ground: 'guest-stay-too-long' });
  });

  it('needs a name where the plate is kept from the host [BEYOND-010]', () => {
    const terms = { mostMinutes: null };
    expect(decideGuestStay({ stay, name: null, keepsPlate: true }, terms)).toMatchObject({
      ground: 'guest-name-needed',
    });
    expect(decideGuestStay({ stay, name: 'Oma', keepsPlate: true }, terms)).toEqual({ outcome: 'allow' });
  });

  it('that nobody answered or paid in time is over by itself; who is at the checkout keeps the use', () => {
    expect(visitStatusAt({ status: 'asked', until: LATER }, NOW)).toBe('asked');
    expect(visitStatusAt({ status: 'asked', until: LATER }, LATER)).toBe('lapsed');
    expect(visitStatusAt({ status: 'allowed', until: LATER }, LATER)).toBe('lapsed');
    expect(visitStatusAt({ status: 'paying', until: NOW }, LATER)).toBe('paying');
  });

  it('moves only as listed, so that of host and guest who act at once one wins', () => {
    const moves: GuestVisitMove[] = ['allow', 'refuse', 'pay', 'start', 'unpaid', 'lapse'];
    const may = (status: GuestVisitStatus) =>
      moves.filter((move) => decideGuestMove({ status, until: LATER }, move, NOW).outcome === 'allow');
    expect(may('asked')).toEqual(['allow', 'refuse', 'start', 'lapse']);
    expect(may('started')).toEqual([]);
    expect(decideGuestMove({ status: 'asked', until: NOW }, 'allow', NOW)).toMatchObject({
      ground: 'guest-visit-over',
    });
  });

  it('gives back what was paid for time nobody parked, and never asks for more', () => {
    expect(guestGetsBack(120, 45)).toBe(75);
    expect(guestGetsBack(120, 130)).toBe(0);
  });
});
