import { decideActivation, type VoucherFacts } from './vouchers.ts';

const facts: VoucherFacts = {
  status: 'issued',
  blocked: false,
  validity: { from: '2026-11-20T09:00:00.000Z', to: '2027-11-19T23:00:00.000Z' },
  unused: 3,
  days: 7,
  timeZone: 'Europe/Amsterdam',
};
const NOW = '2026-11-21T09:00:00.000Z';

describe('a week voucher [PEERS-042]', () => {
  it('that is activated today counts from now until midnight seven days on', () => {
    expect(decideActivation(facts, '2026-11-21', NOW)).toEqual({
      outcome: 'allow',
      from: NOW,
      to: '2026-11-27T23:00:00.000Z',
    });
  });

  it('that is activated for another day counts from its midnight, also over a change of the clock', () => {
    expect(decideActivation(facts, '2027-03-25', NOW)).toEqual({
      outcome: 'allow',
      from: '2027-03-24T23:00:00.000Z',
      to: '2027-03-31T22:00:00.000Z',
    });
  });

  it.each<[string, Partial<VoucherFacts>, string, string]>([
    ['yesterday', {}, '2026-11-20', 'voucher-in-past'],
    ['when none is left', { unused: 0 }, '2026-11-21', 'no-voucher-left'],
    ['when the vouchers were ended', { status: 'ended' }, '2026-11-21', 'permit-not-in-force'],
    ['when it would last longer than the vouchers', {}, '2027-11-14', 'voucher-past-end'],
  ])('cannot be activated for or %s', (_what, more, day, ground) => {
    expect(decideActivation({ ...facts, ...more }, day, NOW)).toMatchObject({ outcome: 'refuse', ground });
  });

  it('can be activated up to the last day on which all of it still counts, and the refusal names that day', () => {
    expect(decideActivation(facts, '2027-11-13', NOW).outcome).toBe('allow');
    expect(decideActivation(facts, '2027-11-14', NOW)).toMatchObject({ steps: [{ values: { last: '2027-11-13' } }] });
  });
});
