import { screen, within } from '@testing-library/react';
import type { ProductsForStaff } from '../../../api/products/shapes.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { signedInAs } from '../testing/sample.ts';

const PATH = '/voorbeeld/staff/products';
const FOUND: ProductsForStaff = {
  release: 3,
  validFrom: '2026-01-01T00:00:00.000Z',
  items: [
    {
      id: 'resident',
      name: { nl: 'Bewonersvergunning', en: 'Resident permit' },
      summary: { nl: 'Parkeren bij u in de buurt.', en: 'Parking near home.' },
      legal: 'permit',
      article: 'Parkeerverordening, artikel 4',
      applicants: ['person'],
      periods: [{ id: 'P12M', months: 12, days: 0 }],
      places: [
        { areaId: 'B', areaName: 'Zuid', prices: [{ periodId: 'P12M', cents: 9000 }], ceiling: 400 },
        { areaId: 'C', areaName: 'Haven', prices: [{ periodId: 'P12M', cents: 0 }], ceiling: null },
      ],
      vatPercent: 0,
      ledgerAccount: '8310',
      issued: true,
    },
  ],
};

describe('products and prices, for staff', () => {
  it.each(['clerk', 'finance'] as const)(
    'are looked up by a %s: where, how much, how many and where it is booked [PEERS-033]',
    async (role) => {
      signedInAs([role], { 'GET /v1/staff/products': FOUND });
      const { container } = await visit(PATH);
      const zuid = within(await screen.findByRole('row', { name: /Zuid/ }));
      expect(zuid.getByText(/90,00/)).toBeTruthy();
      expect(zuid.getByText('400')).toBeTruthy();
      expect(within(screen.getByRole('row', { name: /Haven/ })).getByText('geen')).toBeTruthy();
      expect(screen.getByText('8310')).toBeTruthy();
      expect(screen.getByText(/Gegevensversie 3/)).toBeTruthy();
      expect(screen.queryAllByRole('textbox')).toEqual([]);
      expect(await violationsIn(container)).toEqual([]);
    },
  );

  it('are not for an officer', async () => {
    signedInAs(['officer']);
    await visit(PATH);
    expect(await screen.findByRole('heading', { level: 1 })).toBeTruthy();
    expect(screen.queryByText('Bewonersvergunning')).toBeNull();
  });
});
