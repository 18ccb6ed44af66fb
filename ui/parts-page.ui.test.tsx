import { screen } from '@testing-library/react';
import { show, violationsIn } from './testing/render.tsx';
import PartsPage from './parts-page.tsx';

describe('the page of all parts', () => {
  it.each([
    ['nl', 'De onderdelen', 'Kaart inzoomen'],
    ['en', 'The parts', 'Zoom in on the map'],
  ] as const)(
    'shows every group in %s without a fault that axe can find',
    async (language, title, zoom) => {
      const { container } = await show(<PartsPage />, language);
      // The map arrives by itself, and jsdom is slow on a page this long.
      await screen.findByText(zoom, undefined, { timeout: 30_000 });
      expect(screen.getByRole('heading', { level: 1, name: title })).toBeTruthy();
      expect(screen.getAllByRole('heading', { level: 2 })).toHaveLength(8);
      expect(await violationsIn(container)).toEqual([]);
    },
    60_000,
  );
});
