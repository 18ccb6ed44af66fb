import { screen, within } from '@testing-library/react';
import type { SimulationItem, SimulationView } from '../../../api/simulations/shapes.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { onTheDay, signedInAs } from '../testing/sample.ts';

const item: SimulationItem = {
  id: 's1',
  draftId: 'd1',
  draftNumber: 'GV-1',
  draftTitle: 'Bezoek duurder',
  draftVersion: 2,
  baseline: 3,
  from: '2025-11-01',
  until: '2026-11-01',
  askedBy: 'M. de Wit',
  askedAt: '2026-11-20T09:00:00.000Z',
  status: 'done',
  done: 1_203,
  total: 1_203,
};

const view = (more: Partial<SimulationView> = {}): SimulationView => ({
  ...item,
  smallestGroup: 10,
  weeks: 61,
  withheld: [],
  tables: [
    {
      id: 'outcome-eurocent',
      by: 'outcome',
      unit: 'eurocent',
      columns: [
        { id: 'outcome', kind: 'text' },
        { id: 'stays', kind: 'count' },
        { id: 'before', kind: 'cents' },
        { id: 'after', kind: 'cents' },
        { id: 'difference', kind: 'cents' },
      ],
      rows: [
        ['Kost meer', 1_000, 60_000, 120_000, 60_000],
        ['2 kleine groepen samen', 203, 12_180, 6_000, -6_180],
      ],
      totals: [null, 1_203, 72_180, 126_000, 53_820],
    },
  ],
  ...more,
});

it('an operator runs a proposal and reads who would pay more, beside what small groups hide [BEYOND-023]', async () => {
  const { asked } = signedInAs(['operator'], {
    'GET /v1/staff/simulations': onTheDay({
      items: [item],
      drafts: [{ id: 'd1', number: 'GV-1', title: 'Bezoek duurder' }],
    }),
    'POST /v1/staff/simulations': view(),
    'GET /v1/staff/simulations/s1': view(),
  });
  const { user, container, address } = await visit('/voorbeeld/staff/simulator');
  await screen.findByRole('heading', { level: 1, name: 'Simulatie van tarieven' });
  expect(await violationsIn(container)).toEqual([]);
  await user.click(await screen.findByRole('button', { name: 'Reken uit' }));
  await screen.findByRole('heading', { level: 1, name: 'GV-1, Bezoek duurder' });
  expect([address(), asked.find(({ method }) => method === 'POST')?.body]).toEqual([
    '/voorbeeld/staff/simulator/s1',
    { draftId: 'd1' },
  ]);
  const together = within(screen.getByRole('row', { name: /2 kleine groepen samen/ }));
  expect(together.getByText(/61,80/)).toBeTruthy();
  expect(within(screen.getByRole('row', { name: /^Totaal/ })).getByText(/538,20/)).toBeTruthy();
  expect(screen.getByRole('link', { name: /csv/i }).getAttribute('href')).toBe(
    '/v1/staff/simulations/s1/export?by=outcome&unit=eurocent&format=csv',
  );
  expect(await violationsIn(container)).toEqual([]);
});

it('one that is being worked out says how far it is, one with too few behind it says so', async () => {
  signedInAs(['operator'], { 'GET /v1/staff/simulations/s1': view({ status: 'running', done: 500, tables: [] }) });
  const { unmount } = await visit('/voorbeeld/staff/simulator/s1', 'en');
  expect((await screen.findByRole('progressbar')).getAttribute('aria-valuenow')).toBe('500');
  unmount();
  signedInAs(['operator'], {
    'GET /v1/staff/simulations/s1': view({ tables: [], withheld: [{ by: 'area', unit: 'eurocent' }] }),
  });
  await visit('/voorbeeld/staff/simulator/s1', 'en');
  expect(await screen.findByText('Some of it is not shown: fewer than 10 permits are behind it.')).toBeTruthy();
});
