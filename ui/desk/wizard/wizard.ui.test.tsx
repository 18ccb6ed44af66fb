import { screen, within } from '@testing-library/react';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { application, atTheDesk, onTheDay } from '../testing/sample.ts';

const A = '/voorbeeld/desk/applications/a1';
const READ = 'GET /v1/applications/a1';
const ANSWER = 'PATCH /v1/applications/a1/answers';
const AREAS = { 'GET /v1/municipalities/voorbeeld/areas': { type: 'FeatureCollection', features: [] } };

const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name });
const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
/** What the card with the choices made says of something. */
const chosen = (term: string) =>
  within(screen.getByRole('region', { name: 'Uw keuzes tot nu toe' }))
    .getByText(term, { selector: 'dt' })
    .nextElementSibling?.textContent?.replaceAll('\u00a0', ' ');

beforeEach(() => sessionStorage.clear());

describe('the step days', () => {
  const weekly = (openStep: 'days' | 'declaration', answers = {}) =>
    application(openStep, {
      steps: ['location', 'start-date', 'period', 'days', 'declaration'],
      options: { weekdays: [1, 2, 3, 4, 5] },
      answers,
    });

  it('shows the price of a day and what the chosen days cost together as they are toggled [PORTAL-035]', async () => {
    const { asked } = atTheDesk({
      [READ]: onTheDay(weekly('days')),
      [ANSWER]: weekly('declaration', { weekdays: [1, 3] }),
    });
    const { user, container } = await visit(A);
    await heading('Op welke dagen wilt u parkeren?');
    const status = () => screen.getByRole('status').textContent?.replaceAll('\u00a0', ' ');
    expect(button('Volgende').disabled).toBe(true);
    expect(screen.queryByRole('checkbox', { name: 'zaterdag' })).toBeNull();
    const day = (name: string) => screen.getByRole('checkbox', { name });
    await user.click(day('maandag'));
    expect(status()).toContain('1 × € 90,00 = € 90,00');
    await user.click(day('dinsdag'));
    await user.click(day('woensdag'));
    expect(status()).toContain('3 × € 90,00 = € 270,00');
    await user.click(day('dinsdag'));
    expect(status()).toContain('2 × € 90,00 = € 180,00');
    expect(await violationsIn(container)).toEqual([]);
    await user.click(button('Volgende'));
    await heading('Klopt alles?');
    expect(chosen('Dagen')).toBe('maandag en woensdag');
    expect(asked.find(({ method }) => method === 'PATCH')?.body).toEqual({ weekdays: [1, 3] });
  });
});

