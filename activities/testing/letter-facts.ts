import { type LetterKind } from '../../rules/documents.ts';
import { type Product } from '../../rules/municipalities/product.ts';
import { productOf } from '../../rules/municipalities/release.ts';
import { type RuleStep } from '../../rules/values/refusal.ts';
import { type LetterFacts } from '../letters/compose.ts';
import { voorbeeld } from './voorbeeld.ts';

/** What letters of every kind are about. */
export const content = voorbeeld();
export const product = (id: string): Product => productOf(content, id)!;

export const steps: RuleStep[] = [
  { rule: 'not-for-this-applicant', outcome: 'met', article: 'artikel 3 lid 1', values: { applicant: 'person' }, remedy: null },
  { rule: 'own-places', outcome: 'met', article: 'artikel 3 lid 1', values: { ownPlaces: 0, atMost: 0, atLeast: null }, remedy: null },
  { rule: 'keeper-or-evidence', outcome: 'staff-decides', article: 'artikel 4 lid 2', values: { plate: 1, keeper: 'other' }, remedy: null },
]; // prettier-ignore

export const permit: NonNullable<LetterFacts['permit']> = {
  number: 'BV-2026-00017',
  areaId: 'B',
  validFrom: '2026-11-30T23:00:00.000Z',
  validUntil: '2027-11-30T23:00:00.000Z',
  plates: ['T-17-KRV'],
  priceCents: 9_000,
  weekdays: [],
  endedAt: null,
  endGround: null,
};

export const facts = (kind: LetterKind, with_: Partial<LetterFacts> = {}): LetterFacts => ({
  kind,
  language: 'nl',
  sentAt: '2026-11-20T12:00:00.000Z',
  holder: {
    name: 'Emma Visser',
    address: {
      street: 'Kade',
      houseNumber: 21,
      houseSuffix: '',
      postcode: '4302SA',
      city: 'Voorbeeldstad',
      country: 'NL',
    },
  },
  content,
  product: product('resident'),
  applicationNumber: 'Z-2304',
  decision: { id: 'd3c1', by: 'rule', ground: null, steps },
  permit: kind === 'application-rejected' ? null : permit,
  payment: null,
  refunds: [],
  pass: null,
  renewal: null,
  ...with_,
});

export const issued = (with_: Partial<LetterFacts> = {}) =>
  facts('permit-issued', {
    payment: { reference: 'PW-7F3K', paidAt: '2026-11-21T23:30:00.000Z', cents: 9_000 },
    ...with_,
  });
export const rejected = (with_: Partial<LetterFacts> = {}) =>
  facts('application-rejected', {
    decision: { id: 'd3c1', by: 'staff', ground: 'evidence-expired', steps },
    ...with_,
  });
export const ended = (with_: Partial<LetterFacts> = {}) =>
  facts('permit-ended', {
    permit: { ...permit, endedAt: '2027-02-01T10:00:00.000Z', endGround: 'moved' },
    ...with_,
  });

export const refund = {
  number: 'TERUG-2027-00012',
  cents: 6_750,
  paidCents: 9_000,
  dueOn: '2027-03-29',
  steps: [
    {
      rule: 'unused-months',
      outcome: 'met' as const,
      article: 'artikel 12 lid 2',
      values: { unused: 9, months: 12, paidCents: 9_000, cents: 6_750 },
      remedy: null,
    },
  ],
  account: 'NL•• •••• •••• ••43 00',
};
export const refunded = (with_: Partial<LetterFacts> = {}) => facts('refund', { refunds: [refund], ...with_ });

export const renewed = (with_: Partial<LetterFacts> = {}) =>
  facts('permit-renewed', {
    payment: { reference: 'PW-7F3K', paidAt: '2026-11-21T23:30:00.000Z', cents: 9_000 },
    renewal: { status: 'renewed', lapsesAt: null },
    ...with_,
  });
export const reminded = (with_: Partial<LetterFacts> = {}) =>
  facts('renewal-reminder', {
    renewal: { status: 'awaiting-payment', lapsesAt: '2026-12-30T23:00:00.000Z' },
    ...with_,
  });

export const refusedPlate = (with_: Partial<LetterFacts> = {}) =>
  facts('plate-change-rejected', {
    decision: { id: 'd3c2', by: 'staff', ground: 'evidence-expired', steps },
    plateChange: { comes: 'K-51-FTN', goes: null, from: null, overlapUntil: null, backAt: null },
    ...with_,
  });
