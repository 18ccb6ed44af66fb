import type { Timeline } from '../../../api/audit/shapes.ts';
import type { AuditEvents, AuditKind } from '../../../rules/audit.ts';
import type { Formats } from '../../../rules/values/format.ts';
import type { Language } from '../../../rules/values/language.ts';
import type { Say } from '../../text/sentences.ts';

export interface EventWords {
  title: string;
  /** With what, why, how much. */
  text: string | null;
}

export interface Speech {
  t: Say;
  format: Formats;
  language: Language;
  /** A sentence by a name that comes from the data, such as a ground; undefined when there is none. */
  named: (name: string) => string | undefined;
}

type Event = Timeline['items'][number];
type Tell = { [Kind in AuditKind]: (data: AuditEvents[Kind], speech: Speech, about: string | null) => string | null };

/** What is worth telling about each kind of event beside its title. The list is closed: a kind without an entry does not compile. */
const TELL: Tell = {
  'signed-in': ({ means, level }, { t, named }) =>
    join(
      named(`event.means.${means}`) ?? means,
      level !== null && t('event.level', { level: level.split(':').at(-1)! }),
    ),
  'signed-out': nothing,
  'email-code-sent': nothing,
  'email-verified': ({ first }, { t }) => (first ? t('event.firstAddress') : t('event.otherAddress')),
  'permit-login-issued': nothing,
  'permit-login-reset': nothing,
  'permit-login-blocked': ({ blocked }, { t }) => t(blocked ? 'event.blocked' : 'event.unblocked'),
  'permit-login-password-changed': nothing,
  'consent-given': nothing,
  'consent-withdrawn': ({ cancelled }, { t }) => (cancelled > 0 ? t('event.actions', { count: cancelled }) : null),
  'settings-changed': ({ language, theme }, { named }) =>
    join(named(`audit.language.${language}`) ?? language, named(`themes.${theme}`) ?? theme),
  'application-opened': ({ release }, { t }, about) => join(about, t('audit.release', { release })),
  'application-answered': ({ steps }, { named }) =>
    steps.map((step) => named(`event.answer.${step}`) ?? step).join(', '),
  'keeper-asked': ({ plate, answer }, { t, named }) =>
    join(t('event.plateNumber', { plate }), named(`audit.saw.keeper.${answer}`) ?? answer),
  'document-received': ({ bytes, sha256 }, { t, format }, about) =>
    join(about, format.fileSize(bytes), t('event.fingerprint', { print: shortPrint(sha256) })),
  'document-removed': (_data, _speech, about) => about,
  'document-read': (_data, _speech, about) => about,
  'documents-submitted': nothing,
  'application-declared': ({ declarationVersion, language }, { t, named }) =>
    t('event.declaration', { version: declarationVersion, language: named(`audit.language.${language}`) ?? language }),
  'application-decided': ({ by, result, traceId }, { t, named }) =>
    join(
      named(`audit.result.${result}`) ?? result,
      by === 'rule' ? t('event.byRule') : t('event.byStaff'),
      t('event.trace', { id: traceId }),
    ),
  'application-withdrawn': fromStatus,
  'application-lapsed': fromStatus,
  'application-closed': ({ status }, speech) => statusWord(status, speech),
  'reminder-sent': ({ status }, speech) => statusWord(status, speech),
  'term-reached': ({ kind }, { named }) => named(`event.term.${kind}`) ?? kind,
  'task-claimed': nothing,
  'task-released': nothing,
  'task-decided': ({ verdict, ground }, { t, named }) =>
    join(t(`review.verdict.${verdict}`), ground !== null && (named(`ground.${ground}`) ?? ground)),
  'person-shown': (_data, { t }) => t('event.visible'),
  'charge-created': money,
  'payment-started': ({ cents, charges }, { t, format }) =>
    join(format.money(cents), t('event.charges', { count: charges })),
  'payment-changed': ({ status }, { named }) => named(`event.payment.${status}`) ?? status,
  'payment-received': money,
  'invoice-issued': ({ number }) => number,
  'balance-topped-up': ({ unit, amount }, { t, format }) => {
    if (unit === 'eurocent') return format.money(amount);
    return unit === 'minute' ? format.duration(amount) : t('event.actions', { count: amount });
  },
  'balance-carried': ({ unit, amount }, speech) => quantity(unit, amount, speech),
  'refund-sent': ({ cents, reason }, { format, named }) =>
    join(format.money(cents), named(`event.refund.${reason}`) ?? reason),
  'plate-change-opened': ({ act }, { named }) => named(`event.plateAct.${act}`) ?? act,
  'plate-change-confirmed': ({ feeCents }, { format }) => (feeCents > 0 ? format.money(feeCents) : null),
  'plate-change-decided': ({ verdict, ground, traceId }, { t, named }) =>
    join(
      t(`review.verdict.${verdict}`),
      ground !== null && (named(`ground.${ground}`) ?? ground),
      t('event.trace', { id: traceId }),
    ),
  'plate-change-settled': ({ effectiveAt }, { format }) => format.moment(effectiveAt),
  'plate-change-effective': ({ at }, { format }) => format.moment(at),
  'plate-change-ended': ({ status }, { named }) => named(`status.plateChange.${status}`) ?? status,
  'register-notice-received': ({ kind }, { named }) => named(`ground.${kind}`) ?? kind,
  'register-notice-answered': ({ answer }, { named }) => named(`event.notice.${answer}`) ?? answer,
  'register-notice-settled': ({ outcome }, { named }) => named(`event.notice.${outcome}`) ?? outcome,
  'check-found-wrong': ({ cause }, { named }) => named(`wrongCause.${cause}`) ?? cause,
  'fine-report-opened': () => null,
  'fine-report-answered': ({ outcome, reason }, { named }) =>
    join(
      named(`status.fineReport.${outcome}`) ?? outcome,
      reason !== null && (named(`ground.${reason}`) ?? named(`wrongCause.${reason}`) ?? reason),
    ),
  'fine-report-withdrawn': () => null,
  'waitlist-joined': ({ areas }) => areas.join(', '),
  'waitlist-locations-chosen': ({ areas }) => areas.join(', '),
  'waitlist-offered': ({ area, until }, { format }) => join(area, format.moment(until)),
  'waitlist-passed': ({ area, ground }, { named }) => join(area, named(`refusal.${ground}`) ?? ground),
  'waitlist-skipped': ({ area }) => area,
  'waitlist-reminded': nothing,
  'waitlist-accepted': nothing,
  'waitlist-withdrawn': ({ from }, { named }) => named(`event.waitlist.${from}`) ?? from,
  'waitlist-lapsed': ({ area }) => area,
  'waitlist-closed': nothing,
  'payment-charged-back': money,
  'mandate-given': ({ renewals }, { t }) => t(renewals ? 'event.forRenewals' : 'event.forBalancesOnly'),
  'mandate-changed': ({ renewals }, { t }) => t(renewals ? 'event.forRenewals' : 'event.forBalancesOnly'),
  'mandate-ended': ({ status }, { named }) => named(`mandate.statuses.${status}`) ?? status,
  'mandate-valid': nothing,
  'debit-announced': ({ on, cents }, { t, format }) =>
    join(format.money(cents), t('event.debitOn', { day: format.day(on) })),
  'debit-started': money,
  'debit-failed': money,
  'top-up-automated': nothing,
  'top-up-by-hand-again': ({ ground }, { named }) => named(`ground.${ground}`) ?? ground,
  'refund-owed': ({ cents, reason, route }, { format, named }) =>
    join(format.money(cents), named(`event.refund.${reason}`) ?? reason, named(`event.refundRoute.${route}`) ?? route),
  'refund-account-given': nothing,
  'refund-approved': money,
  'refund-refused': ({ ground }, { named }) => named(`ground.${ground}`) ?? ground,
  'refund-paid': money,
  'refund-returned': money,
  'refund-late': ({ days }, { t }) => t('event.refundDays', { count: days }),
  'refund-file-made': ({ refunds, cents, sha256 }, { t, format }) =>
    join(
      t('event.refundCount', { count: refunds }),
      format.money(cents),
      t('event.fingerprint', { print: shortPrint(sha256) }),
    ),
  'refund-file-released': nothing,
  'provisional-cover': ({ until }, { format }) => format.moment(until),
  'provisional-cover-ended': ({ outcome }, { named }) => named(`event.cover.${outcome}`) ?? outcome,
  'sign-on-key-made': ({ kind }, { t }) => t(`event.keyKind.${kind}`),
  'sign-on-key-revoked': ({ kind }, { t }) => t(`event.keyKind.${kind}`),
  'phone-linked': nothing,
  'phone-unlinked': nothing,
  'active-plate-changed': ({ since }, { format }) => format.moment(since),
  'permit-coupled': ({ moved }, { t }) => (moved ? t('event.moved') : null),
  'grant-invited': ({ unit, amount }, speech) =>
    unit === null || amount === null ? speech.t('event.wholeBalance') : quantity(unit, amount, speech),
  'grant-accepted': nothing,
  'grant-paused': nothing,
  'grant-resumed': nothing,
  'grant-manager-changed': ({ manager }, { t }) => t(manager ? 'event.managerNow' : 'event.managerNoMore'),
  'grant-ended': ({ ground, unit, returned }, speech) =>
    join(
      speech.named(`event.grantEnd.${ground}`) ?? ground,
      unit !== null && returned > 0 && speech.t('event.returned', { amount: quantity(unit, returned, speech) }),
    ),
  'guest-pass-made': ({ until }, { format }) => format.moment(until),
  'guest-pass-revoked': nothing,
  'guest-visit-asked': nothing,
  'guest-visit-answered': ({ answer }, { named }) => named(`event.guestAnswer.${answer}`) ?? answer,
  'guest-visit-charged': ({ cents }, { format }) => format.money(cents),
  'parking-started': ({ from, until }, { t, format }) =>
    t('event.validity', { from: format.moment(from), until: format.moment(until) }),
  'parking-extended': ({ until }, { format }) => format.moment(until),
  'parking-corrected': nothing,
  'parking-ended': ({ at }, { format }) => format.moment(at),
  'permit-issued': ({ from, until, release }, { t, format }) =>
    join(
      t('event.validity', { from: format.moment(from), until: format.moment(until) }),
      t('audit.release', { release }),
    ),
  'old-system-read': ({ forReal, read, came }, { t }) =>
    t(forReal ? 'event.oldSystem.run' : 'event.oldSystem.tryRun', { came, read }),
  'person-came-over': nothing,
  'permit-came-over': ({ from, until }, { t, format }) =>
    t('event.validity', { from: format.moment(from), until: format.moment(until) }),
  'favourite-came-over': nothing,
  'waitlist-came-over': ({ since }, { format }) => format.moment(since),
  'came-over-read': nothing,
  'permit-succeeded': ({ at }, { format }) => format.moment(at),
  'permit-ended': ({ ground }, { named }) => named(`ground.${ground}`) ?? ground,
  'permit-expired': nothing,
  'permit-blocked': ({ ground }, { named }) => named(`ground.${ground}`) ?? ground,
  'permit-unblocked': nothing,
  'voucher-activated': ({ from, until }, { t, format }) =>
    t('event.validity', { from: format.moment(from), until: format.moment(until) }),
  'pass-ordered': ({ dueOn }, { t, format }) => t('event.passDue', { day: format.day(dueOn) }),
  'pass-made': nothing,
  'pass-posted': nothing,
  'pass-blocked': nothing,
  'permit-renewed': ({ from, until }, { t, format }) =>
    t('event.validity', { from: format.moment(from), until: format.moment(until) }),
  'renewal-opened': ({ from, until, cents, release }, { t, format }) =>
    join(
      t('event.validity', { from: format.moment(from), until: format.moment(until) }),
      format.money(cents),
      t('audit.release', { release }),
    ),
  'renewal-confirmed': ({ keptUntil }, { t, format }) =>
    keptUntil === null ? null : t('event.kept', { day: format.moment(keptUntil) }),
  'renewal-withdrawn': fromStatus,
  'renewal-lapsed': fromStatus,
  'renewal-closed': fromStatus,
  'right-registered': ({ registerId }, { t }) => t('event.registerId', { id: registerId }),
  'right-revoked': nothing,
  'red-check-told': ({ ground }, { named }) => named(`ground.${ground}`) ?? ground,
  'letter-stored': ({ letter }, { named }) => named(`event.letter.${letter}`) ?? letter,
  'message-sent': ({ message }, { named }) => named(`event.message.${message}`) ?? message,
  'message-bounced': ({ message, status }, { named }) => join(named(`event.message.${message}`) ?? message, status),
  'records-erased': ({ what, count, upTo }, { t, named, format }) =>
    t('event.recordsErased', { count, what: named(`retention.erased.${what}`) ?? what, upTo: format.moment(upTo) }),
  'checks-listed': ({ checks }, { t }) => t('event.checksListed', { count: checks }),
  'put-on-paper': ({ what, ground }, { named }) =>
    join(paperWord(what, named), named(`event.paper.${ground}`) ?? ground),
  'post-batch-made': ({ letters }, { t }) => t('event.letters', { count: letters }),
  'post-batch-read': nothing,
  'post-batch-sent': nothing,
  'letter-posted': ({ what }, { named }) => paperWord(what, named),
  'case-read': ({ view }, { t, named }) => join(named(`event.view.${view}`) ?? view, t('event.visible')),
  'case-checked': ({ check }, { named }) => named(`event.check.${check}`) ?? check,
  'past-asked': ({ areaId, at, verdict }, { format, named }) =>
    join(areaId, format.moment(at), named(`event.verdict.${verdict}`) ?? verdict),
  'plate-searched': (_data, { t }) => t('event.visible'),
  'statement-imported': ({ lines, sha256 }, { t }) =>
    join(t('event.statementLines', { count: lines }), t('event.fingerprint', { print: shortPrint(sha256) })),
  'announcement-written': nothing,
  'announcement-released': ({ recipients }, { t }) => t('event.recipients', { count: recipients }),
  'announcement-withdrawn': nothing,
  'visit-plan-added': nothing,
  'visit-plan-removed': ({ takenBack }, { t }) => (takenBack > 0 ? t('event.actions', { count: takenBack }) : null),
  'street-notices-chosen': ({ wanted }, { t }) => t(wanted ? 'event.wanted' : 'event.notWanted'),
  'outage-recorded': ({ part, beganAt }, { format, named }) =>
    join(named(`outage.part.${part}`) ?? part, format.moment(beganAt)),
  'outage-ended': ({ endedAt }, { format }) => format.moment(endedAt),
  'outage-withdrawn': nothing,
  'relief-proposed': nothing,
  'relief-granted': ({ unit, amount }, speech) => quantity(unit, amount, speech),
  'relief-refused': nothing,
  'forgotten-stop-told': ({ leftAt }, { format }) => format.moment(leftAt),
  'forgotten-stop-forgiven': ({ leftAt }, { format }) => format.moment(leftAt),
  'forgotten-stop-refused': ({ ground }, { named }) => named(`ground.${ground}`) ?? ground,
  'second-look-given': ({ outcome, reason }, { named }) =>
    join(
      named(`staff.looks.outcome.${outcome}`) ?? outcome,
      reason !== null && (named(`staff.looks.reason.${reason}`) ?? reason),
    ),
  'hint-found': ({ rule }, { named }) => named(`staff.hints.name.${rule}`) ?? rule,
  'hint-put-aside': ({ rule }, { named }) => named(`staff.hints.name.${rule}`) ?? rule,
  'hint-asked': ({ rule }, { named }) => named(`staff.hints.name.${rule}`) ?? rule,
  'person-found': ({ by }, { t, named }) => join(named(`event.foundBy.${by}`) ?? by, t('event.visible')),
  'person-added': nothing,
  'note-added': nothing,
  'acting-began': ({ channel }, { t }) => join(t(`event.onBehalf.${channel}`), t('event.visible')),
  'acting-ended': nothing,
  'release-drafted': ({ base }, { t }) => t('staff.releases.baseOf', { number: base }),
  'release-draft-changed': nothing,
  'release-submitted': ({ sha256 }, { t }) => t('event.fingerprint', { print: shortPrint(sha256) }),
  'release-approved': ({ release, validFrom, sha256 }, { t, format }) =>
    join(
      t('audit.release', { release }),
      format.moment(validFrom),
      t('event.fingerprint', { print: shortPrint(sha256) }),
    ),
  'release-rejected': nothing,
  'release-withdrawn': nothing,
  'simulation-asked': ({ baseline }, { t }) => t('audit.release', { release: baseline }),
  'release-imported': ({ release, sha256 }, { t }) =>
    join(t('audit.release', { release }), t('event.fingerprint', { print: shortPrint(sha256) })),
  'provider-admitted': nothing,
  'provider-key-made': nothing,
  'provider-stopped': ({ stopped }, { t }) => t(stopped ? 'event.providerStopped' : 'event.providerResumed'),
  'third-party-right-registered': ({ areaId, from, until, release }, { t, format }) =>
    join(
      areaId,
      t('event.validity', { from: format.moment(from), until: format.moment(until) }),
      t('audit.release', { release }),
    ),
  'third-party-right-changed': ({ until }, { format }) => format.moment(until),
  'third-party-right-ended': ({ at }, { format }) => format.moment(at),
  'event-subscription-made': nothing,
  'event-subscription-changed': ({ act }, { named }) => named(`event.subscription.${act}`) ?? act,
  'event-delivery-changed': ({ act }, { named }) => named(`event.subscription.${act}`) ?? act,
  'payment-difference-explained': ({ explanation }, { named }) =>
    named(`staff.differences.explanation.${explanation}`) ?? explanation,
  'payment-difference-booked': nothing,
  'incident-retried': ({ kind }, { named }) => named(`event.incident.${kind}`) ?? kind,
  'incident-assigned': ({ kind, role }, { named, t }) =>
    join(
      named(`event.incident.${kind}`) ?? kind,
      role === null ? t('event.toColleague') : (named(`staff.role.${role}`) ?? role),
    ),
  'incident-finish-asked': ({ kind, outcome }, { named }) =>
    join(named(`event.incident.${kind}`) ?? kind, named(`incident.outcome.${outcome}`) ?? outcome),
  'incident-opened': ({ kind }, { named }) => named(`event.incident.${kind}`) ?? kind,
  'incident-closed': ({ kind, outcome }, { named }) =>
    join(named(`event.incident.${kind}`) ?? kind, named(`incident.outcome.${outcome}`) ?? outcome),
};

