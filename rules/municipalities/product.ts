import { type Cents } from '../values/money.ts';
import { type AreaId, type LocalText, type ProductId } from './names.ts';
import { type ParkingTerms } from './parking.ts';

/** A document a citizen can send to prove something (bewijsstuk). */
export interface EvidenceKind {
  id: string;
  name: LocalText;
  hint: LocalText | null;
}

/** A kind of permit the municipality issues (product): data, not code. */
export interface Product {
  id: ProductId;
  name: LocalText;
  summary: LocalText;
  /** Two legal kinds: a permit, or an exemption from a prohibition (ontheffing). */
  legal: 'permit' | 'exemption';
  article: string;
  /** Short prefix of the number people see, such as `BV` in BV-2026-04417. */
  numberPrefix: string;
  eligibility: Eligibility;
  /** Where it can be valid, with the price per period. */
  places: readonly ProductPlace[];
  start: { earliestDays: number; latestDays: number };
  periods: readonly Period[];
  /** The weekdays it is bought for, one or more of them; prices are then per weekday. Null or absent: for every day. */
  weekdays?: readonly number[] | null;
  /** Bought in bulk and activated on a plate later; prices are then per voucher. Null or absent: it is none. */
  voucher?: VoucherTerms | null;
  plates: PlateRules;
  /** What it costs for cars without emission only, in percent of its price; null or absent: the same for every car. */
  zeroEmission?: { pricePercent: number } | null;
  /** Always asked, whatever the plates. */
  evidence: readonly EvidenceRule[];
  review: ReviewRule;
  steps: readonly StepId[];
  questions: readonly Question[];
  vatPercent: number;
  /** Account the income is booked on (grootboekrekening). */
  ledgerAccount: string;
  /** May its payment wait while another is paid (PORTAL-062)? */
  postponable: boolean;
  /** How the national register calls this use (gebruiksdoel). */
  registerUsageId: string;
  /** How it is used in the parking app; null when it is not. */
  parking: ParkingTerms | null;
  /** A pass for the barrier is made and posted at issue (parkeerpas); null or absent where there is none. */
  pass?: PassTerms | null;
  /** What both sides agree to, clause by clause: part of the letter of its issue (overeenkomst); null or absent where nothing is agreed. */
  agreement?: readonly LocalText[] | null;
  /** How its plates are changed; null or absent is free and at once. */
  plateChange?: PlateChangeTerms | null;
  /** Another car for a while, which goes back by itself; null or absent where that is not offered. */
  temporaryVehicle?: TemporaryVehicleTerms | null;
  /** A card of its holder, which counts on the own car or for a while on another (gehandicaptenkaart); null or absent: it is none. */
  disabledCard?: DisabledCardTerms | null;
  /** Counts at a second address too, the old or the new one of a move (verhuisvergunning); null or absent: at one address only. */
  secondAddress?: SecondAddressTerms | null;
  /** An heir may take it over with a deed (verklaring van erfrecht); null or absent: at the counter only. */
  takeover?: { evidence: EvidenceRule } | null;
  /** What happens in a life that it is meant for: shown under it in the desk; absent is none. */
  lifeEvents?: readonly LifeEvent[];
  /** What waiting for a place is like; null or absent: there is no list, and who finds it full is told so. */
  waitingList?: WaitingListTerms | null;
  /** No longer issued: what was issued stays, nobody applies for it any more. */
  withdrawn?: boolean;
  /** How one more period is added; null for what is not renewed. */
  renewal: RenewalTerms | null;
  /** What is given back when it ends early; absent or null: nothing. */
  refund?: RefundTerms | null;
  /** What the holder may do with it in the desk. */
  holderMay: { end: boolean; changePlates: boolean; applyAgain: boolean };
}

/** How a permit gets its next period (verlenging). */
export interface RenewalTerms {
  /** So many days before its last day the renewal is there. */
  opensDaysBefore: number;
  /** The holder confirms that the data are still right before paying (PORTAL-085). */
  needsConfirmation: boolean;
  /** Nobody has to do anything: for what costs nothing. */
  automatic: boolean;
  mayWithdraw: boolean;
  /** So many days before the end the holder hears of it again. */
  reminderDays: readonly number[];
  /** So many days after the end it can still be finished. */
  graceDays: number;
  /** With a mandate it may be debited; absent or null: it is always paid by hand. */
  debit?: DebitTerms | null;
}

