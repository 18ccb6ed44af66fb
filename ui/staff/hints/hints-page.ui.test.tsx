import { screen, waitFor, within } from '@testing-library/react';
import type { MisuseHint, MisuseHints } from '../../../api/misuse-hints/shapes.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { conflict, onTheDay, signedInAs } from '../testing/sample.ts';

const hint = (more: Partial<MisuseHint> = {}): MisuseHint => ({
  id: 'h1',
  rule: 'many-cars',
  caseId: 'c1',
  permitNumber: 'BZ-2026-00001',
  productName: { nl: 'Bezoekersvergunning', en: 'Visitor permit' },
  least: 20,
  counted: 23,
  hours: { from: '09:00', to: '17:00' },
  stays: 41,
  days: 30,
  lookedFrom: '2026-10-21T22:00:00.000Z',
  foundAt: '2026-11-20T09:00:00.000Z',
  askedAt: null,
  askedBy: null,
  goesAt: '2027-01-01T23:00:00.000Z',
  ...more,
});
const asked = hint({
  id: 'h2', rule: 'shared-car', permitNumber: 'BZ-2026-00002', least: 4, counted: 5, hours: null, askedAt: '2026-11-20T10:00:00.000Z', askedBy: 'A. Öztürk',
}); // prettier-ignore
const overview = (more: Partial<MisuseHints> = {}): MisuseHints => ({
  items: [hint(), asked],
  rules: [
    { rule: 'many-cars', days: 30, least: 20, hours: { from: '09:00', to: '17:00' }, products: [{ nl: 'Bezoekersvergunning', en: 'Visitor permit' }] },
  ],
  tallies: [{ rule: 'many-cars', year: 2026, found: 7, putAside: 5, asked: 1 }],
  ...more,
}); // prettier-ignore

it('shows the rule in words, its numbers and the data used; a senior puts a hint aside or asks for a word [BEYOND-031]', async () => {
  const { asked: calls } = signedInAs(['senior'], {
    'GET /v1/staff/hints': onTheDay(overview()),
    'POST /v1/staff/hints/h1/_put-aside': overview({ items: [asked] }),
    'POST /v1/staff/hints/h1/_ask': conflict('hint-asked'),
  });
  const { user, container } = await visit('/voorbeeld/staff/hints');
  const title = await screen.findByRole('heading', { name: 'Veel auto’s op één vergunning: BZ-2026-00001' });
  const card = within(title.closest('li')!);
  expect(card.getByText('Geteld: 23 auto’s.')).toBeTruthy();
  expect(card.getByText(/vanaf 20 verschillende auto’s in 30 dagen, begonnen op werkdagen tussen 09:00 en 17:00/)).toBeTruthy();
  expect(card.getByText(/kenteken en begin van 41 parkeeracties, van 22 oktober 2026/)).toBeTruthy();
  expect(card.getByText(/Verdwijnt vanzelf op 2 januari 2027/)).toBeTruthy();
  expect(screen.getByText(/Gevraagd door A\. Öztürk/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Vraag om uitleg BZ-2026-00002/ })).toBeNull();
  expect(screen.getByRole('row', { name: /Veel auto’s.*2026.*7.*5.*1/ })).toBeTruthy();
  expect(await violationsIn(container)).toEqual([]);

  await user.click(card.getByRole('button', { name: 'Vraag om uitleg BZ-2026-00001' }));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Vraag om uitleg' }));
  expect(await screen.findByText('De houder is hierover al om uitleg gevraagd.')).toBeTruthy();
  await user.click(card.getByRole('button', { name: 'Niets aan de hand BZ-2026-00001' }));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Annuleer' }));
  expect(calls.some(({ path }) => path.endsWith('_put-aside'))).toBe(false);
  await user.click(card.getByRole('button', { name: 'Niets aan de hand BZ-2026-00001' }));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Niets aan de hand' }));
  await waitFor(() =>
    expect(calls.some(({ method, path }) => method === 'POST' && path === '/v1/staff/hints/h1/_put-aside')).toBe(true),
  );
}); // prettier-ignore

it('says so where nothing is looked for, in English too, and lets nobody in without the permission [BEYOND-031]', async () => {
  signedInAs(['senior'], { 'GET /v1/staff/hints': onTheDay({ items: [], rules: [], tallies: [] }) });
  const { container, unmount } = await visit('/voorbeeld/staff/hints', 'en');
  expect(await screen.findByText('This municipality does not look for hints.')).toBeTruthy();
  expect(screen.getByText('There is no hint')).toBeTruthy();
  expect(await violationsIn(container)).toEqual([]);
  unmount();

  const { asked: calls } = signedInAs(['clerk']);
  await visit('/voorbeeld/staff/hints');
  await screen.findByRole('heading', { level: 1 });
  expect(screen.queryByRole('heading', { name: 'Signalen' })).toBeNull();
  expect(calls.some(({ path }) => path === '/v1/staff/hints')).toBe(false);
});
