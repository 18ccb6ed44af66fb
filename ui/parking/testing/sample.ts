import type { AccountView } from '../../../api/accounts/shapes.ts';
import type { ActionView, ParkingPermit } from '../../../api/parking/shapes.ts';
import { onTheDay, OTHER_TOWN, TOWN } from '../../desk/testing/sample.ts';
import { testApi, type TestApi } from '../../testing/api.ts';

/** A made-up account and what it may park with. The moment is Saturday 21 November 2026, ten in the morning. */
export const account = (more: Partial<AccountView> = {}): AccountView => ({
  id: 'acc1',
  email: 'sanne@example.nl',
  emailBounced: false,
  hasPassword: true,
  settings: { language: 'nl', theme: 'standard', startPermitId: null, remindMinutes: 10 },
  monthlyStatement: false,
  idleMinutes: 15,
  version: '0.1.0',
  ...more,
});

export const VISITORS = { nl: 'Bezoekersregeling', en: 'Visitor scheme' };

/** A visitor scheme with a balance in euros, of which its owner may do everything. */
export const permit = (more: Partial<ParkingPermit> = {}): ParkingPermit => ({
  id: 'v1',
  number: 'BZ-2026-00001',
  municipality: { id: 'voorbeeld', name: 'Voorbeeldstad' },
  productId: 'visitor',
  productName: VISITORS,
  kind: 'visitor',
  areaId: 'B',
  areaName: 'Kadekwartier',
  role: 'owner',
  grantId: null,
  grantor: null,
  grantPlate: null,
  state: 'active',
  validFrom: '2025-12-31T23:00:00.000Z',
  validUntil: '2026-12-31T23:00:00.000Z',
  lastDay: '2026-12-31',
  balances: [{ unit: 'eurocent', available: 4260, held: 1330, period: null, lastsUntil: null }],
  running: 2,
  planned: 1,
  atOnce: 3,
  plates: [],
  locations: [],
  defaultEnd: 'end-of-day',
  endOfDay: true,
  openEnd: false,
  horizonDays: 60,
  longestMinutes: null,
  may: ['start', 'plan', 'extend', 'correct', 'top-up', 'favourites', 'grants', 'history', 'transactions', 'alarm'],
  alarm: null,
  now: null,
  timeZone: 'Europe/Amsterdam',
  ...more,
});

/** Two cars of a resident, of which one counts. */
export const switched = (more: Partial<ParkingPermit> = {}): ParkingPermit =>
  permit({
    id: 'r1',
    number: 'BV-2026-00002',
    productId: 'resident',
    productName: { nl: 'Bewonersvergunning', en: 'Resident permit' },
    kind: 'plate-switch',
    balances: [],
    running: 0,
    planned: 0,
    atOnce: 1,
    plates: [
      { country: 'NL', display: 'X-99-XXB', counts: true, visibleSince: '2026-11-21T08:03:12.000Z' },
      { country: 'NL', display: '9-XXD-99', counts: false, visibleSince: null },
    ],
    may: ['switch-plate'],
    ...more,
  });

export const action = (more: Partial<ActionView> = {}): ActionView => ({
  id: 'a1',
  permitId: 'v1',
  productName: VISITORS,
  municipalityName: 'Voorbeeldstad',
  plate: { country: 'NL', display: 'X-99-XXB' },
  name: 'Oma Ria',
  areaName: 'Kadekwartier',
  startsAt: '2026-11-21T08:00:00.000Z',
  endsAt: '2026-11-21T17:00:00.000Z',
  openEnd: false,
  state: 'running',
  amounts: [{ unit: 'eurocent', amount: 840 }],
  byGrantee: false,
  visibleSince: '2026-11-21T08:00:07.000Z',
  correctedFrom: null,
  note: null,
  may: ['stop', 'extend'],
  ...more,
});

export const actionsOf = (...items: ActionView[]) => ({ items, nextCursor: null });

/** What the frame around every page of the app asks. */
export function inTheApp(routes: Parameters<typeof testApi>[0] = {}): TestApi {
  return testApi({
    'GET /v1/account': () => onTheDay(account()),
    'GET /v1/parking/permits': { items: [permit(), switched()] },
    'GET /v1/municipalities': { items: [TOWN, OTHER_TOWN] },
    'GET /v1/account/street-notices': { wanted: false, items: [] },
    'GET /v1/account/came-over': { items: [] },
    ...routes,
  });
}
