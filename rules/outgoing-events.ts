import { type AuditKind } from './audit.ts';
import { refuse, type Refusal } from './values/refusal.ts';

/**
 * What other systems may hear of (notificaties), and how the NL GOV profile for CloudEvents calls it: the subject in the plural and what
 * happened, no organisation. The list is closed; what an event holds is ids, codes, moments and amounts, as everywhere in the audit trail.
 */
export const OUTGOING_EVENTS = {
  'application-opened': 'nl.parkeervergunningen.aanvraag-begonnen',
  'application-declared': 'nl.parkeervergunningen.aanvraag-ingediend',
  'application-decided': 'nl.parkeervergunningen.besluit-genomen',
  'application-withdrawn': 'nl.parkeervergunningen.aanvraag-ingetrokken',
  'application-lapsed': 'nl.parkeervergunningen.aanvraag-vervallen',
  'application-closed': 'nl.parkeervergunningen.aanvraag-afgesloten',
  'permit-issued': 'nl.parkeervergunningen.vergunning-verleend',
  'permit-renewed': 'nl.parkeervergunningen.vergunning-verlengd',
  'permit-ended': 'nl.parkeervergunningen.vergunning-beeindigd',
  'permit-expired': 'nl.parkeervergunningen.vergunning-verlopen',
  'plate-change-opened': 'nl.parkeervergunningen.kentekenwijziging-begonnen',
  'plate-change-decided': 'nl.parkeervergunningen.kentekenwijziging-besloten',
  'plate-change-effective': 'nl.parkeervergunningen.kentekenwijziging-ingegaan',
  'renewal-opened': 'nl.parkeervergunningen.verlenging-klaargezet',
  'renewal-withdrawn': 'nl.parkeervergunningen.verlenging-ingetrokken',
  'renewal-lapsed': 'nl.parkeervergunningen.verlenging-vervallen',
  'waitlist-joined': 'nl.parkeerwachtlijsten.aangemeld',
  'waitlist-offered': 'nl.parkeerwachtlijsten.plaats-aangeboden',
  'waitlist-accepted': 'nl.parkeerwachtlijsten.plaats-aangenomen',
  'waitlist-withdrawn': 'nl.parkeerwachtlijsten.afgemeld',
  'payment-received': 'nl.parkeerbetalingen.betaling-ontvangen',
  'payment-charged-back': 'nl.parkeerbetalingen.betaling-teruggehaald',
  'refund-owed': 'nl.parkeerbetalingen.terugbetaling-verschuldigd',
  'refund-paid': 'nl.parkeerbetalingen.terugbetaling-betaald',
  'parking-started': 'nl.parkeeracties.actie-gestart',
  'parking-extended': 'nl.parkeeracties.actie-verlengd',
  'parking-ended': 'nl.parkeeracties.actie-beeindigd',
  'third-party-right-registered': 'nl.parkeerrechten.recht-aangemeld',
  'third-party-right-changed': 'nl.parkeerrechten.recht-gewijzigd',
  'third-party-right-ended': 'nl.parkeerrechten.recht-beeindigd',
} as const satisfies Partial<Record<AuditKind, string>>;

export type OutgoingKind = keyof typeof OUTGOING_EVENTS;
export const OUTGOING_KINDS = Object.keys(OUTGOING_EVENTS) as OutgoingKind[];

/** An event as it was recorded, with its place in the municipality's chain. */
export interface RecordedEvent {
  id: string;
  position: string;
  at: string;
  kind: OutgoingKind;
  applicationId: string | null;
  permitId: string | null;
  paymentId: string | null;
  data: Record<string, unknown>;
}

/** As it goes out: CloudEvents 1.0 in the NL GOV profile. The same event is the same to the letter however often it is sent. */
export function cloudEventOf(event: RecordedEvent, oin: string): Record<string, unknown> {
  const { id, position, at, kind, applicationId, permitId, paymentId, data } = event;
  const subject = applicationId ?? permitId ?? paymentId;
  return {
    specversion: '1.0',
    id,
    source: `urn:nld:oin:${oin}:systeem:parkwerk`,
    type: OUTGOING_EVENTS[kind],
    ...(subject !== null && { subject }),
    time: at,
    sequence: position,
    sequencetype: 'Integer',
    datacontenttype: 'application/json',
    data: {
      ...data,
      ...(applicationId !== null && { applicationId }),
      ...(permitId !== null && { permitId }),
      ...(paymentId !== null && { paymentId }),
    },
  };
}

const FIRST_SECONDS = 5;
const LONGEST_SECONDS = 3_600;
const TRIES = 24;

/** When it is tried again after so many tries, in seconds; null when somebody must look: after about fourteen hours. */
export const triedAgainAfter = (tries: number): number | null =>
  tries >= TRIES ? null : Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** (tries - 1));

/** May we send there? Over an encrypted connection to a name of its own; unencrypted only where everything is on one machine. */
export function decideReceiver(
  address: string,
  { plain }: { plain: boolean },
): { outcome: 'allow'; url: string } | Refusal<'receiver-address-wrong'> {
  const wrong = refuse('receiver-address-wrong', {}, 'give-https-address');
  if (!URL.canParse(address)) return wrong;
  const url = new URL(address);
  const encrypted = url.protocol === 'https:' || (plain && url.protocol === 'http:');
  if (!encrypted || url.username !== '' || url.password !== '' || url.hash !== '') return wrong;
  return { outcome: 'allow', url: url.href };
}
