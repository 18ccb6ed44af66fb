import { screen, within } from '@testing-library/react';
import type { OnDemandView, SessionView } from '../../api/on-demand/shapes.ts';
import { onTheDay, TOWN } from '../desk/testing/sample.ts';
import { permit } from '../parking/testing/sample.ts';
import { refused, testApi } from '../testing/api.ts';
import { violationsIn } from '../testing/render.tsx';
import { visit } from '../testing/visit.tsx';

const same = (text: string) => ({ nl: text, en: text });
const means = (id: string, name: string) => ({ id, label: same(name), hint: same('Met uw telefoon.'), about: { label: same(`Meer info over ${name}`), url: `https://${id}.example` }, applicant: 'person' as const }); // prettier-ignore
const ANTWERP = {
  ...TOWN,
  id: 'antwerpen',
  name: 'Antwerpen',
  country: 'BE' as const,
  timeZone: 'Europe/Brussels',
  means: [means('itsme', 'itsme'), means('eid', 'eID-kaartlezer')],
  onDemand: { name: same('Parkeren op maat'), information: 'https://parkeren.example' },
};
const session = (more: Partial<SessionView> = {}): SessionView => ({
  id: 'a1',
  permitId: 'v1',
  purpose: 'visitors',
  startsAt: '2026-11-21T08:30:00.000Z',
  endsAt: '2026-11-21T10:30:00.000Z',
  areaName: 'Binnenstad',
  plate: { country: 'B', display: '1-ABC-234' },
  cents: 144,
  minutes: 120,
  state: 'running',
  series: null,
  ...more,
});
const lien = (more: Partial<OnDemandView> = {}): OnDemandView => ({
  municipalityId: 'antwerpen',
  serviceName: same('Parkeren op maat'),
  beneficiary: 'Mobiliteit',
  information: null,
  timeZone: 'Europe/Brussels',
  holderName: 'Lien Peeters',
  email: 'lien@post.example',
  internalNumber: 9,
  profileId: 'a876e4',
  consentGivenAt: '2026-11-01T09:00:00.000Z',
  hasCalendar: false,
  balanceCents: 1250,
  topUp: { leastCents: 5, mostCents: 50_000 },
  self: {
    permitId: 's1',
    productName: same('Flexibel abonnement'),
    locations: [{ id: 'BE', name: 'Binnenstad' }],
    visitMinutes: null,
  },
  visitors: {
    permitId: 'v1',
    productName: same('Bezoekerspas'),
    locations: [{ id: 'BE', name: 'Binnenstad' }],
    visitMinutes: 180,
  },
  hours: {
    now: { from: '2026-10-01', lastDay: '2026-12-31', minutes: 5280 },
    next: { from: '2027-01-01', lastDay: '2027-03-31', minutes: 5400 },
  },
  running: null,
  next: null,
  ...more,
});

const TOWN_CALL = { 'GET /v1/municipalities/antwerpen': onTheDay(ANTWERP) };
const signedIn = (view = lien(), more: Parameters<typeof testApi>[0] = {}) =>
  testApi({
    ...TOWN_CALL,
    'GET /v1/on-demand': view,
    'GET /v1/on-demand/sessions': { items: [], total: 0, page: 1, limit: 10 },
    'GET /v1/on-demand/transactions': { items: [], total: 0, page: 1, limit: 10 },
    ...more,
  });

