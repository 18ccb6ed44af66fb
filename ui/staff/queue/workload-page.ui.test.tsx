import { screen, within } from '@testing-library/react';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { signedInAs } from '../testing/sample.ts';

const days = [
  { day: '2026-11-23', due: 2, open: 7 },
  { day: '2026-11-24', due: 0, open: 8 },
];

it('the coming days tell what must be done and what will be too late [BEYOND-029]', async () => {
  signedInAs(['clerk'], {
    'GET /v1/staff/workload': { days, arrivesPerDay: 2.5, decidedPerDay: 1.5, open: 6, late: 3 },
  });
  const { container } = await visit('/voorbeeld/staff/workload');
  expect(await screen.findByText('3 zaken komen in dit tempo niet op tijd klaar.')).toBeTruthy();
  expect(screen.getByText(/6 zaken. Per werkdag komen er gemiddeld 2,5 binnen en worden er 1,5 beslist/)).toBeTruthy();
  const row = within(screen.getByRole('row', { name: /23 november 2026/ }));
  expect(row.getAllByRole('cell').map(({ textContent }) => textContent)).toEqual([
    'Moet af2 ',
    'Ligt er aan het eind7 ',
  ]);
  expect(await violationsIn(container)).toEqual([]);
});
