import { screen, within } from '@testing-library/react';
import type { QuoteView } from '../../../api/parking/shapes.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { waiting } from '../data/waiting-starts.ts';
import { PAGE, QUOTE, booked, field, confirm, plateTyped, bodies, no } from './testing/new-start.ts';
import { at, inTheApp, MIDNIGHT, OWNER_MAY, parkingPermit, quote } from './testing/sample.ts';

afterEach(async () => {
  Reflect.deleteProperty(navigator, 'onLine');
  await waiting.forget();
});

describe('a new parking action', () => {
  it('asks for a plate and begins now, until the end of the day unless somebody says otherwise [2PARK-051, 2PARK-052]', async () => {
    const { asked } = inTheApp({}, booked);
    const { user, container } = await visit(PAGE);
    expect(await screen.findByRole('heading', { level: 1, name: 'Bezoek aanmelden' })).toBeTruthy();
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Vanaf' }).selectedOptions[0]?.text).toMatch(
      /^Nu, /,
    );
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Tot' }).selectedOptions[0]?.text).toBe('Einde van de dag: vandaag 23:59:59'); // prettier-ignore
    await plateTyped(user);
    await screen.findByRole('heading', { name: 'Dit kost het' });
    expect(bodies(asked, '/v1/parking/quotes').at(-1)).toEqual({
      permitId: 'p1', plate: '318-ND-6', country: 'NL', endsAt: MIDNIGHT,
    }); // prettier-ignore
    expect(await violationsIn(container)).toEqual([]);
  });

  it('without a plate is not sent, and says what is missing [2PARK-051]', async () => {
    const { asked } = inTheApp({}, booked);
    const { user } = await visit(PAGE);
    await user.click(await confirm());
    expect(screen.getAllByText('Vul een kenteken in.').length).toBeGreaterThan(0);
    expect(bodies(asked, '/v1/parking/actions')).toEqual([]);
  });

  it('offers the plates of carers on the permit to choose from [PEERS-028]', async () => {
    const plate = { country: 'NL', display: 'K-51-FTN', counts: false, visibleSince: null };
    const { asked } = inTheApp({ permits: [parkingPermit({ plates: [plate] })] }, booked);
    const { user, container } = await visit(PAGE);
    const plates = within(await screen.findByRole('group', { name: 'Kentekens op deze vergunning' }));
    await user.click(plates.getByRole('button', { name: 'K-51-FTN' }));
    await screen.findByRole('heading', { name: 'Dit kost het' });
    expect(bodies(asked, '/v1/parking/quotes').at(-1)).toMatchObject({ plate: 'K-51-FTN' });
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says which product it is for [2PARK-051]', async () => {
    inTheApp();
    await visit(PAGE, 'en');
    expect(await screen.findByRole('heading', { level: 1, name: 'Register a visitor' })).toBeTruthy();
    expect(within(screen.getByRole('banner')).getByText(/Visitor scheme/)).toBeTruthy();
  });

  it('shows the exact price and end, and the price piece by piece, before anything starts [PEERS-006, 2PARK-053]', async () => {
    const { asked } = inTheApp({}, booked);
    const { user } = await visit(PAGE);
    await plateTyped(user);
    const panel = within(await screen.findByRole('region', { name: 'Dit kost het' }));
    expect(panel.getByText(/^vandaag, 10.00 tot 22.30 uur$/)).toBeTruthy();
    expect(
      panel.getByRole('img', { name: /Tot vandaag 21.00\suur betaald\. Tot vandaag 22.30\suur gratis/ }),
    ).toBeTruthy();
    const rows = panel.getAllByRole('row').map(({ textContent }) => textContent.replace(/\s/g, ' '));
    expect(rows).toEqual([
      expect.stringMatching(/10.00 tot 21.00 uur · 11 u · betaald€ 9,45$/),
      expect.stringMatching(/21.00 tot 22.30 uur · 1 u 30 min · gratis€ 0,00$/),
      'Samen€ 9,45',
    ]);
    expect(panel.getByText(/Wij zetten €\s9,45 vast\. .* Saldo daarna: €\s33,15\./)).toBeTruthy();
    expect(bodies(asked, '/v1/parking/actions')).toEqual([]);
  });

  it('tells of days that only the paid hours count [PEERS-007]', async () => {
    const days: QuoteView['lines'] = ['21', '22', '23'].flatMap((day) => [
      { from: at('09:00', `2026-11-${day}`), to: at('21:00', `2026-11-${day}`), minutes: 720, cents: 720, kind: 'paid' as const },
      { from: at('21:00', `2026-11-${day}`), to: at('09:00', `2026-11-${Number(day) + 1}`), minutes: 0, cents: 0, kind: 'free' as const },
    ]); // prettier-ignore
    inTheApp({}, { [QUOTE]: quote({ lines: days.slice(0, 5), priceCents: 2160, endsAt: at('21:00', '2026-11-23') }) });
    const { user } = await visit(PAGE);
    await plateTyped(user);
    await screen.findByText(/^vandaag 10.00\suur tot maandag 23 november 21.00\suur$/);
    expect(screen.getAllByRole('row').filter(({ textContent }) => /gratis/.test(textContent))).toHaveLength(2);
  });

  it('can be planned, and is then charged from when paid time begins [2PARK-054, PEERS-045]', async () => {
    const early = quote({
      startsAt: at('07:00', '2026-11-23'),
      endsAt: at('10:00', '2026-11-23'),
      priceCents: 60,
      lines: [
        { from: at('07:00', '2026-11-23'), to: at('09:00', '2026-11-23'), minutes: 0, cents: 0, kind: 'free' },
        { from: at('09:00', '2026-11-23'), to: at('10:00', '2026-11-23'), minutes: 60, cents: 60, kind: 'paid' },
      ],
      holds: [{ unit: 'eurocent', amount: 60 }],
    });
    const { asked } = inTheApp({}, { [QUOTE]: early });
    const { user } = await visit(PAGE);
    await plateTyped(user);
    await user.selectOptions(screen.getByRole('combobox', { name: 'Vanaf' }), 'later');
    const day = await field('Begindatum');
    await user.clear(day);
    await user.type(day, '23-11-2026');
    await user.type(await field('Begintijd'), '0700');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Tot' }), 'at');
    const time = await field('Eindtijd');
    await user.clear(time);
    await user.type(time, '10.00');
    await screen.findByText('maandag 23 november, 07.00 tot 10.00 uur');
    expect(bodies(asked, '/v1/parking/quotes').at(-1)).toMatchObject({
      startsAt: at('07:00', '2026-11-23'),
      endsAt: at('10:00', '2026-11-23'),
    });
    expect(screen.getByText(/Wij zetten €\s0,60 vast/)).toBeTruthy();
  });

  it('may stay open until somebody stops it, where the product allows it [PEERS-008]', async () => {
    const { asked } = inTheApp({}, booked);
    const { user } = await visit(PAGE);
    await plateTyped(user);
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Tot' }), 'open');
    expect(screen.getByText(/^U stopt zelf\. Vergeet u het/)).toBeTruthy();
    await screen.findByRole('heading', { name: 'Dit kost het' });
    expect(bodies(asked, '/v1/parking/quotes').at(-1)).toEqual({ permitId: 'p1', plate: '318-ND-6', country: 'NL' });
  });

  it('has no open end where the product does not allow it [PEERS-008]', async () => {
    inTheApp({ permits: [parkingPermit({ openEnd: false })] });
    await visit(PAGE);
    const end = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Tot' });
    expect([...end.options].map(({ value }) => value)).toEqual(['end-of-day', 'at']);
  });

  it('offers no end of the day where the stay ends with the hours of the zone [ASSEN-012]', async () => {
    inTheApp({ permits: [parkingPermit({ defaultEnd: 'none', endOfDay: false })] });
    await visit(PAGE);
    const end = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Tot' });
    expect([...end.options].map(({ value }) => value)).toEqual(['at', 'open']);
    expect(end.value).toBe('open');
  });

  it('cannot be planned where the product does not allow it [2PARK-054]', async () => {
    inTheApp({ permits: [parkingPermit({ may: OWNER_MAY.filter((may) => may !== 'plan') })] });
    await visit(PAGE);
    const start = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Vanaf' });
    expect([...start.options].map(({ value }) => value)).toEqual(['now']);
  });

  it('says that there is nothing to pay now, and books nothing by itself [PEERS-005]', async () => {
    const free = quote({ free: true, priceCents: 0, holds: [], lines: [{ from: at('21:30'), to: at('22:30'), minutes: 0, cents: 0, kind: 'free' }] }); // prettier-ignore
    const { asked } = inTheApp({}, { [QUOTE]: free });
    const { user } = await visit(PAGE);
    await plateTyped(user);
    expect(await screen.findByRole('heading', { name: 'Nu hoeft u niet te betalen' })).toBeTruthy();
    expect(bodies(asked, '/v1/parking/actions')).toEqual([]);
  });

  it('is at a chosen location, where there is a choice [2PARK-111]', async () => {
    const locations = [
      { id: 'A', name: 'Binnenstad' },
      { id: 'B', name: 'Ring' },
    ];
    const { asked } = inTheApp({ permits: [parkingPermit({ kind: 'prepaid', locations })] }, booked);
    const { user } = await visit(PAGE);
    await plateTyped(user);
    await user.click(await confirm());
    expect(screen.getAllByText('Kies waar de auto staat.').length).toBeGreaterThan(0);
    await user.click(screen.getByRole('radio', { name: 'Ring' }));
    await screen.findByRole('heading', { name: 'Dit kost het' });
    expect(bodies(asked, '/v1/parking/quotes').at(-1)).toMatchObject({ areaId: 'B' });
  });

  it('is not there for a product that cannot be used', async () => {
    inTheApp({ permits: [parkingPermit({ state: 'expired', may: ['remove'] })] });
    await visit(PAGE);
    expect(
      await screen.findByRole('heading', { name: 'Dit product was geldig tot en met 31 oktober 2027' }),
    ).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Bevestigen' })).toBeNull();
  });
});

