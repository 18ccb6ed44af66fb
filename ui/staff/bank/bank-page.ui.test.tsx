import { screen, within } from '@testing-library/react';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { conflict, onTheDay, signedInAs } from '../testing/sample.ts';

const bank = {
  statements: [
    { id: 's1', reference: '324', from: '2026-11-20', until: '2026-11-20', openingCents: 100_000, closingCents: 95_500, lines: 2, unmatched: 1, importedBy: 'A. Öztürk', importedAt: '2026-11-21T08:00:00.000Z' },
  ],
  onlyAtBank: [{ id: 'l1', bookedOn: '2026-11-20', cents: 12_000, bankReference: 'B1', references: [] }],
  onlyInBooks: [{ id: 'r1', number: 'TERUG-2026-00012', cents: 4_500, sentAt: '2026-11-19T08:00:00.000Z' }],
}; // prettier-ignore

it('what the bank and the books do not have in common is listed on both sides, and a wrong file says what is wrong [BEYOND-020]', async () => {
  signedInAs(['finance'], {
    'GET /v1/staff/bank-statements': onTheDay(bank),
    'GET /v1/staff/payment-differences': { comparedAt: null, compared: 0, items: [] },
    'POST /v1/staff/bank-statements': conflict('statement-totals-differ'),
  });
  const { user, container } = await visit('/voorbeeld/staff/bank');
  const atBank = within(await screen.findByRole('table', { name: 'Bij de bank, niet in de boeken' }));
  expect(within(atBank.getByRole('row', { name: /20 november 2026/ })).getByText(/120,00/)).toBeTruthy();
  expect(screen.getByRole('row', { name: /TERUG-2026-00012/ })).toBeTruthy();
  expect(screen.getByText('2 regels, 1 niet gevonden')).toBeTruthy();
  expect(await violationsIn(container)).toEqual([]);
  await user.upload(
    screen.getByLabelText('Kies een afschrift (CAMT.053)', { selector: 'input' }),
    new File(['<x/>'], 'a.xml'),
  );
  expect(await screen.findByText(/telt niet op/)).toBeTruthy();
});

it('what the payment provider and the books do not agree on is booked by asking once more, or explained [BEYOND-020]', async () => {
  const difference = { id: 'd1', kind: 'received-differs', reference: 'PW-7F3K2-9QWXY', providerPayment: 'tr_1', providerCents: 9_000, booksCents: 0, foundAt: '2026-11-20T08:00:00.000Z', canBeBooked: true, explanation: null, explainedBy: null }; // prettier-ignore
  const unknown = { ...difference, id: 'd2', kind: 'only-at-provider', reference: 'Iets anders', canBeBooked: false };
  const differences = { comparedAt: '2026-11-21T03:00:00.000Z', compared: 412, items: [difference, unknown] };
  const { asked } = signedInAs(['finance'], {
    'GET /v1/staff/bank-statements': onTheDay(bank),
    'GET /v1/staff/payment-differences': differences,
    'POST /v1/staff/payment-differences/d1/_book': differences,
    'POST /v1/staff/payment-differences/d2/_explain': differences,
  });
  const { user, container } = await visit('/voorbeeld/staff/bank');
  const first = within(await screen.findByRole('row', { name: /PW-7F3K2-9QWXY/ }));
  expect(first.getByText('Ander bedrag ontvangen')).toBeTruthy();
  expect(screen.getByText(/412 betalingen vergeleken/)).toBeTruthy();
  await user.click(first.getByRole('button', { name: /^Vraag en boek/ }));
  expect(await screen.findByText('Gevraagd. De volgende vergelijking laat zien of het klopt.')).toBeTruthy();
  const second = within(screen.getByRole('row', { name: /Iets anders/ }));
  expect(second.queryByRole('button', { name: /^Vraag en boek/ })).toBeNull();
  await user.click(second.getByRole('button', { name: /^Verklaar/ }));
  await user.click(screen.getByRole('radio', { name: 'Hoort bij een ander systeem' }));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Verklaar' }));
  expect(asked.find(({ path }) => path.endsWith('d2/_explain'))?.body).toEqual({ explanation: 'other-system' });
  expect(await violationsIn(container)).toEqual([]);
});
