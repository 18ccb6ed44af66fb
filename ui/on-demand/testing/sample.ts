import type { OnDemandView, SessionView } from '../../../api/on-demand/shapes.ts';
import { onTheDay, TOWN } from '../../desk/testing/sample.ts';
import { testApi } from '../../testing/api.ts';

export const same = (text: string) => ({ nl: text, en: text });
const means = (id: string, name: string) => ({ id, label: same(name), hint: same('Met uw telefoon.'), about: { label: same(`Meer info over ${name}`), url: `https://${id}.example` }, applicant: 'person' as const }); // prettier-ignore
const ANTWERP = {
  ...TOWN,
  id: 'antwerpen',
  name: 'Antwerpen',
  country: 'BE' as const,
  timeZone: 'Europe/Brussels',
  means: [means('itsme', 'itsme'), means('eid', 'eID-kaartlezer')],
  paymentMethods: ['bancontact', 'creditcard'] as const,
  onDemand: { name: same('Parkeren op maat'), information: 'https://parkeren.example' },
};
/** A session for visitors that runs this morning. */
export const session = (more: Partial<SessionView> = {}): SessionView => ({
  id: 'a1',
  permitId: 'v1',
  purpose: 'visitors',
  startsAt: '2026-11-21T08:30:00.000Z',
  endsAt: '2026-11-21T10:30:00.000Z',
  areaName: 'Binnenstad',
  plate: { country: 'B', display: '1-ABC-234' },
  cents: 144,
  minutes: 120,
  state: 'running',
  series: null,
  ...more,
});
/** Lives in the city, so may park for oneself and for visitors. */
export const lien = (more: Partial<OnDemandView> = {}): OnDemandView => ({
  municipalityId: 'antwerpen',
  serviceName: same('Parkeren op maat'),
  beneficiary: 'Mobiliteit',
  information: null,
  timeZone: 'Europe/Brussels',
  holderName: 'Lien Peeters',
  email: 'lien@post.example',
  internalNumber: 9,
  profileId: 'a876e4',
  consentGivenAt: '2026-11-01T09:00:00.000Z',
  hasCalendar: false,
  balanceCents: 1250,
  topUp: { leastCents: 5, mostCents: 50_000 },
  self: {
    permitId: 's1',
    productName: same('Flexibel abonnement'),
    locations: [{ id: 'BE', name: 'Binnenstad' }],
    visitMinutes: null,
  },
  visitors: {
    permitId: 'v1',
    productName: same('Bezoekerspas'),
    locations: [{ id: 'BE', name: 'Binnenstad' }],
    visitMinutes: 180,
  },
  hours: {
    now: { from: '2026-10-01', lastDay: '2026-12-31', minutes: 5280 },
    next: { from: '2027-01-01', lastDay: '2027-03-31', minutes: 5400 },
  },
  running: null,
  next: null,
  ...more,
});

export const TOWN_CALL = { 'GET /v1/municipalities/antwerpen': onTheDay(ANTWERP) };
/** What the pages ask of the API, for who is signed in and agreed. */
export const signedIn = (view = lien(), more: Parameters<typeof testApi>[0] = {}) =>
  testApi({
    ...TOWN_CALL,
    'GET /v1/on-demand': view,
    'GET /v1/on-demand/sessions': { items: [], total: 0, page: 1, limit: 10 },
    'GET /v1/on-demand/transactions': { items: [], total: 0, page: 1, limit: 10 },
    ...more,
  });
