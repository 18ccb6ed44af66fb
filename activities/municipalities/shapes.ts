import { z } from 'zod';
import {
  LIFE_EVENTS,
  PAYMENT_METHODS,
  SMALLEST_GROUP,
  STEPS,
  type ReleaseContent,
} from '../../rules/municipalities/release.ts';
import { isRsin } from '../../rules/case-registration.ts';
import { HINT_DAYS_AT_MOST, RETENTION, type ChosenClass } from '../../rules/retention.ts';
import { isCivilDate } from '../../rules/values/civil-day.ts';
import { readVatNumber } from '../../rules/values/vat-number.ts';
import { readIban } from '../../rules/values/iban.ts';

/** What the files of a municipality may hold; anything else is a fault with its place. */

const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/i, 'letters, digits and dashes only');
const text = z.strictObject({ nl: z.string().min(1), en: z.string().min(1) });
const days = z.number().int().min(0);
const cents = z.number().int('whole cents').min(0);
const day = z.string().refine(isCivilDate, 'a day such as 2026-12-31');
const timeZone = z
  .string()
  .refine((name) => Intl.supportedValuesOf('timeZone').includes(name), 'a time zone such as Europe/Amsterdam');
const applicant = z.enum(['person', 'business']);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time such as 09:00 or 24:00');
/** One or two is nothing worth a question. */
const least = z.number().int().min(3).max(1_000);

const Means = z.strictObject({
  id,
  label: text,
  hint: text,
  about: z
    .strictObject({ label: text, url: z.url({ protocol: /^https$/ }) })
    .nullable()
    .default(null),
  applicant,
  brokerHint: z.string().min(1),
  subjectType: z.enum(['bsn', 'kvk', 'rsin', 'rrn', 'pseudo']),
  claims: z.strictObject({
    subject: z.string().min(1),
    level: z.string().min(1),
    actingPerson: z.string().exactOptional(),
    branch: z.string().exactOptional(),
    givenName: z.string().exactOptional(),
    familyName: z.string().exactOptional(),
    address: z.string().exactOptional(),
    email: z.string().exactOptional(),
    profile: z.string().exactOptional(),
  }),
  levels: z.array(z.string().min(1)),
  details: z.enum(['brp', 'kvk', 'claims']),
});

const CaseKind = z.strictObject({
  caseType: z.url(),
  received: z.url(),
  decided: z.url(),
  closed: z.url(),
  results: z.strictObject({ granted: z.url(), rejected: z.url(), withdrawn: z.url(), lapsed: z.url() }),
  documentType: z.url(),
});

/** What a municipality may choose lies within what the table allows. */
const chosen = (of: ChosenClass) => {
  const { least, most } = RETENTION[of].bounds;
  const said = `${least} to ${most} ${RETENTION[of].unit}`;
  return z.number().int().min(least, said).max(most, said).exactOptional();
};
const Terms = z.strictObject({
  plates: chosen('plates'),
  checks: chosen('checks'),
  words: chosen('words'),
  proofs: chosen('proofs'),
  notes: chosen('notes'),
  bankAccounts: chosen('bankAccounts'),
  refundFiles: chosen('refundFiles'),
} satisfies Record<ChosenClass, unknown>);

