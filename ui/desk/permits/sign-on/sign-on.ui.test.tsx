import { screen, within } from '@testing-library/react';
import type { SignOnView } from '../../../../api/sign-on/shapes.ts';
import { violationsIn } from '../../../testing/render.tsx';
import { visit } from '../../../testing/visit.tsx';
import { atTheDesk, onTheDay } from '../../testing/sample.ts';

const PAGE = '/voorbeeld/desk/permits/v1/sign-on';
const VIEW = 'GET /v1/permits/v1/sign-on';
const KEY = { id: 'k1', number: '12345678', madeAt: '2026-11-01T09:00:00.000Z' };
const ways = (more: Partial<SignOnView> = {}): SignOnView => ({
  line: '+31880000001',
  pin: null,
  card: null,
  phones: [],
  ...more,
});

describe('signing on without the app, on the settings of a permit', () => {
  it('takes a PIN that is not too easy, and shows the number that goes with it [PEERS-010]', async () => {
    const api = atTheDesk({ [VIEW]: onTheDay(ways()), 'PUT /v1/permits/v1/sign-on/pin': ways({ pin: KEY }) });
    const { user, container } = await visit(PAGE);
    const field = await screen.findByLabelText('Kies een pincode');
    expect(await violationsIn(container)).toEqual([]);
    await user.type(field, '1234');
    await user.click(screen.getByRole('button', { name: 'Bewaar pincode' }));
    expect(await screen.findByText(/raadt een ander te snel/)).toBeTruthy();
    await user.clear(field);
    await user.type(field, '4071');
    api.answer({ [VIEW]: ways({ pin: KEY }) });
    await user.click(screen.getByRole('button', { name: 'Bewaar pincode' }));
    expect(await screen.findByText('1234 5678')).toBeTruthy();
    expect(screen.getByText('De pincode is bewaard')).toBeTruthy();
    expect(api.asked.findLast(({ method }) => method === 'PUT')?.body).toEqual({ pin: '4071' });
    expect(await violationsIn(container)).toEqual([]);
  });

  it('has the number and a PIN sent by post, a letter each, and says what that ends [PEERS-013]', async () => {
    const api = atTheDesk({
      [VIEW]: onTheDay(ways({ pin: KEY })),
      'POST /v1/permits/v1/sign-on/letters': ways({ pin: KEY }),
    });
    const { user, container } = await visit(PAGE);
    const send = await screen.findByRole('button', { name: 'Stuur twee brieven' });
    expect(screen.getByText(/De pincode van nu werkt dan niet meer/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(send);
    expect(await screen.findByText('De brieven gaan op de post')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Stuur twee brieven' })).toBeNull();
    expect(api.asked.some(({ method, path }) => method === 'POST' && path.endsWith('/sign-on/letters'))).toBe(true);
    expect(await violationsIn(container)).toEqual([]);
  });

  it('makes a card to print once, and revokes it after asking [BEYOND-011]', async () => {
    const api = atTheDesk({
      [VIEW]: onTheDay(ways()),
      'POST /v1/permits/v1/sign-on/cards': { card: KEY, pdf: btoa('%PDF-1.7') },
      'DELETE /v1/permits/v1/sign-on/keys/k1': null,
    });
    URL.createObjectURL = () => 'blob:card';
    URL.revokeObjectURL = () => undefined;
    const { user, container } = await visit(PAGE);
    const make = await screen.findByRole('button', { name: 'Maak een kaart' });
    api.answer({ [VIEW]: ways({ card: KEY }) });
    await user.click(make);
    const link = await screen.findByRole('link', { name: 'Open de kaart (pdf)' });
    expect([link.getAttribute('href'), link.getAttribute('download')]).toEqual(['blob:card', 'parkeerkaart.pdf']);
    expect(await violationsIn(container)).toEqual([]);
    await user.click(await screen.findByRole('button', { name: /Trek in/ }));
    api.answer({ [VIEW]: ways() });
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: /Ja/ }));
    expect(await screen.findByRole('button', { name: 'Maak een kaart' })).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Open de kaart (pdf)' })).toBeNull();
  });

  it('links a telephone by a code to text, and shows linked ones by their last digits [PEERS-011]', async () => {
    atTheDesk({
      [VIEW]: onTheDay(ways({ phones: [{ id: 'p1', lastDigits: '678', linkedAt: '2026-11-01T09:00:00.000Z' }] })),
      'POST /v1/permits/v1/sign-on/phones': {
        code: '482915',
        endsAt: '2026-11-21T09:30:00.000Z',
        line: '+31880000001',
      },
    });
    const { user, container } = await visit(PAGE, 'en');
    expect(await screen.findByText(/Number ending in 678/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Link a telephone' }));
    expect(await screen.findByText('Send LINK 482915 from that telephone to 088 000 0001')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is not there where the municipality has no line', async () => {
    atTheDesk({ [VIEW]: onTheDay(ways({ line: null })) });
    await visit(PAGE);
    expect(await screen.findByText('Met dit product kunt u niet per telefoon of kaart aanmelden')).toBeTruthy();
  });
});
