import { type ChosenTerms } from '../retention.ts';
import { type CivilDate, type TimeZone } from '../values/civil-day.ts';
import { type WorkingCalendar } from '../values/working-days.ts';
import { type AreaId, type LocalText, type MunicipalityId, type ProductId } from './names.ts';

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

export const calendarOf = ({ country, extraHolidays }: Municipality): WorkingCalendar => ({ country, extraHolidays });
