import { z } from 'zod';
import { daysBetween } from '../../rules/values/civil-day.ts';
import { Cents, Day, Id, Instant, MOST, Text, page } from '../http/shapes.ts';

export const Unit = z.enum(['eurocent', 'minute', 'action']);
export const Country = z.string().regex(/^[A-Z]{1,3}$/);
const Plate = z.string().min(1).max(20);
const Amount = z.object({ unit: Unit, amount: z.int() });
export const PlateView = z.object({ country: z.string(), display: z.string() });

export const BalanceView = z.object({
  unit: Unit,
  /** What is free to be used today. */
  available: z.int(),
  /** Set aside for what is planned or runs. */
  held: z.int(),
  /** Days it is for; null is as long as the permit. The last day included. */
  period: z.object({ from: Day, lastDay: Day }).nullable(),
  /** At the use of the last weeks it lasts until about this day (BEYOND-035); null when that is not to be said. */
  lastsUntil: Day.nullable(),
  /** Where what is left goes on to the next period: what was bought and came along for this one, and the most that can (PEERS-014). */
  extra: z.object({ bought: z.int(), carried: z.int(), carryAtMost: z.int() }).optional(),
});

/** What this account may do with this permit now; everything else is neither shown nor accepted (2PARK-003). */
export const May = z.enum([
  'start', 'plan', 'extend', 'correct', 'switch-plate', 'top-up', 'favourites', 'grants', 'guests', 'visits', 'history', 'transactions', 'alarm', 'staff-history', 'leave', 'remove',
]); // prettier-ignore
export type May = z.infer<typeof May>;

export const ParkingPermit = z.object({
  id: Id,
  number: z.string(),
  municipality: z.object({ id: z.string(), name: z.string() }),
  productId: z.string(),
  productName: Text,
  kind: z.enum(['visitor', 'temporary-plate', 'plate-switch', 'prepaid', 'pool']),
  areaId: z.string(),
  areaName: z.string(),
  role: z.enum(['owner', 'manager', 'grantee']),
  grantId: Id.nullable(),
  /** Who gave the grant; null for its owner (2PARK-092). */
  grantor: z.string().nullable(),
  /** The only plate a grantee may park; null is any. */
  grantPlate: PlateView.nullable(),
  state: z.enum(['upcoming', 'active', 'blocked', 'ended', 'expired']),
  validFrom: Instant,
  /** Half-open. */
  validUntil: Instant,
  lastDay: Day,
  /** Of the grant where it has a balance of its own, else of the permit. */
  balances: z.array(BalanceView),
  running: z.int(),
  planned: z.int(),
  atOnce: z.int(),
  /** Plates on the permit itself, with the one that counts now. */
  plates: z.array(
    z.object({ country: z.string(), display: z.string(), counts: z.boolean(), visibleSince: Instant.nullable() }),
  ),
  /** Where to park, when there is a choice (2PARK-111). */
  locations: z.array(z.object({ id: z.string(), name: z.string() })),
  /** The end a form begins with: the end of the day, or none (2PARK-052). */
  defaultEnd: z.enum(['end-of-day', 'none']),
  /** Is the end of the day one to choose? Not where paid time is the latest end or a visit has a longest time: it would be refused. */
  endOfDay: z.boolean(),
  /** May the end be left open, until somebody stops it (PEERS-008)? */
  openEnd: z.boolean(),
  horizonDays: z.int(),
  longestMinutes: z.int().nullable(),
  may: z.array(May),
  alarm: z.object({ unit: Unit, threshold: z.int(), below: z.boolean() }).nullable(),
  /** Is parking paid for now, until when, and what follows (PEERS-015); null where nothing is charged. */
  now: z
    .object({
      paid: z.boolean(),
      changesAt: Instant.nullable(),
      /** The paid time of today, for the strip. */
      today: z.array(z.object({ from: Instant, to: Instant })),
      holiday: z.boolean(),
    })
    .nullable(),
  timeZone: z.string(),
});
export type ParkingPermit = z.infer<typeof ParkingPermit>;
export const ParkingPermitList = z.object({ items: z.array(ParkingPermit) });

export const StayBody = z.strictObject({
  permitId: Id,
  plate: Plate,
  country: Country,
  /** Absent: now. */
  startsAt: Instant.optional(),
  /** Absent: until it is stopped, and no later than the latest end there is. */
  endsAt: Instant.optional(),
  /** One of the permit's locations, where there is a choice. */
  areaId: z.string().max(60).optional(),
});
export const StartBody = StayBody.extend({ quoteId: z.string().max(2000).optional() });