describe('a temporary plate', () => {
  const permit = parkingPermit({
    kind: 'temporary-plate',
    balances: [],
    now: null,
    defaultEnd: 'none',
    longestMinutes: 20160,
    plates: [{ country: 'NL', display: 'T-17-KRV', counts: true, visibleSince: null }],
  });

  it('begins now, and its end may stay empty [2PARK-070, 2PARK-052]', async () => {
    const { asked } = inTheApp({ permits: [permit] }, booked);
    const { user } = await visit(PAGE);
    expect(await screen.findByRole('heading', { level: 1, name: 'Tijdelijk kenteken aanmelden' })).toBeTruthy();
    expect(screen.getByText('Deze auto telt nu.')).toBeTruthy();
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Tot' }).value).toBe('open');
    expect(screen.getByText(/Daarna telt uw eigen auto vanzelf weer/)).toBeTruthy();
    await plateTyped(user);
    await screen.findByRole('heading', { name: 'Dit kost het' });
    expect(bodies(asked, '/v1/parking/quotes').at(-1)).not.toHaveProperty('endsAt');
  });

  it('for longer than may be is answered with what may be [2PARK-072]', async () => {
    const values = { endsAt: at('10:00', '2026-12-20'), latestEnd: at('10:00', '2026-12-05') };
    const proposal = quote({ endsAt: at('10:00', '2026-12-05'), holds: [], priceCents: 0, lines: [], free: true });
    inTheApp({ permits: [permit] }, { [QUOTE]: no('past-latest-end', values, { proposal }) });
    const { user } = await visit(PAGE);
    await plateTyped(user);
    expect(
      await screen.findByRole('heading', { name: /^Dit kan wel: tot zaterdag 5 december 10.00\suur$/ }),
    ).toBeTruthy();
  });
});

