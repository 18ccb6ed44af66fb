import { screen, within } from '@testing-library/react';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { monthsUpTo } from '../data/statements.ts';
import { action, inTheApp } from '../testing/sample.ts';

const HISTORY = {
  'GET /v1/parking/actions': { items: [], nextCursor: null },
  'GET /v1/parking/permits/v1/history-counts': { actions: 0, transactions: 0 },
  'GET /v1/parking/permits/v1/transactions': { items: [], nextCursor: null, total: 0 },
};

it('months go back from this one, each with its own last day, over the new year and a leap year [PEERS-019]', () => {
  expect(monthsUpTo('2028-03-31', 3)).toEqual([
    { from: '2028-03-01', until: '2028-03-31' },
    { from: '2028-02-01', until: '2028-02-29' },
    { from: '2028-01-01', until: '2028-01-31' },
  ]);
  expect(monthsUpTo('2027-01-01', 2).map(({ until }) => until)).toEqual(['2027-01-31', '2026-12-31']);
});

describe('the statement', () => {
  it('of a month is there to read and for a spreadsheet [PEERS-019]', async () => {
    inTheApp(HISTORY);
    const { container, user } = await visit('/parking/p/v1/history', 'en');
    const part = within(await screen.findByRole('region', { name: 'Statement and expenses' }));
    await user.selectOptions(part.getByLabelText('Month'), 'October 2026');
    const span = 'from=2026-10-01&until=2026-10-31';
    expect(part.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual(
      ['pdf', 'csv', 'xlsx'].map((form) => `/v1/parking/permits/v1/statement?${span}&format=${form}`),
    );
    expect(await violationsIn(container)).toEqual([]);
  });
});

describe('a session that is over', () => {
  const story = (note: string | null) => ({
    ...action({ state: 'ended', may: [], note }), release: 1, priceCents: 840, paidMinutes: 420, lines: [],
  }); // prettier-ignore
  const STORY = 'GET /v1/parking/actions/a1';
  const paper = { 'GET /v1/parking/actions/a1/receipts': { items: [] } };

  it('has its receipt, and a note its owner writes, changes and takes away [PEERS-019]', async () => {
    const api = inTheApp({
      [STORY]: story(null),
      ...paper,
      'PUT /v1/parking/actions/a1/note': refused(409, 'note-too-late'),
    });
    const { user, container } = await visit('/parking/a/a1');
    const receipt = await screen.findByRole('link', { name: 'Bewijs (PDF)' });
    expect(receipt.getAttribute('href')).toBe('/v1/parking/actions/a1/receipt');
    await user.click(screen.getByRole('button', { name: 'Schrijf een notitie' }));
    await user.type(screen.getByRole('textbox', { name: /Uw notitie/ }), 'Bij oma');
    await user.click(screen.getByRole('button', { name: 'Bewaar notitie' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/kenteken/);
    api.answer({ 'PUT /v1/parking/actions/a1/note': story('Bij oma') });
    await user.click(screen.getByRole('button', { name: 'Bewaar notitie' }));
    expect(await screen.findByText('Uw notitie: Bij oma')).toBeTruthy();
    expect(api.asked.at(-1)!.body).toEqual({ note: 'Bij oma' });
    expect(await violationsIn(container)).toEqual([]);
  });
});
