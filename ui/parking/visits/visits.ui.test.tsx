import { screen, within } from '@testing-library/react';
import type { VisitRoster } from '../../../api/parking/visit-shapes.ts';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { inTheApp, permit } from '../testing/sample.ts';

const AT = '/v1/parking/permits/v1';
const care = permit({ productName: { nl: 'Zorg aan huis', en: 'Care at home' }, may: ['start', 'plan', 'visits'] });
const plate = { country: 'NL', display: 'K-51-FTN' };

const roster = (more: Partial<VisitRoster> = {}): VisitRoster => ({
  mayPlan: true,
  plates: [plate],
  lines: [{ id: 'l1', weekday: 1, startsAt: '09:00', endsAt: '10:00', plate, areaName: null }],
  visits: [
    {
      id: 's1', lineId: 'l1', date: '2026-11-23', plate, state: 'planned', ground: null, startsAt: '2026-11-23T08:00:00.000Z',
      endsAt: '2026-11-23T09:00:00.000Z',
    },
    { id: 's2', lineId: 'l2', date: '2026-11-24', plate, state: 'holiday', ground: null, startsAt: null, endsAt: null },
    { id: 's3', lineId: 'l3', date: '2026-11-25', plate, state: 'refused', ground: 'plate-not-on-permit', startsAt: null, endsAt: null },
  ],
  ...more,
}); // prettier-ignore

const opened = (more: Partial<VisitRoster> = {}, routes: Parameters<typeof inTheApp>[0] = {}) =>
  inTheApp({
    'GET /v1/parking/permits': { items: [care] },
    [`GET ${AT}/visits`]: roster(more),
    ...routes,
  });

beforeEach(() => localStorage.clear());

it('the roster shows the coming week and every week, and says why a visit cannot be [BEYOND-012]', async () => {
  opened();
  const { container } = await visit('/parking/p/v1/visits');
  const week = within(await screen.findByRole('list', { name: 'De komende week' }));
  expect(week.getByText('Staat klaar')).toBeTruthy();
  expect(week.getByText('09.00 tot 10.00 uur')).toBeTruthy();
  expect(week.getByText('Feestdag: niemand komt')).toBeTruthy();
  expect(week.getByText('Kan niet: Dit kenteken staat niet op deze vergunning.')).toBeTruthy();
  expect(within(screen.getByRole('list', { name: 'Elke week' })).getByText('maandag')).toBeTruthy();
  expect(within(screen.getByRole('list', { name: 'Elke week' })).getByText('09.00 tot 10.00 uur')).toBeTruthy();
  expect(await violationsIn(container)).toEqual([]);
});

it('a visit is put on the roster with a plate, days and times, in English as well [BEYOND-012]', async () => {
  const api = opened({ lines: [], visits: [] }, { [`POST ${AT}/visit-plan`]: roster() });
  const { user, container } = await visit('/parking/p/v1/visits', 'en');
  await user.click(await screen.findByRole('button', { name: 'Add a visit' }));
  await user.click(screen.getByRole('button', { name: 'Put on the roster' }));
  expect(await screen.findByText('Choose a plate, a day and two times.')).toBeTruthy();
  await user.click(screen.getByRole('checkbox', { name: 'Monday' }));
  await user.type(screen.getByRole('textbox', { name: 'From' }), '9:00');
  await user.type(screen.getByRole('textbox', { name: 'Until' }), '10:30');
  expect(await violationsIn(container)).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Put on the roster' }));
  await screen.findByRole('button', { name: 'Add a visit' });
  // What is put in takes hours from the balance above the page.
  expect(api.asked.filter(({ path }) => path === '/v1/parking/permits')).toHaveLength(2);
  expect(api.asked.find(({ method }) => method === 'POST')?.body).toEqual({
    plate: 'K-51-FTN', country: 'NL', weekdays: [1], startsAt: '09:00', endsAt: '10:30',
  }); // prettier-ignore
});

it('a carer shifts or calls off one visit, and does not change every week [BEYOND-012]', async () => {
  const api = opened(
    { mayPlan: false },
    { [`POST ${AT}/visits/s1/_shift`]: roster(), [`DELETE ${AT}/visits/s1`]: refused(409, 'already-begun') },
  );
  const { user, container } = await visit('/parking/p/v1/visits');
  await screen.findByText(/Alleen de houder van de vergunning/);
  expect(screen.queryByRole('button', { name: 'Voeg een bezoek toe' })).toBeNull();
  expect(screen.queryByRole('button', { name: /Haal uit het rooster/ })).toBeNull();
  await user.click(screen.getByRole('button', { name: /^Ander tijdstip.*maandag/ }));
  const dialog = within(screen.getByRole('dialog', { name: 'Ander tijdstip voor K-51-FTN' }));
  const day = dialog.getByRole('textbox', { name: /^Dag/ });
  await user.clear(day);
  await user.type(day, '24-11-2026');
  expect(await violationsIn(container)).toEqual([]);
  await user.click(dialog.getByRole('button', { name: 'Bewaar dit tijdstip' }));
  await screen.findByRole('list', { name: 'De komende week' });
  expect(api.asked.find(({ path }) => path.endsWith('_shift'))?.body).toEqual({
    startsAt: '2026-11-24T08:00:00.000Z',
    endsAt: '2026-11-24T09:00:00.000Z',
  });
  await user.click(screen.getByRole('button', { name: /^Komt niet.*maandag/ }));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Komt niet' }));
  expect(await screen.findByRole('alert')).toBeTruthy();
});