export const PriceLine = z.object({
  from: Instant,
  to: Instant,
  minutes: z.int(),
  cents: Cents,
  kind: z.enum(['paid', 'free', 'cap']),
});

export const QuoteView = z.object({
  quoteId: z.string(),
  /** The quote is kept to until then. */
  quoteEndsAt: Instant,
  startsAt: Instant,
  endsAt: Instant,
  /** What is set aside, per unit. Nothing for free time. */
  holds: z.array(Amount),
  priceCents: Cents,
  paidMinutes: z.int(),
  lines: z.array(PriceLine),
  /** Nothing is charged in the whole stay (PEERS-005). */
  free: z.boolean(),
  /** What may be a slip of the pen; asks, never blocks (BEYOND-001). */
  doubts: z.array(
    z.object({
      kind: z.enum(['sidecode', 'look-alike', 'near-favourite']),
      /** What was perhaps meant. */
      suggestion: z.string().nullable(),
    }),
  ),
  /** As the open vehicle data know it: “a blue Volvo”; null when unknown or away. */
  vehicle: z.object({ colour: z.string(), make: z.string() }).nullable(),
});
export type QuoteView = z.infer<typeof QuoteView>;

export const StartedView = z.object({
  id: Id,
  startsAt: Instant,
  endsAt: Instant,
  heldCents: Cents,
  holds: z.array(Amount),
});

export const ActionView = z.object({
  id: Id,
  permitId: Id,
  productName: Text,
  municipalityName: z.string(),
  /** Null when it has been erased, thirteen weeks after the end (2PARK-104). */
  plate: PlateView.nullable(),
  /** Of the favourite with this plate. */
  name: z.string().nullable(),
  areaName: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  /** Runs until somebody stops it; the end is the latest there is. */
  openEnd: z.boolean(),
  state: z.enum(['planned', 'running', 'ended']),
  /** Ended: what it cost; before: what is set aside. */
  amounts: z.array(Amount),
  /** Started by somebody the permit was granted to. */
  byGrantee: z.boolean(),
  /** Since when officers see it in the national register; null while they do not (BEYOND-006). */
  visibleSince: Instant.nullable(),
  /** The plate before it was corrected (BEYOND-002). */
  correctedFrom: z.string().nullable(),
  /** What whoever asks noted about it, in their own words; gone with the plate (PEERS-019). */
  note: z.string().nullable(),
  may: z.array(z.enum(['stop', 'delete', 'extend', 'correct'])),
});
export type ActionView = z.infer<typeof ActionView>;
export const ActionPage = page(ActionView);
export const ActionQuery = z.strictObject({
  permitId: Id.optional(),
  state: z.enum(['planned', 'running', 'ended']).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(10),
  cursor: z.string().max(200).optional(),
});
/** The price of an action piece by piece, as it was booked (BEYOND-008). */
export const ActionStory = ActionView.extend({
  release: z.int(),
  priceCents: Cents,
  paidMinutes: z.int(),
  lines: z.array(PriceLine),
  /** May its owner still say that the car left earlier (BEYOND-009)? */
  mayTellForgotten: z.boolean(),
  /** What somebody said of it, and what came of that; null when nobody did. */
  forgotten: z
    .object({
      leftAt: Instant,
      /** When it ended before. */
      endedAt: Instant,
      status: z.enum(['asked', 'forgiven', 'refused']),
      ground: z.string().nullable(),
    })
    .nullable(),
});

/** Empty takes the note away. */
export const NoteBody = z.strictObject({ note: z.string().trim().max(200) });
/** Both days included. A page to read holds a quarter of a year at most; a spreadsheet whatever there is. */
export const StatementQuery = z
  .strictObject({ from: Day, until: Day, format: z.enum(['pdf', 'csv', 'xlsx']).default('pdf') })
  .refine(({ from, until }) => from <= until, { path: ['until'] })
  .refine(({ from, until, format }) => format !== 'pdf' || daysBetween(from, until) <= 92, { path: ['from'] });

