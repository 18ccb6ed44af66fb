import { act, screen, within } from '@testing-library/react';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { waiting } from '../data/waiting-starts.ts';
import { PAGE, QUOTE, START, started, booked, confirm, plateTyped, bodies, no, online } from './testing/new-start.ts';
import { at, euros, inTheApp, MIDNIGHT, parkingPermit, quote, story } from './testing/sample.ts';

afterEach(async () => {
  Reflect.deleteProperty(navigator, 'onLine');
  await waiting.forget();
});

describe('confirming', () => {
  it('books what was quoted, and says so only when the service did, with the moment [PEERS-018, 2PARK-058]', async () => {
    let answer: (reply: object) => void = () => undefined;
    const { asked } = inTheApp({}, { ...booked, [START]: () => new Promise<object>((resolve) => (answer = resolve)) });
    const { user, container } = await visit(PAGE);
    await plateTyped(user);
    await screen.findByRole('heading', { name: 'Dit kost het' });
    await user.click(await confirm());
    expect(screen.queryByText(/Aangemeld/)).toBeNull();
    act(() => answer(started));
    expect(await screen.findByRole('heading', { level: 1, name: 'Aangemeld' })).toBeTruthy();
    expect(screen.getByText(/^Bevestigd om \d\d:\d\d:\d\d\.$/)).toBeTruthy();
    expect(await screen.findByText(/^Zichtbaar voor handhaving sinds vandaag 09:40:07$/)).toBeTruthy();
    expect(bodies(asked, '/v1/parking/actions')).toEqual([
      { permitId: 'p1', plate: '318-ND-6', country: 'NL', endsAt: MIDNIGHT, quoteId: 'q1' },
    ]);
    expect(await violationsIn(container)).toEqual([]);
  }); // prettier-ignore

  it('says of a car that officers do not see yet that they do not [BEYOND-006]', async () => {
    inTheApp({}, { ...booked, 'GET /v1/parking/actions/a1': story({ visibleSince: null }) });
    const { user } = await visit(PAGE);
    await plateTyped(user);
    await screen.findByRole('heading', { name: 'Dit kost het' });
    await user.click(await confirm());
    expect(await screen.findByText(/^Wij geven dit nu door aan de handhaving/)).toBeTruthy();
    expect(screen.queryByText(/^Zichtbaar voor handhaving/)).toBeNull();
  });
});

