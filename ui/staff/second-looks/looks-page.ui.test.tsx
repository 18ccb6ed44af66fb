import { screen, within } from '@testing-library/react';
import type { SecondLook } from '../../../api/second-looks/shapes.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { conflict, onTheDay, signedInAs } from '../testing/sample.ts';

const look = (more: Partial<SecondLook> = {}): SecondLook => ({
  id: 'l1',
  caseId: 'c1',
  number: 'Z-2304',
  productName: { nl: 'Bewonersvergunning', en: 'Resident permit' },
  result: 'reject',
  by: 'staff',
  decidedAt: '2026-11-20T09:00:00.000Z',
  ownWork: false,
  outcome: null,
  reason: null,
  note: null,
  lookedBy: null,
  lookedAt: null,
  ...more,
});

it('a senior looks again at the work of others, and says why it should have been otherwise [BEYOND-030]', async () => {
  const { asked } = signedInAs(['senior'], {
    'GET /v1/staff/second-looks': onTheDay({
      items: [look(), look({ id: 'l2', number: 'Z-2305', ownWork: true })],
      nextCursor: null,
      sampling: { percent: 2, seed: 'voorbeeld-2026' },
      counts: { open: 2, done: 5, disagreed: 1 },
    }),
    'POST /v1/staff/second-looks/l1/_give': conflict('own-work'),
  });
  const { user, container } = await visit('/voorbeeld/staff/second-looks');
  const own = within(await screen.findByRole('row', { name: /Z-2305/ }));
  expect(own.queryByRole('button')).toBeNull();
  expect(own.getByText('Een collega kijkt hiernaar')).toBeTruthy();
  expect(screen.getByText(/2 procent.*voorbeeld-2026.*5 keer gekeken, 1 keer anders/)).toBeTruthy();
  expect(await violationsIn(container)).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Ik had anders besloten Z-2304' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('radio', { name: 'Het bewijs is anders te lezen' }));
  await user.click(dialog.getByRole('button', { name: 'Ik had anders besloten' }));
  expect(await dialog.findByText(/Een collega moet ernaar kijken/)).toBeTruthy();
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
    outcome: 'disagree',
    reason: 'evidence-misjudged',
    note: null,
  });
});
