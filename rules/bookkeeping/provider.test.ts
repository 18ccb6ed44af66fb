import { canBeBooked, differences, type AtProvider, type InBooks } from './provider.ts';

const theirs = (more: Partial<AtProvider> = {}): AtProvider => ({
  providerId: 'tr_1',
  reference: 'PW-AAAAA-AAAAA',
  createdAt: '2026-05-01T10:00:00.000Z',
  receivedCents: 9_000,
  refundedCents: 0,
  chargedBackCents: 0,
  ...more,
});
const ours = (more: Partial<InBooks> = {}): InBooks => ({
  paymentId: 'p1',
  providerId: 'tr_1',
  reference: 'PW-AAAAA-AAAAA',
  municipalityId: 'voorbeeld',
  receivedCents: 9_000,
  refundedCents: 0,
  chargedBackCents: 0,
  moving: false,
  ...more,
});

describe('the provider and the books', () => {
  it('agree when every amount is the same, and about payments that brought nothing in [BEYOND-020]', () => {
    expect(differences([theirs(), theirs({ providerId: 'tr_2', receivedCents: 0 })], [ours()])).toEqual([]);
    expect(differences([], [ours({ receivedCents: 0 })])).toEqual([]);
  });

  it.each([
    [
      'a payment we know nothing of',
      [theirs()],
      [],
      { kind: 'only-at-provider', providerCents: 9_000, booksCents: 0, paymentId: null },
    ],
    [
      'a payment the provider knows nothing of',
      [],
      [ours()],
      { kind: 'only-in-books', providerCents: 0, booksCents: 9_000 },
    ],
    [
      'another amount',
      [theirs({ receivedCents: 8_000 })],
      [ours()],
      { kind: 'received-differs', providerCents: 8_000 },
    ],
    [
      'a refund we did not send',
      [theirs({ refundedCents: 500 })],
      [ours()],
      { kind: 'refunded-differs', providerCents: 500 },
    ],
    [
      'a refund that never left',
      [theirs()],
      [ours({ refundedCents: 500 })],
      { kind: 'refunded-differs', booksCents: 500 },
    ],
    [
      'money a bank took back',
      [theirs({ chargedBackCents: 9_000 })],
      [ours()],
      { kind: 'charged-back-differs', providerCents: 9_000 },
    ],
  ])('differ by %s [BEYOND-020]', (_what, provider, books, difference) => {
    expect(differences(provider, books)).toMatchObject([difference]);
  });

  it('are not compared on what moves at this moment', () => {
    expect(differences([theirs({ refundedCents: 500 })], [ours({ moving: true })])).toEqual([]);
  });

  it('come together by asking again where our books lag, and only there', () => {
    const [paid] = differences([theirs()], [ours({ receivedCents: 0 })]);
    const [taken] = differences([theirs({ chargedBackCents: 100 })], [ours()]);
    const [less] = differences([theirs({ receivedCents: 1 })], [ours()]);
    const [unknown] = differences([theirs()], []);
    expect([paid, taken, less, unknown].map((one) => canBeBooked(one!))).toEqual([true, true, false, false]);
  });
});
