import { screen, within } from '@testing-library/react';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { application, atTheDesk, onTheDay, permit } from '../testing/sample.ts';

const PAGE = '/voorbeeld/desk/permits/v1';
const ONE = 'GET /v1/permits/v1';
const ASK = 'PUT /v1/permits/v1/plates';
const files = { 'GET /v1/permits/v1/documents': { application: [], product: [] } };
const card = {
  expiresOn: '2029-12-31',
  otherCarHours: 24,
  ownCar: { country: 'NL', display: 'K-51-FTN' },
  otherCar: null,
};
const out = {
  country: 'NL',
  display: '627-HX-3',
  plateChangeId: 'c1',
  until: '2026-11-22T09:00:00.000Z',
};
const mine = (more = {}) => permit({ disabledCard: { ...card, ...more } });

describe('a card of somebody with a disability [PEERS-030]', () => {
  it('shows both cars with a button, and is moved to another car in one go', async () => {
    const api = atTheDesk({
      [ONE]: onTheDay(mine()),
      ...files,
      [ASK]: { id: 'c1', status: 'awaiting-confirmation' },
      'POST /v1/plate-changes/c1/_confirm': refused(409, 'permit-not-in-force'),
    });
    const { user, container } = await visit(PAGE);
    expect(await screen.findByText('Uw kaart is geldig tot en met 31 december 2029.')).toBeTruthy();
    expect(screen.getByText('Mijn auto')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Naar een andere auto' }));
    const dialog = within(screen.getByRole('dialog'));
    expect(await violationsIn(container)).toEqual([]);
    await user.type(dialog.getByRole('textbox', { name: /kenteken/i }), '627-HX-3');
    await user.click(dialog.getByRole('button', { name: 'Zet de kaart over' }));
    expect(await dialog.findByText(/niet meer van kracht|geldt niet/i)).toBeTruthy();
    api.answer({
      'POST /v1/plate-changes/c1/_confirm': { id: 'c1', status: 'changed' },
      [ONE]: onTheDay(mine({ otherCar: out })),
    });
    await user.click(dialog.getByRole('button', { name: 'Zet de kaart over' }));
    expect(await screen.findByText(/tot .*22 november 2026.*daarna vanzelf weer uw eigen auto/)).toBeTruthy();
    expect(screen.getByText('De kaart ligt nu in de andere auto')).toBeTruthy();
    expect(api.asked.find(({ method }) => method === 'PUT')?.body).toEqual({
      plates: [{ plate: '627-HX-3', country: 'NL' }],
      otherCar: true,
    });
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is put back on the own car with one press', async () => {
    const api = atTheDesk({ [ONE]: onTheDay(mine({ otherCar: out })), ...files });
    const { user } = await visit(PAGE, 'en');
    const back = await screen.findByRole('button', { name: 'Back to my car' });
    api.answer({ 'POST /v1/plate-changes/c1/_give-back': { id: 'c1', status: 'returned' }, [ONE]: onTheDay(mine()) });
    await user.click(back);
    expect(await screen.findByText('The card is in your own car again')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'To another car' })).toBeTruthy();
  });

  it('is registered with its number and its last day, as they stand on it', async () => {
    const asking = (openStep: 'card' | 'declaration', answers = {}) =>
      application(openStep, { steps: ['card', 'declaration'], answers });
    const { asked } = atTheDesk({
      'GET /v1/applications/a1': onTheDay(asking('card')),
      'PATCH /v1/applications/a1/answers': asking('declaration', {
        card: { number: 'NL1234567', expiresOn: '2029-12-31' },
      }),
    });
    const { user, container } = await visit('/voorbeeld/desk/applications/a1');
    await user.type(await screen.findByRole('textbox', { name: /Kaartnummer/ }), 'NL 1234567');
    await user.type(screen.getByRole('textbox', { name: /Geldig tot en met/ }), '31-12-2029');
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Volgende' }));
    await screen.findByRole('heading', { level: 1, name: 'Klopt alles?' });
    expect(asked.find(({ method }) => method === 'PATCH')?.body).toEqual({
      card: { number: 'NL 1234567', expiresOn: '2029-12-31' },
    });
  });
});

describe('a moving permit [PEERS-024]', () => {
  it('asks for the other address, and says beside the field what is wrong with it', async () => {
    const asking = (openStep: 'second-address' | 'declaration', answers = {}) =>
      application(openStep, { steps: ['second-address', 'declaration'], answers });
    const { asked } = atTheDesk({
      'GET /v1/applications/a1': onTheDay(asking('second-address')),
      'PATCH /v1/applications/a1/answers': asking('declaration', {
        secondAddress: { postcode: '4303 SA', houseNumber: 7, areaName: 'Spoorzone', known: false },
      }),
    });
    const { user, container } = await visit('/voorbeeld/desk/applications/a1');
    await user.type(await screen.findByRole('textbox', { name: /Postcode/ }), 'overal');
    await user.type(screen.getByRole('textbox', { name: /Huisnummer/ }), '7');
    await user.click(screen.getByRole('button', { name: 'Volgende' }));
    expect(screen.getAllByText(/Vul een postcode in|postcode/i).length).toBeGreaterThan(1);
    expect(await violationsIn(container)).toEqual([]);
    await user.clear(screen.getByRole('textbox', { name: /Postcode/ }));
    await user.type(screen.getByRole('textbox', { name: /Postcode/ }), '4303 sa');
    await user.click(screen.getByRole('button', { name: 'Volgende' }));
    await screen.findByRole('heading', { level: 1, name: 'Klopt alles?' });
    expect(asked.find(({ method }) => method === 'PATCH')?.body).toEqual({
      secondAddress: { postcode: '4303 sa', houseNumber: 7 },
    });
  });
});
