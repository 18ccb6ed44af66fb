import { areaOf, productOf, type Release } from '../../rules/municipalities/release.ts';
import { ALWAYS_ON_PAPER, type Language, type MessageKind } from '../../rules/messages.ts';
import { type Deadline } from '../../rules/permit-applications/deadlines.ts';
import { nextDue } from '../../rules/values/due.ts';
import { isOver, type RenewalStatus } from '../../rules/renewals/status.ts';
import { addDays, civilDateOf, type CivilDate } from '../../rules/values/civil-day.ts';
import { inGroups, phoneInGroups } from '../../rules/values/digits.ts';
import { formatsIn } from '../../rules/values/format.ts';
import { type Cents } from '../../rules/values/money.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Unit } from '../../rules/values/unit.ts';
import { type Values } from '../../rules/sentences.ts';
import { type PrivateToMail } from '../db/stores/messages.ts';
import { inSentence, type Say } from '../texts.ts';
import { type Block, type LetterContent } from '../letters/page.ts';
import { historyTable, type History } from './history.ts';
import { quantityOf } from './quantity.ts';
import { asHtml, asText, type Parts } from './layout.ts';

/** What a mail can be about, as it stands in the database when it is sent. */
export interface MessageFacts {
  kind: MessageKind;
  language: Language;
  at: Instant;
  /** Null where we do not know what somebody is called: an account is an address. */
  name: string | null;
  /** Null for a mail about an account itself. */
  release: Release | null;
  publicUrl: string;
  application: { id: string; number: string; productId: string; ground: string | null; deadlines: Deadline[] } | null;
  permit: {
    id: string;
    number: string;
    productId: string;
    plates: number;
    validFrom: Instant;
    validUntil: Instant;
  } | null;
  payment: { reference: string; refundedCents: number } | null;
  renewal: RenewalFacts | null;
  /** The money that goes back this mail is about, or all that an ended permit gives back. */
  refund: RefundFacts | null;
  grant: GrantFacts | null;
  action: ActionFacts | null;
  /** A wish on a waiting list, with the lines it stands in. */
  waitlist: { number: string; productId: string; areaIds: string[] } | null;
  /** A report of a wrong fine, of a stay or of the permit itself. */
  fineReport: { number: string; actionId: string | null } | null;
  private: PrivateToMail;
  /** The list of the past, where one was asked for. */
  history: History | null;
}

export interface RenewalFacts {
  id: string;
  status: RenewalStatus;
  since: Instant;
  until: Instant;
  cents: Cents;
  /** Null when it is over. */
  lapsesAt: Instant | null;
}

export interface GrantFacts {
  /** The address of whoever gave it, and of whom it is for. */
  grantor: string | null;
  grantee: string;
  /** The only plate it is for; null is any. */
  plate: string | null;
  /** What was set apart; null is the whole balance. */
  share: { unit: Unit; amount: number } | null;
}

export interface RefundFacts {
  number: string;
  cents: Cents;
  dueOn: CivilDate;
  /** Why it was refused. */
  ground: string | null;
}

export interface ActionFacts {
  areaId: string;
  startsAt: Instant;
  endsAt: Instant;
  /** What its owner calls the car, or its plate; null when that is erased. */
  car: string | null;
}

export interface Composed {
  subject: string;
  text: string;
  html: string;
  fromName: string;
}

/** Writes a mail: what happened, what it means, what to do; as text and as HTML with the same words. */
export function composeMessage(facts: MessageFacts, say: Say): Composed {
  const { kind, language, release, name } = facts;
  const values = valuesOf(facts, say);
  const fromName = release
    ? say('mail.from', { municipality: release.content.municipality.name })
    : say('mail.fromApp');
  const parts: Parts = {
    language,
    greeting: name === null ? say('mail.hello') : say('mail.greeting', { name }),
    // What does not apply leaves no gap.
    body: say(`mail.${kind}.body`, values).replace(/ {2,}/g, ' ').trim(),
    code: facts.private.code ?? null,
    next: say(`mail.${kind}.next`, values).trim(),
    table: facts.history && historyTable(facts.history, language, say),
    buttons: buttonsOf(facts, say),
    closing: [say('mail.closing'), fromName],
    footer: footerOf(facts, say),
  };
  return { subject: say(`mail.${kind}.subject`, values), text: asText(parts), html: asHtml(parts), fromName };
}

