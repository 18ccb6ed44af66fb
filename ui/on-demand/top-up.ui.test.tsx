import { screen, within } from '@testing-library/react';
import { refused } from '../testing/api.ts';
import { violationsIn } from '../testing/render.tsx';
import { visit } from '../testing/visit.tsx';
import { lien, signedIn } from './testing/sample.ts';

describe('topping up on demand', () => {
  it('shows what the balance becomes while an amount is typed, and refuses what is too little or too much [POM-010, POM-012]', async () => {
    const api = signedIn();
    const { user, container } = await visit('/antwerpen/on-demand/top-up');
    const field = await screen.findByRole('textbox', { name: /Bedrag/ });
    await user.type(field, '20');
    expect(within(screen.getByRole('status')).getByText('€ 32,50')).toBeTruthy();
    expect(screen.getByText('U betaalt met Bancontact, Visa of Mastercard aan Mobiliteit.')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.clear(field);
    await user.type(field, '0,04');
    await user.click(screen.getByRole('button', { name: 'Naar betalen' }));
    expect(await screen.findByText(/Vul een bedrag in van € 0,05 tot € 500,00/)).toBeTruthy();
    expect(api.asked.some(({ method }) => method === 'POST')).toBe(false);
    expect(screen.getByRole('button', { name: 'Annuleer' })).toBeTruthy();
  });
});

describe('an invoice with a top-up', () => {
  it('for a company asks for its VAT number and refuses one that is wrong; a receipt does not ask [POM-011]', async () => {
    const api = signedIn(lien(), { 'POST /v1/on-demand/top-ups': refused(409, 'top-up-not-offered') });
    const { user, container } = await visit('/antwerpen/on-demand/top-up', 'en');
    await user.type(await screen.findByRole('textbox', { name: /Amount/ }), '20');
    await user.click(screen.getByRole('radio', { name: 'Receipt, for me as a person' }));
    expect(screen.queryByRole('textbox', { name: /VAT number/ })).toBeNull();
    await user.click(screen.getByRole('radio', { name: 'Invoice, for a company' }));
    for (const [name, typed] of [['Name', 'Bakkerij'], ['Street and number', 'Oefenlei 12'], ['Postcode', '2000'], ['Town', 'Antwerpen'], ['VAT number', 'BE0403019262']] as const)
      await user.type(screen.getByRole('textbox', { name: new RegExp(`^${name}`) }), typed); // prettier-ignore
    await user.click(screen.getByRole('button', { name: 'To payment' }));
    expect(await screen.findByText('This VAT number is not right.')).toBeTruthy();
    expect(api.asked.some(({ method }) => method === 'POST')).toBe(false);
    expect(await violationsIn(container)).toEqual([]);
    await user.type(screen.getByRole('textbox', { name: /^VAT number/ }), '{Backspace}1');
    await user.click(screen.getByRole('button', { name: 'To payment' }));
    expect(api.asked.find(({ method }) => method === 'POST')!.body).toMatchObject({
      cents: 2000,
      invoice: { kind: 'invoice', vatNumber: 'BE0403019261' },
    });
  });
});
