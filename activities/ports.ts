import { type Log } from './log.ts';
import { type Pool } from 'pg';
import { type Address } from '../rules/municipalities/places.ts';
import { type PaymentMethod } from '../rules/municipalities/municipality.ts';
import { type MunicipalityId } from '../rules/municipalities/names.ts';
import { type Release } from '../rules/municipalities/release.ts';
import { type CivilDate } from '../rules/values/civil-day.ts';
import { type Instant } from '../rules/values/moment.ts';
import { type Cents } from '../rules/values/money.ts';
import { type Keeper } from '../rules/vehicles.ts';
import { type PaymentStatus } from '../rules/payments.ts';
import { type Db } from './db/transaction.ts';
import { type Vault } from './db/vault.ts';
import { type Texts } from './texts.ts';

/** What every verb may use; built once per process, in its main file. */
export interface Deps {
  pool: Pool;
  vault: Vault;
  releases: Releases;
  /** Business time: real time, moved only where there is a sandbox. */
  clock: () => Instant;
  log: Log;
  publicUrl: string;
  mailFrom: string;
  texts: Texts;
  vehicles: VehicleRegister;
  people: PersonRegister;
  businesses: BusinessRegister;
  payments: PaymentProvider;
  rights: RightRegister;
  mailer: Mailer;
  scanner: Scanner;
  /** Null where no key for it is set: then nothing is sent to browsers. */
  push: PushService | null;
}

/** What only the worker's verbs may use. */
export interface WorkerDeps extends Deps {
  processes: Processes;
}

export interface Releases {
  /** Within a transaction `tx` is given: who holds a connection and waits for a second can wait for ever. */
  inForce(municipalityId: MunicipalityId, at: Instant, tx?: Db): Promise<Release>;
  numbered(municipalityId: MunicipalityId, number: number, tx?: Db): Promise<Release>;
  all(at: Instant): Promise<Release[]>;
}

/** The outside answered with something we cannot use, or not at all. Worth trying again. */
export class Unavailable extends Error {
  constructor(party: string, cause?: unknown) {
    super(`${party} does not answer`, { cause });
    this.name = 'Unavailable';
  }
}

export interface VehicleRegister {
  /** Is this Dutch plate in the name of this person? Throws `Unavailable`. */
  keeperOf(
    plate: string,
    subject: { type: 'bsn'; value: string },
  ): Promise<Extract<Keeper, 'own' | 'other' | 'unknown'>>;
  /** Colour and make, so that a person recognises the car; null when unknown. Throws `Unavailable`. */
  describe(plate: string): Promise<{ colour: string; make: string; model: string } | null>;
  /** Has the car no emission at all? Null when unknown. Throws `Unavailable`. */
  isZeroEmission(plate: string): Promise<boolean | null>;
}

export interface PersonRegister {
  /** Name and address of a resident; null when the number is not in the register. Throws `Unavailable`. */
  find(bsn: string): Promise<{ name: string; address: Address | null } | null>;
}

export interface BusinessRegister {
  find(kvk: string, branch: string | null): Promise<{ name: string; address: Address | null } | null>;
}

export interface ProviderPayment {
  id: string;
  status: Exclude<PaymentStatus, 'starting' | 'abandoned'>;
  paidCents: Cents;
  /** What the payer's bank took back after it was paid. */
  chargedBackCents: Cents;
  checkoutUrl: string | null;
  expiresAt: Instant | null;
}

