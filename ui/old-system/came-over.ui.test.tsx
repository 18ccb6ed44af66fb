import { screen, within } from '@testing-library/react';
import type { CameOver } from '../../api/old-system/shapes.ts';
import { atTheDesk } from '../desk/testing/sample.ts';
import { inTheApp } from '../parking/testing/sample.ts';
import { violationsIn } from '../testing/render.tsx';
import { visit } from '../testing/visit.tsx';

beforeEach(() => localStorage.clear());

const came = (missing: CameOver['items'][number]['missing'] = []): CameOver => ({
  items: [
    {
      municipalityId: 'voorbeeld',
      municipalityName: 'Voorbeeldstad',
      system: 'Parkeerbalie 2',
      lines: [
        { kind: 'permit', unit: null, came: 2, of: 2 },
        { kind: 'balance', unit: 'minute', came: 750, of: 750 },
        { kind: 'favourite', unit: null, came: 6 - missing.length, of: 6 },
      ],
      missing,
    },
  ],
});
const BUUR = { kind: 'favourite', why: 'plate-unfit', name: 'Buur · GEENPLAAT' } as const;

it('the start of the desk tells what came over, and that nothing is to be done [BEYOND-040]', async () => {
  atTheDesk({ 'GET /v1/permits': { items: [] }, 'GET /v1/me/came-over': came() });
  const { container, unmount } = await visit('/voorbeeld/desk');
  const here = within(await screen.findByRole('region', { name: 'Wat er is meegekomen' }));
  expect(here.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'Producten: 2 van 2',
    expect.stringMatching(/^Saldo: 12.*30.* van 12.*30/),
    'Favorieten: 6 van 6',
  ]);
  expect(here.getByText('Alles is meegekomen. U hoeft niets te doen.')).toBeTruthy();
  expect(here.getByText(/Parkeerbalie 2/)).toBeTruthy();
  expect(await violationsIn(container)).toEqual([]);
  unmount();
  await visit('/voorbeeld/desk', 'en');
  const inEnglish = within(await screen.findByRole('region', { name: 'What came over' }));
  expect(inEnglish.getByText('6 of 6')).toBeTruthy();
});

it.each([
  ['the desk', '/voorbeeld/desk', 'me', () => atTheDesk],
  ['the app', '/parking/products', 'account', () => inTheApp],
] as const)(
  'at the start of %s people read what did not come and what to do, and put it away [BEYOND-040]',
  async (_where, path, whose, frame) => {
    const at = `/v1/${whose}/came-over`;
    const api = frame()({
      'GET /v1/permits': { items: [] },
      'GET /v1/parking/actions': { items: [], nextCursor: null },
      [`GET ${at}`]: came([BUUR]),
      [`POST ${at}/_put-away`]: { items: [] },
    });
    const { user, container } = await visit(path);
    const here = within(await screen.findByRole('region', { name: 'Wat er is meegekomen' }));
    expect(here.getByText('5 van 6')).toBeTruthy();
    expect(here.getByText('Eén ding kwam niet mee:')).toBeTruthy();
    expect(here.getByText(/Zo ziet een kenteken van dat land er niet uit.*Voeg hem zelf toe/)).toBeTruthy();
    expect(here.getByText('Favoriet Buur · GEENPLAAT')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(here.getByRole('button', { name: 'Gezien, sluit dit' }));
    expect(screen.queryByRole('region', { name: 'Wat er is meegekomen' })).toBeNull();
    expect(api.asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
  },
);
