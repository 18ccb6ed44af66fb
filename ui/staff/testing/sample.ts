import type { CaseView, Timeline } from '../../../api/audit/shapes.ts';
import type { Me } from '../../../api/me/shapes.ts';
import type { MunicipalityView } from '../../../api/municipalities/shapes.ts';
import type { TaskPage, TaskSummary, TaskView } from '../../../api/review/shapes.ts';
import type { StaffRole } from '../../../rules/staff.ts';
import { refused, testApi, type TestApi } from '../../testing/api.ts';

/** A made-up town and a made-up case, as the API tells them. The moment is Saturday 21 November 2026. */
export const NOW = '2026-11-21T09:00:00.000Z';

export const TOWN: MunicipalityView = {
  id: 'voorbeeld',
  name: 'Voorbeeldstad',
  country: 'NL',
  timeZone: 'Europe/Amsterdam',
  contact: {
    phone: '14 0500',
    email: 'p@example.nl',
    mailSubject: null,
    address: { nl: '', en: '' },
    hours: { nl: '', en: '' },
  },
  means: [],
  permitLogin: null,
  onDemand: null,
  demonstration: true,
  paymentMethods: ['ideal', 'bancontact', 'creditcard'],
  payAtOnce: false,
  hasTheme: false,
  hasFilm: false,
  texts: { nl: {}, en: {} },
};

export const member = (roles: StaffRole[], more: Partial<Me> = {}): Me => ({
  municipality: { id: 'voorbeeld', name: 'Voorbeeldstad' },
  holder: null,
  staff: { id: 's1', name: 'M. de Wit', roles },
  actsFor: null,
  settings: { language: 'nl', theme: 'standard' },
  version: '0.1.0',
  ...more,
});

/** What the frames around every page ask. */
export function signedInAs(roles: StaffRole[], routes: Parameters<typeof testApi>[0] = {}): TestApi {
  return testApi({
    'GET /v1/municipalities/voorbeeld': onTheDay(TOWN),
    'GET /v1/me': member(roles),
    ...routes,
  });
}

/** An answer that tells what time it is. */
export const onTheDay = (body: object): Response =>
  new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json', 'Server-Time': NOW } });

export const summary = (more: Partial<TaskSummary> = {}): TaskSummary => ({
  id: 't1',
  subject: 'application',
  caseId: 'c1',
  number: 'Z-2304',
  productName: { nl: 'Bewonersvergunning', en: 'Resident permit' },
  areaName: 'Kadekwartier',
  status: 'open',
  need: 'evidence',
  keeperUnavailable: false,
  claimedBy: null,
  openedAt: '2026-11-16T09:00:00.000Z',
  waitingSince: null,
  targetOn: '2026-11-23',
  legalOn: '2027-01-11',
  escalation: 'none',
  elapsedPercent: 71,
  ...more,
});

export const page = (items: TaskSummary[], more: Partial<TaskPage> = {}): TaskPage => ({
  items,
  nextCursor: null,
  counts: { all: items.length, mine: 0, free: items.length, waiting: 0, late: 0 },
  ...more,
});

export const ME = { id: 's1', name: 'M. de Wit', me: true };
export const COLLEAGUE = { id: 's2', name: 'J. van Leeuwen', me: false };

export const document = (more: Partial<TaskView['documents'][number]> = {}): TaskView['documents'][number] => ({
  id: 'd1',
  requirementId: 'use-of-car:p1',
  kind: 'lease',
  kindName: { nl: 'Leasecontract', en: 'Lease contract' },
  fileName: 'lease.png',
  mediaType: 'image/png',
  bytes: 412_000,
  at: '2026-11-16T08:55:00.000Z',
  superseded: false,
  ...more,
});

