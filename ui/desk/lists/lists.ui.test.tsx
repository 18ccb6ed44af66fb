import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { atTheDesk, permit, refund, refunds, renewal, RESIDENT } from '../testing/sample.ts';

const REFUNDS = 'GET /v1/refunds';

describe('the waiting list', () => {
  it('that is empty says so, and where products are [PORTAL-013]', async () => {
    atTheDesk({ 'GET /v1/waitlist-entries': { items: [] } });
    const { container } = await visit('/voorbeeld/desk/waitlist');
    expect(await screen.findByRole('heading', { name: 'U staat op geen wachtlijst' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Bekijk wat u kunt aanvragen' }).getAttribute('href')).toBe(
      '/voorbeeld/desk/products',
    );
    expect(await violationsIn(container)).toEqual([]);
  });
});

describe('renewals', () => {
  it('that are none lead to the products somebody has [PORTAL-013]', async () => {
    atTheDesk({ 'GET /v1/renewals': { items: [] } });
    const { container } = await visit('/voorbeeld/desk/renewals');
    expect(await screen.findByRole('heading', { name: 'Er staat geen verlenging klaar' })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('that wait say for what, which period and price, and lead to confirming or to the cart [PORTAL-085, PORTAL-086]', async () => {
    atTheDesk({
      'GET /v1/renewals': {
        items: [
          renewal(),
          renewal({ id: 'r2', areaName: 'Molenwijk', status: 'awaiting-payment', actions: ['to-cart'] }),
        ],
      },
    });
    const { container } = await visit('/voorbeeld/desk/renewals');
    const [first, second] = await screen
      .findAllByRole('listitem')
      .then((all) => all.filter((one) => within(one).queryByRole('heading')));
    expect(within(first!).getByText('Wacht op uw bevestiging')).toBeTruthy();
    expect(within(first!).getByText('Verlenging van 1 januari 2027 tot en met 31 december 2027')).toBeTruthy();
    expect(
      within(first!)
        .getByRole('link', { name: /Bevestig gegevens/ })
        .getAttribute('href'),
    ).toBe('/voorbeeld/desk/renewals/r1');
    expect(within(second!).getByText('Wacht op betaling')).toBeTruthy();
    expect(
      within(second!)
        .getByRole('link', { name: /Naar winkelwagen/ })
        .getAttribute('href'),
    ).toBe('/voorbeeld/desk/cart');
    expect(within(second!).queryByRole('button', { name: /Trek in/ })).toBeNull();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('are withdrawn after a question that says what follows [PORTAL-087]', async () => {
    const api = atTheDesk({
      'GET /v1/renewals': { items: [renewal()] },
      'POST /v1/renewals/r1/_withdraw': renewal({ status: 'withdrawn', actions: [] }),
    });
    const user = userEvent.setup();
    await visit('/voorbeeld/desk/renewals');
    await user.click(await screen.findByRole('button', { name: /Trek in/ }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText(/geldt tot en met 31 december 2026/)).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Ja' }));
    expect(await screen.findByText('U heeft de verlenging van Bewonersvergunning ingetrokken.')).toBeTruthy();
    expect(api.asked.filter(({ path }) => path.endsWith('/_withdraw'))).toHaveLength(1);
  });
});

describe('one renewal', () => {
  it('shows the data to check, and is paid only after they were confirmed [PORTAL-085]', async () => {
    atTheDesk({
      'GET /v1/renewals/r1': renewal(),
      'POST /v1/renewals/r1/_confirm': renewal({ status: 'awaiting-payment', actions: ['to-cart', 'withdraw'] }),
    });
    const user = userEvent.setup();
    const { container } = await visit('/voorbeeld/desk/renewals/r1');
    expect(await screen.findByRole('heading', { name: 'Kloppen deze gegevens nog?' })).toBeTruthy();
    for (const data of [
      'Sanne de Boer',
      'Kadeplein 12, 4302 SA Voorbeeldstad',
      'BV-2026-00001',
      '1 januari 2027 tot en met 31 december 2027',
    ])
      expect(screen.getAllByText(data).length).toBeGreaterThan(0);
    expect(screen.queryByRole('link', { name: 'Naar winkelwagen' })).toBeNull();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Dit klopt' }));
    expect((await screen.findByRole('link', { name: 'Naar winkelwagen' })).getAttribute('href')).toBe(
      '/voorbeeld/desk/cart',
    );
    expect(screen.getByText(/Zij gaat in zodra u heeft betaald/)).toBeTruthy();
  });
});

describe('the history', () => {
  it('says from when it is, and marks an expired product that can still be renewed [PORTAL-088, LOKET-008]', async () => {
    const over = permit({ phase: 'expired', renewal: { id: 'r1', status: 'awaiting-confirmation' } });
    atTheDesk({ 'GET /v1/history': { items: [over], nextCursor: null, since: '2020-03-01' } });
    const { container } = await visit('/voorbeeld/desk/history');
    expect(await screen.findByText(/U ziet hier wat u had sinds 1 maart 2020/)).toBeTruthy();
    expect(screen.getByText('Verlopen')).toBeTruthy();
    expect(screen.getByText('Verlengen kan nog')).toBeTruthy();
    expect(screen.getByRole('link', { name: /Verleng/ }).getAttribute('href')).toBe('/voorbeeld/desk/renewals/r1');
    expect(await violationsIn(container)).toEqual([]);
  });

  it('tells what a member of staff did for them, when and how they were asked, and no name [PEERS-035]', async () => {
    atTheDesk({
      'GET /v1/history': { items: [], nextCursor: null, since: null },
      'GET /v1/history/on-behalf': {
        items: [{ id: '7', at: '2026-11-20T09:30:00.000Z', kind: 'application-declared', channel: 'phone' }],
        nextCursor: null,
      },
    });
    const { container } = await visit('/voorbeeld/desk/history');
    const done = within(await screen.findByRole('table', { name: 'Wat een medewerker voor u deed' }));
    expect(done.getByText('aan de telefoon')).toBeTruthy();
    expect(done.getByText(/20 november 2026/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('follows money that goes back, also for what never became a permit; what is over stays behind a button [BEYOND-018]', async () => {
    const withdrawn = refund({
      id: 'r2',
      number: 'TERUG-2026-00002',
      permitId: null,
      applicationId: 'a2',
      about: { productName: RESIDENT, number: 'Z-2304' },
      reason: 'withdrawn',
      status: 'sent',
      rules: [],
    });
    const paid = refund({ steps: { ...refund().steps, paid: '2026-12-01T09:00:00.000Z' }, status: 'paid' });
    atTheDesk({ 'GET /v1/history': { items: [], nextCursor: null, since: null }, [REFUNDS]: refunds(withdrawn, paid) });
    const { user, container } = await visit('/voorbeeld/desk/history');
    const part = within(await screen.findByRole('region', { name: 'Terugbetaling TERUG-2026-00002' }));
    expect(part.getByRole('link', { name: 'Voor Bewonersvergunning, Z-2304' }).getAttribute('href')).toBe(
      '/voorbeeld/desk/applications/a2',
    );
    expect(part.getByText('Het geld staat uiterlijk 16 januari 2027 op uw rekening.')).toBeTruthy();
    await user.click(screen.getByText('1 terugbetaling die klaar is'));
    const over = within(screen.getByRole('region', { name: 'Terugbetaling TERUG-2026-00001' }));
    expect(over.getByText('1 december 2026')).toBeTruthy();
    expect(over.getByRole('link', { name: /BV-2026-00001/ }).getAttribute('href')).toBe('/voorbeeld/desk/permits/v1');
    expect(await violationsIn(container)).toEqual([]);
  });
});