/** The same words as a letter, for whom no mail reaches; its name and address are written on it when it is printed. */
export function mailOnPaper(facts: MessageFacts, release: Release, say: Say): LetterContent {
  const { kind, language, at, name } = facts;
  const { municipality } = release.content;
  const { contact, signatory } = municipality;
  const values = valuesOf(facts, say);
  const number = String(values['number'] ?? '');
  const [subject, body, next] = (['subject', 'body', 'next'] as const).map((part) =>
    say(`mail.${kind}.${part}`, values).replace(/ {2,}/g, ' ').trim(),
  ) as [string, string, string];
  const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
  return {
    language,
    title: subject,
    sender: { name: municipality.name, lines: [contact.address[language], contact.phone, contact.email] },
    recipient: [],
    facts: [
      [say('letter.date'), formatsIn(language).day(civilDateOf(at, municipality.timeZone))],
      ...(number === '' ? [] : [[say('letter.reference'), number] as [string, string]]),
    ],
    blocks: [
      paragraph(say('letter.greeting', { name: name ?? '' })),
      ...[body, next].filter((text) => text !== '').map(paragraph),
      // Who asked for a letter is not told that mail does not arrive.
      ...(ALWAYS_ON_PAPER.includes(kind)
        ? []
        : [paragraph(say('letter.onPaper', { phone: contact.phone, hours: contact.hours[language] }))]),
      paragraph(`${say('letter.closing')}\n${signatory[language]}`),
    ],
    footer: [municipality.name, number, say('letter.page')].filter((part) => part !== '').join(' · '),
  };
}

function footerOf({ kind, language, release }: MessageFacts, say: Say): string[] {
  if (!release) return [say('mail.helpApp'), say('mail.automaticApp')];
  const { phone, hours, email } = release.content.municipality.contact;
  return [
    say('mail.help', { phone, hours: hours[language], email }),
    say(isAboutApp(kind) ? 'mail.automaticApp' : 'mail.automatic'),
  ];
}