/** Every kind of event there is, to choose from. */
export const EVENT_KINDS = Object.keys(TELL) as AuditKind[];

/** An event as people read it; one of a later version than this page by its name, so that nothing is left out. */
export function sayEvent({ kind, data, about }: Pick<Event, 'kind' | 'data' | 'about'>, speech: Speech): EventWords {
  if (!isKnown(kind)) return { title: kind, text: null };
  // The recorder takes no other data for a kind than its own.
  const tell = TELL[kind] as (data: unknown, speech: Speech, about: string | null) => string | null;
  return { title: speech.t(`event.kind.${kind}`), text: tell(data, speech, about?.[speech.language] ?? null) };
}

const isKnown = (kind: string): kind is AuditKind => Object.hasOwn(TELL, kind);

const join = (...parts: (string | null | false)[]): string => parts.filter(Boolean).join(' · ');

/** A mail or a letter, whichever went on paper. */
const paperWord = (what: string, named: Speech['named']): string =>
  named(`event.message.${what}`) ?? named(`event.letter.${what}`) ?? what;

function nothing(): null {
  return null;
}

function money({ cents }: { cents: number }, { format }: Speech): string {
  return format.money(cents);
}

function quantity(unit: string, amount: number, { t, format }: Speech): string {
  if (unit === 'eurocent') return format.money(amount);
  return t(unit === 'minute' ? 'event.quantity.minute' : 'event.quantity.action', { count: amount });
}

function fromStatus({ from }: { from: string }, speech: Speech): string {
  return speech.t('event.from', { status: statusWord(from, speech) });
}

function statusWord(status: string, { named }: Speech): string {
  return named(`staff.status.${status}`) ?? status;
}

/** Enough to compare by eye. */
const shortPrint = (sha256: string): string => `${sha256.slice(0, 4)}…${sha256.slice(-4)}`;
