import { screen, within } from '@testing-library/react';
import { onTheDay, OTHER_TOWN, TOWN } from '../desk/testing/sample.ts';
import { refused, testApi } from '../testing/api.ts';
import { violationsIn } from '../testing/render.tsx';
import { visit } from '../testing/visit.tsx';

const TOWNS = 'GET /v1/municipalities';

beforeEach(() => localStorage.clear());

describe('the front page', () => {
  it('leads to each municipality, its products, its staff and its officers [PORTAL-001]', async () => {
    testApi({ [TOWNS]: { items: [TOWN, OTHER_TOWN] } });
    const { container } = await visit('/');
    expect(await screen.findByRole('link', { name: /^Voorbeeldstad/ })).toBeTruthy();
    const leads = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
    for (const id of ['voorbeeld', 'deventer'])
      expect(leads).toEqual(
        expect.arrayContaining([`/${id}/desk`, `/${id}/products`, `/${id}/staff`, `/${id}/enforcement`]),
      );
    expect(await violationsIn(container)).toEqual([]);
  });

  it('leads to parking on demand where a municipality has it [POM-001]', async () => {
    const onDemand = { name: { nl: 'Parkeren op maat', en: 'Parkeren op maat' }, information: null };
    testApi({ [TOWNS]: { items: [TOWN, { ...OTHER_TOWN, onDemand }] } });
    await visit('/');
    const ways = await screen.findAllByRole('link', { name: 'Naar Parkeren op maat' });
    expect(ways.map((way) => way.getAttribute('href'))).toEqual(['/deventer/on-demand']);
  });

  it('remembers the municipality of last time, and puts it first', async () => {
    localStorage.setItem('parkwerk.municipality', 'voorbeeld');
    testApi({ [TOWNS]: { items: [TOWN, OTHER_TOWN] } });
    await visit('/');
    const last = within((await screen.findByRole('heading', { name: 'Uw gemeente' })).closest('section')!);
    expect(last.getByRole('link', { name: /^Voorbeeldstad/ }).getAttribute('href')).toBe('/voorbeeld/desk');
  });

  it('shows the way to the practice environment only where there is one', async () => {
    testApi({ [TOWNS]: { items: [TOWN] } });
    const first = await visit('/');
    expect((await screen.findByRole('link', { name: 'Naar de oefenomgeving' })).getAttribute('href')).toBe('/sandbox');
    first.unmount();
    testApi({ [TOWNS]: { items: [OTHER_TOWN] } });
    await visit('/');
    await screen.findByRole('link', { name: /^Deventer/ });
    expect(screen.queryByRole('link', { name: 'Naar de oefenomgeving' })).toBeNull();
  });

  it('says that signing in took too long, and what to do', async () => {
    testApi({ [TOWNS]: { items: [TOWN] } });
    await visit('/?problem=expired', 'en');
    expect((await screen.findByRole('alert')).textContent).toMatch(/too long/);
  });

  it('can be asked for again when the municipalities do not come', async () => {
    const api = testApi({ [TOWNS]: refused(503, 'busy-try-again') });
    const { user } = await visit('/');
    const again = await screen.findByRole('button', { name: 'Probeer opnieuw' });
    api.answer({ [TOWNS]: { items: [TOWN] } });
    await user.click(again);
    expect(await screen.findByRole('link', { name: /^Voorbeeldstad/ })).toBeTruthy();
  });
});

describe('what anybody may read', () => {
  it('is every product of a municipality with its prices [PORTAL-001]', async () => {
    testApi({
      'GET /v1/municipalities/voorbeeld': TOWN,
      'GET /v1/municipalities/voorbeeld/products': {
        items: [
          {
            id: 'resident',
            name: { nl: 'Bewonersvergunning', en: 'Resident permit' },
            summary: { nl: 'Bij u in de buurt.', en: 'Near you.' },
            legal: 'permit',
            applicants: ['person'],
            periods: [{ id: 'P12M', months: 12, days: 0 }],
            places: [
              { areaId: 'B', areaName: 'Kadekwartier', prices: [{ periodId: 'P12M', cents: 9000 }] },
              { areaId: 'C', areaName: 'Stationsbuurt', prices: [{ periodId: 'P12M', cents: 0 }] },
            ],
          },
        ],
      },
    });
    const { container } = await visit('/voorbeeld/products');
    await screen.findByRole('heading', { level: 2, name: 'Bewonersvergunning' });
    const price = (place: string) => screen.getByRole('row', { name: new RegExp(place) }).textContent;
    expect(price('Kadekwartier')).toMatch(/90,00/);
    expect(price('Stationsbuurt')).toMatch(/Gratis/);
    expect(screen.getByRole('link', { name: 'Zo werkt de parkeerapp' }).getAttribute('href')).toBe('/parking/help');
    expect(screen.getByRole('link', { name: 'Log in om aan te vragen' }).getAttribute('href')).toBe('/voorbeeld/desk');
    expect(await violationsIn(container)).toEqual([]);
  });

  it.each([
    ['/accessibility', 'nl'],
    ['/accessibility', 'en'],
    ['/privacy', 'nl'],
    ['/privacy', 'en'],
    ['/parking/help', 'nl'],
    ['/parking/help', 'en'],
  ] as const)('%s is complete in %s [PORTAL-016]', async (path, language) => {
    testApi({ [TOWNS]: { items: [TOWN] } });
    const { container } = await visit(path, language);
    await screen.findByRole('heading', { level: 1 });
    expect(screen.getByRole('main').textContent).not.toMatch(/pages\.|undefined|\{/);
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is the instruction film where there is one: with captions in both languages, and to read instead [ASSEN-004]', async () => {
    const transcript = { nl: ['Kies Bevestig.'], en: ['Choose Bevestig.'] };
    testApi({
      'GET /v1/municipalities/voorbeeld': onTheDay({ ...TOWN, hasFilm: true }),
      'GET /v1/municipalities/voorbeeld/products': { items: [] },
      'GET /v1/municipalities/voorbeeld/film': { transcript },
    });
    const { container } = await visit('/voorbeeld/products', 'en');
    expect(await screen.findByText('Choose Bevestig.')).toBeTruthy();
    const video = container.querySelector('video')!;
    expect(video.getAttribute('src')).toBe('/film/voorbeeld.webm');
    expect(video).toMatchObject({ controls: true, autoplay: false, preload: 'none' });
    const tracks = [...video.querySelectorAll('track')].map(({ kind, srclang, default: shown }) => [
      kind,
      srclang,
      shown,
    ]);
    expect(tracks).toEqual([['captions', 'nl', false], ['captions', 'en', true]]); // prettier-ignore
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is, for an address without a page, that there is none and where to begin', async () => {
    testApi({});
    const { container } = await visit('/no/such/page/at/all');
    expect(await screen.findByRole('heading', { level: 1 })).toBeTruthy();
    expect(screen.getAllByRole('link').some((link) => link.getAttribute('href') === '/')).toBe(true);
    expect(await violationsIn(container)).toEqual([]);
  });
});
