import { z } from 'zod';
import { Cents, Day, Id, Instant, Text } from '../http/shapes.ts';

/** What is asked before anything of somebody is kept (POM-003). */
export const ConsentQuestion = z.object({
  municipalityId: z.string(),
  name: Text,
  shares: z.array(z.enum(['name', 'address', 'email', 'profile'])),
});
export type ConsentQuestion = z.infer<typeof ConsentQuestion>;
export const ConsentBody = z.strictObject({ give: z.boolean() });
export const ConsentAnswered = z.object({ continueAt: z.string() });

/** A parking action as the start page tells of it. */
export const SessionView = z.object({
  id: Id,
  permitId: Id,
  purpose: z.enum(['self', 'visitors']),
  startsAt: Instant,
  endsAt: Instant,
  areaName: z.string(),
  /** Null once it is erased. */
  plate: z.object({ country: z.string(), display: z.string() }).nullable(),
  /** What it cost, or what is set aside for it. */
  cents: Cents,
  minutes: z.int(),
  state: z.enum(['planned', 'running', 'ended']),
  /** Of which it is a part; null for a single one. */
  series: z.object({ id: Id, number: z.string() }).nullable(),
});
export type SessionView = z.infer<typeof SessionView>;

const Purpose = z.object({
  permitId: Id,
  productName: Text,
  /** Where to park; one is no choice. */
  locations: z.array(z.object({ id: z.string(), name: z.string() })),
  /** The most paid time of one visit; null is without end. */
  visitMinutes: z.int().nullable(),
});
const Hours = z.object({ from: Day, lastDay: Day, minutes: z.int() });

/** Everything the start page shows (POM-005). */
export const OnDemandView = z.object({
  municipalityId: z.string(),
  serviceName: Text,
  beneficiary: z.string(),
  information: z.string().nullable(),
  timeZone: z.string(),
  holderName: z.string(),
  email: z.string(),
  internalNumber: z.int(),
  profileId: z.string().nullable(),
  consentGivenAt: Instant,
  /** Whether an address for the own calendar is in use. */
  hasCalendar: z.boolean(),
  balanceCents: Cents,
  topUp: z.object({ leastCents: Cents, mostCents: Cents }).nullable(),
  self: Purpose.nullable(),
  visitors: Purpose.nullable(),
  /** Visitor hours that are left this period and the next (POM-022). */
  hours: z.object({ now: Hours, next: Hours.nullable() }).nullable(),
  running: SessionView.nullable(),
  next: SessionView.nullable(),
});
export type OnDemandView = z.infer<typeof OnDemandView>;

const line = (longest: number) => z.string().trim().min(1).max(longest);
/** Who a receipt or an invoice is made out to (POM-011). */
export const InvoiceBody = z.strictObject({
  kind: z.enum(['receipt', 'invoice']),
  name: line(120),
  street: line(120),
  postcode: line(12),
  city: line(80),
  country: z.enum(['BE', 'NL']),
  vatNumber: line(20).nullable().default(null),
});
export const FreeTopUpBody = z.strictObject({
  cents: z.int().min(1).max(1_000_000),
  invoice: InvoiceBody.nullable().default(null),
});

export const PastFilter = z.strictObject({
  from: Day.optional(),
  until: Day.optional(),
  /** Only what an invoice was asked for. */
  invoiced: z.enum(['yes', 'no']).default('no'),
  limit: z.coerce.number().int().min(1).max(100).default(10),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});
export const PastExport = PastFilter.omit({ limit: true, page: true }).extend({
  format: z.enum(['csv', 'xlsx']).default('csv'),
});
export const InvoiceForm = z.strictObject({ format: z.enum(['pdf', 'ubl']).default('pdf') });
export const PastTransaction = z.object({
  number: z.int(),
  at: Instant,
  /** Up or down. */
  cents: z.int(),
  endCents: z.int(),
  kind: z.enum(['top-up', 'hold', 'settle', 'charged-back', 'other']),
  actionId: Id.nullable(),
  /** What was asked for with a top-up; it has a number once that is paid. */
  invoice: z.object({ id: Id, kind: z.enum(['receipt', 'invoice']), number: z.string().nullable() }).nullable(),
});
export type PastTransaction = z.infer<typeof PastTransaction>;
const Past = { total: z.int(), page: z.int(), limit: z.int() };
export const PastTransactions = z.object({ items: z.array(PastTransaction), ...Past });
export type PastTransactions = z.infer<typeof PastTransactions>;
export const PastSessions = z.object({ items: z.array(SessionView), ...Past });
export type PastSessions = z.infer<typeof PastSessions>;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 09:30');
export const SeriesBody = z
  .strictObject({
    permitId: Id,
    plate: z.string().min(1).max(20),
    country: z.string().regex(/^[A-Z]{1,3}$/),
    areaId: z.string().max(60).optional(),
    /** ISO weekdays. */
    weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
    from: Day,
    until: Day,
    /** By the wall clock; an end that is not after the start is one of the day after. */
    startsAt: clock,
    endsAt: clock,
  })
  .refine(({ from, until }) => Date.parse(until) - Date.parse(from) <= 400 * 86_400_000, {
    path: ['until'],
    message: 'within a year',
  });
export const SeriesOrder = SeriesBody.safeExtend({ only: z.enum(['all', 'possible']).default('all') });
export const SeriesPreview = z.object({
  items: z.array(
    z.object({
      date: Day,
      startsAt: Instant,
      endsAt: Instant,
      holiday: z.boolean(),
      cents: Cents,
      ground: z.string().nullable(),
    }),
  ),
  cents: Cents,
  possible: z.int(),
});
export type SeriesPreview = z.infer<typeof SeriesPreview>;
export const SeriesBooked = z.object({
  id: Id,
  number: z.string(),
  booked: z.array(z.object({ date: Day, actionId: Id, startsAt: Instant, endsAt: Instant })),
  refused: z.array(z.object({ date: Day, ground: z.string() })),
});
export type SeriesBooked = z.infer<typeof SeriesBooked>;
export const SeriesCancelled = z.object({ cancelled: z.int() });
export const CalendarAddress = z.object({ url: z.string() });
