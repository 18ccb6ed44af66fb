import { screen, within } from '@testing-library/react';
import type { Hit, Relief } from '../../../api/outages/relief-shapes.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { conflict, onTheDay, signedInAs } from '../testing/sample.ts';

const hit: Hit = {
  tryId: 't1',
  outageId: 'o1',
  outageNumber: 'ST-1',
  part: 'parking',
  permitNumber: 'BZ-2026-00001',
  tries: [{ act: 'start', at: '2026-11-21T08:10:00.000Z', ground: 'failed' }],
  cars: 1,
  units: ['eurocent'],
  actions: [{ id: 'a1', startsAt: '2026-11-21T08:00:00.000Z', endsAt: '2026-11-21T08:40:00.000Z', costs: [{ unit: 'eurocent', amount: 120 }] }],
}; // prettier-ignore
const relief = (more: Partial<Relief> = {}): Relief => ({
  id: 'r1',
  number: 'TG-1',
  outageNumber: 'ST-1',
  permitNumber: 'BZ-2026-00002',
  unit: 'eurocent',
  amount: 500,
  ofAction: false,
  status: 'proposed',
  proposedBy: 'A. Öztürk',
  proposedAt: '2026-11-21T08:50:00.000Z',
  ownWork: false,
  decidedBy: null,
  decidedAt: null,
  ...more,
});

it('shows who was hit by an outage, lets one propose what they get and another grant it [PEERS-044]', async () => {
  const { asked } = signedInAs(['finance'], {
    'GET /v1/staff/reliefs': onTheDay({ hits: [hit], reliefs: [relief(), relief({ id: 'r2', number: 'TG-2', ownWork: true })] }),
    'POST /v1/staff/reliefs': { hits: [], reliefs: [] },
    'POST /v1/staff/reliefs/r1/_grant': conflict('relief-decided'),
  });
  const { user, container } = await visit('/voorbeeld/staff/relief');
  const row = within(await screen.findByRole('row', { name: /BZ-2026-00001/ }));
  expect(row.getByText(/: starten$/)).toBeTruthy();
  expect(within(screen.getByRole('row', { name: /TG-2/ })).queryByRole('button', { name: /^Geef/ })).toBeNull();
  expect(await violationsIn(container)).toEqual([]);

  await user.click(screen.getByRole('button', { name: 'Geef TG-1' }));
  expect(await screen.findByText('Hierover is al beslist.')).toBeTruthy();
  await user.click(row.getByRole('button', { name: /Stel voor/ }));
  expect(row.getByText(/Kies wat deze persoon krijgt/)).toBeTruthy();
  await user.selectOptions(row.getByRole('combobox'), 'eurocent');
  await user.type(row.getByRole('textbox'), '250');
  await user.click(row.getByRole('button', { name: /Stel voor/ }));
  await screen.findByRole('row', { name: /BZ-2026-00001/ });
  expect(asked.find(({ method, path }) => method === 'POST' && path === '/v1/staff/reliefs')?.body).toEqual({
    tryId: 't1', outageId: 'o1', unit: 'eurocent', amount: 250, actionId: null,
  });
}); // prettier-ignore