function valuesOf(facts: MessageFacts, say: Say): Values {
  const { kind, language, at, release, application, permit, payment, renewal, refund, grant, action, waitlist } = facts;
  const formats = formatsIn(language);
  if (!release) return {};
  const { timeZone, name: municipality } = release.content.municipality;
  const productId = permit?.productId ?? application?.productId ?? waitlist?.productId;
  const product = productId ? productOf(release.content, productId) : undefined;
  const due =
    application && (application.deadlines.find(({ kind }) => kind === 'lapse') ?? nextDue(application.deadlines, at));
  const lastDayOf = (end: Instant) => formats.day(addDays(civilDateOf(end, timeZone), -1));
  const ground = facts.private.ground ?? refund?.ground ?? application?.ground;
  const { balance, debit, hint, notice, offer, relief, seen, statement } = facts.private;
  const areaNames = (ids: readonly string[]) => ids.map((id) => areaOf(release.content, id)?.name ?? id).join(', ');
  const quantity = (unit: Unit, amount: number) => quantityOf(unit, amount, language, say);
  return {
    municipality,
    subject: facts.private.announcement?.subject ?? '',
    announcement: facts.private.announcement?.body ?? '',
    zones: notice ? areaNames(notice.areas) : '',
    days: notice ? daysOf(notice, (date) => formats.day(date), say) : '',
    product: product ? inSentence(product.name[language]) : '',
    report: facts.fineReport?.number ?? '',
    words: facts.private.words ?? '',
    number: permit?.number ?? application?.number ?? waitlist?.number ?? '',
    reason: ground ? say(`ground.${ground}`) : '',
    from: permit ? formats.day(civilDateOf(permit.validFrom, timeZone)) : '',
    // Terms end with their day: "before" names the day after the last one.
    until: permit
      ? lastDayOf(permit.validUntil)
      : due
        ? formats.day(civilDateOf(due.at, timeZone))
        : offer
          ? lastDayOf(offer.endsAt)
          : '',
    day: facts.private.on ? formats.day(facts.private.on) : '',
    price: renewal ? (renewal.cents === 0 ? say('mail.free') : formats.money(renewal.cents)) : '',
    // Of one that is renewed already the permit itself ends later.
    lastDay: renewal ? lastDayOf(renewal.since) : '',
    renewedFrom: renewal ? formats.day(civilDateOf(renewal.since, timeZone)) : '',
    renewedUntil: renewal ? lastDayOf(renewal.until) : '',
    before: renewal?.lapsesAt ? formats.day(civilDateOf(renewal.lapsesAt, timeZone)) : '',
    todo: renewal && !isOver(renewal.status) ? say(`mail.renewalTodo.${renewal.status}`) : '',
    reference: payment?.reference ?? '',
    amount: formats.money(debit?.cents ?? refund?.cents ?? payment?.refundedCents ?? 0),
    iban: debit?.iban ?? '',
    mandate: debit?.mandate ?? '',
    creditor: release.content.municipality.directDebit?.creditor ?? municipality,
    creditorId: release.content.municipality.directDebit?.creditorId ?? '',
    claim: debit?.claimedCents
      ? say('mail.debit-charged-back.claim', { amount: formats.money(debit.claimedCents) })
      : '',
    refundNumber: refund?.number ?? '',
    due: refund ? formats.day(refund.dueOn) : '',
    refund:
      kind === 'permit-ended' && refund
        ? say('mail.permit-ended.refund', { amount: formats.money(refund.cents), due: formats.day(refund.dueOn) })
        : '',
    // Somebody with more plates than count at once has to say which one does (2PARK-013).
    warning:
      kind === 'permit-coupling' &&
      product?.parking?.kind === 'plate-switch' &&
      permit &&
      permit.plates > product.plates.atOnce
        ? say(`mail.${kind}.warning`)
        : '',
    grantor: grant?.grantor ?? municipality,
    grantee: grant?.grantee ?? '',
    plate: grant?.plate ? say('mail.onlyPlate', { plate: grant.plate }) : '',
    share: grant?.share ? say('mail.share', { share: quantity(grant.share.unit, grant.share.amount) }) : '',
    car: action?.car ? say('mail.car', { car: action.car }) : '',
    area: areaNames(
      seen ? [seen.areaId] : action ? [action.areaId] : offer ? [offer.areaId] : (waitlist?.areaIds ?? []),
    ),
    moment: seen ? formats.moment(seen.at) : '',
    how: offer ? say(product?.waitingList?.online === false ? 'mail.offer.counter' : 'mail.offer.online') : '',
    start: action ? formats.moment(action.startsAt) : '',
    end: action ? formats.moment(action.endsAt) : '',
    code: facts.private.code ?? '',
    signOnNumber: inGroups(facts.private.signOnNumber ?? '', 4),
    line: phoneInGroups(release.content.municipality.contact.line ?? ''),
    month: statement ? formats.month(statement.from) : '',
    left: balance ? quantity(balance.unit, balance.left) : '',
    count: facts.history?.rows.length ?? 0,
    hint: hint ? say(`mail.misuse-question.rule.${hint.rule}`, { counted: hint.counted, days: hint.days }) : '',
    relief: relief ? quantity(relief.unit, relief.amount) : '',
    threshold: balance ? quantity(balance.unit, balance.threshold) : '',
  };
}

/** From when until when, in words; one day is that day. */
function daysOf(
  { startsOn, endsOn }: NonNullable<PrivateToMail['notice']>,
  day: (date: CivilDate) => string,
  say: Say,
): string {
  const values = { from: day(startsOn), until: endsOn === null ? '' : day(endsOn) };
  return say(`streetNotice.days.${endsOn === null ? 'from' : endsOn === startsOn ? 'on' : 'between'}`, values);
}

/** What can be done from the mail itself comes first, then where else to go. */
function buttonsOf(facts: MessageFacts, say: Say): Parts['buttons'] {
  const { extend, stop } = facts.private.links ?? {};
  const link = linkOf(facts);
  return [
    ...(extend === undefined ? [] : [{ url: extend, label: say('mail.extend') }]),
    ...(stop === undefined ? [] : [{ url: stop, label: say('mail.stop') }]),
    ...(link === null ? [] : [{ url: link, label: say(`mail.${facts.kind}.button`) }]),
  ];
}

