import { screen, within } from '@testing-library/react';
import type { WaitingLine, WaitlistEntryView } from '../../../api/waitlist/shapes.ts';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { application, atTheDesk, counts, onTheDay, product, RESIDENT } from '../testing/sample.ts';

const PAGE = '/voorbeeld/desk/waitlist';
const LIST = 'GET /v1/waitlist-entries';

const estimate = (more: Partial<WaitlistEntryView['lines'][number]['estimate']> = {}) => ({
  outcome: 'range' as const,
  fewestMonths: 2,
  mostMonths: 5,
  moreThanYears: null,
  moves: 24,
  days: 365,
  asOf: '2026-11-21',
  ...more,
});
const entry = (more: Partial<WaitlistEntryView> = {}): WaitlistEntryView => ({
  id: 'w1',
  number: 'W-12',
  productId: 'resident',
  productName: RESIDENT,
  readiness: 'not-yet',
  enteredAt: '2026-08-03T08:00:00.000Z',
  offer: null,
  lines: [
    { areaId: 'B', areaName: 'Kadekwartier', position: 6, waiting: 9, movedUp: 2, estimate: estimate(), passed: null },
  ],
  elsewhere: [{ areaId: 'D', areaName: 'Molenwijk' }],
  applicationId: null,
  actions: ['withdraw', 'choose-locations'],
  ...more,
});
const offered = (more: Partial<WaitlistEntryView> = {}) =>
  entry({
    readiness: 'now',
    offer: { areaId: 'B', areaName: 'Kadekwartier', lastDay: '2026-12-05', endsAt: '2026-12-05T23:00:00.000Z' },
    lines: [],
    elsewhere: [],
    actions: ['continue', 'skip', 'withdraw'],
    ...more,
  });
const show = async (...items: WaitlistEntryView[]) => {
  const api = atTheDesk({ [LIST]: onTheDay({ items }) });
  return { api, ...(await visit(PAGE)) };
};

describe('who waits', () => {
  it('reads the place in line, how it moved, and how long it may take with what that rests on [PORTAL-082, BEYOND-013, PEERS-027]', async () => {
    const { container } = await show(entry());
    expect(await screen.findByText('Nog niet aanvraagbaar')).toBeTruthy();
    expect(screen.getByText('6 van 9')).toBeTruthy();
    expect(screen.getByText('2 plaatsen opgeschoven')).toBeTruthy();
    expect(screen.getByText('Ongeveer 2 tot 5 maanden.')).toBeTruthy();
    expect(screen.getByText(/in 365 dagen kwamen hier 24 plaatsen vrij/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Vervolg aanvraag/ })).toBeNull();
    expect(screen.getByRole('link', { name: /Bekijk de hele rij/ }).getAttribute('href')).toBe(
      '/voorbeeld/waiting-lists/resident/B',
    );
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is told honestly when nobody knows how long, and why a place went to somebody else [BEYOND-013, PEERS-027]', async () => {
    const [line] = entry().lines;
    const unknown = estimate({ outcome: 'unknown', fewestMonths: null, mostMonths: null, moves: 1, days: 20 });
    const passed = { ground: 'address-outside-area', at: '2026-11-01T10:00:00.000Z' };
    await show(entry({ lines: [{ ...line!, estimate: unknown, passed }] }));
    expect(await screen.findByText(/Hoe lang het duurt, weten wij niet/)).toBeTruthy();
    expect(screen.getByText(/ging een plaats naar iemand na u/)).toBeTruthy();
  });

  it('adds another location, and keeps the line there was [BEYOND-014]', async () => {
    const { api, user } = await show(entry());
    const [line] = entry().lines;
    api.answer({
      'PATCH /v1/waitlist-entries/w1': entry({
        elsewhere: [],
        lines: [line!, { ...line!, areaId: 'D', areaName: 'Molenwijk', position: 4, waiting: 4, movedUp: 0 }],
      }),
    });
    await user.click(await screen.findByText('Ook een andere locatie goed?'));
    await user.click(screen.getByRole('checkbox', { name: 'Molenwijk' }));
    await user.click(screen.getByRole('button', { name: 'Bewaar' }));
    expect(await screen.findByText('4 van 4')).toBeTruthy();
    expect(api.asked.find(({ method }) => method === 'PATCH')?.body).toEqual({ areaIds: ['B', 'D'] });
  });

  it('leaves with [Trek in] after a question [PORTAL-084]', async () => {
    const { api, user } = await show(entry());
    api.answer({ 'POST /v1/waitlist-entries/w1/_withdraw': entry({ readiness: 'not-yet', actions: [] }) });
    await user.click(await screen.findByRole('button', { name: /^Trek in/ }));
    const asking = within(screen.getByRole('dialog', { name: 'Wilt u van de wachtlijst af?' }));
    expect(api.asked.some(({ method }) => method === 'POST')).toBe(false);
    await user.click(asking.getByRole('button', { name: 'Ja' }));
    expect(await screen.findByRole('heading', { name: 'U staat niet meer op de wachtlijst' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Trek in/ })).toBeNull();
  });
});