describe('signing in to parking on demand', () => {
  it('offers each way with where to read more about it [POM-002]', async () => {
    testApi({ ...TOWN_CALL, 'GET /v1/on-demand': refused(401, 'not-signed-in') });
    const { container } = await visit('/antwerpen/on-demand');
    const way = await screen.findByRole('link', { name: /^itsme/ });
    expect(way.getAttribute('href')).toContain('means=itsme');
    expect(screen.getByRole('link', { name: /Meer info over itsme/ }).getAttribute('href')).toBe(
      'https://itsme.example',
    );
    expect(screen.getByRole('link', { name: /Meer info over eID/ })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('asks for consent with what it is for, a yes, a no and the privacy policy [POM-003, POM-004]', async () => {
    const question = {
      municipalityId: 'antwerpen',
      name: same('Parkeren op maat'),
      shares: ['name', 'address', 'email', 'profile'],
    };
    testApi({ ...TOWN_CALL, 'GET /v1/on-demand/consent': question });
    const { container } = await visit('/antwerpen/on-demand/consent', 'en');
    expect(await screen.findByRole('button', { name: 'Yes, I consent' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'No, I refuse' })).toBeTruthy();
    expect(screen.getByText(/neither your photo nor your family members/)).toBeTruthy();
    expect(screen.getByRole('link', { name: /how we treat your details/ }).getAttribute('href')).toBe('/privacy');
    expect(await violationsIn(container)).toEqual([]);
  });
});

describe('the start page of parking on demand', () => {
  it('shows balance, ids and hours, and dashes where nothing runs or comes [POM-005, POM-006]', async () => {
    signedIn(lien({ profileId: null }));
    const { container } = await visit('/antwerpen/on-demand');
    expect(await screen.findByText('12,50')).toBeTruthy();
    expect(screen.getByText(/nog 88.u voor bezoek, tot en met 31 december 2026/)).toBeTruthy();
    expect(screen.getByText(/Volgend kwartaal: 90.u/)).toBeTruthy();
    const running = screen.getByRole('region', { name: 'Lopende sessie' });
    expect(within(running).getAllByText('–')).toHaveLength(6);
    expect(screen.getByRole('link', { name: /Lien Peeters/ }).getAttribute('href')).toBe(
      '/antwerpen/on-demand/profile',
    );
    expect(screen.getByRole('link', { name: /Parkeren op maat/ }).getAttribute('href')).toBe('/antwerpen/on-demand');
    expect(await violationsIn(container)).toEqual([]);
  });

  it('tells of what runs and what comes: date, time, zone, plate and price [POM-005]', async () => {
    signedIn(
      lien({
        running: session(),
        next: session({
          id: 'a2',
          startsAt: '2026-11-23T09:00:00.000Z',
          endsAt: '2026-11-23T10:00:00.000Z',
          state: 'planned',
        }),
      }),
    );
    await visit('/antwerpen/on-demand');
    const running = within(await screen.findByRole('region', { name: 'Lopende sessie' }));
    for (const text of ['21 november 2026', 'Binnenstad', '€ 1,44']) expect(running.getByText(text)).toBeTruthy();
    expect(
      within(screen.getByRole('region', { name: 'Eerstvolgende sessie' })).getByText('23 november 2026'),
    ).toBeTruthy();
  });

  it('says that a payment succeeded once the provider did, and shows the new balance by itself [POM-013]', async () => {
    const topUp = {
      reference: 'PW-1',
      permitId: 's1',
      status: 'paid',
      unit: 'eurocent',
      amount: 2000,
      cents: 2000,
      checkoutUrl: null,
    };
    const api = signedIn(lien(), { 'GET /v1/parking/top-ups/PW-1': topUp });
    api.answer({ 'GET /v1/on-demand': lien({ balanceCents: 3250 }) });
    await visit('/antwerpen/on-demand/top-ups/PW-1');
    expect(await screen.findByText('Betaling gelukt')).toBeTruthy();
    expect(screen.getByText(/PW-1/)).toBeTruthy();
    expect(await screen.findByText('32,50')).toBeTruthy();
  });
});

describe('sessions and transactions on demand', () => {
  const rows = Array.from({ length: 10 }, (_, at) => ({
    number: 34 - at, at: '2026-11-20T11:05:00.000Z', cents: at === 0 ? 2000 : -144, endCents: 2000 + at, kind: at === 0 ? 'top-up' : 'hold', actionId: null,
    invoice: at === 0 ? { id: 'i1', kind: 'invoice', number: 'F-2026-00012' } : null,
  })); // prettier-ignore
  const page = { items: rows, total: 34, page: 1, limit: 10 };

  it('are two tabs: numbers, signed amounts and end balances, by pages of as many as one likes [POM-030, POM-031, POM-032]', async () => {
    const api = signedIn(lien(), {
      'GET /v1/on-demand/transactions': page,
      'GET /v1/on-demand/sessions': { items: [session()], total: 1, page: 1, limit: 10 },
    });
    const { user, container } = await visit('/antwerpen/on-demand');
    expect(await screen.findByText('1 - 1 van 1')).toBeTruthy();
    await user.click(screen.getByRole('tab', { name: 'Transacties' }));
    const list = within(screen.getByRole('table', { name: 'Transacties' }));
    expect(list.getByText('F-2026-00012')).toBeTruthy();
    expect(list.getByText(/\+/).textContent).toMatch(/\+ €.20,00/);
    expect(list.getByRole('link', { name: 'UBL (Peppol) van F-2026-00012' }).getAttribute('href')).toBe(
      '/v1/on-demand/invoices/i1?format=ubl',
    );
    expect(screen.getByText('1 - 10 van 34')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Volgende bladzijde' }));
    const asked = () =>
      api.asked
        .filter(({ path }) => path === '/v1/on-demand/transactions')
        .at(-1)!
        .query.toString();
    expect(asked()).toBe('limit=10&page=2');
    expect(await violationsIn(container)).toEqual([]);
  });

  it('are filtered when [Zoek] is pressed and whole again after [Reset filters]; files follow the filter [POM-032, POM-033]', async () => {
    const api = signedIn(lien(), { 'GET /v1/on-demand/transactions': page });
    const { user } = await visit('/antwerpen/on-demand');
    await user.click(await screen.findByRole('tab', { name: 'Transacties' }));
    const asked = () =>
      api.asked.filter(({ path }) => path === '/v1/on-demand/transactions').map(({ query }) => query.get('invoiced'));
    await user.click(screen.getByRole('checkbox', { name: 'Factuur opgevraagd' }));
    expect(asked().at(-1)).toBeNull();
    const form = within(screen.getByRole('form', { name: 'Filter: Transacties' }));
    await user.click(form.getByRole('button', { name: 'Zoek' }));
    expect(asked().at(-1)).toBe('yes');
    const file = () => screen.getByRole('link', { name: 'Transacties downloaden (CSV)' }).getAttribute('href');
    expect(file()).toBe('/v1/on-demand/transactions/export?invoiced=yes&format=csv');
    await user.click(form.getByRole('button', { name: 'Reset filters' }));
    expect(file()).toBe('/v1/on-demand/transactions/export?format=csv');
  });
});

describe('topping up on demand', () => {
  it('shows what the balance becomes while an amount is typed, and refuses what is too little or too much [POM-010, POM-012]', async () => {
    const api = signedIn();
    const { user, container } = await visit('/antwerpen/on-demand/top-up');
    const field = await screen.findByRole('textbox', { name: /Bedrag/ });
    await user.type(field, '20');
    expect(within(screen.getByRole('status')).getByText('€ 32,50')).toBeTruthy();
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

describe('booking on demand', () => {
  const permits = {
    items: [
      permit({ id: 's1', locations: [{ id: 'BE', name: 'Binnenstad' }, { id: 'ZU', name: 'Zuid' }], timeZone: 'Europe/Brussels' }),
      permit({ id: 'v1', timeZone: 'Europe/Brussels' }),
    ],
  }; // prettier-ignore
  const more = {
    'GET /v1/parking/permits': permits,
    'GET /v1/parking/permits/s1/favourites': { items: [] },
    'GET /v1/parking/permits/s1/recent-plates': { items: [] },
    'GET /v1/parking/permits/v1/favourites': { items: [] },
    'GET /v1/parking/permits/v1/recent-plates': { items: [] },
  };

  it('is for oneself or for visitors, with help, what is left, and a way to top up and back [POM-020, POM-021, POM-022]', async () => {
    signedIn(lien(), more);
    const { user, container, address } = await visit('/antwerpen/on-demand/book');
    await user.click(await screen.findByRole('radio', { name: 'Parkeren voor bezoekers' }));
    expect(await screen.findByText(/88.u voor bezoek/)).toBeTruthy();
    expect(screen.getByText('Wat is “Parkeren voor uzelf”?')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.type(screen.getByRole('textbox', { name: /Kenteken/ }), '1-ABC-2');
    await user.click(screen.getByRole('link', { name: /Laad uw saldo op/ }));
    await screen.findByRole('textbox', { name: /Bedrag/ });
    await user.click(screen.getByRole('button', { name: 'Annuleer' }));
    expect(address()).toBe('/antwerpen/on-demand/book');
    // What was typed is still there.
    expect((await screen.findByRole<HTMLInputElement>('textbox', { name: /Kenteken/ })).value).toMatch(/1-?ABC-?2/);
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Parkeren voor bezoekers' }).checked).toBe(true);
  });

  it('of a series shows each date with its price, holidays and what cannot be, and books what can [POM-025, BEYOND-036]', async () => {
    window.sessionStorage.clear();
    const date = (day: string, cents: number, ground: string | null, holiday = false) => ({
      date: day,
      startsAt: `${day}T09:00:00.000Z`,
      endsAt: `${day}T10:00:00.000Z`,
      holiday,
      cents,
      ground,
    });
    const items = [
      date('2026-12-25', 0, null, true),
      date('2027-01-01', 0, null, true),
      date('2027-01-08', 72, 'balance-too-small'),
    ];
    const booked = {
      id: 'r1',
      number: 'R-7',
      booked: [{ date: '2026-12-25', actionId: 'a', startsAt: items[0]!.startsAt, endsAt: items[0]!.endsAt }],
      refused: [],
    };
    const api = signedIn(lien({ self: null }), {
      ...more,
      'POST /v1/parking/series/_preview': { items, cents: 0, possible: 2 },
      'POST /v1/parking/series': booked,
    });
    const { user, container } = await visit('/antwerpen/on-demand/book', 'en');
    await user.click(await screen.findByRole('radio', { name: 'A series, every week' }));
    await user.type(await screen.findByRole('textbox', { name: /plate/i }), '1-ABC-234');
    await user.click(screen.getByRole('checkbox', { name: 'Friday' }));
    await user.click(screen.getByRole('button', { name: 'Look at the series' }));
    expect(await screen.findByText('Fill in the licence plate, days, dates and times.')).toBeTruthy();
    for (const [name, typed] of [
      ['First date', '25-12-2026'],
      ['Last date', '08-01-2027'],
      ['Start', '10:00'],
      ['End', '11:00'],
    ] as const) {
      await user.type(screen.getByRole('textbox', { name: new RegExp(`^${name}`) }), typed);
      await user.keyboard('{Escape}');
    }
    await user.click(screen.getByRole('button', { name: 'Look at the series' }));
    const table = within(await screen.findByRole('table', { name: 'This will be the series' }));
    expect(table.getAllByText(/public holiday/)).toHaveLength(2);
    expect(table.getByText(/balance is not enough/)).toBeTruthy();
    expect(screen.getByText(/2 of 3 dates are possible/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Book the 2 possible dates' }));
    expect(await screen.findByText(/Series R-7 has been booked/)).toBeTruthy();
    expect(
      api.asked.find(({ path, method }) => method === 'POST' && path === '/v1/parking/series')!.body,
    ).toMatchObject({
      weekdays: [5],
      from: '2026-12-25',
      until: '2027-01-08',
      startsAt: '10:00',
      endsAt: '11:00',
      only: 'possible',
    });
  });

  it('of who lives outside every zone is for oneself only [POM-001]', async () => {
    signedIn(lien({ visitors: null, hours: null }), more);
    await visit('/antwerpen/on-demand/book');
    expect(await screen.findByRole('radio', { name: 'Parkeren voor uzelf' })).toBeTruthy();
    expect(screen.queryByRole('radio', { name: 'Parkeren voor bezoekers' })).toBeNull();
  });

  it('without a plate is not confirmed [POM-024]', async () => {
    window.sessionStorage.clear();
    const api = signedIn(lien({ self: null }), more);
    const { user } = await visit('/antwerpen/on-demand/book');
    await user.click(await screen.findByRole('button', { name: 'Bevestigen' }));
    expect((await screen.findAllByText(/kenteken/i)).length).toBeGreaterThan(0);
    expect(api.asked.some(({ method }) => method === 'POST')).toBe(false);
  });
});

describe('the profile of who parks on demand', () => {
  it('takes consent back after a question, and says what that means [POM-004, POM-006]', async () => {
    const api = signedIn(lien(), { 'POST /v1/on-demand/consent/_withdraw': null });
    const { user, container } = await visit('/antwerpen/on-demand/profile');
    expect(await screen.findByText(/U gaf toestemming op 1 november 2026/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Uitloggen' })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Trek toestemming in' }));
    api.answer({ 'GET /v1/on-demand': refused(401, 'not-signed-in') });
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Trek toestemming in' }));
    expect(await screen.findByText('Uw toestemming is ingetrokken')).toBeTruthy();
  });
});
