import { screen, within } from '@testing-library/react';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { conflict, onTheDay, signedInAs } from '../testing/sample.ts';

const LIST = 'GET /v1/staff/providers';
const provider = {
  id: 'p1',
  name: 'Parkeer Snel',
  scopes: ['rights:register', 'rights:read'],
  admittedBy: 'O. de Graaf',
  admittedAt: '2026-10-01T08:00:00.000Z',
  stoppedAt: null,
  keys: [{ id: 'k1', madeAt: '2026-10-01T08:00:00.000Z', endsAt: null }],
  rightsNow: 12,
};
const providers = { items: [provider], areas: [{ id: 'B', name: 'Kadekwartier' }], longestHours: 24 };

describe('other providers', () => {
  it('are admitted with a secret that is shown once, get a new one and are stopped [PEERS-041]', async () => {
    const { asked } = signedInAs(['operator'], {
      [LIST]: () => onTheDay(providers),
      'POST /v1/staff/providers': { clientId: 'p2', secret: 'geheim-1' },
      'POST /v1/staff/providers/p1/_rotate': { clientId: 'p1', secret: 'geheim-2' },
      'POST /v1/staff/providers/p1/_stop': providers,
    });
    const { user, container } = await visit('/voorbeeld/staff/providers');
    const row = within(await screen.findByRole('row', { name: /Parkeer Snel/ }));
    expect(row.getByText('12')).toBeTruthy();
    expect(screen.getByText('Zij mogen aanmelden in Kadekwartier, hoogstens 24 uur achter elkaar.')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);

    await user.click(screen.getByRole('button', { name: 'Laat toe' }));
    expect(screen.getByText('Vul een naam van minstens twee tekens in.')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Naam van de aanbieder' }), 'Plek');
    await user.click(screen.getByRole('button', { name: 'Laat toe' }));
    expect(await screen.findByText('geheim-1')).toBeTruthy();
    expect(asked.find(({ method, path }) => method === 'POST' && path === '/v1/staff/providers')?.body).toEqual({
      name: 'Plek',
      scopes: ['rights:register', 'rights:read'],
    });

    await user.click(screen.getByRole('button', { name: /Nieuwe sleutel.*Parkeer Snel/ }));
    await user.click(screen.getByRole('radio', { name: /misschien gelekt/ }));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Nieuwe sleutel' }));
    expect(await screen.findByText('geheim-2')).toBeTruthy();
    expect(screen.queryByText('geheim-1')).toBeNull();
    expect(asked.find(({ path }) => path.endsWith('_rotate'))?.body).toEqual({ overlapHours: 0 });

    await user.click(screen.getByRole('button', { name: /^Stop/ }));
    expect(screen.getByText(/Waarvoor mensen al betaalden/)).toBeTruthy();
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Stop' }));
    expect(asked.some(({ path }) => path.endsWith('_stop'))).toBe(true);
  });

  it('with a name that is taken are refused with a sentence', async () => {
    signedInAs(['operator'], {
      [LIST]: onTheDay({ items: [], areas: [], longestHours: null }),
      'POST /v1/staff/providers': conflict('provider-known'),
    });
    const { user } = await visit('/voorbeeld/staff/providers');
    expect(await screen.findByText('Er is nog geen aanbieder')).toBeTruthy();
    expect(screen.getByText(/geen gebieden voor aanbieders/)).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Naam van de aanbieder' }), 'Plek');
    await user.click(screen.getByRole('button', { name: 'Laat toe' }));
    expect(await screen.findByText(/al een aanbieder met deze naam/)).toBeTruthy();
  });
});
