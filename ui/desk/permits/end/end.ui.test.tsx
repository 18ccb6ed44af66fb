import { screen, within } from '@testing-library/react';
import type { EndView } from '../../../../api/permits/ending-shapes.ts';
import type { RefundView } from '../../../../api/refunds/shapes.ts';
import { violationsIn } from '../../../testing/render.tsx';
import { visit } from '../../../testing/visit.tsx';
import { atTheDesk, file, letter, onTheDay, permit, refund, refunds, unused } from '../../testing/sample.ts';

const PAGE = '/voorbeeld/desk/permits/v1';
const ONE = 'GET /v1/permits/v1';
const END = 'POST /v1/permits/v1/_end';
const REFUNDS = 'GET /v1/refunds';
const files = {
  'GET /v1/permits/v1/documents': {
    application: [file()],
    product: [
      letter('permit-issued'),
      letter('permit-ended', { id: 'l2', at: '2026-11-21T09:00:02.000Z', fileName: 'BV-1-einde.pdf' }),
    ],
  },
};
const IBAN = 'NL91 ABNA 0417 1643 00';

const preview = (more: Partial<EndView> = {}): EndView => ({
  ended: false,
  lastDay: '2026-11-21',
  refundCents: 4_500,
  payBy: '2027-01-16',
  route: 'provider',
  periods: [{ startsOn: '2026-06-01', periodId: 'P12M', paidCents: 9_000, cents: 4_500, rules: [unused] }],
  account: null,
  accountNeeded: true,
  with: { actions: 0, grants: 2, renewals: 1, plateChanges: 0 },
  ...more,
});

const ended = permit({
  phase: 'ended',
  endedAt: '2026-11-21T09:00:00.000Z',
  endGround: 'by-holder',
  actions: ['documents'],
});

async function openDialog(given: EndView) {
  let over = false;
  const api = atTheDesk({
    [ONE]: () => onTheDay(over ? ended : permit({ actions: ['documents', 'end'] })),
    [END]: ({ body }) => {
      if ((body as { preview?: boolean }).preview) return given;
      over = true;
      return { ...given, ended: true };
    },
    [REFUNDS]: refunds(refund()),
    ...files,
  });
  const { user, container } = await visit(PAGE);
  await user.click(await screen.findByRole('button', { name: /^Beëindig/ }));
  const dialog = within(await screen.findByRole('dialog'));
  await dialog.findByRole('button', { name: 'Bevestig' });
  const sent = () => api.asked.filter(({ method, path }) => `${method} ${path}` === END).map(({ body }) => body);
  return { user, container, dialog, sent };
}