/** Where the button leads; ids only, nothing personal in an address. */
function linkOf({
  kind,
  publicUrl,
  name,
  release,
  application,
  permit,
  renewal,
  fineReport,
  private: { link },
}: MessageFacts): string | null {
  const desk = `${publicUrl}/${release?.municipalityId ?? ''}/desk`;
  const app = `${publicUrl}/parking`;
  switch (kind) {
    case 'email-code':
    case 'email-changed-old':
    case 'sign-on-number':
    case 'sign-on-pin':
    case 'payment-refunded':
      return null;
    case 'email-changed-new':
      return `${desk}/user`;
    case 'documents-asked':
    case 'documents-reminder':
    case 'documents-approved':
    case 'new-document-asked':
    case 'application-rejected':
      return application ? `${desk}/applications/${application.id}` : desk;
    case 'payment-reminder':
    case 'plate-change-payment':
      // Without a cart it is paid for on its own page.
      if (!release?.content.municipality.payAtOnce) return `${desk}/cart`;
      return application && kind === 'payment-reminder'
        ? `${desk}/applications/${application.id}`
        : `${desk}/permits/${permit?.id ?? ''}/plates`;
    case 'refund-account-asked':
    case 'refund-approved':
    case 'refund-refused':
    case 'refund-paid':
    case 'refund-late':
      if (permit) return `${desk}/permits/${permit.id}`;
      return application ? `${desk}/applications/${application.id}` : `${desk}/history`;
    case 'permit-issued':
    case 'permit-ended':
    case 'permit-blocked':
    case 'permit-unblocked':
    case 'plate-changed':
    case 'plate-change-documents':
    case 'plate-change-rejected':
    case 'plate-change-lapsed':
    case 'register-notice':
    case 'pass-posted':
    case 'permit-renewed':
    case 'red-check':
    case 'misuse-question':
      return permit ? `${desk}/permits/${permit.id}` : desk;
    case 'fine-report-received':
    case 'fine-report-answered':
    case 'fine-report-late':
      if (!permit) return desk;
      return fineReport?.actionId
        ? `${app}/a/${fineReport.actionId}/wrong-fine`
        : `${desk}/permits/${permit.id}/wrong-fine`;
    case 'fine-passed-on':
      return `${publicUrl}/verify`;
    case 'waitlist-joined':
    case 'waitlist-offered':
    case 'waitlist-reminder':
      return `${desk}/waitlist`;
    case 'mandate-valid':
    case 'mandate-ended':
    case 'debit-charged-back':
    case 'top-up-debit-announced':
    case 'top-up-debited':
    case 'top-up-debit-failed':
      return `${desk}/direct-debit`;
    case 'renewal-debit-announced':
    case 'renewal-debit-failed':
    case 'renewal-to-confirm':
    case 'renewal-to-pay':
    case 'renewal-reminder':
      return renewal ? `${desk}/renewals/${renewal.id}` : `${desk}/renewals`;
    case 'permit-expired-renewable':
      return `${desk}/renewals`;
    // An account has no name that we know, and no desk.
    case 'street-notice':
      return name === null ? app : desk;
    case 'renewal-lapsed':
    case 'waitlist-lapsed':
    case 'waitlist-closed':
    case 'announcement':
    case 'application-lapsed':
    case 'permit-expired':
      return `${desk}/products`;
    case 'account-verify':
    case 'password-reset':
    case 'permit-coupling':
    case 'grant-invited':
      return link ?? app;
    case 'account-exists':
      return `${app}/sign-in`;
    case 'password-changed':
    case 'passkey-added':
      return `${app}/reset`;
    case 'token-made':
      return `${app}/programs`;
    case 'permit-coupled-elsewhere':
    case 'grant-ended':
      return `${app}/products`;
    case 'grant-accepted':
    case 'grant-started':
    case 'grant-manager-made':
    case 'grant-manager-first':
      return permit ? `${app}/p/${permit.id}/grants` : app;
    case 'guest-asks':
      return permit ? `${app}/p/${permit.id}/guests` : app;
    case 'parking-reminder':
    case 'parking-still-running':
    case 'parking-cancelled':
    case 'parking-stop-forgiven':
    case 'parking-stop-refused':
    case 'balance-low':
    case 'outage-relief':
      return permit ? `${app}/p/${permit.id}` : app;
    case 'parking-statement':
      return `${app}/settings`;
    case 'parking-history':
      return permit ? `${app}/p/${permit.id}/history` : app;
    default:
      return kind satisfies never;
  }
}

/** Told by the parking app rather than by the desk. */
const isAboutApp = (kind: MessageKind): boolean =>
  /^(account|passkey|password|token|grant|guest|parking|balance|outage)-/.test(kind) || kind.startsWith('permit-coupl');
