import { act, fireEvent, screen, within } from '@testing-library/react';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { action, at, euros, inTheApp, LIST, onTheClock, parkingPermit, planned } from './testing/sample.ts';

const PAGE = '/parking/p/p1';

const card = async (characters: string) => {
  const items = await screen.findAllByRole('listitem');
  return within(items.find(({ textContent }) => textContent.includes(characters))!);
};
const tab = (name: string) => screen.findByRole('tab', { name });

describe('the parking actions of a product', () => {
  it('stand in two tabs, running and planned, each with its count [2PARK-050]', async () => {
    inTheApp({ running: [action(), action({ id: 'a3', name: 'Zus' })], planned: [planned()] });
    const { user, container } = await visit(PAGE);
    expect((await tab('Lopend 2')).getAttribute('aria-selected')).toBe('true');
    expect(screen.getByText('Oma Ria', { selector: 'strong' })).toBeTruthy();
    await user.click(await tab('Gepland 1'));
    expect((await tab('Gepland 1')).getAttribute('aria-selected')).toBe('true');
    expect(within(screen.getByRole('tabpanel')).getByText(/morgen, 19.00 tot 23.30 uur/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('say which product it is, where, and what is left of it [2PARK-031]', async () => {
    inTheApp({ running: [action()] });
    await visit(PAGE);
    await tab('Lopend 1');
    const header = within(screen.getByRole('banner'));
    expect(header.getByText(/Bezoekersregeling/)).toBeTruthy();
    expect(header.getByText(/Kadekwartier/)).toBeTruthy();
    expect(header.getByText(/42,60/)).toBeTruthy();
  });

  it('show no balance where the product has none [2PARK-031]', async () => {
    inTheApp({ permits: [parkingPermit({ kind: 'pool', balances: [], now: null })] });
    await visit(PAGE);
    await tab('Lopend 0');
    expect(screen.queryByText(/saldo/i)).toBeNull();
  });

  it('show hours that were bought, that came along and that go on, where there are such [PEERS-014]', async () => {
    const hours = {
      unit: 'minute' as const,
      available: 48_000,
      held: 0,
      period: { from: '2026-01-01', lastDay: '2026-12-31' },
      lastsUntil: null,
      extra: { bought: 3_000, carried: 1_200, carryAtMost: 3_000 },
    };
    inTheApp({ permits: [parkingPermit({ balances: [hours], now: null })] });
    const { container } = await visit(PAGE);
    await tab('Lopend 0');
    const said = (term: string) => screen.getByText(term).parentElement!.textContent;
    expect(said('Bijgekocht')).toMatch(/50\su/);
    expect(said('Meegenomen van de vorige periode')).toMatch(/20\su/);
    expect(said('Gaat mee naar de volgende periode')).toMatch(/hoogstens 50\su/);
    expect(await violationsIn(container)).toEqual([]);
  });

  it('count down what runs, on the page and in the title of the window [PEERS-004]', async () => {
    inTheApp({ running: [action({ endsAt: at('13:45') })] });
    await visit(PAGE);
    const timer = await screen.findByRole('timer');
    expect(timer.getAttribute('aria-label')).toMatch(/^Nog 3\suur en 4\d\sminuten, tot 13.45\suur$/);
    expect(document.title).toMatch(/^3\u00a0u\u00a04\d\u00a0min · Parkeeracties/);
  });

  it('show what is set aside, and since when officers see the car [BEYOND-006]', async () => {
    inTheApp({ running: [action(), action({ id: 'a3', name: 'Zus', plate: { country: 'NL', display: '5-HS-204' }, visibleSince: null })] });
    await visit(PAGE);
    const seen = await card('1-ABC-234');
    expect(seen.getByText('Zichtbaar voor handhaving sinds vandaag 09:40:07')).toBeTruthy();
    expect(seen.getByText(/8,40 vastgezet/)).toBeTruthy();
    expect((await card('5-HS-204')).getByText(/^Wij geven dit nu door aan de handhaving/)).toBeTruthy();
  }); // prettier-ignore

  it('warn when one is nearly over, with a later end as the first thing to do', async () => {
    inTheApp({ running: [action({ endsAt: at('10:08') })] });
    await visit(PAGE);
    expect(await screen.findByRole('heading', { name: 'Bijna afgelopen' })).toBeTruthy();
    expect(screen.getAllByRole('button', { name: /^(Verleng|Stop) Oma Ria/ })[0]?.textContent).toMatch(/^Verleng/);
  });

  it('say that there are none, and what to do [2PARK-050]', async () => {
    inTheApp();
    const { user } = await visit(PAGE, 'en');
    expect(await screen.findByRole('heading', { name: 'Nothing is running now' })).toBeTruthy();
    await user.click(await tab('Planned 0'));
    expect(screen.getByRole('heading', { name: 'Nothing is planned' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'New parking action' }).getAttribute('href')).toBe('/parking/p/p1/new');
  });

  it('move from planned to running by themselves when somebody comes back to the page [2PARK-050]', async () => {
    const api = inTheApp({ planned: [planned()] });
    await visit(PAGE);
    await tab('Gepland 1');
    api.answer({ [LIST]: ({ query }) => ({ items: query.get('state') === 'running' ? [planned({ state: 'running' })] : [], nextCursor: null }) });
    act(() => void fireEvent.focus(window));
    expect(await tab('Lopend 1')).toBeTruthy();
    expect(await tab('Gepland 0')).toBeTruthy();
  }); // prettier-ignore

  it('name the plate that was corrected, and who started it [BEYOND-002]', async () => {
    inTheApp({ running: [action({ correctedFrom: '1-ABC-243', byGrantee: true })] });
    await visit(PAGE);
    expect(await screen.findByText('Eerst stond hier 1-ABC-243')).toBeTruthy();
    expect(screen.getByText('Aangemeld door iemand die u machtigde')).toBeTruthy();
  });

  it('that run until somebody stops them say so, with the latest end there is [PEERS-008]', async () => {
    inTheApp({ running: [action({ openEnd: true })] });
    await visit(PAGE);
    expect(await screen.findByText('tot u stopt, uiterlijk vandaag 18.00 uur')).toBeTruthy();
  });
});

describe('a product', () => {
  it('says whether parking is paid for now, and until when [PEERS-015]', async () => {
    inTheApp();
    await visit(PAGE);
    expect(await screen.findByText('Nu betaald, tot vandaag 21.00 uur.')).toBeTruthy();
    expect(screen.getByRole('img', { name: /Tot vandaag 0?9.00\suur gratis\. Tot vandaag 21.00\suur betaald\./ })).toBeTruthy(); // prettier-ignore
  });

  it('says that parking is free now, from when it is paid for, and that it is a holiday [PEERS-015]', async () => {
    const now = { paid: false, changesAt: at('09:00', '2026-11-22'), today: [], holiday: true };
    inTheApp({ permits: [parkingPermit({ now })] });
    await visit(PAGE);
    expect(await screen.findByText('Nu gratis, betaald vanaf morgen 09.00 uur.')).toBeTruthy();
    expect(screen.getByText(/tijden van een feestdag/)).toBeTruthy();
  });

  it('that is blocked or expired says why and what to do, and offers no start', async () => {
    inTheApp({ permits: [parkingPermit({ state: 'blocked', may: [] })] });
    await visit(PAGE);
    expect(await screen.findByRole('heading', { name: 'Dit product is geblokkeerd' })).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Nieuwe parkeeractie' })).toBeNull();
  });

  it('with places for a company says how many are in use [2PARK-112]', async () => {
    inTheApp({ permits: [parkingPermit({ kind: 'pool', balances: [], atOnce: 3, running: 3 })] });
    await visit(PAGE);
    expect(await screen.findByText('3 van de 3 plaatsen in gebruik')).toBeTruthy();
    expect(screen.getByText(/geen plaats over/)).toBeTruthy();
  });

  it('with a plate of its own says that it rests while another counts [2PARK-070, 2PARK-071]', async () => {
    const plates = [{ country: 'NL', display: 'T-17-KRV', counts: false, visibleSince: null }];
    inTheApp({ permits: [parkingPermit({ kind: 'temporary-plate', balances: [], now: null, plates })] });
    await visit(PAGE);
    expect(await screen.findByText(/^Deze auto telt nu niet: het tijdelijke kenteken telt\./)).toBeTruthy();
  });
});

describe('stopping', () => {
  const STOP = 'POST /v1/parking/actions/a1/_stop';

  it('is confirmed first, and tells what it cost and what came back [2PARK-060]', async () => {
    const stopped = {
      endedAt: at('10:00:12'),
      costs: [{ unit: 'eurocent', amount: 20 }],
      back: [{ unit: 'eurocent', amount: 820 }],
    };
    const api = inTheApp({ running: [action()] }, { [STOP]: stopped });
    const { user } = await visit(PAGE);
    await user.click(await screen.findByRole('button', { name: 'Stop Oma Ria' }));
    expect(screen.getByRole('heading', { name: '1-ABC-234 nu stoppen?' })).toBeTruthy();
    expect(api.asked.some(({ path }) => path.endsWith('_stop'))).toBe(false);
    api.answer({ [LIST]: { items: [], nextCursor: null } });
    await user.click(screen.getByRole('button', { name: 'Stop nu' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/Gestopt om 10:00:12\. Het kostte €\s0,20\. €\s8,20 staat weer op uw saldo\./); // prettier-ignore
    expect(await tab('Lopend 0')).toBeTruthy();
  });

  it('is not done by who changes their mind [2PARK-060]', async () => {
    const { asked } = inTheApp({ running: [action()] });
    const { user } = await visit(PAGE);
    await user.click(await screen.findByRole('button', { name: 'Stop Oma Ria' }));
    await user.click(screen.getByRole('button', { name: 'Laat lopen' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(asked.some(({ method }) => method === 'POST')).toBe(false);
  });

  it('that fails says why, and the action still runs [2PARK-060]', async () => {
    inTheApp({ running: [action()] }, { [STOP]: refused(409, 'already-ended') });
    const { user } = await visit(PAGE);
    await user.click(await screen.findByRole('button', { name: 'Stop Oma Ria' }));
    await user.click(screen.getByRole('button', { name: 'Stop nu' }));
    expect(await screen.findByText('Deze parkeeractie is al afgelopen.')).toBeTruthy();
  });
});

describe('deleting what is planned', () => {
  it('is confirmed first, and says that all of it comes back [2PARK-062]', async () => {
    const api = inTheApp({ planned: [planned()] }, { 'DELETE /v1/parking/actions/a2': {} });
    const { user } = await visit(PAGE);
    await user.click(await tab('Gepland 1'));
    await user.click(screen.getByRole('button', { name: 'Verwijder Jonas' }));
    const dialog = within(screen.getByRole('dialog'));
    expect(dialog.getByText(/2,80 komt terug op uw saldo/)).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Verwijder' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/De geplande actie is verwijderd/);
    expect(api.asked.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
  });
});

describe('a later end', () => {
  const QUOTE = 'POST /v1/parking/actions/a1/_quote';
  const EXTEND = 'PATCH /v1/parking/actions/a1';
  const later = {
    endsAt: at('19:00'),
    holds: [{ unit: 'eurocent', amount: 140 }],
    priceCents: 980,
    lines: [{ from: at('09:40'), to: at('19:00'), minutes: 560, cents: 980, kind: 'paid' }],
  };

  it('is shown with what it costs more before it is given [2PARK-061, PEERS-006]', async () => {
    const { asked } = inTheApp({ running: [action()] }, { [QUOTE]: later, [EXTEND]: {} });
    const { user } = await visit(PAGE);
    await user.click(await screen.findByRole('button', { name: 'Verleng Oma Ria' }));
    const yes = await screen.findByRole('button', { name: /^Verleng tot vandaag 19.00\suur · €\s1,40$/ });
    expect(asked.some(({ method }) => method === 'PATCH')).toBe(false);
    await user.click(yes);
    expect((await screen.findByRole('alert')).textContent).toMatch(/Verlengd tot vandaag 19.00\suur/);
    expect(asked.find(({ method }) => method === 'PATCH')?.body).toEqual({ endsAt: at('19:00') });
  });

  it('that may not be says why, that nothing changed, and what may be [2PARK-061]', async () => {
    const steps = [{ rule: 'past-latest-end', outcome: 'not-met', article: null, values: { endsAt: at('23:00'), latestEnd: at('21:00') }, remedy: 'choose-earlier-end' }]; // prettier-ignore
    inTheApp(
      { running: [action()] },
      { [QUOTE]: refused(409, 'past-latest-end', { trace: { id: 't1', steps }, proposal: { endsAt: at('21:00') } }) },
    );
    const { user } = await visit(PAGE);
    await user.click(await screen.findByRole('button', { name: 'Verleng Oma Ria' }));
    expect(await screen.findByText(/Er is niets veranderd/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /^Kies tot vandaag 21.00\suur$/ }));
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Eindtijd' }).value).toBe('21.00');
  });

  it('is not offered where the municipality does not allow it [2PARK-061]', async () => {
    inTheApp({ running: [action({ may: ['stop'] })] });
    await visit(PAGE);
    await screen.findByRole('button', { name: 'Stop Oma Ria' });
    expect(screen.queryByRole('button', { name: /Verleng/ })).toBeNull();
  });
});

describe('a mistyped plate', () => {
  it('is put right within ten minutes, and what it was stays visible [BEYOND-002]', async () => {
    const { asked } = inTheApp(
      { running: [action({ may: ['stop', 'correct'], plate: { country: 'NL', display: 'K-42-RTB' } })] },
      { 'POST /v1/parking/actions/a1/_correct': {} },
    );
    const { user } = await visit(PAGE);
    await user.click(await screen.findByRole('button', { name: 'Kenteken verbeteren Oma Ria' }));
    const field = screen.getByRole('textbox', { name: 'Kenteken' });
    await user.clear(field);
    await user.type(field, 'k43rtb');
    await user.click(screen.getByRole('button', { name: 'Verbeter' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/Het kenteken is nu K-43-RTB. Eerst stond er K-42-RTB/); // prettier-ignore
    expect(asked.find(({ path }) => path.endsWith('_correct'))?.body).toEqual({ plate: 'K-43-RTB', country: 'NL' });
  });

  it('is not offered later than that [BEYOND-002]', async () => {
    inTheApp({ running: [action()] });
    await visit(PAGE);
    await screen.findByText('Oma Ria', { selector: 'strong' });
    expect(screen.queryByRole('button', { name: /Kenteken verbeteren/ })).toBeNull();
  });
});

describe('the balance beside it', () => {
  it('says what is free, what is set aside and how long it lasts', async () => {
    const balance = { ...euros(4260, 1330), lastsUntil: '2026-12-03' };
    const alarm = { unit: 'eurocent' as const, threshold: 5000, below: true };
    inTheApp({ permits: [parkingPermit({ balances: [balance], alarm })] });
    await visit(PAGE);
    const aside = within(await screen.findByRole('complementary'));
    expect(aside.getByText('Vastgezet').nextElementSibling?.textContent).toMatch(/13,30/);
    expect(aside.getByText('ongeveer 3 december 2026')).toBeTruthy();
    expect(aside.getByRole('heading', { name: 'Uw saldo is lager dan uw alarm' })).toBeTruthy();
    expect(aside.getByRole('link', { name: 'Opwaarderen' })).toBeTruthy();
  });
});

describe('a page that was answered before', () => {
  it('stays when it cannot be renewed, and says so', async () => {
    const api = inTheApp({ running: [action()] });
    await visit(PAGE);
    await screen.findByText('Oma Ria', { selector: 'strong' });
    api.answer({ [LIST]: refused(500, 'internal-error'), 'GET /v1/parking/permits': () => onTheClock({ items: [parkingPermit()] }) }); // prettier-ignore
    act(() => void fireEvent.focus(window));
    expect(await screen.findByRole('button', { name: 'Probeer opnieuw' })).toBeTruthy();
    expect(screen.getByText('Oma Ria', { selector: 'strong' })).toBeTruthy();
  });
});
