import { screen, within } from '@testing-library/react';
import type { OldSystemRun } from '../../../api/old-system/shapes.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { signedInAs } from '../testing/sample.ts';

const RUN: OldSystemRun = {
  id: 'r1',
  at: '2026-11-20T09:00:00.000Z',
  system: 'Parkeerbalie 2',
  takenOn: '2026-11-19',
  forReal: true,
  finished: true,
  kinds: [
    { kind: 'permit', read: 3, came: 2, before: 0, refused: 1 },
    { kind: 'favourite', read: 6, came: 6, before: 0, refused: 0 },
  ],
  sums: [{ unit: 'eurocent', read: 1_250, came: 1_250, before: 0, refused: 0 }],
  refused: 1,
  faults: [{ code: 'too-few-plates', file: 'permits.csv', line: 4, column: 'permit', values: { min: 1, given: 0 } }],
};

it('an operator reads what came over, what did not, where it stands and what to do [BEYOND-040]', async () => {
  signedInAs(['operator'], { 'GET /v1/staff/old-system-runs': { items: [RUN, { ...RUN, id: 'r2', forReal: false, finished: false, refused: 0, faults: [] }] } });
  const { container } = await visit('/voorbeeld/staff/old-system');
  const [first, second] = await screen.findAllByRole('article', { name: /Parkeerbalie 2, gelezen op/ });
  const here = within(first!);
  expect(here.getByText('Echt')).toBeTruthy();
  expect(within(here.getByRole('row', { name: /^Producten/ })).getAllByRole('cell').map(({ textContent }) => textContent?.replace(/\D/g, ''))).toEqual(['3', '2', '0', '1']);
  expect(within(here.getByRole('row', { name: /^Geld op saldo’s/ })).getAllByText(/12,50/)).toHaveLength(2);
  const fault = within(here.getByRole('row', { name: /permits\.csv, regel 4 \(permit\)/ }));
  expect(fault.getByText('Er staan te weinig kentekens op dit product.')).toBeTruthy();
  expect(fault.getByText(/minstens 1 in plates.csv: nu kunnen er 0 mee/)).toBeTruthy();
  expect(here.getByRole('link', { name: /CSV/ }).getAttribute('href')).toBe('/v1/staff/old-system-runs/r1/report');
  expect(within(second!).getByRole('heading', { name: /^Nog niet af/ })).toBeTruthy();
  expect(here.queryByRole('heading', { name: /^Nog niet af/ })).toBeNull();
  expect(within(second!).getByText('Proef')).toBeTruthy();
  expect(within(second!).getByText('Elke regel komt mee.')).toBeTruthy();
  expect(await violationsIn(container)).toEqual([]);
}); // prettier-ignore

it('who is no operator does not see it, and where nothing was taken over it says so [BEYOND-040]', async () => {
  signedInAs(['operator'], { 'GET /v1/staff/old-system-runs': { items: [] } });
  const { unmount } = await visit('/voorbeeld/staff/old-system', 'en');
  expect(await screen.findByText('Nothing was taken over yet.')).toBeTruthy();
  unmount();
  const { asked } = signedInAs(['clerk'], {});
  await visit('/voorbeeld/staff/old-system');
  expect(await screen.findByRole('heading', { level: 1 })).toBeTruthy();
  expect(asked.filter(({ path }) => path.includes('old-system'))).toEqual([]);
});