describe('who is offered a place', () => {
  it('reads until when, and goes on to the application that has it [PORTAL-080]', async () => {
    const { api, user, address, container } = await show(offered());
    expect(await screen.findByText('Nu aanvraagbaar!')).toBeTruthy();
    expect(screen.getByText(/in Kadekwartier\. Hij blijft voor u tot en met 5 december/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    const a7 = application('period', { id: 'a7', steps: ['period', 'declaration'] });
    api.answer({
      'POST /v1/waitlist-entries/w1/_accept': { applicationId: 'a7' },
      'GET /v1/applications/a7': a7,
    });
    await user.click(screen.getByRole('button', { name: /^Vervolg aanvraag/ }));
    await screen.findByRole('heading', { name: 'Voor hoe lang?' });
    expect(address()).toBe('/voorbeeld/desk/applications/a7/period');
  });

  it('lets it go once and stays in line, after a question [BEYOND-014]', async () => {
    const { api, user } = await show(offered());
    const [line] = entry().lines;
    const passed = { ground: 'skipped', at: '2026-11-21T09:00:00.000Z' };
    api.answer({
      'POST /v1/waitlist-entries/w1/_skip': entry({ lines: [{ ...line!, position: 1, movedUp: 5, passed }] }),
    });
    await user.click(await screen.findByRole('button', { name: /^Sla dit aanbod over/ }));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Ja' }));
    expect(await screen.findByText('1 van 9')).toBeTruthy();
    expect(screen.getByText(/liet u een plaats gaan/)).toBeTruthy();
  });

  it('at the counter reads where that is, and has no button to go on [PORTAL-083]', async () => {
    await show(offered({ readiness: 'counter', actions: ['withdraw'] }));
    expect(await screen.findByText('Nu aanvraagbaar bij de balie!')).toBeTruthy();
    expect(screen.getByText(/Marktplein 1, werkdagen/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Vervolg aanvraag/ })).toBeNull();
  });

  it('too late is told why', async () => {
    const { api, user } = await show(offered());
    api.answer({ 'POST /v1/waitlist-entries/w1/_accept': refused(409, 'offer-expired') });
    await user.click(await screen.findByRole('button', { name: /^Vervolg aanvraag/ }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/voorbij/);
  });
});

describe('a product that is not issued any more', () => {
  it('says so, and nothing is to be done [PORTAL-081]', async () => {
    await show(entry({ readiness: 'not-issued', lines: [], elsewhere: [], actions: [] }));
    expect(await screen.findByText('Product is niet meer aanvraagbaar')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Trek in/ })).toBeNull();
  });
});

