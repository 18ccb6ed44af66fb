import { screen, within } from '@testing-library/react';
import { useState } from 'react';
import { weekdayOf, type CivilDate } from '../../rules/values/civil-day.ts';
import { show, violationsIn } from '../testing/render.tsx';
import { Calendar } from './calendar.tsx';
import { DateField } from './date-field.tsx';

const TODAY = '2026-11-19'; // a Thursday
const onWorkingDays = (date: CivilDate) => weekdayOf(date) <= 5;
const limits = { today: TODAY, first: TODAY, last: '2027-03-31', possible: onWorkingDays };

/** What the page would be told. */
const chosen = () => screen.getByRole('status', { name: 'chosen' }).textContent;

function Month() {
  const [date, setDate] = useState<CivilDate | null>(null);
  return (
    <>
      <Calendar chosen={date} onChoose={setDate} {...limits} focusAtOnce />
      <output aria-label="chosen">{date}</output>
    </>
  );
}

function Field() {
  const [date, setDate] = useState<CivilDate | null>(null);
  return (
    <>
      <DateField label="Ingangsdatum" value={date} onChange={setDate} {...limits} />
      <button type="button">Volgende</button>
      <output aria-label="chosen">{date}</output>
    </>
  );
}

const focused = () => document.activeElement?.textContent;

describe('the calendar', () => {
  it('names each day in full, and says which cannot be chosen', async () => {
    const { container } = await show(<Month />);
    const grid = screen.getByRole('grid', { name: 'november 2026' });
    expect(
      within(grid).getByRole('button', { name: 'donderdag 19 november 2026, vandaag' }).getAttribute('aria-current'),
    ).toBe('date');
    const saturday = within(grid).getByRole('button', { name: 'zaterdag 21 november 2026, niet te kiezen' });
    expect(saturday.getAttribute('aria-disabled')).toBe('true');
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is one stop for the Tab key, with arrows by day and week', async () => {
    const { user } = await show(<Month />);
    expect(focused()).toContain('19 november');
    await user.keyboard('{ArrowRight}');
    expect(focused()).toContain('20 november');
    await user.keyboard('{ArrowDown}');
    expect(focused()).toContain('27 november');
    await user.keyboard('{Home}');
    expect(focused()).toContain('maandag 23 november');
    await user.keyboard('{End}');
    expect(focused()).toContain('zondag 29 november');
    await user.keyboard('{ArrowUp}{ArrowLeft}');
    expect(focused()).toContain('21 november');
    expect(
      screen.getAllByRole('button').filter((button) => button.closest('table') && button.tabIndex === 0),
    ).toHaveLength(1);
  });

  it('turns to another month by Page Up and Page Down, and stays within the days that exist for it', async () => {
    const { user } = await show(<Month />);
    await user.keyboard('{PageDown}');
    expect(focused()).toContain('19 december 2026');
    expect(screen.getByRole('grid', { name: 'december 2026' })).toBeTruthy();
    await user.keyboard('{PageUp}{PageUp}');
    expect(focused()).toContain('19 november 2026');
    await user.keyboard('{Shift>}{PageDown}{/Shift}');
    expect(focused()).toContain('31 maart 2027');
  });

  it('chooses by Enter and by pressing, but never a light day', async () => {
    const { user } = await show(<Month />);
    await user.click(screen.getByRole('button', { name: /zaterdag 21 november/ }));
    await user.click(screen.getByRole('button', { name: /18 november/ }));
    expect(chosen()).toBe('');
    await user.click(screen.getByRole('button', { name: /20 november/ }));
    expect(chosen()).toBe('2026-11-20');
    expect(screen.getByRole('gridcell', { selected: true }).textContent).toContain('gekozen');
  });

  it('has the names of its months and days in English', async () => {
    const { user } = await show(<Month />, 'en');
    await user.click(screen.getByRole('button', { name: 'Next month' }));
    expect(screen.getByRole('grid', { name: 'December 2026' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Friday 4 December 2026' })).toBeTruthy();
  });
});

describe('a date to fill in', () => {
  it('can be typed as people write it', async () => {
    const { user } = await show(<Field />);
    await user.type(screen.getByLabelText('Ingangsdatum'), '23-11-2026');
    expect(chosen()).toBe('2026-11-23');
    await user.click(screen.getByRole('button', { name: 'Volgende' }));
    expect(screen.getByLabelText<HTMLInputElement>('Ingangsdatum').value).toBe('23 november 2026');
  });

  it('opens the calendar when the field is pressed, and takes the day chosen there', async () => {
    const { user, container } = await show(<Field />);
    const field = screen.getByLabelText('Ingangsdatum');
    await user.click(field);
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'dinsdag 24 november 2026' }));
    expect(chosen()).toBe('2026-11-24');
    expect(screen.queryByRole('grid')).toBeNull();
    expect(document.activeElement).toBe(field);
  });

  it('goes to the days by its button, and back by Escape', async () => {
    const { user } = await show(<Field />);
    await user.click(screen.getByRole('button', { name: 'Open de kalender' }));
    expect(focused()).toContain('19 november');
    await user.keyboard('{Escape}');
    expect(document.activeElement).toBe(screen.getByLabelText('Ingangsdatum'));
    expect(screen.queryByRole('grid')).toBeNull();
  });

  it.each([
    ['31-2-2027', 'Dit is geen datum die wij kennen. Schrijf bijvoorbeeld 19 november 2026.'],
    ['21-11-2026', 'Deze dag kunt u niet kiezen. Kies een dag van 19 november 2026 tot en met 31 maart 2027.'],
  ])('says what is wrong with %s when the field is left', async (text, sentence) => {
    const { user } = await show(<Field />);
    const field = screen.getByLabelText<HTMLInputElement>('Ingangsdatum');
    await user.type(field, text);
    expect(screen.queryByText(sentence)).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Volgende' }));
    expect(screen.getByText(sentence)).toBeTruthy();
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(field.value).toBe(text);
    expect(chosen()).toBe('');
  });
});
