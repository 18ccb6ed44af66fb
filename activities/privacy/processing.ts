import { type RecordClass } from '../../rules/retention.ts';

/** On what the law lets a municipality do this (GDPR, article 6). */
export type Basis = 'public-task' | 'legal-obligation' | 'consent';

/** Kept without a term that runs by itself: as long as it is of use, by the archive rules of the municipality, or by those of its books. */
export type Stays = 'in-use' | 'archive' | 'books';

/** One thing that is done with data of people (verwerking, GDPR article 30). */
export interface Processing {
  name: string;
  purpose: string;
  basis: Basis;
  law: string;
  people: readonly string[];
  data: string;
  /** Who outside gets what. */
  receivers: readonly string[];
  /** Tables this lies in. */
  tables: readonly string[];
  terms: readonly RecordClass[];
  stays: readonly Stays[];
}

export const PROCESSING: readonly Processing[] = [
  {
    name: 'Knowing who somebody is',
    purpose: 'To give each person and business their own cases, and nobody else’s.',
    basis: 'public-task',
    law: 'parking ordinance of the municipality; the law on numbers of persons',
    people: ['residents', 'businesses', 'staff'],
    data: 'number of a person or business (sealed), name, address, e-mail address, language, means and level of signing in; of staff name and roles',
    receivers: ['the login broker: that somebody signs in', 'the registers of persons and businesses: whose name and address are asked'],
    tables: ['holder', 'staff_member', 'session', 'login_attempt', 'email_code', 'permit_login', 'sign_in_failure', 'parking_profile'],
    terms: ['signIns', 'signInFailures', 'emailCodes'],
    stays: ['in-use', 'archive'],
  },
  {
    name: 'Accounts of the parking app',
    purpose: 'To let people park under a permit, on any device of theirs.',
    basis: 'public-task',
    law: 'parking ordinance of the municipality',
    people: ['permit holders', 'who is authorised by them'],
    data: 'e-mail address, password (as a hash), devices, passkeys, tokens of programs, where a browser takes notices',
    receivers: ['push services of browsers: encrypted notices'],
    tables: [
      'account', 'account_session', 'account_link', 'account_token', 'passkey', 'challenge', 'push_subscription', 'calendar_feed', 'coupling', 'favourite', 'balance_alarm',
    ],
    terms: ['signIns', 'accountLinks', 'accountTokens', 'unverifiedAccounts'],
    stays: ['in-use'],
  },
  {
    name: 'Parking on demand with one sign-in',
    purpose: 'To park without a permit, known by the means of signing in, for who says yes to that.',
    basis: 'consent',
    law: 'the consent somebody gave, which can be withdrawn at any time',
    people: ['who parks on demand'],
    data: 'that consent was given, to what, and when it was withdrawn',
    receivers: [],
    tables: ['consent'],
    terms: [],
    stays: ['archive'],
  },
  {
    name: 'Deciding on permits',
    purpose: 'To decide who may have which permit, in what order, on which plates, and to be able to account for it.',
    basis: 'public-task',
    law: 'parking ordinance; general law on administration; archives law',
    people: ['applicants', 'holders'],
    data: 'what was asked and answered, plates, area, proofs that were uploaded (encrypted), decisions with their grounds, places in line',
    receivers: ['the vehicle register: whose plate is asked', 'the case register, where one is set: that there is a case'],
    tables: [
      'application', 'application_plate', 'second_address', 'disabled_card', 'document', 'document_chunk', 'document_reading', 'decision', 'task', 'second_look',
      'permit', 'permit_plate', 'permit_block', 'plate_change', 'renewal', 'waitlist_entry', 'waitlist_place', 'place_claim', 'succession', 'register_notice',
      'provisional_cover', 'pass', 'voucher', 'case_registration', 'old_system_item',
    ],
    terms: ['proofs', 'removedFiles', 'oldSystem'],
    stays: ['archive'],
  },
  {
    name: 'Parking, and the rights that follow',
    purpose: 'To know which car may stand where and when, and what that costs.',
    basis: 'public-task',
    law: 'parking ordinance; law on municipal taxes',
    people: ['permit holders', 'visitors', 'guests', 'carers'],
    data: 'plates, areas, moments, costs; names and plates of guests; notes somebody wrote for themselves',
    receivers: ['the national register of parking rights: plate, area and time of a right', 'other apps: rights they registered themselves'],
    tables: [
      'parking_action', 'parking_right', 'right_before', 'parking_series', 'parking_note', 'permit_grant', 'guest_pass', 'guest_visit', 'visit_plan', 'visit', 'top_up',
      'automatic_top_up', 'forgotten_stop', 'failed_try', 'outage_relief',
    ],
    terms: ['plates', 'tries', 'strayTries'],
    stays: ['books'],
  },
  {
    name: 'Signing on by telephone, card or machine',
    purpose: 'To let people park who have no app.',
    basis: 'public-task',
    law: 'parking ordinance of the municipality',
    people: ['permit holders', 'who calls'],
    data: 'number and code (as a hash), telephone numbers (sealed), what was chosen in a call (sealed)',
    receivers: ['the telephone provider: what is said and texted'],
    tables: ['sign_on_key', 'linked_phone', 'phone_call', 'unknown_sender'],
    terms: ['phones', 'calls', 'strangers'],
    stays: ['in-use'],
  },
  {
    name: 'Checks in the street',
    purpose: 'To see whether a car may stand where it stands, and to be able to say later why.',
    basis: 'public-task',
    law: 'law on municipal taxes; parking ordinance',
    people: ['whose car is parked', 'officers'],
    data: 'the plate asked about, area, moment, answer, who asked; never who the car belongs to',
    receivers: [],
    tables: ['plate_check', 'offline_check', 'red_alert', 'wrong_check'],
    terms: ['checks'],
    stays: ['archive'],
  },
  {
    name: 'Objections and reports of a wrong fine',
    purpose: 'To put right what went wrong, and to give people what they need for an objection.',
    basis: 'public-task',
    law: 'general law on administration; law on municipal taxes',
    people: ['who reports'],
    data: 'number and story of a fine (sealed), what was answered, a bundle of what is known of a stay',
    receivers: ['who collects fines: a report that is passed on'],
    tables: ['fine_report', 'fine_report_check', 'objection_bundle'],
    terms: ['fineReports', 'bundles'],
    stays: ['archive'],
  },
  {
    name: 'Payments, refunds and the books',
    purpose: 'To take and give back money, once and rightly, and to account for it.',
    basis: 'legal-obligation',
    law: 'rules on the books of municipalities; tax law; SEPA rules',
    people: ['who pays or is paid'],
    data: 'amounts, moments, references; account numbers and names (sealed); name and address on an invoice (sealed)',
    receivers: ['the payment provider: amount, reference, and for a debit the account', 'the bank: files with account numbers'],
    tables: [
      'charge', 'payment', 'payment_charge', 'debit', 'mandate', 'bank_account', 'refund', 'refund_file', 'bank_line', 'payment_difference', 'invoice',
    ],
    terms: ['bankAccounts', 'refundFiles', 'mandates', 'invoices', 'unpaidInvoices'],
    stays: ['books'],
  },
  {
    name: 'Mails, letters and post',
    purpose: 'To tell people what they asked for and what was decided.',
    basis: 'public-task',
    law: 'general law on administration',
    people: ['holders', 'accounts', 'who is authorised'],
    data: 'to whom, of which kind, when; the words (sealed)',
    receivers: ['the mail server: address and words', 'who prints: letters'],
    tables: ['message', 'letter', 'post_item', 'post_batch'],
    terms: ['words'],
    stays: ['archive'],
  },
  {
    name: 'Work of staff',
    purpose: 'To help people at the counter, to look twice, and to ask about use that seems odd. Nothing follows by itself.',
    basis: 'public-task',
    law: 'parking ordinance; general law on administration',
    people: ['holders', 'staff'],
    data: 'notes about somebody, hints at misuse with the numbers they rest on, incidents and who took them up',
    receivers: [],
    tables: ['staff_note', 'misuse_hint', 'hint_review', 'incident', 'announcement'],
    terms: ['notes', 'hints'],
    stays: ['archive'],
  },
  {
    name: 'The record of who did what',
    purpose: 'To be able to show each step of a case, and who looked at it.',
    basis: 'legal-obligation',
    law: 'rules on accountability and security of municipalities (BIO)',
    people: ['holders', 'accounts', 'staff'],
    data: 'who, what, when, on which case, by id; values that name a person lie apart and go with their class',
    receivers: ['other systems a municipality names: events without personal data'],
    tables: ['audit_event', 'audit_personal', 'case_check', 'event_delivery'],
    terms: ['caseChecks', 'deliveredEvents'],
    stays: ['archive'],
  },
  {
    name: 'What passes through',
    purpose: 'To give the same answer to a repetition, and to lose nothing between two systems.',
    basis: 'public-task',
    law: 'follows from the others',
    people: ['whoever asks'],
    data: 'answers given, what was typed for a step, reports of parties outside',
    receivers: [],
    tables: ['answer_given', 'command_input', 'inbound_event'],
    terms: ['answers', 'typedInputs', 'outsideReports'],
    stays: [],
  },
]; // prettier-ignore

/** Tables without a word about a person: ids, codes, amounts, moments, data of the municipality, and what keeps the programs going. */
export const ABOUT_NOBODY: readonly string[] = [
  'audit_link', 'balance', 'balance_carry', 'bank_statement', 'business_clock', 'component_beat', 'effect', 'event_subscription', 'hint_tally', 'job_run',
  'journal_entry', 'migration', 'municipality', 'number_series', 'old_system_run', 'outage', 'outbox', 'permit_balance', 'place_count', 'posting', 'process', 'process_history',
  'process_step', 'provider', 'provider_key', 'release', 'release_draft', 'simulation', 'vault_key',
]; // prettier-ignore