export interface PaymentProvider {
  /** Repeating with the same key gives the same payment. Throws `Unavailable`. */
  create(payment: NewPayment, key: string): Promise<ProviderPayment>;
  read(providerId: string): Promise<ProviderPayment>;
  /** All that was begun since then, as the provider knows it (afrekening). Throws `Unavailable`. */
  since(at: Instant): Promise<ListedPayment[]>;
  /** False when the provider no longer lets itself be stopped. */
  cancel(providerId: string): Promise<boolean>;
  /** Null when the provider will not give it back this way (any more). Throws `Unavailable`. */
  refund(providerId: string, cents: Cents, description: string, key: string): Promise<{ refundId: string } | null>;
  /** What came of a refund it took; a refund that was paid can still fail weeks later. Throws `Unavailable`. */
  refundState(providerId: string, refundId: string): Promise<'under-way' | 'paid' | 'failed'>;
  /** Leave to debit an account. Null when the account is no good. Repeating with the same key gives the same. Throws `Unavailable`. */
  mandate(account: DebitedAccount, key: string): Promise<MandateAtProvider | null>;
  /** It is used no more; one that is gone already is content. Throws `Unavailable`. */
  revokeMandate(mandate: MandateAtProvider): Promise<void>;
  /**
   * Debits an account. One that was asked for before under this reference is found rather than asked for again, however long ago that
   * was. Null when the bank's leave is gone. Throws `Unavailable`.
   */
  debit(mandate: MandateAtProvider, payment: NewDebit, key: string): Promise<ProviderPayment | null>;
}

/** A payment in the provider's own list. */
export interface ListedPayment {
  providerId: string;
  reference: string;
  createdAt: Instant;
  receivedCents: Cents;
  refundedCents: Cents;
  chargedBackCents: Cents;
}

/** Whose account is debited. Goes to the provider and nowhere else. */
export interface DebitedAccount {
  iban: string;
  name: string;
  /** Of the mandate, as it will be on the bank statement. */
  reference: string;
  signedOn: CivilDate;
}

export interface MandateAtProvider {
  customerId: string;
  mandateId: string;
}

export type NewDebit = Pick<NewPayment, 'cents' | 'reference' | 'webhookUrl'>;

export interface NewPayment {
  cents: Cents;
  reference: string;
  /** Who gets the money: the payer reads it behind the reference, at the provider and on the bank statement. */
  payee: string;
  returnUrl: string;
  webhookUrl: string | null;
  methods: readonly PaymentMethod[];
  language: 'nl' | 'en';
}

export interface RightEnrolment {
  reference: string;
  areaManagerId: string;
  areaId: string;
  usageId: string;
  plate: string;
  country: string;
  from: Instant;
  until: Instant;
}

/** The national register of parking rights (NPR). */
export interface RightRegister {
  enrol(right: RightEnrolment): Promise<{ registerId: string }>;
  revoke(registerId: string, at: Instant): Promise<void>;
  /** Register ids of the rights it holds for this plate at this moment. */
  held(plate: string, country: string, at: Instant): Promise<string[]>;
}

export interface Mail {
  id: string;
  to: string;
  from: string;
  replyTo: string;
  subject: string;
  text: string;
  html: string;
  attachments?: Attachment[];
}

export interface Attachment {
  fileName: string;
  mediaType: string;
  content: string | Buffer;
}

export type Delivery = { outcome: 'sent'; smtpId: string } | { outcome: 'bounced'; status: string };

export interface Mailer {
  /** Throws when trying again may help. */
  send(mail: Mail): Promise<Delivery>;
}

/** Notices to browsers (web push). */
export interface PushService {
  /** What browsers subscribe to. */
  publicKey: string;
  /** Is this the address of a push service we know, and are these keys a browser can have? */
  accepts(browser: PushBrowser): boolean;
  /** `gone` when that browser takes no more notices. Throws when trying again may help. */
  send(browser: PushBrowser, content: string, how: { ttlSeconds: number; urgent: boolean }): Promise<'sent' | 'gone'>;
}

/** Where a browser takes notices, and what encrypts for it alone. */
export interface PushBrowser {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

export interface Scanner {
  /** Looks for malicious content. Throws `Unavailable`: an unscanned file is not accepted. */
  isInfected(content: Buffer): Promise<boolean>;
}

/** Running, with the step that keeps failing where there is one. */
export type ProcessState = 'running' | 'closed' | 'unknown' | { failing: string; attempts: number };

/** What runs in the workflow engine, for the reconciler. */
export interface Processes {
  state(workflowId: string): Promise<ProcessState>;
  /** Those that have been running for some minutes, so that their cases are in the books. What was started a moment ago may be left out. */
  running(): { count(): Promise<number>; ids(): AsyncIterable<string> };
}