describe('the way onto the list', () => {
  const wait = { waiting: 9, estimate: estimate() };
  const full = product({
    waitingList: { open: true, online: true },
    places: product().places.map((place) => ({ ...place, full: true, placesLeft: 0, wait })),
  });

  it('is on the card of a full product, before anything begins, and costs nothing [PORTAL-021]', async () => {
    const api = atTheDesk({
      'GET /v1/products': onTheDay({ items: [full] }),
      'GET /v1/applications': { items: [] },
      [LIST]: { items: [entry()] },
      'POST /v1/waitlist-entries': entry(),
    });
    const { user, address, container } = await visit('/voorbeeld/desk/products');
    expect(await screen.findByText(/U kunt u op de wachtlijst zetten; dat kost niets/)).toBeTruthy();
    await user.click(screen.getByRole('link', { name: /^Zet mij op de wachtlijst/ }));
    expect(await screen.findByRole('heading', { name: 'Op de wachtlijst voor Bewonersvergunning' })).toBeTruthy();
    expect(screen.getByRole('checkbox', { name: 'Kadekwartier' })).toHaveProperty('checked', true);
    expect(screen.getAllByText(/Er staan 9 wachtenden voor u/)).toHaveLength(2);
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Zet mij op de wachtlijst' }));
    expect(await screen.findByRole('heading', { name: 'U staat op de wachtlijst' })).toBeTruthy();
    expect(address()).toBe(PAGE);
    expect(api.asked.find(({ method }) => method === 'POST')?.body).toEqual({ productId: 'resident', areaIds: ['B'] });
  });

  it('is closed where the list takes nobody [PORTAL-021]', async () => {
    atTheDesk({
      'GET /v1/products': onTheDay({ items: [{ ...full, waitingList: { open: false, online: true } }] }),
      'GET /v1/applications': { items: [] },
    });
    await visit('/voorbeeld/desk/products');
    expect(await screen.findByText(/de wachtlijst is gesloten/)).toBeTruthy();
    expect(screen.queryByRole('link', { name: /^Zet mij op de wachtlijst/ })).toBeNull();
  });

  it('ends an application whose location is full [PORTAL-033, LOKET-050]', async () => {
    const api = atTheDesk({
      'GET /v1/applications/a1': application('location', { options: { waitingList: { open: true } } }),
      'GET /v1/municipalities/voorbeeld/areas': { type: 'FeatureCollection', features: [] },
      [LIST]: { items: [entry()] },
      'POST /v1/waitlist-entries': entry(),
    });
    const { user, address } = await visit('/voorbeeld/desk/applications/a1/location');
    await user.click(await screen.findByRole('radio', { name: /Molenwijk/ }));
    await user.click(screen.getByRole('button', { name: /^Zet mij op de wachtlijst/ }));
    expect(await screen.findByRole('heading', { name: 'U staat op de wachtlijst' })).toBeTruthy();
    expect(address()).toBe(PAGE);
    expect(api.asked.find(({ method }) => method === 'POST')?.body).toEqual({
      productId: 'resident',
      areaIds: ['D'],
      applicationId: 'a1',
    });
  });

  it('waits in yellow on the home screen when a place is there [PORTAL-080]', async () => {
    atTheDesk({ 'GET /v1/me/overview': counts({ waitlist: [2, 1] }), 'GET /v1/permits': { items: [] } });
    await visit('/voorbeeld/desk');
    expect(await screen.findByText('Wacht op u: er is 1 plaats voor u')).toBeTruthy();
    expect(screen.getByText('1 ding wacht op u. Het is geel gemarkeerd.')).toBeTruthy();
  });
});

describe('the line in the open', () => {
  it('is numbers in their order for anybody, without a name [BEYOND-013]', async () => {
    const line: WaitingLine = {
      items: [
        { number: 'W-3', position: 1, since: '2026-08-01T08:00:00.000Z', passed: 'skipped' },
        { number: 'W-12', position: 2, since: '2026-08-03T08:00:00.000Z', passed: null },
      ],
      nextCursor: null,
      productName: RESIDENT,
      areaName: 'Kadekwartier',
      ceiling: 1200,
      taken: 1200,
      estimate: estimate(),
    };
    atTheDesk({ 'GET /v1/municipalities/voorbeeld/waiting-lists/resident/B': onTheDay(line) });
    const { container } = await visit('/voorbeeld/waiting-lists/resident/B');
    expect(await screen.findByRole('heading', { name: 'De rij voor Bewonersvergunning in Kadekwartier' })).toBeTruthy();
    const rows = screen.getAllByRole('row').map((row) => row.textContent);
    expect(rows[1]).toMatch(/1.*W-3.*liet een plaats gaan/);
    expect(rows[2]).toMatch(/2.*W-12/);
    expect(await violationsIn(container)).toEqual([]);
  });
});
