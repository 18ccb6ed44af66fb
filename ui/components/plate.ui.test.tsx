import { screen } from '@testing-library/react';
import { useState } from 'react';
import { show, violationsIn } from '../testing/render.tsx';
import { Plate } from './plate.tsx';
import { PlateInput, type TypedPlate } from './plate-input.tsx';

/** What the page would be told. */
const typed = () => JSON.parse(screen.getByRole('status', { name: 'typed' }).textContent ?? '') as TypedPlate;

function Asked({ first = { country: 'NL', text: '' } }: { first?: TypedPlate }) {
  const [value, setValue] = useState(first);
  return (
    <>
      <PlateInput value={value} onChange={setValue} hint="Ander land? Kies het links." />
      <output aria-label="typed">{JSON.stringify(value)}</output>
    </>
  );
}

describe('a plate', () => {
  it('is read out character by character, with its country', async () => {
    const { container } = await show(<Plate value="T-17-KRV" country="NL" />);
    expect(screen.getByText('kenteken Nederland, T 1 7 K R V')).toBeTruthy();
    expect(container.querySelector('[aria-hidden=true][translate=no]')).toBeTruthy();
  });

  it('is read out in English on an English page', async () => {
    await show(<Plate value="1-ABC-234" country="B" />, 'en');
    expect(screen.getByText('number plate Belgium, 1 A B C 2 3 4')).toBeTruthy();
  });
});

describe('filling in a plate', () => {
  it('is a text field with a label and a list of countries with their names', async () => {
    const { container } = await show(<Asked />);
    expect(screen.getByRole('textbox', { name: 'Kenteken' }).getAttribute('autocapitalize')).toBe('characters');
    const countries = screen.getByRole('combobox', { name: 'Land van het kenteken' });
    expect(countries.querySelectorAll('option').length).toBeGreaterThanOrEqual(12);
    expect(screen.getByRole('option', { name: 'België' })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it.each(['999xx9', '999-XX-9', '999 xx 9', ' 9.9.9.X.X.9 '])(
    'takes the spelling "%s" and writes it as it is written',
    async (text) => {
      const { user } = await show(<Asked />);
      const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Kenteken' });
      await user.type(field, text);
      expect(typed().text).toBe(text);
      await user.tab();
      expect(field.value).toBe('999-XX-9');
    },
  );

  it('says what was understood, so that a mistake is heard', async () => {
    const { user } = await show(<Asked />);
    const field = screen.getByRole('textbox', { name: 'Kenteken' });
    await user.type(field, '999xx9');
    const told = field
      .getAttribute('aria-describedby')
      ?.split(' ')
      .map((id) => document.getElementById(id)?.textContent);
    expect(told).toEqual(['Ander land? Kies het links.', 'kenteken Nederland, 9 9 9 X X 9']);
  });

  it('leaves a text that is no plate as it was typed', async () => {
    const { user } = await show(<Asked />);
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Kenteken' });
    await user.type(field, '12-ab');
    await user.tab();
    expect(field.value).toBe('12-ab');
  });

  it('keeps the country that was chosen, and the local spelling', async () => {
    const { user } = await show(<Asked first={{ country: 'NL', text: 'wi-nn 99' }} />);
    await user.selectOptions(screen.getByRole('combobox', { name: 'Land van het kenteken' }), 'Duitsland');
    expect(typed()).toEqual({ country: 'D', text: 'wi-nn 99' });
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Kenteken' }).value).toBe('WI-NN 99');
  });
});
