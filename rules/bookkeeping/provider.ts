import { type Cents } from '../values/money.ts';

/** What the payment provider says of a payment: what came in, what it gave back, what a bank took back. */
export interface AtProvider {
  providerId: string;
  reference: string;
  createdAt: string;
  receivedCents: Cents;
  refundedCents: Cents;
  chargedBackCents: Cents;
}

/** What our books say of it. */
export interface InBooks {
  paymentId: string;
  providerId: string;
  reference: string;
  municipalityId: string;
  receivedCents: Cents;
  refundedCents: Cents;
  chargedBackCents: Cents;
  /** Something of it was booked a moment ago, or is about to be: nothing is concluded from it yet. */
  moving: boolean;
}

export const DIFFERENCE_KINDS = [
  'only-at-provider',
  'only-in-books',
  'received-differs',
  'refunded-differs',
  'charged-back-differs',
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

export interface Difference {
  kind: DifferenceKind;
  providerId: string;
  reference: string;
  paymentId: string | null;
  municipalityId: string | null;
  providerCents: Cents;
  booksCents: Cents;
}

/** Why a difference is as it should be; chosen by finance, so that nothing about people is written down. */
export const EXPLANATIONS = [
  'fault-of-provider',
  'other-system',
  'test-payment',
  'settled-by-hand',
  'written-off',
] as const;
export type Explanation = (typeof EXPLANATIONS)[number];

/**
 * Both sides against each other (BEYOND-020). A payment that brought nothing in is on nobody's side. One the provider lists and our books
 * were not asked about is known to us all the same when `inBooks` holds it.
 */
export function differences(atProvider: readonly AtProvider[], inBooks: readonly InBooks[]): Difference[] {
  const theirs = new Map(atProvider.map((payment) => [payment.providerId, payment]));
  const ours = new Map(inBooks.map((payment) => [payment.providerId, payment]));
  const onlyTheirs = atProvider
    .filter(({ providerId, receivedCents }) => !ours.has(providerId) && receivedCents > 0)
    .map(({ providerId, reference, receivedCents }) => ({
      ...{ kind: 'only-at-provider' as const, providerId, reference, paymentId: null, municipalityId: null },
      providerCents: receivedCents,
      booksCents: 0,
    }));
  const others = inBooks.filter(({ moving }) => !moving).flatMap((books) => ofOne(theirs.get(books.providerId), books));
  return [...onlyTheirs, ...others];
}

function ofOne(provider: AtProvider | undefined, books: InBooks): Difference[] {
  const { providerId, reference, paymentId, municipalityId } = books;
  const differs = (kind: DifferenceKind, providerCents: Cents, booksCents: Cents): Difference[] =>
    providerCents === booksCents
      ? []
      : [{ kind, providerId, reference, paymentId, municipalityId, providerCents, booksCents }];
  if (!provider) return differs('only-in-books', 0, books.receivedCents);
  return [
    ...differs('received-differs', provider.receivedCents, books.receivedCents),
    ...differs('refunded-differs', provider.refundedCents, books.refundedCents),
    ...differs('charged-back-differs', provider.chargedBackCents, books.chargedBackCents),
  ];
}

/** Can our books still follow the provider by themselves, when its payment is asked about once more? */
export const canBeBooked = ({
  kind,
  paymentId,
  providerCents,
  booksCents,
}: Omit<Difference, 'providerId' | 'reference' | 'municipalityId'>): boolean =>
  paymentId !== null &&
  ((kind === 'received-differs' && booksCents === 0) ||
    (kind === 'charged-back-differs' && providerCents > booksCents));