export const ExtendBody = z.strictObject({ endsAt: Instant });
/** What a later end costs, before somebody says yes to it (2PARK-061). */
export const ExtensionQuote = z.object({
  endsAt: Instant,
  /** Set aside beyond what is set aside already. */
  holds: z.array(Amount),
  /** Of the whole stay, as are the lines. */
  priceCents: Cents,
  lines: z.array(PriceLine),
});
export const CorrectBody = z.strictObject({ plate: Plate, country: Country });
export const StoppedView = z.object({ endedAt: Instant, costs: z.array(Amount), back: z.array(Amount) });

export const FavouriteBody = z.strictObject({ plate: Plate, country: Country, name: z.string().trim().min(1) });
export const FavouriteView = z.object({ id: Id, plate: PlateView, name: z.string() });
export const FavouriteList = z.object({ items: z.array(FavouriteView) });
export const RecentPlates = z.object({ items: z.array(PlateView.extend({ usedAt: Instant })) });

export const ActivePlateBody = z.strictObject({ plate: Plate, country: Country });
export const ActivePlateView = z.object({ plate: PlateView, since: Instant });

/** By the wall clock; the end of the day is 24:00. */
const WallClock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time as HH:MM');
const GrantHours = z
  .strictObject({ from: WallClock, until: WallClock })
  .refine(({ from, until }) => from < until, { path: ['until'], message: 'must be after from' });

export const GrantBody = z.strictObject({
  email: z.email().max(254),
  plate: Plate.optional(),
  country: Country.optional(),
  /** A part of the balance set apart for it; absent, the whole balance may be used. */
  amount: z.int().positive().max(MOST).optional(),
  /** At most so much a calendar month (BEYOND-035). */
  monthlyCap: z.int().positive().max(MOST).optional(),
  /** Days and hours in which they may park, Monday is 1; absent, always (BEYOND-042). */
  days: z.array(z.int().min(1).max(7)).min(1).max(7).optional(),
  hours: GrantHours.optional(),
  /** At most so many starts from Monday to Sunday. */
  weeklyStarts: z.int().min(1).max(100).optional(),
  /** Does the owner hear of each start? */
  tellStarts: z.boolean().optional(),
  /** Absent: a year from now. */
  lastDay: Day.optional(),
});
export const GrantView = z.object({
  id: Id,
  email: z.string(),
  plate: PlateView.nullable(),
  unit: Unit.nullable(),
  amount: z.int().nullable(),
  /** Left of the part set apart; null without one. */
  available: z.int().nullable(),
  monthlyCap: z.int().nullable(),
  days: z.array(z.int()).nullable(),
  hours: z.object({ from: z.string(), until: z.string() }).nullable(),
  weeklyStarts: z.int().nullable(),
  tellStarts: z.boolean(),
  /** Nothing can be started until it goes on. */
  paused: z.boolean(),
  /** Over from then on; null is as long as the permit. */
  endsAt: Instant.nullable(),
  status: z.enum(['invited', 'accepted', 'ended']),
  /** Manages the list with its owner (PEERS-029). */
  manager: z.boolean(),
  invitedAt: Instant,
  acceptedAt: Instant.nullable(),
});
export const GrantList = z.object({
  items: z.array(GrantView),
  plate: z.enum(['required', 'free']),
  unit: Unit.nullable(),
  /** At most so many at a time. */
  most: z.int(),
  /** May some of them manage the list together? */
  managers: z.boolean(),
  /** Who owns the permit in the app, and manages it first. */
  owner: z.string(),
});
export const ManagerBody = z.strictObject({ manager: z.boolean() });
/** What a person of the list parked. Who it was is told as long as the plate is. */
export const StaffSession = z.object({
  id: Id,
  person: z.string().nullable(),
  plate: PlateView.nullable(),
  areaName: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  state: z.enum(['planned', 'running', 'ended']),
});
export type StaffSession = z.infer<typeof StaffSession>;
export const StaffSessions = page(StaffSession);
export const StaffQuery = z.strictObject({
  /** Of one person; absent, of everybody. */
  grantId: Id.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(10),
  cursor: z.string().max(200).optional(),
});
export const StaffExport = z.strictObject({ grantId: Id.optional(), format: z.enum(['csv', 'xlsx']) });
export const GrantedView = z.object({ grant: GrantView, balances: z.array(BalanceView) });
/** Taken back: what returned to the owner at once, what was cancelled, and how many run on to their end. */
export const RevokedView = GrantedView.extend({ returned: z.int(), cancelled: z.int(), running: z.int() });