describe('a start that may not be', () => {
  const proposal = quote({
    quoteId: 'q2',
    endsAt: at('16:18'),
    holds: [{ unit: 'eurocent', amount: 630 }],
    priceCents: 630,
    lines: [{ from: at('10:00'), to: at('16:18'), minutes: 378, cents: 630, kind: 'paid' }],
  });
  const short = no('balance-too-small', { unit: 'eurocent', needed: 945, available: 630 }, { proposal });

  it('says why, that nothing was started, and what may be, which is booked with those very numbers [2PARK-058, 2PARK-056]', async () => {
    const { asked } = inTheApp({ permits: [parkingPermit({ balances: [euros(630)] })] }, { ...booked, [QUOTE]: short });
    const { user, container } = await visit(PAGE);
    await plateTyped(user);
    const panel = within(await screen.findByRole('region', { name: 'Niet gestart' }));
    expect(panel.getByRole('heading', { name: 'Uw saldo is niet genoeg voor deze tijd.' })).toBeTruthy();
    expect(panel.getByText(/Er is nog niets gestart\./)).toBeTruthy();
    expect(panel.getByRole('link', { name: 'Eerst opwaarderen' }).getAttribute('href')).toBe('/parking/p/p1/top-up');
    expect(screen.queryByRole('button', { name: 'Bevestigen' })).toBeNull();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(panel.getByRole('button', { name: /^Bevestigen: tot vandaag 16.18\suur · €\s6,30$/ }));
    await screen.findByRole('heading', { level: 1, name: 'Aangemeld' });
    expect(bodies(asked, '/v1/parking/actions')).toEqual([
      { permitId: 'p1', plate: '318-ND-6', country: 'NL', startsAt: at('10:00'), endsAt: at('16:18'), quoteId: 'q2' },
    ]);
  }); // prettier-ignore

  it('tells the rule, what it looked at, the article, what would make it pass, and a reference [BEYOND-007]', async () => {
    inTheApp({}, { [QUOTE]: short });
    const { user } = await visit(PAGE);
    await plateTyped(user);
    await user.click(await screen.findByText('Waarom kan dit niet?'));
    expect(screen.getByText(/^Nodig: €\s9,45\. Vrij te gebruiken: €\s6,30\.$/)).toBeTruthy();
    expect(screen.getByText('Dit staat in artikel 7 lid 2.')).toBeTruthy();
    expect(screen.getByText('Kenmerk W-8F21')).toBeTruthy();
  });

  it('proposes the end of the day where it may not be longer [2PARK-055]', async () => {
    const values = { endsAt: at('10:00', '2026-11-22'), latestEnd: MIDNIGHT };
    inTheApp({}, { [QUOTE]: no('past-latest-end', values, { proposal: quote({ endsAt: MIDNIGHT }) }) });
    const { user } = await visit(PAGE);
    await plateTyped(user);
    expect(await screen.findByRole('heading', { name: 'Dit kan wel: tot vandaag 23:59:59' })).toBeTruthy();
    expect(screen.getByRole('heading', { name: /Uiterlijk tot 21 november 2026, 23:59:59\.$/ })).toBeTruthy();
  });

  it('because too many go on at once says how many may, and when there is room [2PARK-057, 2PARK-112]', async () => {
    const later = quote({ startsAt: at('18:00'), endsAt: at('22:30') });
    inTheApp({}, { [QUOTE]: no('too-many-at-once', { atOnce: 2, peak: 2 }, { proposal: later }) });
    const { user } = await visit(PAGE);
    await plateTyped(user);
    expect(
      await screen.findByRole('heading', { name: 'Het maximum van 2 parkeeracties tegelijk is bereikt.' }),
    ).toBeTruthy();
    expect(screen.getByRole('heading', { name: /^Dit kan wel: vandaag, 18.00 tot 22.30\suur$/ })).toBeTruthy();
  });

  it('because nothing is left says whether it was never filled or is all in use [2PARK-059]', async () => {
    const nothing = no('balance-too-small', { unit: 'eurocent', needed: 945, available: 0 });
    inTheApp({ permits: [parkingPermit({ balances: [euros(0)] })] }, { [QUOTE]: nothing });
    const first = await visit(PAGE);
    await plateTyped(first.user);
    const title = 'Uw saldo is niet toereikend om op dit moment een parkeeractie te starten';
    expect(await screen.findByRole('heading', { name: title })).toBeTruthy();
    expect(screen.getByText(/^Er staat nog niets op uw saldo\. Waardeer op/)).toBeTruthy();
    first.unmount();
    const period = { from: '2026-10-01', lastDay: '2026-12-31' };
    inTheApp({ permits: [parkingPermit({ balances: [{ ...euros(0, 900), period }] })] }, { [QUOTE]: nothing });
    const second = await visit(PAGE);
    await plateTyped(second.user);
    expect(await screen.findByText(/^Alles is al vastgezet .* wacht tot na 31 december 2026/)).toBeTruthy();
  });

  it.each([
    ['plate-already-parked', {}, 'Voor dit kenteken loopt in die tijd al een parkeeractie.'],
    ['starts-in-the-past', { startsAt: at('08:00') }, 'Dit begin is al voorbij.'],
    ['ends-before-it-starts', { startsAt: at('12:00'), endsAt: at('11:00') }, 'Het einde ligt voor het begin.'],
    ['permit-not-in-force', { status: 'ended' }, 'Deze vergunning is niet meer van kracht.'],
  ])('has a sentence of its own for %s [PEERS-017]', async (code, values, sentence) => {
    inTheApp({}, { [QUOTE]: no(code, values) });
    const { user } = await visit(PAGE);
    await plateTyped(user);
    expect(await screen.findByRole('heading', { name: sentence })).toBeTruthy();
  });

  it('when it is confirmed says so as well, and nothing is told as started [2PARK-058, PEERS-018]', async () => {
    inTheApp({}, { ...booked, [START]: short });
    const { user } = await visit(PAGE);
    await plateTyped(user);
    await screen.findByRole('heading', { name: 'Dit kost het' });
    await user.click(await confirm());
    expect(await screen.findByRole('region', { name: 'Niet gestart' })).toBeTruthy();
    expect(screen.queryByText('Aangemeld')).toBeNull();
  });
});

describe('without a network', () => {
  const gone = () => Promise.reject(new TypeError('Failed to fetch'));

  it('it says NOT registered, keeps the start, and says when it was registered [BEYOND-034]', async () => {
    const api = inTheApp({}, { ...booked, [QUOTE]: gone, [START]: gone });
    const { user, container } = await visit(PAGE);
    await screen.findByRole('heading', { level: 1, name: 'Bezoek aanmelden' });
    online(false);
    await plateTyped(user);
    await user.click(await confirm());
    const stamp = within((await screen.findByText('Niet aangemeld')).closest<HTMLElement>('[role=alert]')!);
    expect(stamp.getByText(/^Deze auto heeft nog geen recht om hier te staan\./)).toBeTruthy();
    expect(screen.queryByText(/^Aangemeld/)).toBeNull();
    expect(await violationsIn(container)).toEqual([]);

    api.answer({ [START]: started });
    online(true);
    expect(await screen.findByRole('heading', { name: /^Aangemeld om \d\d:\d\d:\d\d$/ })).toBeTruthy();
    expect(screen.queryByText('Niet aangemeld')).toBeNull();
    // Never backdated: the service says when it begins.
    expect(bodies(api.asked, '/v1/parking/actions').every((body) => !Object.hasOwn(body as object, 'startsAt'))).toBe(true);
  }); // prettier-ignore

  it('the browser asks before the page is left while something waits [BEYOND-034]', async () => {
    inTheApp({}, { ...booked, [START]: gone });
    const { user } = await visit(PAGE);
    await plateTyped(user);
    await screen.findByRole('heading', { name: 'Dit kost het' });
    await user.click(await confirm());
    await screen.findByText('Niet aangemeld');
    const leaving = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leaving);
    expect(leaving.defaultPrevented).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Meld niet aan' }));
    expect(screen.queryByText('Niet aangemeld')).toBeNull();
  });
});