describe('the wizard', () => {
  it('opens at the open step, counts the steps, and says until when answers are kept [PORTAL-030]', async () => {
    atTheDesk({ [READ]: onTheDay(application('period')) });
    const { address, container } = await visit(A);
    await heading('Voor hoe lang?');
    expect(address()).toBe(`${A}/period`);
    expect(screen.getByText(/Stap 3 van 5/)).toBeTruthy();
    expect(screen.getByText(/tot en met 20 december 2026 verder/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('has only the steps of this application [PORTAL-030] [PORTAL-046]', async () => {
    atTheDesk({ [READ]: application('start-date', { steps: ['start-date', 'plates', 'questions', 'declaration'] }) });
    await visit(A);
    await heading('Wanneer gaat het in?');
    expect(screen.getByText(/Stap 1 van 4/)).toBeTruthy();
    expect(button('Vorige').disabled).toBe(true);
  });

  it.each(['declaration', 'no-such-step'])('leads from %s, which is not open yet, to the open one', async (step) => {
    atTheDesk({ [READ]: application('period') });
    const { address } = await visit(`${A}/${step}`);
    await heading('Voor hoe lang?');
    expect(address()).toBe(`${A}/period`);
  });

  it('shows the product and every choice made so far [PORTAL-031]', async () => {
    atTheDesk({ [READ]: application('declaration') });
    await visit(A);
    await heading('Klopt alles?');
    expect(chosen('Voor')).toBe('Sanne de Boer, Kadeplein 12');
    expect(chosen('Locatie')).toBe('Kadekwartier');
    expect(chosen('Ingang')).toBe('23 november 2026');
    expect(chosen('Periode')).toBe('12 maanden');
    expect(chosen('Geldig tot en met')).toBe('22 november 2027');
    expect(chosen('Prijs')).toBe('€ 90,00');
    expect(chosen('Kentekens')).toContain('K-51-FTN');
  });

  it('goes back to what was answered, and on again without sending anything [PORTAL-031]', async () => {
    const { asked } = atTheDesk({ [READ]: application('plates') });
    const { user } = await visit(A);
    await heading('Voor welke auto’s is het?');
    await user.click(button('Vorige'));
    await heading('Voor hoe lang?');
    expect(screen.getByRole<HTMLInputElement>('radio', { name: '12 maanden' }).checked).toBe(true);
    await user.click(button('Volgende'));
    await heading('Voor welke auto’s is het?');
    expect(asked.some(({ method }) => method === 'PATCH')).toBe(false);
  });

  it('keeps what is chosen when the language changes and when sending fails, and sends it once more', async () => {
    const api = atTheDesk({ [READ]: application('period'), [ANSWER]: refused(503, 'busy-try-again') });
    const { user } = await visit(A);
    await heading('Voor hoe lang?');
    await user.click(screen.getByRole('radio', { name: '6 maanden' }));
    await user.click(button('Volgende'));
    expect(await screen.findByRole('alert')).toBeTruthy();
    await user.click(button(/English/));
    await heading('For how long?');
    expect(screen.getByRole<HTMLInputElement>('radio', { name: '6 months' }).checked).toBe(true);
    api.answer({ [ANSWER]: application('plates', { version: 2 }) });
    await user.click(button('Next'));
    await heading(/Which cars/i);
    expect(api.asked.filter(({ method }) => method === 'PATCH').map(({ body }) => body)).toEqual([
      { periodId: 'P6M' },
      { periodId: 'P6M' },
    ]);
    localStorage.clear();
  });

  it('finds back in the same tab what was chosen before signing in again', async () => {
    atTheDesk({ [READ]: application('period') });
    const first = await visit(A);
    await heading('Voor hoe lang?');
    await first.user.click(screen.getByRole('radio', { name: '6 maanden' }));
    first.unmount();
    await visit(A);
    await heading('Voor hoe lang?');
    expect(screen.getByRole<HTMLInputElement>('radio', { name: '6 maanden' }).checked).toBe(true);
  });

  it('shows how the application stands when another window was first, and says so', async () => {
    const api = atTheDesk({ [READ]: application('period'), [ANSWER]: refused(409, 'move-not-allowed') });
    const { user } = await visit(A);
    await heading('Voor hoe lang?');
    await user.click(screen.getByRole('radio', { name: '6 maanden' }));
    api.answer({ [READ]: application(null, { version: 5, status: 'withdrawn', actions: [] }) });
    await user.click(button('Volgende'));
    await heading('U heeft deze aanvraag ingetrokken');
    expect(screen.getByText(/Misschien had u haar ook in een ander venster open/)).toBeTruthy();
  });

  it('says that an application is not there, or not yours', async () => {
    atTheDesk({ [READ]: refused(404, 'not-found') });
    await visit(A);
    expect(await screen.findByRole('alert')).toBeTruthy();
  });
});

describe('stopping', () => {
  it('asks first, and "Nee" goes on where one was [PORTAL-032]', async () => {
    const { asked } = atTheDesk({ [READ]: application('period') });
    const { user, container } = await visit(A);
    await heading('Voor hoe lang?');
    await user.click(button('Stoppen'));
    const dialog = within(screen.getByRole('dialog', { name: 'Wilt u deze aanvraag annuleren?' }));
    expect(await violationsIn(container)).toEqual([]);
    expect(dialog.getByRole('link', { name: /Liever later verder/ }).getAttribute('href')).toBe(
      '/voorbeeld/desk/applications',
    );
    await user.click(dialog.getByRole('button', { name: 'Nee' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    await heading('Voor hoe lang?');
    expect(asked.some(({ method }) => method === 'POST')).toBe(false);
  });

  it('withdraws with "Ja", and says so at the list it is gone from [PORTAL-032]', async () => {
    atTheDesk({
      [READ]: application('period'),
      'POST /v1/applications/a1/_withdraw': application(null, { status: 'withdrawn' }),
      'GET /v1/applications': { items: [] },
    });
    const { user, address } = await visit(A);
    await heading('Voor hoe lang?');
    await user.click(button('Stoppen'));
    await user.click(button('Ja'));
    await heading('Uw lopende aanvragen');
    expect(address()).toBe('/voorbeeld/desk/applications');
    expect(screen.getByText('U heeft de aanvraag voor Bewonersvergunning ingetrokken.')).toBeTruthy();
  });
});

describe('the step for the place', () => {
  it('proposes the own zone, marks full ones behind the name, and sends what is chosen [PORTAL-033]', async () => {
    const { asked } = atTheDesk({ ...AREAS, [READ]: application('location'), [ANSWER]: application('start-date') });
    const { user, container } = await visit(A);
    await heading('Waar wilt u parkeren?');
    expect(screen.getByRole<HTMLInputElement>('radio', { name: /Kadekwartier/ }).checked).toBe(true);
    const full = screen.getByRole('radio', { name: /Molenwijk/ });
    expect(within(full.closest('label')!).getByText('Vol')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('radio', { name: /Molenwijk/ }));
    expect(screen.getByRole('heading', { name: 'Molenwijk is vol' })).toBeTruthy();
    expect(button('Volgende').disabled).toBe(true);
    await user.click(screen.getByRole('radio', { name: /Kadekwartier/ }));
    await user.click(button('Volgende'));
    await heading('Wanneer gaat het in?');
    expect(asked.find(({ method }) => method === 'PATCH')?.body).toEqual({ areaId: 'B' });
  });

  it('does as well without the map', async () => {
    atTheDesk({
      [READ]: application('location'),
      'GET /v1/municipalities/voorbeeld/areas': refused(503, 'busy-try-again'),
    });
    await visit(A);
    await heading('Waar wilt u parkeren?');
    expect(screen.getAllByRole('radio')).toHaveLength(2);
    expect(button('Volgende').disabled).toBe(false);
  });
});

describe('the step for the start', () => {
  it('offers the days that are possible and no other [PORTAL-034]', async () => {
    const { asked } = atTheDesk({ [READ]: onTheDay(application('start-date')), [ANSWER]: application('period') });
    const { user } = await visit(A);
    await heading('Wanneer gaat het in?');
    expect(screen.getByText(/kiezen van 21 november 2026 tot en met 5 december 2026/)).toBeTruthy();
    await user.click(button('Open de kalender'));
    const day = (name: RegExp) => screen.getByRole('button', { name });
    expect(day(/20 november/).getAttribute('aria-disabled')).toBe('true');
    expect(day(/25 november/).getAttribute('aria-disabled')).not.toBe('true');
    await user.click(day(/20 november/));
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Startdatum' }).value).toBe('21 november 2026');
    await user.click(day(/25 november/));
    await user.click(button('Volgende'));
    await heading('Voor hoe lang?');
    expect(asked.find(({ method }) => method === 'PATCH')?.body).toEqual({ startsOn: '2026-11-25' });
  });

  it('takes no typed day that is past or too far ahead [PORTAL-034]', async () => {
    atTheDesk({ [READ]: onTheDay(application('start-date')) });
    const { user } = await visit(A);
    await heading('Wanneer gaat het in?');
    const field = screen.getByRole('textbox', { name: 'Startdatum' });
    for (const typed of ['20-11-2026', '6 december 2026']) {
      await user.clear(field);
      await user.type(field, typed);
      expect(button('Volgende').disabled).toBe(true);
    }
    await user.clear(field);
    await user.type(field, '5-12');
    expect(button('Volgende').disabled).toBe(false);
  });
});

describe('the step for the period', () => {
  it('lists each with its amount and its last valid day [PORTAL-036] [LOKET-010]', async () => {
    atTheDesk({ [READ]: application('period'), [ANSWER]: application('plates') });
    const { user } = await visit(A);
    await heading('Voor hoe lang?');
    expect(button('Volgende').disabled).toBe(true);
    const year = screen.getByRole('radio', { name: '12 maanden' });
    const label = within(year.closest('label')!);
    expect(label.getByText('€ 90,00')).toBeTruthy();
    expect(label.getByText('Geldig tot en met 22 november 2027')).toBeTruthy();
    await user.click(year);
    await user.click(button('Volgende'));
    await heading('Voor welke auto’s is het?');
  });
});
