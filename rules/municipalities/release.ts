import { type ChosenTerms } from '../retention.ts';
import { type CivilDate, type TimeZone } from '../values/civil-day.ts';
import { type Cents } from '../values/money.ts';
import { type Instant } from '../values/moment.ts';
import { type WorkingCalendar } from '../values/working-days.ts';
import { type OpenDataTables } from './national.ts';
import { type ParkingTerms } from './parking.ts';

export type MunicipalityId = string;
export type AreaId = string;
export type ProductId = string;

/** A sentence in both languages of the system. */
export interface LocalText {
  nl: string;
  en: string;
}

/**
 * One immutable, numbered version of a municipality's products, areas, prices, calendar and texts (gegevensversie). Every case stores
 * the number it was decided with, so that a decision of years ago can be explained with the data of then.
 */
export interface Release {
  municipalityId: MunicipalityId;
  number: number;
  /** From this moment on it is the one in force, until a newer one is. */
  validFrom: Instant;
  content: ReleaseContent;
}

export interface ReleaseContent {
  municipality: Municipality;
  areas: readonly Area[];
  /** Water, green and streets the areas are drawn on. */
  backdrop: readonly Backdrop[];
  /** Which addresses lie in which area. */
  addresses: readonly AddressRange[];
  /** Parking places on own ground per address (POET); null when the municipality does not register them. */
  ownPlaces: readonly OwnPlaces[] | null;
  evidence: readonly EvidenceKind[];
  products: readonly Product[];
  /** When parking is paid for in which area, and at what price. */
  tariffs: Tariffs;
  /** Rows taken over from the national register, for areas and uses without a regulation of our own; null or absent is none. */
  national?: OpenDataTables | null;
  /** Sentences that replace the standard ones, by key. */
  texts: { nl: Record<string, string>; en: Record<string, string> };
}

export interface Municipality {
  id: MunicipalityId;
  name: string;
  country: 'NL' | 'BE';
  timeZone: TimeZone;
  /** Days beyond the national ones on which the offices are closed. */
  extraHolidays: readonly CivilDate[];
  /** Known to the national register of parking rights by this number (gebiedsbeheerder). */
  areaManagerId: string;
  contact: {
    phone: string;
    /** The parking line that answers by itself, as it is dialled; null when there is none. */
    line: string | null;
    email: string;
    /** What a question by mail has as its subject, so that it comes to the right desk; absent or null: the writer's own. */
    mailSubject?: LocalText | null;
    address: LocalText;
    hours: LocalText;
  };
  /** The bye-law decisions rest on (parkeerverordening). */
  ordinance: LocalText;
  /** Who signs, by mandate, and where an objection goes. */
  signatory: LocalText;
  objection: { weeks: number; address: LocalText };
  login: {
    clientId: string;
    means: readonly LoginMeans[];
    /** A user name and password of the municipality, for businesses without eHerkenning; null or absent where there is none. */
    permitLogin?: { label: LocalText; hint: LocalText } | null;
  };
  terms: CaseTerms;
  /** How long it keeps what, where it may choose (bewaartermijnen); absent: as everywhere. */
  retention?: ChosenTerms;
  /** The day its data here begin: what ended before is not in the history (LOKET-008). Null: everything is. */
  historySince: CivilDate | null;
  /** Which share of decisions somebody looks at again, drawn from this seed; null is none (BEYOND-030). */
  secondLook: { percent: number; seed: string } | null;
  /** No number is told about fewer permits than this (k-anonimiteit); absent: ten. */
  smallestGroup?: number;
  /** Where money that cannot go back the way it came is paid from (betaalrekening); absent or null: no files for the bank are made. */
  payout?: { name: string; iban: string } | null;
  /** What officers and holders are told of a car without a right; null or absent: nobody is warned, and nothing is checked offline. */
  enforcement?: EnforcementTerms | null;
  /** As whom it debits accounts, once somebody gave leave (incassant-ID); absent or null: it does not. */
  directDebit?: { creditor: string; creditorId: string } | null;
  /** Where providers of parking sessions may register rights beside our own app (aanbieders); absent or null: nowhere. */
  thirdParties?: ThirdPartyTerms | null;
  /** How people may pay, in the order in which it is told (betaalwijze); absent: each way there is. */
  paymentMethods?: readonly PaymentMethod[];
  /** What is declared is paid right away, one by one; absent or false: it waits in a cart (ASSEN-005). */
  payAtOnce?: boolean;
  /** Which cases are registered in its own case register, and as what there (zaakregistratie); absent or null: none. */
  caseRegistration?: CaseRegistrationTerms | null;
  /** Who it is to other systems of government (organisatie-identificatienummer); absent or null: it tells them nothing. */
  oin?: string | null;
  /**
   * Where parking itself is signed in to with a means of the desk, after consent, and nothing is applied for (Parkeren op maat): how it
   * is called, who receives the money, where more is told. Null or absent: the parking app has accounts of its own.
   */
  onDemand?: OnDemandTerms | null;
  /** Which patterns of parking somebody looks at (BEYOND-031); null or absent: none are looked for. */
  misuseHints?: MisuseHintTerms | null;
  /** Said on every public page while the data are invented. */
  demonstration: boolean;
}

