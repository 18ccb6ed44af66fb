import { type AuditKind } from './audit.ts';

/** Kinds of cases a municipality may have registered in its own case register (zaaksysteem). */
export const REGISTERED_KINDS = ['permit-application', 'plate-change', 'renewal'] as const;
export type RegisteredKind = (typeof REGISTERED_KINDS)[number];

export const CASE_RESULTS = ['granted', 'rejected', 'withdrawn', 'lapsed'] as const;
export type CaseResult = (typeof CASE_RESULTS)[number];

/** What the case register is told because of an event. */
export type CaseStep =
  | { do: 'open'; kind: RegisteredKind; caseId: string }
  | { do: 'decide'; kind: RegisteredKind; caseId: string }
  | { do: 'close'; kind: RegisteredKind; caseId: string; result: CaseResult }
  | { do: 'file'; kind: RegisteredKind; caseId: string; documentId: string };

interface Told {
  kind: string;
  applicationId: string | null;
  data: Record<string, unknown>;
}

type Reading = (told: Told) => CaseStep | null;

const ofApplication =
  (step: { do: 'open' | 'decide' } | { do: 'close'; result: CaseResult }): Reading =>
  ({ applicationId }) =>
    applicationId === null ? null : { kind: 'permit-application', caseId: applicationId, ...step };

const named =
  (
    kind: RegisteredKind,
    name: string,
    step: { do: 'open' | 'decide' } | { do: 'close'; result: CaseResult },
  ): Reading =>
  ({ data }) => ({ kind, caseId: String(data[name]), ...step });

const ENDS: Record<string, CaseResult> = {
  rejected: 'rejected',
  withdrawn: 'withdrawn',
  lapsed: 'lapsed',
  returned: 'rejected',
};

/** Which events the register hears of. An application is registered when it is handed in: what nobody handed in is no case. */
const READINGS: Partial<Record<AuditKind, Reading>> = {
  'application-declared': ofApplication({ do: 'open' }),
  'application-decided': ofApplication({ do: 'decide' }),
  'permit-issued': ofApplication({ do: 'close', result: 'granted' }),
  'application-closed': ofApplication({ do: 'close', result: 'rejected' }),
  'application-withdrawn': ofApplication({ do: 'close', result: 'withdrawn' }),
  'application-lapsed': ofApplication({ do: 'close', result: 'lapsed' }),
  'letter-stored': ({ applicationId, data }) =>
    applicationId === null
      ? null
      : { do: 'file', kind: 'permit-application', caseId: applicationId, documentId: String(data['documentId']) },
  'plate-change-confirmed': named('plate-change', 'plateChangeId', { do: 'open' }),
  'plate-change-decided': named('plate-change', 'plateChangeId', { do: 'decide' }),
  'plate-change-effective': named('plate-change', 'plateChangeId', { do: 'close', result: 'granted' }),
  'plate-change-ended': ({ data }) => {
    const result = ENDS[String(data['status'])];
    return result ? { do: 'close', kind: 'plate-change', caseId: String(data['plateChangeId']), result } : null;
  },
  'renewal-opened': named('renewal', 'renewalId', { do: 'open' }),
  'permit-renewed': named('renewal', 'renewalId', { do: 'close', result: 'granted' }),
  'renewal-withdrawn': named('renewal', 'renewalId', { do: 'close', result: 'withdrawn' }),
  'renewal-lapsed': named('renewal', 'renewalId', { do: 'close', result: 'lapsed' }),
  'renewal-closed': named('renewal', 'renewalId', { do: 'close', result: 'lapsed' }),
};

/** The events that tell of these kinds: what is not registered is not looked at either. */
export const eventsOf = (kinds: readonly RegisteredKind[]): AuditKind[] =>
  (Object.keys(READINGS) as AuditKind[]).filter((event) => kinds.includes(kindToldBy(event)));

function kindToldBy(event: AuditKind): RegisteredKind {
  if (event.startsWith('plate-change-')) return 'plate-change';
  return event.startsWith('renewal-') || event === 'permit-renewed' ? 'renewal' : 'permit-application';
}

/** What the register is told because of this; null when nothing. */
export const caseStepOf = (told: Told): CaseStep | null => READINGS[told.kind as AuditKind]?.(told) ?? null;

/** Nine digits whose weighted sum is a multiple of eleven (RSIN, elfproef). */
export function isRsin(text: string): boolean {
  if (!/^\d{9}$/.test(text)) return false;
  const sum = [...text].reduce((total, digit, at) => total + Number(digit) * (at === 8 ? -1 : 9 - at), 0);
  return sum % 11 === 0;
}
