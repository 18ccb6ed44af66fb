import { z } from 'zod';
import { PAYMENT_METHODS, SMALLEST_GROUP } from '../../../rules/municipalities/municipality.ts';
import { isRsin } from '../../../rules/case-registration.ts';
import { HINT_DAYS_AT_MOST, RETENTION, type ChosenClass } from '../../../rules/retention.ts';
import { readVatNumber } from '../../../rules/values/vat-number.ts';
import { readIban } from '../../../rules/values/iban.ts';
import { applicant, clock, day, days, id, text } from './values.ts';

const timeZone = z
  .string()
  .refine((name) => Intl.supportedValuesOf('timeZone').includes(name), 'a time zone such as Europe/Amsterdam');
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