describe('ending a product', () => {
  it('shows what goes back and what ends with it, asks for an account, ends at once and shows the letter [PORTAL-074, LOKET-034, ASSEN-007]', async () => {
    const { user, container, dialog, sent } = await openDialog(preview());
    expect(dialog.getAllByText(/45,00/).length).toBeGreaterThan(0);
    expect(dialog.getByText(/niet zijn begonnen: 6 van 12 \(artikel 12 lid 2\)/)).toBeTruthy();
    expect(dialog.getByText(/uiterlijk 16 januari 2027/)).toBeTruthy();
    expect(dialog.getByText('2 machtigingen vervallen.')).toBeTruthy();
    expect(dialog.getByText('De verlenging die klaarstaat vervalt.')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);

    await user.type(dialog.getByLabelText(/IBAN/), 'NL91ABNA0417164301');
    await user.type(dialog.getByLabelText('Op naam van'), 'Emma Visser');
    await user.click(dialog.getByRole('button', { name: 'Bevestig' }));
    expect(dialog.getByText(/tikfout/)).toBeTruthy();
    expect(document.activeElement).toBe(dialog.getByLabelText(/IBAN/));
    expect(sent()).toHaveLength(1);

    await user.clear(dialog.getByLabelText(/IBAN/));
    await user.type(dialog.getByLabelText(/IBAN/), IBAN);
    await user.click(dialog.getByRole('button', { name: 'Bevestig' }));
    expect(await screen.findByRole('heading', { level: 2, name: /Beëindigd op/ })).toBeTruthy();
    expect(sent().at(-1)).toEqual({ account: { iban: IBAN, name: 'Emma Visser' } });
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
    expect(await screen.findByRole('heading', { level: 2, name: /Terugbetaling/ })).toBeTruthy();
    const told = within(
      screen.getByRole('heading', { level: 2, name: /Beëindigd op/ }).closest<HTMLElement>('.pw-note')!,
    );
    const opens = await told.findByRole('link', { name: 'Besluit: beëindigd' });
    expect(opens.getAttribute('href')).toBe('/v1/permits/v1/documents/l2');
  });

  it('shows a known account masked, and asks for none [PORTAL-074]', async () => {
    const account = { iban: 'NL•• •••• •••• ••43 00', name: 'E. Visser' };
    const { user, dialog, sent } = await openDialog(preview({ account, accountNeeded: false }));
    expect(dialog.getByText(/NL•• •••• •••• ••43 00/)).toBeTruthy();
    expect(dialog.queryByLabelText(/IBAN/)).toBeNull();
    await user.click(dialog.getByRole('button', { name: 'Bevestig' }));
    await screen.findByRole('heading', { level: 2, name: /Beëindigd op/ });
    expect(sent().at(-1)).toEqual({});
  });

  it('says why nothing goes back', async () => {
    const free = { ...unused, rule: 'period-free', outcome: 'not-met', article: null, values: {} } as const;
    const nothing = preview({ refundCents: 0, payBy: null, route: null, accountNeeded: false, periods: [{ startsOn: '2026-06-01', periodId: 'P12M', paidCents: 0, cents: 0, rules: [free] }] }); // prettier-ignore
    const { dialog } = await openDialog(nothing);
    expect(dialog.getByText('U krijgt geen geld terug.')).toBeTruthy();
    expect(dialog.getByText('Er is niets betaald')).toBeTruthy();
  });

  it('is not offered where the product does not let its holder end it', async () => {
    atTheDesk({ [ONE]: onTheDay(permit()), ...files });
    await visit(PAGE);
    await screen.findByRole('heading', { level: 1 });
    expect(screen.queryByRole('button', { name: /^Beëindig/ })).toBeNull();
  });
});

describe('money that goes back', () => {
  const show = async (given: RefundView, language: 'nl' | 'en' = 'nl') => {
    atTheDesk({ [ONE]: onTheDay(ended), [REFUNDS]: refunds(given, refund({ id: 'r2', permitId: 'v9' })), ...files });
    return visit(PAGE, language);
  };

  it('is followed step by step to the promised day [BEYOND-018]', async () => {
    const { container } = await show(refund());
    const part = within(await screen.findByRole('region', { name: 'Terugbetaling' }));
    expect(
      part
        .getAllByRole('listitem')
        .slice(0, 4)
        .map(({ textContent }) => textContent),
    ).toEqual([
      expect.stringContaining('21 november 2026'),
      expect.stringContaining('Wij kijken ernaar'),
      expect.stringContaining('Naar de bank'),
      expect.stringContaining('Op uw rekening'),
    ]);
    expect(part.getByText('Het geld staat uiterlijk 16 januari 2027 op uw rekening.')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('that is late says so and what happens [BEYOND-018]', async () => {
    await show(refund({ late: true }), 'en');
    expect(await screen.findByText(/Late: you were to have it by 16 January 2027/)).toBeTruthy();
    expect(screen.getByText(/You need not do anything/)).toBeTruthy();
  });

  it('that came back asks for another account', async () => {
    const { user } = await show(refund({ status: 'returned' }));
    await user.click(await screen.findByRole('button', { name: 'Gebruik deze rekening' }));
    expect(screen.getByText(/Dit is geen IBAN/)).toBeTruthy();
    expect(screen.getByText(/Vul de naam in/)).toBeTruthy();
  });
});
