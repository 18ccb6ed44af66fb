import { screen, within } from '@testing-library/react';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { signedInAs } from '../testing/sample.ts';

const reports = {
  from: '2026-01-01',
  until: '2026-11-21',
  tables: [
    {
      id: 'income',
      columns: [
        { id: 'account', kind: 'text' },
        { id: 'products', kind: 'text' },
        { id: 'net', kind: 'cents' },
      ],
      rows: [
        ['8010', 'Bewonersvergunning', 120_000],
        ['8020', 'Bezoekersregeling', 4_050],
      ],
      totals: [null, null, 124_050],
    },
    { id: 'use', columns: [{ id: 'area', kind: 'text' }, { id: 'actions', kind: 'count' }, { id: 'minutes', kind: 'minutes' }], rows: [], totals: [null, 0, 0] },
    {
      id: 'balances',
      columns: [{ id: 'unit', kind: 'text' }, { id: 'onBalances', kind: 'count' }, { id: 'inLedger', kind: 'count' }, { id: 'difference', kind: 'count' }],
      rows: [['eurocenten', 500, 500, 0]],
      totals: [null, null, null, null],
    },
  ],
}; // prettier-ignore

it('the reports are tables anybody can read, with totals and files of the same [PEERS-039, BEYOND-020]', async () => {
  signedInAs(['finance'], { 'GET /v1/staff/reports': reports });
  const { container } = await visit('/voorbeeld/staff/reports');
  const income = within(await screen.findByRole('table', { name: 'Inkomsten per grootboekrekening' }));
  expect(within(income.getByRole('row', { name: /Totaal/ })).getByText(/1\.240,50/)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Inkomsten per grootboekrekening als XLSX' }).getAttribute('href')).toBe(
    '/v1/staff/reports/export?from=2026-01-01&until=2026-11-21&table=income&format=xlsx',
  );
  expect(screen.getByText(/saldo.*grootboek.*gelijk/i)).toBeTruthy();
  expect(screen.getByText('In deze periode is er niets.')).toBeTruthy();
  expect(await violationsIn(container)).toEqual([]);
});
