import { screen, within } from '@testing-library/react';
import { type Asked } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { inTheApp, permit } from '../testing/sample.ts';

const DONE = new Response(null, { status: 204 });
const company = (role: 'owner' | 'manager' | 'grantee') =>
  permit({ kind: 'pool', role, balances: [], may: role === 'grantee' ? ['start', 'leave'] : ['start', 'grants', 'staff-history', 'leave'] }); // prettier-ignore
const anna = (manager: boolean) => ({
  id: 'g1', email: 'anna@bedrijf.example', plate: null, unit: null, amount: null, available: null, monthlyCap: null, status: 'accepted', manager,
  days: null, hours: null, weeklyStarts: null, endsAt: null, tellStarts: false, paused: false,
  invitedAt: '2026-11-01T09:00:00.000Z', acceptedAt: '2026-11-02T09:00:00.000Z',
}); // prettier-ignore
const list = (manager: boolean) => ({
  items: [anna(manager)], plate: 'free', unit: null, most: 25, managers: true, owner: 'sanne@example.nl',
}); // prettier-ignore
const GRANTS = 'GET /v1/parking/permits/v1/grants';
const PERMITS = 'GET /v1/parking/permits';

describe('the list of colleagues', () => {
  it('says how many of how many there are and who manages, and makes one a manager [PEERS-029]', async () => {
    const api = inTheApp({
      [PERMITS]: { items: [company('owner')] },
      [GRANTS]: list(false),
      'PUT /v1/parking/permits/v1/grants/g1/manager': () => (api.answer({ [GRANTS]: list(true) }), DONE),
    });
    const { user, container } = await visit('/parking/p/v1/grants');
    await screen.findByRole('heading', { level: 1, name: 'Uw collega’s' });
    expect(await screen.findByText('U heeft 1 van 25 plaatsen in gebruik.')).toBeTruthy();
    expect(screen.getByText('Eerste beheerder: sanne@example.nl')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Maak beheerder anna@bedrijf.example' }));
    expect(await screen.findByRole('button', { name: 'Geen beheerder meer anna@bedrijf.example' })).toBeTruthy();
    expect(api.asked.find(({ method }) => method === 'PUT')?.body).toEqual({ manager: true });
  });
});

describe('who parked when', () => {
  it('is shown of everybody or of one colleague, with a file of the same [PEERS-029]', async () => {
    const stay = {
      id: 's1', person: 'anna@bedrijf.example', plate: { country: 'NL', display: 'X-99-XXB' }, areaName: 'Kadekwartier',
      startsAt: '2026-11-20T08:00:00.000Z', endsAt: '2026-11-20T10:00:00.000Z', state: 'ended',
    }; // prettier-ignore
    const old = { ...stay, id: 's2', person: null, plate: null };
    inTheApp({
      [PERMITS]: { items: [company('manager')] },
      [GRANTS]: list(true),
      'GET /v1/parking/permits/v1/staff-history': ({ query }: Asked) => ({
        items: query.get('grantId') === 'g1' ? [stay] : [stay, old],
        nextCursor: null,
      }),
    });
    const { user, container } = await visit('/parking/p/v1/staff');
    const table = within(await screen.findByRole('table', { name: 'Wie parkeerde wanneer' }));
    expect(table.getByText('niet meer bekend')).toBeTruthy();
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Collega' }), 'g1');
    expect(await screen.findAllByRole('row')).toHaveLength(2);
    expect(screen.queryByText('niet meer bekend')).toBeNull();
    const file = await screen.findByRole('link', { name: 'Bewaar als CSV' });
    expect(file.getAttribute('href')).toBe('/v1/parking/permits/v1/staff-history/export?format=csv&grantId=g1');
    expect(await violationsIn(container)).toEqual([]);
  });
});

describe('a colleague', () => {
  it('leaves after being told what follows [PEERS-029]', async () => {
    const api = inTheApp({
      [PERMITS]: { items: [company('grantee')] },
      'POST /v1/parking/permits/v1/_leave': () => (api.answer({ [PERMITS]: { items: [] } }), DONE),
    });
    const { user, container } = await visit('/parking/p/v1/leave');
    await screen.findByRole('heading', { level: 1, name: 'Wilt u stoppen met meedoen?' });
    expect(screen.queryByText(/eerste beheerder/)).toBeNull();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Stop met meedoen Bezoekersregeling' }));
    await user.click(screen.getByRole('button', { name: 'Ja' }));
    expect(await screen.findByRole('heading', { name: 'U heeft hier nog geen producten' })).toBeTruthy();
    expect(api.asked.some(({ method, path }) => method === 'POST' && path.endsWith('/_leave'))).toBe(true);
  });
});
