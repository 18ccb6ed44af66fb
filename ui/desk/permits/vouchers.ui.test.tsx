import { screen, within } from '@testing-library/react';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { application, atTheDesk, onTheDay, permit } from '../testing/sample.ts';

const PAGE = '/voorbeeld/desk/permits/v1';
const ONE = 'GET /v1/permits/v1';
const USE = 'POST /v1/permits/v1/vouchers/_activate';
const files = { 'GET /v1/permits/v1/documents': { application: [], product: [] } };

const vouchers = { days: 7, unused: 4, used: [], lastStart: '2027-11-13' };
const used = { country: 'NL', plate: '627HX3', from: '2026-11-21T09:00:00.000Z', until: '2026-11-27T23:00:00.000Z' };
const bought = (more = {}) => permit({ plates: [], vouchers: { ...vouchers, ...more } });

describe('vouchers [PEERS-042]', () => {
  it('are shown with what is left, and each used one with its plate and days, as long as the plate is kept', async () => {
    atTheDesk({
      [ONE]: onTheDay(
        bought({
          used: [used, { ...used, plate: null, from: '2026-01-05T09:00:00.000Z', until: '2026-01-11T23:00:00.000Z' }],
        }),
      ),
      ...files,
    });
    const { container } = await visit(PAGE);
    expect(await screen.findByText('Nog 4 bonnen over. Elke bon geldt 7 dagen.')).toBeTruthy();
    expect(screen.getByText('21 november 2026 tot en met 27 november 2026')).toBeTruthy();
    expect(screen.getByText('kenteken gewist')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('are activated for a plate and a day, and why one is not is said beside the plate', async () => {
    const api = atTheDesk({ [ONE]: onTheDay(bought()), ...files, [USE]: refused(409, 'voucher-plate-covered') });
    const { user, container } = await visit(PAGE);
    await user.click(await screen.findByRole('button', { name: 'Activeer een bon' }));
    const dialog = within(screen.getByRole('dialog'));
    expect(await violationsIn(container)).toEqual([]);
    await user.type(dialog.getByRole('textbox', { name: /kenteken/i }), '627-HX-3');
    await user.click(dialog.getByRole('button', { name: 'Activeer een bon' }));
    expect(await dialog.findByText(/Voor dit kenteken geldt in die tijd al een bon/)).toBeTruthy();
    api.answer({ [USE]: bought({ unused: 3, used: [used] }), [ONE]: onTheDay(bought({ unused: 3, used: [used] })) });
    await user.click(dialog.getByRole('button', { name: 'Activeer een bon' }));
    expect(await screen.findByText('Nog 3 bonnen over. Elke bon geldt 7 dagen.')).toBeTruthy();
    expect(screen.getByText('De bon is geactiveerd')).toBeTruthy();
    expect(api.asked.findLast(({ method }) => method === 'POST')?.body).toEqual({
      plate: '627-HX-3',
      country: 'NL',
      startsOn: '2026-11-21',
    });
  });

  it('that are all used offer nothing more', async () => {
    atTheDesk({ [ONE]: onTheDay(bought({ unused: 0 })), ...files });
    await visit(PAGE, 'en');
    expect(await screen.findByText('All vouchers have been used.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Activate a voucher' })).toBeNull();
  });

  it('are bought in numbers, with what they cost together', async () => {
    const asking = (openStep: 'amount' | 'declaration', answers = {}) =>
      application(openStep, {
        steps: ['start-date', 'amount', 'declaration'],
        options: { amounts: [5, 10] },
        answers: { periodId: 'P12M', ...answers },
      });
    const { asked } = atTheDesk({
      'GET /v1/applications/a1': onTheDay(asking('amount')),
      'PATCH /v1/applications/a1/answers': asking('declaration', { amount: 10 }),
    });
    const { user, container } = await visit('/voorbeeld/desk/applications/a1');
    await user.click(await screen.findByRole('radio', { name: '10 bonnen' }));
    expect(screen.getByText(/10 × €\s90,00 = €\s900,00/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Volgende' }));
    await screen.findByRole('heading', { level: 1, name: 'Klopt alles?' });
    expect(asked.find(({ method }) => method === 'PATCH')?.body).toEqual({ amount: 10 });
  });
});
