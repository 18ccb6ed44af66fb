import { screen, within } from '@testing-library/react';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { action, inTheApp, permit } from '../testing/sample.ts';

const ACTIONS = 'GET /v1/parking/actions';
const COUNTS = 'GET /v1/parking/permits/v1/history-counts';
const CHANGES = 'GET /v1/parking/permits/v1/transactions';
const past = (number: number, more: Parameters<typeof action>[0] = {}) =>
  action({ id: `a${number}`, state: 'ended', may: [], ...more });
const changes = {
  items: [{ at: '2026-11-20T09:00:00.000Z', kind: 'top-up', unit: 'eurocent', change: 1000, actionId: null }],
  nextCursor: null,
  total: 1,
};

describe('the history of a product', () => {
  it('shows plate, begin, end and cost of what was parked, by whom, with the count behind each tab [2PARK-100]', async () => {
    inTheApp({
      [ACTIONS]: {
        items: [past(1), past(2, { name: null, byGrantee: true, plate: null, endsAt: '2026-08-14T12:00:00.000Z' })],
        nextCursor: null,
      },
      [COUNTS]: { actions: 25, transactions: 31 },
      [CHANGES]: changes,
    });
    const { container } = await visit('/parking/p/v1/history');
    expect(await screen.findByRole('tab', { name: /Parkeeracties.*25/ })).toBeTruthy();
    expect(screen.getByRole('tab', { name: /Transacties.*31/ })).toBeTruthy();
    const rows = within(await screen.findByRole('table', { name: 'Parkeeracties' })).getAllByRole('row');
    expect(rows[1]!.textContent).toMatch(/Oma Ria.*€.8,40/);
    expect(rows[2]!.textContent).toMatch(/13 november 2026.*gemachtigd/);
    expect(await violationsIn(container)).toEqual([]);
  });

  it('shows ten, and ten more at a time, without repeating one [2PARK-102]', async () => {
    const page = (from: number, length: number) => Array.from({ length }, (_, at) => past(from + at));
    inTheApp({
      [ACTIONS]: ({ query }: { query: URLSearchParams }) =>
        ({
          '': { items: page(1, 10), nextCursor: 'b' },
          b: { items: page(11, 10), nextCursor: 'c' },
          c: { items: page(21, 5), nextCursor: null },
        })[query.get('cursor') ?? '']!,
      [COUNTS]: { actions: 25, transactions: 1 },
      [CHANGES]: changes,
    });
    const { user } = await visit('/parking/p/v1/history');
    const shown = () => within(screen.getByRole('table', { name: 'Parkeeracties' })).getAllByRole('row').length - 1;
    await screen.findByRole('table', { name: 'Parkeeracties' });
    expect(shown()).toBe(10);
    await user.click(screen.getByRole('button', { name: 'Toon meer' }));
    await screen.findByRole('button', { name: 'Toon meer' });
    expect(shown()).toBe(20);
    await user.click(screen.getByRole('button', { name: 'Toon meer' }));
    expect(shown()).toBe(25);
    expect(screen.queryByRole('button', { name: 'Toon meer' })).toBeNull();
  });

  it('tells every change of the balance to its owner, and none to who parks on a grant [2PARK-101]', async () => {
    inTheApp({
      [ACTIONS]: { items: [], nextCursor: null },
      [COUNTS]: { actions: 0, transactions: 1 },
      [CHANGES]: changes,
    });
    const { user, unmount } = await visit('/parking/p/v1/history', 'en');
    await user.click(await screen.findByRole('tab', { name: /Transactions/ }));
    expect(screen.getByText('Topped up')).toBeTruthy();
    expect(screen.getByRole('cell', { name: /\+.€10.00/ })).toBeTruthy();
    expect(screen.getByRole('img', { name: /Your balance was .* and is .* now/ })).toBeTruthy();
    unmount();
    inTheApp({
      'GET /v1/parking/permits': {
        items: [permit({ role: 'grantee', grantId: 'g1', grantor: 'oma@example.nl', may: ['start', 'history'] })],
      },
      [ACTIONS]: { items: [], nextCursor: null },
      [COUNTS]: { actions: 0, transactions: null },
    });
    await visit('/parking/p/v1/history', 'en');
    expect(await screen.findByRole('tab', { name: /Parking actions/ })).toBeTruthy();
    expect(screen.queryByRole('tab', { name: /Transactions/ })).toBeNull();
  });

  it('is mailed whole, of the open tab, to oneself [2PARK-103]', async () => {
    const api = inTheApp({
      [ACTIONS]: { items: [], nextCursor: null },
      [COUNTS]: { actions: 0, transactions: 1 },
      [CHANGES]: changes,
      'POST /v1/parking/permits/v1/_mail-history': null,
    });
    const { user } = await visit('/parking/p/v1/history');
    await user.click(await screen.findByRole('tab', { name: /Transacties/ }));
    await user.click(screen.getByRole('button', { name: 'Stuur historie per e-mail' }));
    expect(await screen.findByText(/onderweg naar uw eigen e-mailadres/)).toBeTruthy();
    expect(api.asked.find(({ method }) => method === 'POST')?.body).toEqual({ tab: 'transactions' });
  });
});
