import { screen, within } from '@testing-library/react';
import type { PublicOutage } from '../api/outages/shapes.ts';
import { atTheDesk, counts, OTHER_TOWN, TOWN } from './desk/testing/sample.ts';
import { inTheApp, permit } from './parking/testing/sample.ts';
import { testApi } from './testing/api.ts';
import { violationsIn } from './testing/render.tsx';
import { visit } from './testing/visit.tsx';

const outage = (more: Partial<PublicOutage> = {}): PublicOutage => ({
  id: 'o1',
  municipality: { id: TOWN.id, name: TOWN.name },
  part: 'parking',
  beganAt: '2026-11-21T08:00:00.000Z',
  endedAt: null,
  instead: { nl: 'Betaal bij een automaat en bewaar het bewijs.', en: 'Pay at a machine and keep the ticket.' },
  ...more,
});
const OTHERS = outage({ id: 'o2', municipality: { id: OTHER_TOWN.id, name: OTHER_TOWN.name }, part: 'mail' });
const OVER = outage({ id: 'o3', part: 'payments', endedAt: '2026-11-21T08:30:00.000Z' });
const STATUS = {
  'GET /v1/status': {
    at: '2026-11-21T09:00:00.000Z',
    parts: [],
    register: null,
    outages: [outage(), OTHERS, OVER],
  },
};
const banner = async () => within((await screen.findByRole('heading', { name: /^(Storing|Outage): / })).parentElement!);

beforeEach(() => localStorage.clear());

describe('an outage that lasts', () => {
  it('stands above every page of the desk of that municipality, with what to do instead [PEERS-044]', async () => {
    atTheDesk({ ...STATUS, 'GET /v1/me/overview': counts(), 'GET /v1/permits': { items: [] } });
    const { container } = await visit('/voorbeeld/desk');
    const note = await banner();
    expect(note.getByText('Storing: Parkeren starten en stoppen')).toBeTruthy();
    expect(note.getByText('Betaal bij een automaat en bewaar het bewijs.')).toBeTruthy();
    expect(note.getByRole('link', { name: 'Lees hoe het nu staat' }).getAttribute('href')).toBe('/status');
    expect(screen.queryByText(/Storing: (E-mail|Betalen)/)).toBeNull();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('stands above every page of the parking app for who parks there [PEERS-044]', async () => {
    inTheApp({ ...STATUS, 'GET /v1/parking/permits': { items: [permit()] } });
    const { container } = await visit('/parking/products', 'en');
    expect((await banner()).getByText('Pay at a machine and keep the ticket.')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is told where people sign in, of every municipality', async () => {
    testApi(STATUS);
    await visit('/parking/sign-in');
    expect(await screen.findAllByRole('heading', { name: /^Storing: / })).toHaveLength(2);
    expect(screen.getByText(/Deventer\. Sinds/)).toBeTruthy();
  });
});