/** Each rule by itself; null: it is off. */
export interface MisuseHintTerms {
  /** Stays of so many days back are looked at. */
  days: number;
  /** So many cars on one permit, begun between these times of working days. */
  manyCars: { products: readonly ProductId[]; cars: number; from: string; to: string } | null;
  /** One car on permits of so many households. */
  sharedCar: { products: readonly ProductId[]; households: number } | null;
  /** One car so many times in the place of another. */
  temporaryAgain: { products: readonly ProductId[]; times: number } | null;
}

/** How people may pay at the provider, in the order in which it is told. */
export const PAYMENT_METHODS = ['ideal', 'bancontact', 'creditcard'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** So many permits at least are behind every number that is told, where the municipality says nothing else. */
export const SMALLEST_GROUP = 10;

export interface OnDemandTerms {
  name: LocalText;
  beneficiary: string;
  information: string | null;
  /** Who stands on receipts and invoices; null: none are made. */
  seller: { name: string; street: string; postcode: string; city: string; country: string; vatNumber: string } | null;
}

/** A way to sign in, as configuration: which claims of the broker mean what (facts: claim paths differ per broker). */
export interface LoginMeans {
  id: string;
  label: LocalText;
  hint: LocalText;
  /** Where somebody who has no such means reads of it, or asks for one. */
  about?: { label: LocalText; url: string } | null;
  applicant: 'person' | 'business';
  /** Told to the broker, so that it opens this means at once. */
  brokerHint: string;
  /** What the subject claim holds. */
  subjectType: 'bsn' | 'kvk' | 'rsin' | 'rrn' | 'pseudo';
  claims: {
    subject: string;
    /** Level of assurance; compared with `levels`. */
    level: string;
    actingPerson?: string;
    branch?: string;
    givenName?: string;
    familyName?: string;
    address?: string;
    /** Shared for parking on demand only, after consent. */
    email?: string;
    profile?: string;
  };
  /** Accepted levels of assurance, as the broker spells them. */
  levels: readonly string[];
  /** Where name and address come from. */
  details: 'brp' | 'kvk' | 'claims';
}

export interface CaseRegistrationTerms {
  /** Its number there (RSIN). */
  rsin: string;
  kinds: {
    'permit-application'?: CaseKindTerms | undefined;
    'plate-change'?: CaseKindTerms | undefined;
    renewal?: CaseKindTerms | undefined;
  };
}

/** Addresses in the municipality's catalogue (zaaktype, statustypen, resultaattypen, informatieobjecttype). */
export interface CaseKindTerms {
  caseType: string;
  received: string;
  decided: string;
  closed: string;
  results: { granted: string; rejected: string; withdrawn: string; lapsed: string };
  documentType: string;
}

export interface ThirdPartyTerms {
  areas: readonly AreaId[];
  /** No right lasts longer. */
  longestHours: number;
  /** How the national register calls this use (gebruiksdoel). */
  registerUsageId: string;
}

/** How a municipality keeps one mistake from becoming a pile of fines, and how long a device may check by itself. */
export interface EnforcementTerms {
  /** A car that was found without a right is told to the holder of a permit it belongs to. */
  warnHolder: boolean;
  /** Also when that permit expired at most so many days ago. */
  expiredDays: number;
  /** Within so many hours nobody is warned again, and the officer hears that it was red before. */
  repeatHours: number;
  /** So old a list of rights without plates may become on a device without connection. */
  packMinutes: number;
  /** Who fines, and hears with proof when a fine was wrong; null: staff tell them themselves. */
  reportsTo?: string | null;
}

/** How long each step of a case may take, and what is kept afterwards; days are calendar days unless named otherwise. */
export interface CaseTerms {
  draftDays: number;
  documentReminderDays: readonly number[];
  documentDays: number;
  paymentReminderDays: readonly number[];
  paymentDays: number;
  /** Legal term for a decision: eight weeks, unless the ordinance says otherwise (Awb 4:13). */
  decisionDays: number;
  targetWorkingDays: number;
  /** How long somebody is covered whose bank has the money while the confirmation is missing (BEYOND-019); absent or 0: not at all. */
  provisionalHours?: number;
}

export interface Area {
  id: AreaId;
  name: string;
  kind: 'zone' | 'garage';
  /** Number in the national register (gebied). */
  registerId: string;
  /** Outer rings then holes, longitude and latitude (WGS84), as in GeoJSON. */
  polygons: readonly (readonly (readonly (readonly [number, number])[])[])[];
}

/** A piece of the drawn map: a surface of rings, or a line; longitude and latitude. */
export interface Backdrop {
  kind: 'land' | 'water' | 'green' | 'street' | 'rail';
  shape: 'polygon' | 'line';
  points: readonly (readonly (readonly [number, number])[])[];
}

export interface AddressRange {
  area: AreaId;
  postcode: string;
  /** Both ends included; absent means the whole postcode. */
  from?: number;
  to?: number;
}

export interface OwnPlaces {
  postcode: string;
  houseNumber: number;
  places: number;
}

/** The model of the national register, as a municipality writes it down (regeling, tijdvak, tariefberekening, tariefdeel). */
export interface Tariffs {
  regulations: readonly Regulation[];
  fares: readonly { id: string; parts: readonly FareStep[] }[];
}

export interface Regulation {
  id: string;
  areas: readonly AreaId[];
  /** How the national register calls this use (gebruiksdoel): `BETAALD`. */
  usage: string;
  /** In force from this day, until the day before `until`; null is open. */
  from: CivilDate | null;
  until: CivilDate | null;
  dayMaximumCents: Cents | null;
  /** ISO weekdays, or the name of a special day; times of the wall clock, `24:00` is the end of the day. No fare: free. */
  frames: readonly { days: readonly (number | string)[]; from: string; to: string; fare: string | null }[];
}

/** What some of the elapsed minutes cost; `to` null is as long as it lasts, `euros` an exact decimal. */
export interface FareStep {
  from: number;
  to: number | null;
  euros: string;
  stepMinutes: number;
}

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

export const productOf = (content: ReleaseContent, id: ProductId): Product | undefined =>
  content.products.find((product) => product.id === id);

export const areaOf = (content: ReleaseContent, id: AreaId): Area | undefined =>
  content.areas.find((area) => area.id === id);

export const calendarOf = ({ country, extraHolidays }: Municipality): WorkingCalendar => ({ country, extraHolidays });
