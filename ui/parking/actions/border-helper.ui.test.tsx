import { screen } from '@testing-library/react';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { booked, PAGE } from './testing/new-start.ts';
import { inTheApp } from './testing/sample.ts';

const square = (west: number) => [[west, 52], [west + 0.001, 52], [west + 0.001, 52.001], [west, 52.001], [west, 52]]; // prettier-ignore
const zone = (id: string, name: string, west: number) => ({
  type: 'Feature',
  properties: { kind: 'zone', id, name },
  geometry: { type: 'MultiPolygon', coordinates: [[square(west)]] },
});
const AREAS = 'GET /v1/municipalities/voorbeeld/areas';
const MAP = { type: 'FeatureCollection', features: [zone('B', 'Kadekwartier', 5), zone('C', 'Stationsbuurt', 5.001)] };

type Place = { longitude: number; accuracy?: number } | 'refuses';

function deviceAt(place: Place): void {
  const getCurrentPosition: Geolocation['getCurrentPosition'] = (found, failed) => {
    if (place === 'refuses') failed?.({ code: 1, PERMISSION_DENIED: 1 } as GeolocationPositionError);
    else found({ coords: { latitude: 52.0005, accuracy: 5, ...place } } as GeolocationPosition);
  };
  Object.defineProperty(window, 'isSecureContext', { configurable: true, value: true });
  Object.defineProperty(navigator, 'geolocation', { configurable: true, value: { getCurrentPosition } });
}

afterEach(() => {
  Reflect.deleteProperty(navigator, 'geolocation');
  Reflect.deleteProperty(window, 'isSecureContext');
});

async function ask(place: Place, map: unknown = MAP) {
  deviceAt(place);
  const api = inTheApp({}, { ...booked, [AREAS]: map as object });
  const visited = await visit(PAGE);
  await visited.user.click(await screen.findByRole('button', { name: 'Sta ik in de goede zone?' }));
  return { ...visited, ...api };
}

it('who stands near a border is told how near, what is beyond, and which sign to look for; where that is stays on the device [BEYOND-038]', async () => {
  const { container, asked } = await ask({ longitude: 5.00085 });
  expect(await screen.findByRole('heading', { name: 'U staat op 10 meter van de grens' })).toBeTruthy();
  expect(screen.getByText('Vlakbij is ook zone C Stationsbuurt. Kijk naar het bord: uw parkeeractie geldt alleen in zone B.')).toBeTruthy(); // prettier-ignore
  expect(JSON.stringify(asked)).not.toContain('5.0008');
  expect(await violationsIn(container)).toEqual([]);
});

it.each<[string, Place, RegExp]>([
  ['in the middle of the zone', { longitude: 5.0005 }, /^U staat in zone B\./],
  ['in another zone', { longitude: 5.0018 }, /^U staat in zone C Stationsbuurt$/],
  ['outside every zone', { longitude: 5.01 }, /^U staat buiten elke zone$/],
  ['with a device that may not tell', 'refuses', /^Uw toestel mag ons niet laten weten/],
])('%s it says so', async (_what, place, sentence) => {
  await ask(place);
  expect(await screen.findByText(sentence)).toBeTruthy();
});

it('without a map of the zone it leads to the sign in the street', async () => {
  await ask({ longitude: 5.0005 }, { ...MAP, features: [] });
  expect(await screen.findByText(/^Wij hebben nu geen kaart/)).toBeTruthy();
});