export const MunicipalityFile = z.strictObject({
  id,
  name: z.string().min(1),
  country: z.enum(['NL', 'BE']),
  timeZone,
  extraHolidays: z.array(day),
  areaManagerId: z.string().regex(/^\d{1,4}$/, 'one to four digits'),
  contact: z.strictObject({
    phone: z.string().min(1),
    line: z
      .string()
      .regex(/^\+\d{6,15}$/, 'as it is dialled, such as +31880000001')
      .nullable(),
    email: z.email(),
    mailSubject: text.nullable().default(null),
    address: text,
    hours: text,
  }),
  ordinance: text,
  signatory: text,
  objection: z.strictObject({ weeks: z.number().int().positive(), address: text }),
  login: z.strictObject({
    clientId: z.string().min(1),
    means: z.array(Means).min(1),
    permitLogin: z.strictObject({ label: text, hint: text }).nullable().default(null),
  }),
  terms: z.strictObject({
    draftDays: days,
    documentReminderDays: z.array(days),
    documentDays: days,
    paymentReminderDays: z.array(days),
    paymentDays: days,
    decisionDays: days,
    targetWorkingDays: days,
    provisionalHours: z.number().int().min(0).max(72).default(0),
  }),
  retention: Terms.default({}),
  historySince: day.nullable().default(null),
  secondLook: z
    .strictObject({ percent: z.number().min(0).max(100), seed: z.string().min(4).max(60) })
    .nullable()
    .default(null),
  smallestGroup: z.number().int().min(5).max(1_000).default(SMALLEST_GROUP),
  payout: z
    .strictObject({
      name: z.string().min(1).max(70),
      iban: z
        .string()
        .refine((iban) => readIban(iban).outcome === 'allow', 'an account number whose checksum is right'),
    })
    .nullable()
    .default(null),
  enforcement: z
    .strictObject({
      warnHolder: z.boolean(),
      expiredDays: z.number().int().min(0).max(31).default(14),
      repeatHours: z.number().int().min(1).max(72).default(24),
      packMinutes: z.number().int().min(1).max(60).default(15),
      reportsTo: z.email().nullable().default(null),
    })
    .nullable()
    .default(null),
  directDebit: z
    .strictObject({
      creditor: z.string().min(1).max(70),
      creditorId: z
        .string()
        .regex(/^[A-Z]{2}\d{2}[A-Z0-9]{3}[A-Z0-9]{1,28}$/, 'a creditor identifier, such as NL00ZZZ123456780000'),
    })
    .nullable()
    .default(null),
  thirdParties: z
    .strictObject({
      areas: z.array(id).min(1),
      longestHours: z.number().int().min(1).max(168),
      registerUsageId: z.string().min(1).max(10),
    })
    .nullable()
    .default(null),
  paymentMethods: z
    .array(z.enum(PAYMENT_METHODS))
    .min(1)
    .default([...PAYMENT_METHODS]),
  payAtOnce: z.boolean().default(false),
  caseRegistration: z
    .strictObject({
      rsin: z.string().refine(isRsin, 'nine digits that pass the eleven test'),
      kinds: z.strictObject({
        'permit-application': CaseKind.optional(),
        'plate-change': CaseKind.optional(),
        renewal: CaseKind.optional(),
      }),
    })
    .nullable()
    .default(null),
  oin: z
    .string()
    .regex(/^\d{20}$/, 'twenty digits')
    .nullable()
    .default(null),
  onDemand: z
    .strictObject({
      name: text,
      beneficiary: z.string().min(1).max(70),
      information: z
        .url({ protocol: /^https$/ })
        .nullable()
        .default(null),
      seller: z
        .strictObject({
          name: z.string().min(1).max(70),
          street: z.string().min(1),
          postcode: z.string().min(4),
          city: z.string().min(1),
          country: z.enum(['BE', 'NL']),
          vatNumber: z
            .string()
            .refine((number) => readVatNumber(number).outcome === 'allow', 'a VAT number whose checksum is right'),
        })
        .nullable()
        .default(null),
    })
    .nullable()
    .default(null),
  misuseHints: z
    .strictObject({
      // Shorter than hints are kept, so that one which vanished is never found again in the same stays.
      days: z.number().int().min(7).max(HINT_DAYS_AT_MOST),
      manyCars: z
        .strictObject({ products: z.array(id).min(1), cars: least, from: clock, to: clock })
        .nullable()
        .default(null),
      sharedCar: z
        .strictObject({ products: z.array(id).min(1), households: least })
        .nullable()
        .default(null),
      temporaryAgain: z
        .strictObject({ products: z.array(id).min(1), times: least })
        .nullable()
        .default(null),
    })
    .nullable()
    .default(null),
  demonstration: z.boolean(),
});

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

export const AddressesFile = z.strictObject({
  addresses: z.array(
    z.strictObject({
      area: id,
      postcode: z.string().min(4),
      from: z.number().int().exactOptional(),
      to: z.number().int().exactOptional(),
    }),
  ),
  ownPlaces: z
    .array(z.strictObject({ postcode: z.string().min(4), houseNumber: z.number().int(), places: days }))
    .nullable(),
});

export const TariffsFile = z.strictObject({
  regulations: z.array(
    z.strictObject({
      id,
      areas: z.array(id).min(1),
      usage: z.string().min(1).max(10),
      from: day.nullable().default(null),
      until: day.nullable().default(null),
      dayMaximumCents: cents.nullable().default(null),
      frames: z.array(
        z.strictObject({
          days: z
            .array(
              z.union([z.number().int().min(1).max(7), z.string().regex(/^[A-Z]{3,}$/, 'a special day in capitals')]),
            )
            .min(1),
          from: clock,
          to: clock,
          fare: id.nullable(),
        }),
      ),
    }),
  ),
  fares: z.array(
    z.strictObject({
      id,
      parts: z
        .array(
          z.strictObject({
            from: days,
            to: z.number().int().positive().nullable(),
            euros: z.string().regex(/^\d{1,4}(\.\d{1,8})?$/, 'euros such as "2.50", in quotes'),
            stepMinutes: z.number().int().positive(),
          }),
        )
        .min(1),
    }),
  ),
});

const point = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
const line = z.array(point).min(2);
const ring = z
  .array(point)
  .min(4)
  .refine((points) => String(points[0]) === String(points.at(-1)), 'a ring ends where it began');

export const AreasFile = z.strictObject({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.discriminatedUnion('type', [
      z.strictObject({
        type: z.literal('Feature'),
        properties: z.union([
          z.strictObject({
            kind: z.enum(['zone', 'garage']),
            id,
            name: z.string().min(1),
            registerId: z.string().min(1).max(10),
          }),
          z.strictObject({ kind: z.enum(['land', 'water', 'green', 'street', 'rail']) }),
        ]),
        geometry: z.discriminatedUnion('type', [
          z.strictObject({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1) }),
          z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1) }),
          z.strictObject({ type: z.literal('LineString'), coordinates: line }),
        ]),
      }),
    ]),
  ),
});

const rows = z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])));
export const NationalTariffsFile = z.strictObject({
  regelingen: rows,
  gebiedRegelingen: rows,
  tijdvakken: rows,
  tariefberekeningen: rows,
  tariefdelen: rows,
});

const sentences = z.record(z.string(), z.string());
export const TextsFile = z.strictObject({ nl: sentences, en: sentences });

/** The files put together are what the rules read; this does not compile when they differ. */
export type ContentParts = z.infer<typeof ProductsFile> &
  z.infer<typeof AddressesFile> & { tariffs: z.infer<typeof TariffsFile> } & {
    municipality: z.infer<typeof MunicipalityFile>;
  };
export const fitsTheRules = (parts: ContentParts): Pick<ReleaseContent, keyof ContentParts & keyof ReleaseContent> =>
  parts;
