import { z } from 'zod';
import { LIFE_EVENTS, STEPS } from '../../../rules/municipalities/product.ts';
import { applicant, cents, days, id, text } from './values.ts';

const EvidenceRule = z.strictObject({ id, reason: text, kinds: z.array(id).min(1), article: z.string().min(1) });

const unit = z.enum(['eurocent', 'minute', 'action']);
const balancePeriod = z.enum(['permit', 'year', 'quarter', 'month']);

const Parking = z.strictObject({
  kind: z.enum(['visitor', 'temporary-plate', 'plate-switch', 'prepaid', 'pool']),
  couple: z.boolean(),
  balances: z
    .array(
      z.strictObject({
        unit,
        period: balancePeriod,
        allowance: days,
        carryOver: z.strictObject({ atMost: z.number().int().positive() }).nullable().default(null),
      }),
    )
    .default([]),
  topUp: z
    .strictObject({
      unit,
      options: z.array(z.strictObject({ id, amount: z.number().int().positive(), cents: cents.min(1) })).default([]),
      free: z
        .strictObject({ least: cents.min(1), most: cents.min(1) })
        .nullable()
        .default(null),
      maximum: z.strictObject({ amount: z.number().int().positive(), period: balancePeriod }).nullable().default(null),
      automatic: z.strictObject({ thresholdAtMost: z.number().int().positive() }).nullable().default(null),
    })
    .nullable()
    .default(null),
  atOnce: z.number().int().positive(),
  horizonDays: days,
  dayEnd: z.enum(['paid-time', 'midnight', 'none']),
  longestMinutes: z.number().int().positive().nullable().default(null),
  visit: z
    .strictObject({ paidMinutes: z.number().int().positive(), pauseMinutes: z.number().int().min(1) })
    .nullable()
    .default(null),
  openEnd: z.boolean(),
  extend: z.boolean(),
  onlyPlates: z.boolean().default(false),
  visitPlan: z.boolean().default(false),
  locations: z.array(id).default([]),
  favourites: z.boolean().default(true),
  grants: z
    .strictObject({
      plate: z.enum(['required', 'free']),
      most: z.number().int().min(1).max(500).nullable().default(null),
      managers: z.boolean().default(false),
    })
    .nullable()
    .default(null),
  onDemand: z.enum(['self', 'visitors']).nullable().default(null),
  guests: z
    .strictObject({
      daysAtMost: z.number().int().positive(),
      usesAtMost: z.number().int().positive(),
      guestPays: z.boolean(),
    })
    .nullable()
    .default(null),
  forgottenStops: z.number().int().min(0).max(12).nullable().default(null),
});

const WaitingList = z.strictObject({
  offerDays: z.number().int().positive(),
  reminderDays: z.array(z.number().int().positive()).default([]),
  online: z.boolean(),
  open: z.boolean(),
  skips: days,
});

const Renewal = z.strictObject({
  opensDaysBefore: days.default(42),
  needsConfirmation: z.boolean(),
  automatic: z.boolean().default(false),
  mayWithdraw: z.boolean(),
  reminderDays: z.array(z.number().int().positive()).default([14, 3]),
  graceDays: days.default(30),
  debit: z.strictObject({ noticeDays: z.number().int().positive(), daysBefore: days }).nullable().default(null),
});

const Product = z.strictObject({
  id,
  name: text,
  summary: text,
  legal: z.enum(['permit', 'exemption']),
  article: z.string().min(1),
  numberPrefix: z.string().regex(/^[A-Z]{1,4}$/, 'one to four capitals'),
  eligibility: z.strictObject({
    applicants: z.array(applicant).min(1),
    area: z.enum(['address', 'any']),
    neighbours: z.record(z.string(), z.array(z.string())).default({}),
    ownPlacesAtMost: days.nullable().default(null),
    ownPlacesAtLeast: days.nullable().default(null),
    article: z.string().min(1),
  }),
  places: z
    .array(z.strictObject({ area: id, prices: z.record(z.string(), cents), ceiling: days.nullable().default(null) }))
    .min(1),
  start: z.strictObject({ earliestDays: days, latestDays: days }),
  periods: z
    .array(z.strictObject({ id: z.string().regex(/^P\d+[MD]$/, 'such as P12M or P1D'), months: days, days }))
    .min(1),
  weekdays: z.array(z.number().int().min(1).max(7)).min(1).nullable().default(null),
  voucher: z
    .strictObject({ counts: z.array(z.number().int().min(1).max(1000)).min(1), days: z.number().int().positive() })
    .nullable()
    .default(null),
  plates: z.strictObject({
    min: days,
    max: days,
    atOnce: days,
    foreign: z.boolean(),
    keeperCheck: z.boolean(),
    evidence: EvidenceRule.nullable().default(null),
  }),
  evidence: z.array(EvidenceRule).default([]),
  review: z.strictObject({
    when: z.enum(['never', 'documents', 'always']),
    moment: z.enum(['after-declaration', 'before-declaration']),
  }),
  steps: z.array(z.enum(STEPS)).default([...STEPS]),
  questions: z
    .array(
      z.strictObject({
        id,
        text,
        kind: z.enum(['yes-no', 'text']),
        mustBe: z.enum(['yes', 'no']).nullable().default(null),
      }),
    )
    .default([]),
  vatPercent: z.number().min(0).max(100),
  ledgerAccount: z.string().min(1),
  postponable: z.boolean().default(true),
  registerUsageId: z.string().min(1).max(10),
  parking: Parking.nullable().default(null),
  pass: z.strictObject({ workingDays: z.number().int().positive() }).nullable().default(null),
  agreement: z.array(text).min(1).nullable().default(null),
  plateChange: z
    .strictObject({
      feeCents: cents,
      effect: z.union([z.literal('at-once'), z.strictObject({ workingDays: z.number().int().positive() })]),
      overlapDaysAtMost: z.number().int().min(0).max(1, 'at most a day'),
      aheadDays: days,
    })
    .nullable()
    .default(null),
  temporaryVehicle: z
    .strictObject({ daysAtMost: z.number().int().positive(), perYear: z.number().int().positive() })
    .nullable()
    .default(null),
  zeroEmission: z
    .strictObject({ pricePercent: z.number().int().min(0).max(100) })
    .nullable()
    .default(null),
  takeover: z.strictObject({ evidence: EvidenceRule }).nullable().default(null),
  lifeEvents: z.array(z.enum(LIFE_EVENTS)).default([]),
  disabledCard: z
    .strictObject({ otherCarHours: z.number().int().positive().max(168), alsoIn: z.array(id).default([]) })
    .nullable()
    .default(null),
  secondAddress: z.strictObject({ evidence: EvidenceRule }).nullable().default(null),
  waitingList: WaitingList.nullable().default(null),
  withdrawn: z.boolean().default(false),
  renewal: Renewal.nullable().default(null),
  refund: z
    .strictObject({
      unit: z.enum(['whole-unused-months', 'none']),
      minimumCents: cents.default(0),
      article: z.string().min(1),
    })
    .nullable()
    .default(null),
  holderMay: z.strictObject({ end: z.boolean(), changePlates: z.boolean(), applyAgain: z.boolean() }),
});

export const ProductsFile = z.strictObject({
  evidence: z.array(z.strictObject({ id, name: text, hint: text.nullable().default(null) })),
  products: z.array(Product).min(1),
});