describe('choosing a plate', () => {
  const known = {
    'GET /v1/parking/permits/p1/favourites': {
      items: [
        { id: 'f1', plate: { country: 'NL', display: 'K-42-RTB' }, name: 'Jonas' },
        { id: 'f2', plate: { country: 'B', display: '1-ABC-234' }, name: 'Oma Ria' },
      ],
    },
    'GET /v1/parking/permits/p1/recent-plates': {
      items: [{ country: 'NL', display: '5-HS-204', usedAt: at('09:00', '2026-11-15') }],
    },
    ...booked,
  };

  it('is one press for a favourite [2PARK-080]', async () => {
    const { asked } = inTheApp({}, known);
    const { user } = await visit(PAGE);
    await user.click(await screen.findByRole('button', { name: 'Oma Ria' }));
    expect(screen.getByRole('button', { name: 'Oma Ria' }).getAttribute('aria-pressed')).toBe('true');
    await screen.findByRole('heading', { name: 'Dit kost het' });
    expect(bodies(asked, '/v1/parking/quotes').at(-1)).toMatchObject({ plate: '1-ABC-234', country: 'B' });
  });

  it('goes by favourites and by plates that parked before, each with a search; the choice fills the form [2PARK-063]', async () => {
    inTheApp({}, known);
    const { user, container } = await visit(PAGE);
    await user.click(await screen.findByRole('button', { name: 'Kenteken zoeken' }));
    const dialog = within(screen.getByRole('dialog'));
    expect(dialog.getAllByRole('tab').map(({ textContent }) => textContent)).toEqual(['Favorieten 2', 'Recent 1']);
    await user.type(dialog.getByRole('searchbox', { name: 'Zoek op naam of kenteken' }), 'ria');
    expect(within(dialog.getByRole('tabpanel')).getAllByRole('listitem')).toHaveLength(1);
    await user.click(dialog.getByRole('tab', { name: 'Recent 1' }));
    const search = dialog.getByRole('searchbox', { name: 'Zoek op naam of kenteken' });
    await user.type(search, 'xx');
    expect(dialog.getByText(/^Niets gevonden/)).toBeTruthy();
    await user.clear(search);
    await user.type(search, '5 hs');
    expect(await violationsIn(container)).toEqual([]);
    await user.click(within(dialog.getByRole('tabpanel')).getByRole('button'));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect((await field('Kenteken') as HTMLInputElement).value).toBe('5-HS-204'); // prettier-ignore
  });

  it('is not asked of who was granted one plate', async () => {
    const grantPlate = { country: 'NL', display: 'K-42-RTB' };
    const { asked } = inTheApp(
      { permits: [parkingPermit({ role: 'grantee', grantPlate, may: ['start', 'plan'] })] },
      booked,
    );
    await visit(PAGE);
    await screen.findByRole('heading', { name: 'Dit kost het' });
    expect(screen.queryByRole('textbox', { name: 'Kenteken' })).toBeNull();
    expect(bodies(asked, '/v1/parking/quotes')[0]).toMatchObject({ plate: 'K-42-RTB' });
    expect(asked.some(({ path }) => path.endsWith('/favourites'))).toBe(false);
  });
});

