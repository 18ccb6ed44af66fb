import { readFileSync } from 'node:fs';
import type { AuditEvents, AuditKind } from '../../../rules/audit.ts';
import { MESSAGE_KINDS } from '../../../rules/messages.ts';
import { formatsIn } from '../../../rules/values/format.ts';
import { fill, findSentence } from '../../../rules/sentences.ts';
import { type Language } from '../../../rules/values/language.ts';
import { type Sentences } from '../../text/sentences.ts';
import { sayEvent, type Speech } from './event-words.ts';

const ID = '0199c0de-0000-7000-8000-000000000001';
const AT = '2026-11-20T10:00:00.000Z';
const SHA = 'ab12'.repeat(16);

/** One of each kind: a kind without an example does not compile. */
const EXAMPLES: { [Kind in AuditKind]: AuditEvents[Kind] } = {
  'signed-in': { means: 'digid', level: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Smartcard' },
  'signed-out': {},
  'email-code-sent': {},
  'email-verified': { first: true },
  'permit-login-issued': { loginId: ID },
  'permit-login-reset': { loginId: ID },
  'permit-login-blocked': { loginId: ID, blocked: true },
  'permit-login-password-changed': { loginId: ID },
  'consent-given': { consentId: ID, shares: ['name'] },
  'consent-withdrawn': { consentId: ID, cancelled: 1 },
  'settings-changed': { language: 'en', theme: 'white-on-black' },
  'application-opened': { productId: 'resident', release: 3 },
  'application-answered': { steps: ['areaId', 'plates'] },
  'keeper-asked': { plate: 1, answer: 'other' },
  'document-received': { documentId: ID, kind: 'lease', bytes: 412_000, sha256: SHA },
  'document-removed': { documentId: ID },
  'document-read': { documentId: ID },
  'documents-submitted': {},
  'application-declared': { declarationVersion: '1', language: 'nl' },
  'application-decided': { decisionId: ID, by: 'staff', result: 'reject', traceId: ID },
  'application-withdrawn': { from: 'in-review' },
  'application-lapsed': { from: 'awaiting-payment' },
  'application-closed': { status: 'closed-rejected' },
  'reminder-sent': { status: 'awaiting-documents' },
  'term-reached': { kind: 'legal-term' },
  'task-claimed': {},
  'task-released': {},
  'task-decided': { verdict: 'reject', ground: 'not-entitled' },
  'person-shown': {},
  'charge-created': { chargeId: ID, cents: 9000 },
  'payment-started': { paymentId: ID, cents: 9000, charges: 2 },
  'payment-changed': { paymentId: ID, status: 'canceled' },
  'payment-received': { paymentId: ID, cents: 9000 },
  'invoice-issued': { invoiceId: ID, number: 'F-2026-00001' },
  'balance-topped-up': { paymentId: ID, unit: 'minute', amount: 600 },
  'refund-sent': { paymentId: ID, cents: 9000, reason: 'amount-differs' },
  'balance-carried': { unit: 'minute', amount: 90 },
  'payment-charged-back': { paymentId: ID, cents: 1_000 },
  'mandate-given': { mandateId: ID, renewals: true },
  'mandate-changed': { mandateId: ID, renewals: false },
  'mandate-ended': { mandateId: ID, status: 'revoked' },
  'mandate-valid': { mandateId: ID },
  'debit-announced': { renewalId: ID, on: '2026-12-25', cents: 9_000 },
  'debit-started': { paymentId: ID, mandateId: ID, cents: 1_000 },
  'debit-failed': { paymentId: ID, cents: 1_000 },
  'top-up-automated': { permitId: ID, optionId: 'ten', threshold: 500 },
  'top-up-by-hand-again': { permitId: ID, ground: 'debit-failed' },
  'refund-owed': { refundId: ID, cents: 4_500, reason: 'ended', route: 'transfer' },
  'refund-account-given': {},
  'refund-approved': { refundId: ID, cents: 4_500 },
  'refund-refused': { refundId: ID, ground: 'not-owed' },
  'refund-paid': { refundId: ID, cents: 4_500 },
  'refund-returned': { refundId: ID, cents: 4_500 },
  'refund-late': { refundId: ID, days: 42 },
  'refund-file-made': { fileId: ID, refunds: 12, cents: 54_000, sha256: SHA },
  'refund-file-released': { fileId: ID },
  'provisional-cover': { until: AT, rights: 1 },
  'provisional-cover-ended': { outcome: 'confirmed' },
  'permit-issued': { permitId: ID, release: 3, from: AT, until: AT },
  'old-system-read': { runId: ID, forReal: true, read: 12, came: 11, refused: 1 },
  'person-came-over': { runId: ID },
  'permit-came-over': { permitId: ID, runId: ID, from: AT, until: AT },
  'favourite-came-over': { permitId: ID, runId: ID },
  'waitlist-came-over': { entryId: ID, runId: ID, since: AT },
  'came-over-read': {},
  'permit-succeeded': { permitId: ID, at: AT },
  'permit-ended': { permitId: ID, at: AT, ground: 'moved' },
  'permit-expired': { permitId: ID },
  'permit-blocked': { permitId: ID, ground: 'block-unpaid' },
  'permit-unblocked': { permitId: ID },
  'voucher-activated': { rightId: ID, from: AT, until: AT },
  'pass-ordered': { passId: ID, dueOn: '2026-12-01' },
  'pass-made': { passId: ID },
  'pass-posted': { passId: ID },
  'pass-blocked': { passId: ID },
  'plate-change-opened': { plateChangeId: ID, act: 'replace' },
  'plate-change-confirmed': { plateChangeId: ID, feeCents: 750 },
  'plate-change-decided': { plateChangeId: ID, verdict: 'reject', ground: 'not-entitled', traceId: ID },
  'plate-change-settled': { plateChangeId: ID, effectiveAt: AT },
  'plate-change-effective': { plateChangeId: ID, at: AT },
  'plate-change-ended': { plateChangeId: ID, status: 'withdrawn' },
  'register-notice-received': { noticeId: ID, kind: 'moved-out' },
  'register-notice-answered': { noticeId: ID, answer: 'objected' },
  'register-notice-settled': { noticeId: ID, outcome: 'plate-changed' },
  'check-found-wrong': { checkId: ID, cause: 'wrong-place' },
  'fine-report-opened': { reportId: ID },
  'fine-report-answered': { reportId: ID, outcome: 'put-right', reason: 'right-not-shown' },
  'fine-report-withdrawn': { reportId: ID },
  'waitlist-joined': { entryId: ID, productId: 'resident', areas: ['B', 'D'] },
  'waitlist-locations-chosen': { entryId: ID, areas: ['B'] },
  'waitlist-offered': { entryId: ID, area: 'B', until: AT },
  'waitlist-passed': { entryId: ID, area: 'B', ground: 'address-outside-area' },
  'waitlist-skipped': { entryId: ID, area: 'B' },
  'waitlist-reminded': { entryId: ID },
  'waitlist-accepted': { entryId: ID, applicationId: ID },
  'waitlist-withdrawn': { entryId: ID, from: 'offered' },
  'waitlist-lapsed': { entryId: ID, area: 'B' },
  'waitlist-closed': { entryId: ID },
  'permit-renewed': { renewalId: ID, from: AT, until: AT },
  'renewal-opened': { renewalId: ID, release: 3, from: AT, until: AT, cents: 9000 },
  'renewal-confirmed': { renewalId: ID, keptUntil: AT },
  'renewal-withdrawn': { renewalId: ID, from: 'awaiting-payment' },
  'renewal-lapsed': { renewalId: ID, from: 'awaiting-payment' },
  'renewal-closed': { renewalId: ID, from: 'awaiting-payment' },
  'sign-on-key-made': { keyId: ID, kind: 'pin' },
  'sign-on-key-revoked': { keyId: ID, kind: 'card' },
  'phone-linked': { phoneId: ID },
  'phone-unlinked': { phoneId: ID },
  'active-plate-changed': { rightId: ID, since: AT },
  'permit-coupled': { permitId: ID, moved: true },
  'grant-invited': { grantId: ID, unit: 'eurocent', amount: 1_000 },
  'grant-accepted': { grantId: ID },
  'grant-paused': { grantId: ID },
  'grant-resumed': { grantId: ID },
  'grant-manager-changed': { grantId: ID, manager: true },
  'grant-ended': { grantId: ID, ground: 'revoked', unit: 'minute', returned: 90 },
  'guest-pass-made': { passId: ID, payer: 'guest', consent: 'automatic', uses: 3, until: AT },
  'guest-pass-revoked': { passId: ID },
  'guest-visit-asked': { visitId: ID, passId: ID },
  'guest-visit-answered': { visitId: ID, answer: 'allow' },
  'guest-visit-charged': { visitId: ID, chargeId: ID, cents: 180 },
  'parking-started': { actionId: ID, from: AT, until: AT },
  'parking-extended': { actionId: ID, until: AT },
  'parking-corrected': { actionId: ID },
  'parking-ended': { actionId: ID, at: AT },
  'right-registered': { rightId: ID, registerId: 'NPR-1' },
  'right-revoked': { rightId: ID },
  'red-check-told': { checkId: ID, ground: 'other-plate-active' },
  'letter-stored': { letter: 'permit-issued', documentId: ID },
  'message-sent': { message: 'documents-asked' },
  'message-bounced': { message: 'permit-issued', status: '5.1.1' },
  'records-erased': { what: 'actions', count: 12, upTo: '2026-08-20T22:00:00.000Z' },
  'checks-listed': { checks: 25 },
  'put-on-paper': { what: 'documents-asked', ground: 'bounced' },
  'post-batch-made': { batchId: ID, letters: 12 },
  'post-batch-read': { batchId: ID },
  'post-batch-sent': { batchId: ID },
  'letter-posted': { batchId: ID, what: 'permit-ended' },
  'case-read': { view: 'review' },
  'case-checked': { checkId: ID, check: 'replay' },
  'past-asked': { areaId: 'B', at: AT, verdict: 'green' },
  'plate-searched': { at: AT, cases: 1 },
  'statement-imported': { statementId: ID, lines: 2, sha256: SHA },
  'announcement-written': { announcementId: ID },
  'announcement-released': { announcementId: ID, recipients: 12 },
  'announcement-withdrawn': { announcementId: ID },
  'visit-plan-added': { planId: ID },
  'visit-plan-removed': { planId: ID, takenBack: 2 },
  'street-notices-chosen': { wanted: true },
  'outage-recorded': { outageId: ID, part: 'sign-in', beganAt: AT },
  'outage-ended': { outageId: ID, endedAt: AT },
  'outage-withdrawn': { outageId: ID },
  'relief-proposed': { reliefId: ID, outageId: ID },
  'relief-granted': { reliefId: ID, unit: 'eurocent', amount: 500 },
  'relief-refused': { reliefId: ID },
  'forgotten-stop-told': { actionId: ID, forgottenId: ID, leftAt: AT },
  'forgotten-stop-forgiven': { actionId: ID, forgottenId: ID, leftAt: AT },
  'forgotten-stop-refused': { actionId: ID, forgottenId: ID, ground: 'forgotten-not-likely' },
  'second-look-given': { lookId: ID, outcome: 'disagree', reason: 'rule-misapplied' },
  'hint-found': { hintId: ID, rule: 'many-cars' },
  'hint-put-aside': { hintId: ID, rule: 'many-cars' },
  'hint-asked': { hintId: ID, rule: 'many-cars' },
  'person-found': { by: 'address' },
  'person-added': { means: 'counter' },
  'note-added': { noteId: ID },
  'acting-began': { channel: 'counter' },
  'acting-ended': {},
  'release-imported': { release: 4, sha256: SHA },
  'provider-admitted': { providerId: ID, scopes: ['rights:register', 'rights:read'] },
  'provider-key-made': { providerId: ID, keyId: ID },
  'provider-stopped': { providerId: ID, stopped: true },
  'third-party-right-registered': { rightId: ID, areaId: 'B', from: AT, until: AT, release: 3 },
  'third-party-right-changed': { rightId: ID, until: AT },
  'third-party-right-ended': { rightId: ID, at: AT },
  'event-subscription-made': { subscriptionId: ID, kinds: ['permit-issued'] },
  'event-subscription-changed': { subscriptionId: ID, act: 'send-again', deliveries: 3 },
  'event-delivery-changed': { subscriptionId: ID, deliveryId: ID, act: 'skip' },
  'payment-difference-explained': { differenceId: ID, explanation: 'fault-of-provider' },
  'payment-difference-booked': { differenceId: ID, paymentId: ID },
  'simulation-asked': { simulationId: 's', draftId: 'd', baseline: 3 },
  'release-drafted': { draftId: 'd', base: 3 },
  'release-draft-changed': { draftId: 'd', version: 2 },
  'release-submitted': { draftId: 'd', sha256: SHA },
  'release-approved': { draftId: 'd', release: 4, validFrom: '2026-12-31T23:00:00.000Z', sha256: SHA },
  'release-rejected': { draftId: 'd' },
  'release-withdrawn': { draftId: 'd' },
  'incident-retried': { incidentId: ID, kind: 'process-missing' },
  'incident-assigned': { incidentId: ID, kind: 'process-missing', staffId: null, role: 'finance' },
  'incident-finish-asked': { incidentId: ID, kind: 'refund-late', outcome: 'closed' },
  'incident-opened': { incidentId: ID, kind: 'payment-unsettled' },
  'incident-closed': { incidentId: ID, kind: 'payment-unsettled', outcome: 'skipped' },
};
const KINDS = Object.keys(EXAMPLES) as AuditKind[];

function speech(language: Language): Speech {
  const sentences = JSON.parse(
    readFileSync(new URL(`../../../text/${language}.json`, import.meta.url), 'utf8'),
  ) as Sentences;
  const find = (name: string, count?: string | number) => findSentence(name, language, sentences, {}, count);
  return {
    t: (key, values = {}) => fill(find(key, values['count']) ?? `?${key}`, values),
    named: find,
    format: formatsIn(language),
    language,
  };
}

const tell = (kind: AuditKind, language: Language) =>
  sayEvent({ kind, data: EXAMPLES[kind], about: { nl: 'Leasecontract', en: 'Lease contract' } }, speech(language));

describe.each(['nl', 'en'] as const)('the story of a case in %s', (language) => {
  it.each(KINDS)('has a sentence for %s, with everything it holds in words', (kind) => {
    const { title, text } = tell(kind, language);
    const said = `${title} ${text ?? ''}`;
    expect(title).not.toBe(kind);
    expect(said).not.toMatch(/[{}?]|undefined|\bnull\b/);
    // Codes are for machines: none of them is left in a sentence.
    for (const value of Object.values(EXAMPLES[kind]))
      if (typeof value === 'string' && /^[a-z]+(-[a-z]+)+$/.test(value)) expect(said).not.toContain(value);
  });
});

describe('an event of a case', () => {
  it('tells amounts, sizes and sentences as people write them', () => {
    expect(tell('payment-received', 'nl').text).toBe('€\u00a090,00');
    expect(tell('document-received', 'nl').text).toBe('Leasecontract · 412\u00a0kB · vingerafdruk ab12…ab12');
    expect(tell('task-decided', 'en').text).toBe('Reject · You do not meet the conditions of this product.');
    expect(tell('application-declared', 'en').text).toBe('text version 1, read in Dutch');
  });

  it('tells every mail by what it is about', () => {
    for (const language of ['nl', 'en'] as const) {
      const { named } = speech(language);
      for (const kind of MESSAGE_KINDS) expect(named(`event.message.${kind}`)).toBeTruthy();
    }
  });

  it('of a later version is told by its name, so that nothing is left out', () => {
    expect(sayEvent({ kind: 'plate-changed', data: { plate: 2 }, about: null }, speech('nl'))).toEqual({
      title: 'plate-changed',
      text: null,
    });
  });
});