export const TopUpOptions = z.object({
  /** What may still be chosen; none when the reason says why (2PARK-041). */
  options: z.array(z.object({ id: z.string(), unit: Unit, amount: z.int(), cents: Cents })),
  reason: z.enum(['maximum-reached', 'permit-not-in-force']).nullable(),
  /** Bought in this period, the most there may be, and the last day of it. */
  bought: z.int(),
  maximum: z.int().nullable(),
  lastDay: Day.nullable(),
});
export const TopUpBody = z.strictObject({ optionId: z.string().max(60) });
export const TopUpStarted = z.object({ reference: z.string(), checkoutUrl: z.string() });
export const TopUpView = z.object({
  reference: z.string(),
  permitId: Id,
  status: z.enum(['open', 'paid', 'failed', 'refunded']),
  unit: Unit,
  amount: z.int(),
  cents: Cents,
  checkoutUrl: z.string().nullable(),
});

export const TransactionView = z.object({
  at: Instant,
  kind: z.enum([
    'issued',
    'opening',
    'carried',
    'top-up',
    'hold',
    'settle',
    'cost',
    'grant',
    'grant-returned',
    'refund',
    'charged-back',
    'forgiven',
    'other',
  ]),
  unit: Unit,
  /** Up or down. Together they are the balance. */
  change: z.int(),
  actionId: Id.nullable(),
  /** Days of the balance it was booked on; absent for one as long as the permit. */
  period: z.object({ from: Day, lastDay: Day }).optional(),
});
/** The number of a journal entry and its balance: entries are numbered as they are booked, so nothing that comes later shifts a page. */
const TransactionCursor = z
  .string()
  .regex(/^\d{1,18}~[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'not a cursor of this list');
export const TransactionQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(10),
  cursor: TransactionCursor.optional(),
});
export const TransactionPage = z.object({
  items: z.array(TransactionView),
  nextCursor: z.string().nullable(),
  total: z.int(),
});
export const HistoryCounts = z.object({ actions: z.int(), transactions: z.int().nullable() });
export const HistoryMailBody = z.strictObject({ tab: z.enum(['actions', 'transactions']) });

/** A threshold of null takes the alarm away. */
export const AlarmBody = z.strictObject({ unit: Unit, threshold: z.int().positive().max(1_000_000).nullable() });
export const AlarmView = z.object({
  alarm: z.object({ unit: Unit, threshold: z.int(), below: z.boolean() }).nullable(),
});

export const LinkBody = z.strictObject({ token: z.string().min(20).max(200) });
export const LinkAcceptedView = z.object({ permitId: Id, role: z.enum(['owner', 'grantee']) });
/** The action a mailed link is about, for whoever holds it (PEERS-003). */
export const ActionLinkView = z.object({
  productName: Text,
  municipalityName: z.string(),
  areaName: z.string(),
  /** The last characters only: whoever holds the link knows the car. Null when it has been erased. */
  plateEnd: z.string().nullable(),
  startsAt: Instant,
  endsAt: Instant,
  openEnd: z.boolean(),
  state: z.enum(['planned', 'running', 'ended']),
  may: z.array(z.enum(['stop', 'extend'])),
  /** Later ends that would be booked now, with what each sets aside beyond what is set aside already. */
  choices: z.array(z.object({ minutes: z.int(), endsAt: Instant, holds: z.array(Amount) })),
  timeZone: z.string(),
});
export type ActionLinkView = z.infer<typeof ActionLinkView>;
/** A later end counts from the end there is. Sent with an Idempotency-Key, a second tap does nothing more. */
export const ActBody = LinkBody.extend({
  do: z.enum(['stop', 'extend']),
  minutes: z.int().min(5).max(1_440).optional(),
}).refine((body) => body.do === 'stop' || body.minutes !== undefined, {
  path: ['minutes'],
  message: 'needed to extend',
});

/** What a mailed link is about, for whoever holds it. */
export const LinkView = z.object({
  purpose: z.enum(['couple', 'grant']),
  /** The address it was mailed to. */
  email: z.string(),
  /** Is there an account for that address? */
  hasAccount: z.boolean(),
  municipalityName: z.string(),
  productName: Text,
  number: z.string(),
  areaName: z.string(),
  grantor: z.string().nullable(),
  /** Coupled to another account now; going on moves it. */
  coupledElsewhere: z.boolean(),
});