/** How a renewal is debited (incasso). */
export interface DebitTerms {
  /** Announced at least so many days before. */
  noticeDays: number;
  /** So many days before the last period ends. */
  daysBefore: number;
}

/** What an ending gives back of what was paid (restitutie). */
export interface RefundTerms {
  unit: 'whole-unused-months' | 'none';
  /** Less than this is not paid out. */
  minimumCents: Cents;
  article: string;
}

export interface Eligibility {
  applicants: readonly ('person' | 'business')[];
  /** `address`: only in the area of the applicant's address; otherwise the areas of `places`, for every address. */
  area: 'address' | 'any';
  /** Areas also open to people who live in the key's area. */
  neighbours: Readonly<Record<AreaId, readonly AreaId[]>>;
  /** At most so many parking places on own ground; null means it does not matter. */
  ownPlacesAtMost: number | null;
  ownPlacesAtLeast: number | null;
  article: string;
}

/** How places that come free go to who waits longest (wachtlijst). */
export interface WaitingListTerms {
  /** An offer stands so many days after the day it was made. */
  offerDays: number;
  /** Days after the offer on which it is told again. */
  reminderDays: readonly number[];
  /** False: an offer is taken up at the counter. */
  online: boolean;
  /** May anybody still join? Who waits keeps waiting. */
  open: boolean;
  /** How often an offer may be let go without leaving the list. */
  skips: number;
}

export interface ProductPlace {
  area: AreaId;
  /** Cents per period id, VAT included. */
  prices: Readonly<Record<string, Cents>>;
  /** At most so many issued at a time; null means no ceiling. */
  ceiling: number | null;
}

/** How long a permit lasts, by ISO 8601 name: `P12M`, `P6M`, `P1D`. */
export interface Period {
  id: string;
  months: number;
  days: number;
}

export interface PlateRules {
  min: number;
  max: number;
  /** How many of them count at one time; fewer than there are plates means the holder chooses in the app. */
  atOnce: number;
  foreign: boolean;
  keeperCheck: boolean;
  /** Documents that will do when a plate is not in the applicant's name. */
  evidence: EvidenceRule | null;
}

export interface EvidenceRule {
  id: string;
  reason: LocalText;
  kinds: readonly string[];
  article: string;
}

export interface ReviewRule {
  /** When a person looks: never, when documents were sent, or always. */
  when: 'never' | 'documents' | 'always';
  /** Before the declaration means the applicant goes on after approval (PORTAL-057). */
  moment: 'after-declaration' | 'before-declaration';
}

export interface PlateChangeTerms {
  feeCents: Cents;
  /** From when a settled change counts: at once, or when the barrier knows the plate, within so many working days. */
  effect: 'at-once' | { workingDays: number };
  /** So many days the plate that goes may still count beside the new one. */
  overlapDaysAtMost: number;
  /** So far ahead a change can be planned. */
  aheadDays: number;
}

export interface TemporaryVehicleTerms {
  daysAtMost: number;
  /** So many times in 365 days. */
  perYear: number;
}

/** What changes in somebody's life and with it what they park with (levensgebeurtenis). */
export const LIFE_EVENTS = ['move', 'new-car', 'carer', 'death'] as const;
export type LifeEvent = (typeof LIFE_EVENTS)[number];

export interface DisabledCardTerms {
  /** So long another car counts in place of the own one, which then counts again by itself. */
  otherCarHours: number;
  /** The areas it counts in beside that of its place. */
  alsoIn: readonly AreaId[];
}

export interface SecondAddressTerms {
  /** Asked of whoever's second address is not known to the municipality already. */
  evidence: EvidenceRule;
}

export interface VoucherTerms {
  /** How many may be bought at a time. */
  counts: readonly number[];
  /** How many days one lasts, from midnight to midnight. */
  days: number;
}

export interface PassTerms {
  /** Posted at the latest so many working days after the issue. */
  workingDays: number;
}

export interface Question {
  id: string;
  text: LocalText;
  kind: 'yes-no' | 'text';
  mustBe: 'yes' | 'no' | null;
}

export const STEPS = [
  'location',
  'second-address',
  'card',
  'start-date',
  'period',
  'days',
  'amount',
  'plates',
  'documents',
  'questions',
  'declaration',
] as const;
export type StepId = (typeof STEPS)[number];
