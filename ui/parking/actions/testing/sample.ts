import type { AccountView } from '../../../../api/accounts/shapes.ts';
import type { ActionView, ParkingPermit, QuoteView } from '../../../../api/parking/shapes.ts';
import { NOW, TOWN } from '../../../desk/testing/sample.ts';
import { testApi, type TestApi } from '../../../testing/api.ts';
import type { Story } from '../../data/actions.ts';

export { NOW };

/** Saturday 21 November 2026 in Amsterdam, where it is an hour later than in UTC. */
export const at = (localTime: string, day = '2026-11-21'): string =>
  new Date(`${day}T${localTime.length === 5 ? `${localTime}:00` : localTime}+01:00`).toISOString();

/** The last moment of the day that people read as 23:59:59. */
export const MIDNIGHT = at('00:00', '2026-11-22');

export const account = (more: Partial<AccountView> = {}): AccountView => ({
  id: 'acc1',
  email: 'sanne@example.nl',
  emailBounced: false,
  hasPassword: true,
  settings: { language: 'nl', theme: 'standard', startPermitId: null, remindMinutes: null },
  monthlyStatement: false,
  idleMinutes: null,
  version: '0.1.0',
  ...more,
});

export const euros = (available: number, held = 0): ParkingPermit['balances'][number] => ({
  unit: 'eurocent',
  available,
  held,
  period: null,
  lastsUntil: null,
});

export const OWNER_MAY: ParkingPermit['may'] = [
  'start', 'plan', 'extend', 'correct', 'top-up', 'favourites', 'grants', 'history', 'transactions', 'alarm',
]; // prettier-ignore

/** A visitor permit as its owner sees it on a Saturday morning: paid from nine to nine. */
export const parkingPermit = (more: Partial<ParkingPermit> = {}): ParkingPermit => ({
  id: 'p1',
  number: 'BZ-2026-1',
  municipality: { id: 'voorbeeld', name: 'Voorbeeldstad' },
  productId: 'visitor',
  productName: { nl: 'Bezoekersregeling', en: 'Visitor scheme' },
  kind: 'visitor',
  areaId: 'B',
  areaName: 'Kadekwartier',
  role: 'owner',
  grantId: null,
  grantor: null,
  grantPlate: null,
  state: 'active',
  validFrom: at('00:00', '2026-11-01'),
  validUntil: at('00:00', '2027-11-01'),
  lastDay: '2027-10-31',
  balances: [euros(4260, 1330)],
  running: 0,
  planned: 0,
  atOnce: 2,
  plates: [],
  locations: [],
  defaultEnd: 'end-of-day',
  endOfDay: true,
  openEnd: true,
  horizonDays: 60,
  longestMinutes: null,
  may: OWNER_MAY,
  alarm: null,
  now: { paid: true, changesAt: at('21:00'), today: [{ from: at('09:00'), to: at('21:00') }], holiday: false },
  timeZone: 'Europe/Amsterdam',
  ...more,
});

export const action = (more: Partial<ActionView> = {}): ActionView => ({
  id: 'a1',
  permitId: 'p1',
  productName: { nl: 'Bezoekersregeling', en: 'Visitor scheme' },
  municipalityName: 'Voorbeeldstad',
  plate: { country: 'B', display: '1-ABC-234' },
  name: 'Oma Ria',
  areaName: 'Kadekwartier',
  startsAt: at('09:40'),
  endsAt: at('18:00'),
  openEnd: false,
  state: 'running',
  amounts: [{ unit: 'eurocent', amount: 840 }],
  byGrantee: false,
  visibleSince: at('09:40:07'),
  correctedFrom: null,
  note: null,
  may: ['stop', 'extend'],
  ...more,
});

export const planned = (more: Partial<ActionView> = {}): ActionView =>
  action({
    id: 'a2',
    plate: { country: 'NL', display: 'K-42-RTB' },
    name: 'Jonas',
    state: 'planned',
    startsAt: at('19:00', '2026-11-22'),
    endsAt: at('23:30', '2026-11-22'),
    amounts: [{ unit: 'eurocent', amount: 280 }],
    visibleSince: null,
    may: ['delete', 'extend'],
    ...more,
  });

export const LINES: QuoteView['lines'] = [
  { from: at('10:00'), to: at('21:00'), minutes: 660, cents: 945, kind: 'paid' },
  { from: at('21:00'), to: at('22:30'), minutes: 0, cents: 0, kind: 'free' },
];

export const quote = (more: Partial<QuoteView> = {}): QuoteView => ({
  quoteId: 'q1',
  quoteEndsAt: at('10:02'),
  startsAt: at('10:00'),
  endsAt: at('22:30'),
  holds: [{ unit: 'eurocent', amount: 945 }],
  priceCents: 945,
  paidMinutes: 660,
  lines: LINES,
  free: false,
  doubts: [],
  vehicle: null,
  ...more,
});

export const story = (more: Partial<Story> = {}): Story => ({
  ...action(),
  release: 3,
  priceCents: 945,
  paidMinutes: 660,
  lines: LINES,
  mayTellForgotten: false,
  forgotten: null,
  ...more,
});

/** An answer that tells what time it is. */
export const onTheClock = (body: object, time = NOW): Response =>
  new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json', 'Server-Time': time } });

interface InTheApp {
  permits?: readonly ParkingPermit[];
  running?: readonly ActionView[];
  planned?: readonly ActionView[];
}

/** The actions of a list, by what was asked of it. */
export const LIST = 'GET /v1/parking/actions';

/** What the frame of the app and the page of one product ask. */
export function inTheApp(
  { permits = [parkingPermit()], running = [], planned: later = [] }: InTheApp = {},
  routes: Parameters<typeof testApi>[0] = {},
): TestApi {
  return testApi({
    'GET /v1/account': () => onTheClock(account()),
    'GET /v1/parking/permits': () => onTheClock({ items: permits }),
    'GET /v1/municipalities': { items: [TOWN] },
    'GET /v1/account/street-notices': { wanted: false, items: [] },
    'GET /v1/account/came-over': { items: [] },
    'GET /v1/municipalities/voorbeeld': TOWN,
    [LIST]: ({ query }) => ({ items: query.get('state') === 'planned' ? later : running, nextCursor: null }),
    'GET /v1/parking/permits/p1/favourites': { items: [] },
    'GET /v1/parking/permits/p1/recent-plates': { items: [] },
    ...routes,
  });
}