describe('a plate that may be a slip of the pen', () => {
  it('is asked about, and what was meant can be taken over [BEYOND-001]', async () => {
    const doubts: QuoteView['doubts'] = [
      { kind: 'near-favourite', suggestion: '318-ND-8' },
      { kind: 'sidecode', suggestion: null },
    ];
    const api = inTheApp({}, { [QUOTE]: quote({ doubts, vehicle: { colour: 'blauw', make: 'Volvo' } }) });
    const { user } = await visit(PAGE);
    await plateTyped(user);
    expect(await screen.findByText(/scheelt één teken met uw favoriet 318-ND-8/)).toBeTruthy();
    expect(screen.getByText(/^Dit lijkt geen Nederlands kenteken/)).toBeTruthy();
    expect(screen.getByText('Kleur blauw, merk Volvo. Klopt dat?')).toBeTruthy();
    api.answer({ [QUOTE]: quote() });
    await user.click(screen.getByRole('button', { name: 'Neem 318-ND-8' }));
    expect((await field('Kenteken') as HTMLInputElement).value).toBe('318-ND-8'); // prettier-ignore
  });

  it('never stands in the way [BEYOND-001]', async () => {
    const { asked } = inTheApp({}, { ...booked, [QUOTE]: quote({ doubts: [{ kind: 'sidecode', suggestion: null }] }) });
    const { user } = await visit(PAGE);
    await plateTyped(user, 'abc');
    await screen.findByText(/^Dit lijkt geen Nederlands kenteken/);
    await user.click(await confirm());
    await screen.findByRole('heading', { level: 1, name: 'Aangemeld' });
    expect(bodies(asked, '/v1/parking/actions')).toEqual([expect.objectContaining({ plate: 'ABC' })]);
  });
});
