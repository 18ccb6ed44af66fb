import { screen, within } from '@testing-library/react';
import type { StreetNotices } from '../../api/street-notices/shapes.ts';
import { atTheDesk } from '../desk/testing/sample.ts';
import { inTheApp } from '../parking/testing/sample.ts';
import { violationsIn } from '../testing/render.tsx';
import { visit } from '../testing/visit.tsx';

beforeEach(() => localStorage.clear());

const TOWING: StreetNotices['items'][number] = {
  id: 'n1',
  cause: 'towing',
  startsOn: '2026-12-03',
  endsOn: '2026-12-03',
  municipalityName: 'Voorbeeldstad',
  areaNames: ['Kadekwartier'],
  subject: { nl: 'De Kade wordt geveegd', en: 'The quay is swept' },
  body: { nl: 'Zet uw auto ergens anders.', en: 'Move your car elsewhere.' },
  permitIds: ['v1'],
};

it('the start of the desk tells what changes on the street, where and when, in both languages [BEYOND-037]', async () => {
  atTheDesk({ 'GET /v1/permits': { items: [] }, 'GET /v1/me/street-notices': { wanted: false, items: [TOWING] } });
  const { container, unmount } = await visit('/voorbeeld/desk');
  const here = within(await screen.findByRole('region', { name: 'Binnenkort op straat' }));
  expect(here.getByRole('heading', { name: 'De Kade wordt geveegd' })).toBeTruthy();
  expect(here.getByText(/Kadekwartier, op 3 december 2026/)).toBeTruthy();
  expect(await violationsIn(container)).toEqual([]);
  unmount();
  await visit('/voorbeeld/desk', 'en');
  expect(await screen.findByRole('heading', { name: 'The quay is swept' })).toBeTruthy();
});

it('the app tells it with the product it is of use to, and not with another [BEYOND-037]', async () => {
  const notices = { wanted: true, items: [TOWING] };
  inTheApp({
    'GET /v1/account/street-notices': notices,
    'GET /v1/parking/actions': { items: [], nextCursor: null },
  });
  const { unmount } = await visit('/parking/products');
  expect(await screen.findByRole('heading', { name: 'De Kade wordt geveegd' })).toBeTruthy();
  unmount();
  inTheApp({
    'GET /v1/account/street-notices': { ...notices, items: [TOWING, { ...TOWING, id: 'n2', permitIds: ['other'] }] },
    'GET /v1/parking/actions': { items: [], nextCursor: null },
  });
  await visit('/parking/p/v1');
  expect(await screen.findAllByRole('heading', { name: 'De Kade wordt geveegd' })).toHaveLength(1);
});

it.each([
  ['the desk', '/voorbeeld/desk/settings', 'me', () => atTheDesk],
  ['the app', '/parking/settings', 'account', () => inTheApp],
] as const)(
  'in the settings of %s people ask for messages, and end them [BEYOND-037]',
  async (_where, path, whose, frame) => {
    const at = `/v1/${whose}/street-notices`;
    const api = frame()({
      'GET /v1/account/passkeys': { items: [] },
      [`GET ${at}`]: { wanted: false, items: [] },
      [`PUT ${at}`]: ({ body }: { body: unknown }) => (
        api.answer({ [`GET ${at}`]: { ...(body as object), items: [] } }),
        body as object
      ),
    });
    const { user } = await visit(path);
    expect(await screen.findByText('U krijgt geen bericht')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Stuur mij bericht' }));
    expect(await screen.findByText('U krijgt bericht')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Stuur mij geen bericht meer' }));
    expect(await screen.findByText('U krijgt geen bericht')).toBeTruthy();
    expect(api.asked.filter(({ method }) => method === 'PUT').map(({ body }) => body)).toEqual([
      { wanted: true },
      { wanted: false },
    ]);
  },
);
