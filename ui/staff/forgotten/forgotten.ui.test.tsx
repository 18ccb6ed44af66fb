import { screen, within } from '@testing-library/react';
import type { ForgottenStop } from '../../../api/forgotten-stops/shapes.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { conflict, onTheDay, signedInAs } from '../testing/sample.ts';

const stop = (more: Partial<ForgottenStop> = {}): ForgottenStop => ({
  id: 'f1',
  number: 'VS-1',
  permitNumber: 'BZ-2026-00001',
  areaName: 'Zone B',
  startsAt: '2026-11-20T08:00:00.000Z',
  leftAt: '2026-11-20T09:00:00.000Z',
  endedAt: '2026-11-20T16:00:00.000Z',
  toldAt: '2026-11-20T17:00:00.000Z',
  costs: [{ unit: 'eurocent', amount: 480 }],
  forgivenThisYear: 2,
  status: 'asked',
  byItself: false,
  ground: null,
  decidedBy: null,
  decidedAt: null,
  ...more,
});

it('shows what waits for a person, who gives it back or says why not [BEYOND-009]', async () => {
  const { asked } = signedInAs(['finance'], {
    'GET /v1/staff/forgotten-stops': onTheDay({
      items: [
        stop(),
        stop({ id: 'f2', number: 'VS-2', status: 'forgiven', byItself: true }),
        stop({ id: 'f3', number: 'VS-3', status: 'refused', ground: 'forgotten-too-often', decidedBy: 'A. Öztürk', decidedAt: '2026-11-20T18:00:00.000Z' }),
      ],
    }),
    'POST /v1/staff/forgotten-stops/f1/_refuse': { items: [] },
    'POST /v1/staff/forgotten-stops/f1/_forgive': conflict('forgotten-decided'),
  });
  const { user, container } = await visit('/voorbeeld/staff/forgotten-stops');
  const row = within(await screen.findByRole('row', { name: /VS-1/ }));
  expect(row.getByText(/volgens de houder/)).toBeTruthy();
  expect(row.getByText('2 keer')).toBeTruthy();
  expect(screen.getByRole('row', { name: /VS-2/ }).textContent).toMatch(/Vanzelf/);
  expect(screen.getByRole('row', { name: /VS-3/ }).textContent).toMatch(/Vaker geven wij het niet terug.*Öztürk/);
  expect(await violationsIn(container)).toEqual([]);

  await user.click(row.getByRole('button', { name: /^Geef terug/ }));
  expect(await screen.findByText('Hierover is al beslist.')).toBeTruthy();
  await user.click(row.getByRole('button', { name: /^Weiger/ }));
  expect(asked.some(({ path }) => path.endsWith('/_refuse'))).toBe(false);
  await user.selectOptions(row.getByRole('combobox'), 'forgotten-not-likely');
  await user.click(row.getByRole('button', { name: /^Weiger/ }));
  await screen.findByRole('row', { name: /VS-1/ });
  expect(asked.find(({ path }) => path.endsWith('/_refuse'))?.body).toEqual({ ground: 'forgotten-not-likely' });
}); // prettier-ignore
