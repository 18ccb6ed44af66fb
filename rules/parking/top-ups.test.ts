import { type TopUpTerms } from '../municipalities/parking.ts';
import { decideTopUp, freeOption, mayBook, topUpDays, topUpOptions, type TopUpFacts } from './top-ups.ts';

const topUp: TopUpTerms = {
  unit: 'eurocent',
  options: [
    { id: 'five', amount: 500, cents: 500 },
    { id: 'ten', amount: 1_000, cents: 1_000 },
    { id: 'twenty', amount: 2_000, cents: 2_000 },
  ],
  maximum: { amount: 6_000, period: 'quarter' },
};
const validity = { from: '2026-02-10T23:00:00.000Z', to: '2027-02-10T23:00:00.000Z' };
const ZONE = 'Europe/Amsterdam';

const facts = (more: Partial<TopUpFacts> = {}): TopUpFacts => ({
  terms: { topUp },
  permit: { status: 'issued', validity, blocked: false },
  bought: 0,
  at: '2026-05-06T08:00:00.000Z',
  ...more,
});
const offered = (more: Partial<TopUpFacts> = {}) => topUpOptions(facts(more)).options.map(({ id }) => id);
const blocked = { status: 'issued', validity, blocked: true } as const;

describe('what can be bought', () => {
  it('shrinks near the maximum of the period, until nothing is left and the reason is said [2PARK-041, 2PARK-042]', () => {
    expect(offered()).toEqual(['five', 'ten', 'twenty']);
    expect(offered({ bought: 4_000 })).toEqual(['five', 'ten', 'twenty']); // the sum may reach it, not pass it
    expect(offered({ bought: 4_001 })).toEqual(['five', 'ten']);
    expect(offered({ bought: 5_500 })).toEqual(['five']);
    expect(topUpOptions(facts({ bought: 5_501 }))).toEqual({ options: [], reason: 'maximum-reached' });
  });

  it('is nothing on a permit that is blocked, has ended or is over, and this is said', () => {
    const reason = { options: [], reason: 'permit-not-in-force' };
    expect(topUpOptions(facts({ permit: blocked }))).toEqual(reason);
    expect(topUpOptions(facts({ permit: { ...blocked, blocked: false, status: 'ended' } }))).toEqual(reason);
    expect(topUpOptions(facts({ at: validity.to }))).toEqual(reason);
  });

  it('has no end where the product sets no maximum', () => {
    expect(offered({ terms: { topUp: { ...topUp, maximum: null } }, bought: 1_000_000 })).toHaveLength(3);
    expect(offered({ terms: { topUp: null } })).toEqual([]);
  });
});

describe('a top-up', () => {
  it('is refused when it would pass the maximum, naming that limit and what was bought [2PARK-042]', () => {
    expect(decideTopUp('ten', facts({ bought: 5_500 }))).toMatchObject({
      outcome: 'refuse',
      ground: 'top-up-maximum-reached',
      steps: [{ values: { maximum: 6_000, bought: 5_500, unit: 'eurocent' }, remedy: 'wait-for-next-period' }],
    });
    expect(decideTopUp('five', facts({ bought: 5_500 }))).toMatchObject({ outcome: 'allow', unit: 'eurocent' });
  });

  it('of something the product does not sell, or on a permit that is not in force, is refused', () => {
    expect(decideTopUp('hundred', facts())).toMatchObject({ ground: 'top-up-not-offered' });
    expect(decideTopUp('ten', facts({ terms: { topUp: null } }))).toMatchObject({ ground: 'top-up-not-offered' });
    expect(decideTopUp('ten', facts({ permit: blocked }))).toMatchObject({ ground: 'permit-not-in-force' });
  });

  it('that was paid meanwhile is booked as long as the permit lasts and the maximum is not passed; a block alone does not send it back', () => {
    expect(mayBook(1_000, facts({ bought: 5_000, permit: blocked }))).toBe(true);
    expect(mayBook(1_000, facts({ bought: 5_001 }))).toBe(false);
    expect(mayBook(1_000, facts({ at: validity.to }))).toBe(false);
    expect(mayBook(1_000, facts({ terms: { topUp: null } }))).toBe(false);
  });

  it('counts for the period of today, and before a permit begins for its first [2PARK-042]', () => {
    const at = (moment: string) => topUpDays(topUp, validity, moment, ZONE);
    expect(at('2026-03-31T21:59:59.000Z')).toMatchObject({ today: '2026-03-31', from: '2026-01-01' });
    expect(at('2026-03-31T22:00:00.000Z')).toMatchObject({ today: '2026-04-01', from: '2026-04-01' });
    expect(at('2025-12-24T12:00:00.000Z')).toMatchObject({ today: '2026-02-11', from: '2026-01-01' });
    expect(topUpDays({ maximum: null }, validity, '2026-05-06T08:00:00.000Z', ZONE)).toMatchObject({ from: '2026-02-11', days: null }); // prettier-ignore
  });
});

describe('an amount of one’s own choice', () => {
  const free = { unit: 'eurocent' as const, options: [], maximum: null, free: { least: 5, most: 50_000 } };
  const permit = {
    status: 'issued' as const,
    validity: { from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' },
    blocked: false,
  };
  const facts = { terms: { topUp: free }, permit, bought: 0, at: '2026-05-01T10:00:00.000Z' };

  it('lies between five cents and five hundred euros, to the cent [POM-010]', () => {
    for (const cents of [5, 1_999, 50_000])
      expect(decideTopUp(freeOption(cents), facts)).toMatchObject({
        outcome: 'allow',
        option: { amount: cents, cents },
      });
    for (const cents of [0, 4, 50_001])
      expect(decideTopUp(freeOption(cents), facts)).toMatchObject({ ground: 'top-up-not-offered' });
    for (const id of ['free-', 'free-1.5', 'free--20', 'free-20x', 'free'])
      expect(decideTopUp(id, facts).outcome).toBe('refuse');
  });

  it('is refused where only the options are sold, and no reason against it is told where it is', () => {
    const { free: _, ...options } = free;
    expect(decideTopUp(freeOption(500), { ...facts, terms: { topUp: options } }).outcome).toBe('refuse');
    expect(topUpOptions(facts)).toEqual({ options: [], reason: null });
  });
});