export const task = (more: Partial<TaskView> = {}): TaskView => ({
  ...summary(),
  applicant: { kind: 'person', initials: 'E. V.' },
  notice: null,
  fineReport: null,
  startsOn: '2026-12-01',
  periodId: 'P12M',
  priceCents: 9000,
  receivedAt: '2026-11-16T09:00:00.000Z',
  pausedDays: 0,
  pauses: [],
  plates: [{ id: 'p1', country: 'NL', display: '627-HX-3', keeper: 'other', vehicle: 'Kia E-Niro', colour: 'wit' }],
  requirements: [
    { id: 'use-of-car:p1', reason: { nl: 'Laat zien', en: 'Show' }, article: 'artikel 4 lid 2', plateId: 'p1' },
  ],
  questions: [],
  card: null,
  succession: null,
  secondAddress: null,
  declaration: { version: '1', language: 'nl', at: '2026-11-16T08:59:00.000Z' },
  terms: { documentDays: 28, paymentDays: 30, objectionWeeks: 6 },
  documents: [document()],
  steps: [
    { rule: 'place-left', outcome: 'met', article: 'artikel 3', values: { taken: 1187, ceiling: 1200 }, remedy: null },
    {
      rule: 'keeper-or-evidence',
      outcome: 'staff-decides',
      article: 'artikel 4 lid 2',
      values: { plate: 1, keeper: 'other' },
      remedy: null,
    },
  ],
  decisions: [],
  ...more,
});

export const picture = (): Response => new Response(new Uint8Array([137, 80, 78, 71]));

/** `task-of-someone-else`, `move-not-allowed` and the like, with the values the rule saw. */
export const conflict = (code: string, values: Record<string, string> = {}): Response =>
  refused(409, code, {
    trace: {
      id: 'trace-1',
      steps: [{ rule: code, outcome: 'not-met', article: null, values, remedy: 'look-again' }],
    },
  });

export const found = (more: Partial<CaseView> = {}): CaseView => ({
  id: 'c1',
  number: 'Z-2304',
  productName: { nl: 'Bewonersvergunning', en: 'Resident permit' },
  areaName: 'Kadekwartier',
  status: 'issued',
  openedAt: '2026-11-16T08:50:00.000Z',
  closedAt: '2026-11-20T10:00:00.000Z',
  decideBy: null,
  release: 3,
  personId: 'p1',
  process: [
    { id: 'opened', state: 'done', at: '2026-11-16T08:50:00.000Z' },
    { id: 'documents', state: 'skipped', at: null },
    { id: 'declared', state: 'done', at: '2026-11-16T08:59:00.000Z' },
    { id: 'decided', state: 'done', at: '2026-11-18T10:00:00.000Z' },
    { id: 'paid', state: 'done', at: '2026-11-20T10:00:00.000Z' },
    { id: 'issued', state: 'done', at: '2026-11-20T10:00:00.000Z' },
  ],
  permitId: 'v1',
  permitNumber: 'BV-2026-04417',
  permitInForce: true,
  permitPhase: 'upcoming',
  permitFrom: '2026-11-30T23:00:00.000Z',
  permitUntil: '2027-11-30T23:00:00.000Z',
  permitBlockedAt: null,
  declaration: { version: '1', language: 'en', at: '2026-11-16T08:59:00.000Z' },
  decisions: [
    {
      id: '0199c0de-0000-7000-8000-000000000001',
      by: 'staff',
      staffName: 'M. de Wit',
      result: 'approve',
      ground: null,
      note: 'Huurder en kenteken kloppen.',
      release: 3,
      at: '2026-11-18T10:00:00.000Z',
      steps: task().steps,
    },
  ],
  ...more,
});

export const story = (items: Partial<Timeline['items'][number]>[]): Timeline => ({
  nextCursor: null,
  items: items.map((item, at) => ({
    id: String(at + 1),
    at: '2026-11-16T08:50:00.000Z',
    kind: 'application-opened',
    actor: { kind: 'holder', name: null },
    data: {},
    about: null,
    basis: null,
    sealed: true,
    ...item,
  })),
});
