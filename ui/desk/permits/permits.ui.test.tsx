import { jest } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { application, atTheDesk, file, letter, onTheDay, permit, renewal } from '../testing/sample.ts';

const PAGE = '/voorbeeld/desk/permits';
const LIST = 'GET /v1/permits';
const ONE = 'GET /v1/permits/v1';
const FILES = 'GET /v1/permits/v1/documents';
const files = {
  [FILES]: { application: [file()], product: [letter('permit-issued')] },
};

const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name });
const plateLine = (characters: string) =>
  within(screen.getAllByRole('listitem').find(({ textContent }) => textContent.includes(characters))!);

describe('current products', () => {
  it('are listed with their plates and how long they hold [PORTAL-070]', async () => {
    atTheDesk({
      [LIST]: { items: [permit(), permit({ id: 'v2', number: 'BV-2', phase: 'upcoming' })] },
    });
    const { container } = await visit(PAGE);
    await heading('Uw huidige producten');
    const links = await screen.findAllByRole('link', { name: 'Bewonersvergunning Kadekwartier' });
    expect(links.map((link) => link.getAttribute('href'))).toEqual([`${PAGE}/v1`, `${PAGE}/v2`]);
    expect(screen.getByText('Geldig')).toBeTruthy();
    expect(screen.getByText('Gaat nog in')).toBeTruthy();
    expect(screen.getAllByText(/^Geldig van 21 november 2026 tot en met 20 november 2027\./)).toHaveLength(2);
    expect(await violationsIn(container)).toEqual([]);
  });

  it('are none, with the way to products', async () => {
    atTheDesk({ [LIST]: { items: [] } });
    await visit(PAGE, 'en');
    expect(await screen.findByRole('heading', { level: 2 })).toBeTruthy();
    expect(screen.getByRole('link', { name: /apply/ }).getAttribute('href')).toBe('/voorbeeld/desk/products');
  });
});

describe('a permit', () => {
  it('shows its plates, its validity and its particulars [PORTAL-070]', async () => {
    atTheDesk({ [ONE]: onTheDay(permit()), ...files });
    const { container } = await visit(`${PAGE}/v1`);
    await heading('Bewonersvergunning Kadekwartier');
    expect(screen.getByText('nummer BV-2026-00001')).toBeTruthy();
    expect(screen.getByRole('img', { name: /Geldig van 21 november 2026 tot en met 20 november 2027/ })).toBeTruthy();
    expect(screen.getByText('Prijs', { selector: 'dt' }).nextElementSibling?.textContent).toMatch(/90,00/);
    await screen.findByRole('tab', { name: /^Product documenten/ });
    expect(await violationsIn(container)).toEqual([]);
  });

  it('that is blocked says so, since when, why and what to do', async () => {
    const blocked = { ground: 'block-unpaid', since: '2026-11-21T09:00:00.000Z' };
    atTheDesk({ [ONE]: onTheDay(permit({ blocked })), ...files });
    const { container } = await visit(`${PAGE}/v1`, 'en');
    expect(await screen.findByRole('heading', { name: 'This permit is blocked' })).toBeTruthy();
    expect(screen.getByText('Blocked')).toBeTruthy();
    expect(screen.getByText(/^You cannot park with it since 21 November 2026/)).toBeTruthy();
    expect(screen.getByText(/^A payment for the permit/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('tells whether it is coupled to the parking app, and mails the link once more [2PARK-012]', async () => {
    const couple = 'POST /v1/permits/v1/_couple';
    const api = atTheDesk({
      [ONE]: onTheDay(permit({ parking: { coupled: false } })),
      ...files,
      [couple]: refused(429, 'mail-too-soon'),
    });
    const { container, user } = await visit(`${PAGE}/v1`);
    await heading(/Kadekwartier/);
    expect(screen.getByText(/^Dit product is nog niet gekoppeld/)).toBeTruthy();
    const mail = screen.getByRole('button', { name: 'Stuur mij de link per e-mail' });
    await user.click(mail);
    expect(await screen.findByRole('alert')).toBeTruthy();
    api.answer({ [couple]: { link: null } });
    await user.click(mail);
    expect(await screen.findByText(/^Wij hebben u een e-mail met de link gestuurd/)).toBeTruthy();
    expect(api.asked.at(-1)!.body).toEqual({ by: 'mail' });
    expect(await violationsIn(container)).toEqual([]);
  });

  it('leads to how the app works and to what this product is [LOKET-042]', async () => {
    atTheDesk({
      'GET /v1/permits/v1': permit({ parking: { coupled: false } }),
      'GET /v1/permits/v1/documents': { application: [], product: [] },
    });
    await visit('/voorbeeld/desk/permits/v1');
    const guide = await screen.findByRole('link', { name: 'Zo werkt de parkeerapp' });
    expect(guide.getAttribute('href')).toBe('/parking/help');
    expect(screen.getByRole('link', { name: 'Meer over dit product' }).getAttribute('href')).toBe(
      '/voorbeeld/products#resident',
    );
  });

  it('goes to the app to be coupled there, with what it needs behind the # [2PARK-012]', async () => {
    atTheDesk({
      [ONE]: onTheDay(permit({ parking: { coupled: false } })),
      ...files,
      'POST /v1/permits/v1/_couple': { link: 'https://parkeren.example/parking/link#sesame-of-43-characters' },
      'POST /v1/parking/links/_view': refused(409, 'link-used'),
      'GET /v1/account': refused(401, 'not-signed-in'),
    });
    const { address, user } = await visit(`${PAGE}/v1`);
    await heading(/Kadekwartier/);
    await user.click(screen.getByRole('button', { name: 'Koppelen aan parkeerapp' }));
    await waitFor(() => expect(address()).toBe('/parking/link'));
  });

  it('has a button to renew that works once the renewal is there, and leads to confirming or to the cart [PORTAL-073]', async () => {
    const renewable = { renews: 'by-holder', renewsFrom: '2027-10-09' } as const;
    const api = atTheDesk({
      [ONE]: onTheDay(permit(renewable)),
      ...files,
      'GET /v1/cart': { items: [], selectedCents: 0 },
      'GET /v1/renewals/r1': renewal(),
    });
    const early = await visit(`${PAGE}/v1`);
    expect((await screen.findByRole<HTMLButtonElement>('button', { name: 'Verleng' })).disabled).toBe(true);
    expect(screen.getByText('U kunt verlengen vanaf 9 oktober 2027.')).toBeTruthy();
    expect(await violationsIn(early.container)).toEqual([]);
    early.unmount();
    for (const [status, leads] of [
      ['awaiting-confirmation', '/voorbeeld/desk/renewals/r1'],
      ['awaiting-payment', '/voorbeeld/desk/cart'],
    ] as const) {
      api.answer({ [ONE]: onTheDay(permit({ ...renewable, renewsFrom: null, renewal: { id: 'r1', status } })) });
      const { user, address, unmount } = await visit(`${PAGE}/v1`);
      const ready = await screen.findByRole('heading', { level: 3, name: /^Verleng uiterlijk / });
      expect(within(ready.parentElement!).getByRole('link').getAttribute('href')).toBe(leads);
      await user.click(await screen.findByRole('button', { name: 'Verleng' }));
      await waitFor(() => expect(address()).toBe(leads));
      unmount();
    }
    api.answer({ [ONE]: onTheDay(permit({ renews: 'automatic' })) });
    await visit(`${PAGE}/v1`);
    expect(await screen.findByText('Deze vergunning wordt vanzelf verlengd.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Verleng' })).toBeNull();
  });

  it('that is coupled says so; one with nothing to do in the app says nothing, and has its letters all the same [LOKET-002, LOKET-007, 2PARK-012]', async () => {
    const api = atTheDesk({ [ONE]: onTheDay(permit({ parking: { coupled: true } })), ...files });
    const { unmount } = await visit(`${PAGE}/v1`);
    expect(await screen.findByText('Dit product is gekoppeld aan de parkeerapp.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Naar de parkeerapp' }).getAttribute('href')).toBe('/parking');
    unmount();
    api.answer({ [ONE]: onTheDay(permit({ parking: null })) });
    await visit(`${PAGE}/v1`);
    await heading(/Kadekwartier/);
    expect(screen.queryByText(/parkeerapp/)).toBeNull();
    expect(screen.getByRole('button', { name: 'Documenten' })).toBeTruthy();
  });

  it('without plates, as one for visitors, says nothing of plates', async () => {
    atTheDesk({ [ONE]: onTheDay(permit({ plates: [], platesAtOnce: 0 })), ...files });
    const { container } = await visit(`${PAGE}/v1`);
    await heading('Bewonersvergunning Kadekwartier');
    expect(screen.queryByText(/kenteken/i)).toBeNull();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says since when officers see a plate, from the register and to the second [BEYOND-006]', async () => {
    atTheDesk({ [ONE]: onTheDay(permit()), ...files });
    await visit(`${PAGE}/v1`);
    await heading(/Kadekwartier/);
    const line = plateLine('K-51-FTN');
    expect(line.getByText('Telt nu')).toBeTruthy();
    expect(line.getByText('Zichtbaar voor handhaving sinds vandaag 09:03:12')).toBeTruthy();
  });

  it('waits with that until the register answered, and then says it by itself [BEYOND-006]', async () => {
    const waits = permit().plates.map((plate) => ({ ...plate, visibleSince: null }));
    const api = atTheDesk({ [ONE]: onTheDay(permit({ plates: waits })), ...files });
    await visit(`${PAGE}/v1`);
    await heading(/Kadekwartier/);
    expect(screen.getByText(/Wij geven dit nu door aan de handhaving/)).toBeTruthy();
    expect(screen.queryByText(/Zichtbaar voor/)).toBeNull();
    api.answer({ [ONE]: onTheDay(permit()) });
    expect(await screen.findByText('Zichtbaar voor handhaving sinds vandaag 09:03:12')).toBeTruthy();
  });

  it('says of a plate that does not count that it must not be parked [LOKET-011]', async () => {
    const [first] = permit().plates;
    const plates = [first!, { ...first!, display: '627-HX-3', counts: false, visibleSince: null }];
    atTheDesk({ [ONE]: onTheDay(permit({ plates })), ...files });
    await visit(`${PAGE}/v1`);
    await heading(/Kadekwartier/);
    const line = plateLine('627-HX-3');
    expect(line.getByText('Telt nu niet')).toBeTruthy();
    expect(line.getByText(/^Zet deze auto nu niet op straat/)).toBeTruthy();
  });

  it('says from when it counts while it has not begun', async () => {
    const plates = permit().plates.map((plate) => ({ ...plate, counts: false, visibleSince: null }));
    atTheDesk({
      [ONE]: onTheDay(permit({ phase: 'upcoming', validFrom: '2026-11-30T23:00:00.000Z', plates })),
      ...files,
    });
    await visit(`${PAGE}/v1`);
    await heading(/Kadekwartier/);
    expect(plateLine('K-51-FTN').getByText('Telt vanaf 1 december 2026.')).toBeTruthy();
  });

  it('has the buttons this product gives, and no others [PORTAL-070]', async () => {
    atTheDesk({
      [ONE]: permit({ actions: ['documents', 'apply-again'] }),
      ...files,
      'POST /v1/applications': application('period', { id: 'a2' }),
      'GET /v1/applications/a2': application('period', { id: 'a2' }),
    });
    const { user, address } = await visit(`${PAGE}/v1`);
    await heading(/Kadekwartier/);
    expect(screen.getByRole('button', { name: 'Documenten' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Vraag opnieuw aan' }));
    await heading('Voor hoe lang?');
    expect(address()).toBe('/voorbeeld/desk/applications/a2/period');
  });

  it('offers no other application where the product does not [PORTAL-070]', async () => {
    atTheDesk({ [ONE]: permit(), ...files });
    await visit(`${PAGE}/v1`);
    await heading(/Kadekwartier/);
    expect(screen.queryByRole('button', { name: 'Vraag opnieuw aan' })).toBeNull();
  });

  it('has what was sent and the letters that came in two tabs [PORTAL-075] [LOKET-030]', async () => {
    const { asked } = atTheDesk({
      [ONE]: permit(),
      ...files,
      'GET /v1/permits/v1/documents/l1': () => new Response('%PDF-1.4'),
    });
    const { user } = await visit(`${PAGE}/v1`);
    const letters = await screen.findByRole('tab', { name: 'Product documenten 1' });
    expect(letters.getAttribute('aria-selected')).toBe('true');
    const link = screen.getByRole('link', { name: 'Besluit: verleend' });
    expect(link.getAttribute('href')).toBe('/v1/permits/v1/documents/l1');
    expect(link.getAttribute('download')).toBe('BV-1-permit-issued.pdf');
    const saved = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    await user.click(link);
    await screen.findByRole('link', { name: 'Besluit: verleend' });
    expect(asked.at(-1)?.path).toBe('/v1/permits/v1/documents/l1');
    expect(saved).toHaveBeenCalledTimes(1);
    saved.mockRestore();
    await user.click(screen.getByRole('tab', { name: 'Aanvraag documenten 1' }));
    expect(screen.getByRole('link', { name: 'lease.png' }).getAttribute('href')).toBe('/v1/permits/v1/documents/d1');
  });

  it('says that nothing was sent, and that the letter follows, which it then does by itself [PORTAL-075]', async () => {
    const api = atTheDesk({ [ONE]: permit(), [FILES]: { application: [], product: [] } });
    const { user } = await visit(`${PAGE}/v1`);
    expect(await screen.findByText(/^Er is nog geen brief/)).toBeTruthy();
    await user.click(screen.getByRole('tab', { name: /^Aanvraag documenten/ }));
    expect(screen.getByText('U heeft bij deze aanvraag geen documenten gestuurd.')).toBeTruthy();
    await user.click(screen.getByRole('tab', { name: /^Product documenten/ }));
    api.answer({ [FILES]: { application: [], product: [letter('permit-issued')] } });
    expect(await screen.findByRole('link', { name: 'Besluit: verleend' })).toBeTruthy();
  });

  it('that is not there, or is somebody else’s, says so', async () => {
    atTheDesk({ [ONE]: refused(404, 'not-found'), [FILES]: refused(404, 'not-found') });
    await visit(`${PAGE}/v1`);
    expect(await screen.findByRole('alert')).toBeTruthy();
  });
});

describe('history', () => {
  const ended = permit({
    phase: 'ended',
    endedAt: '2026-11-19T10:00:00.000Z',
    endGround: 'moved',
    actions: ['documents'],
    plates: permit().plates.map((plate) => ({ ...plate, counts: false })),
  });

  it('shows what is over, a page at a time [PORTAL-088]', async () => {
    atTheDesk({
      'GET /v1/history': ({ query }) =>
        query.get('cursor') === 'next'
          ? { items: [permit({ id: 'v2', phase: 'expired', number: 'BV-2' })], nextCursor: null, since: null }
          : { items: [ended], nextCursor: 'next', since: null },
    });
    const { user, container } = await visit('/voorbeeld/desk/history');
    expect(await screen.findByText('Beëindigd')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Toon meer' }));
    expect(await screen.findByText('Verlopen')).toBeTruthy();
    expect(screen.getAllByText(/^Was geldig van/)).toHaveLength(2);
    expect(screen.queryByRole('button', { name: 'Toon meer' })).toBeNull();
  });

  it('opens what is over, with why and with its letters [PORTAL-088]', async () => {
    atTheDesk({ [ONE]: ended, ...files });
    await visit(`${PAGE}/v1`);
    expect(await screen.findByRole('heading', { name: 'Beëindigd op 19 november 2026' })).toBeTruthy();
    expect(screen.getByText('U woont niet meer op het adres waarvoor de vergunning gold.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Alles in uw historie' }).getAttribute('href')).toBe(
      '/voorbeeld/desk/history',
    );
    expect(await screen.findByRole('link', { name: 'Besluit: verleend' })).toBeTruthy();
  });
});

describe('the pass of a garage subscription', () => {
  const garage = (pass: Partial<NonNullable<ReturnType<typeof permit>['pass']>>) =>
    onTheDay(
      permit({
        areaName: 'Garage Kade',
        pass: {
          number: 'PAS-000012',
          status: 'being-made',
          dueOn: '2026-12-01',
          postedAt: null,
          blockedAt: null,
          ...pass,
        },
      }),
    );

  it.each([
    ['being made, and when it comes', {}, 'Pass being made', /on 1 December 2026 at the latest/],
    [
      'posted',
      { status: 'posted', postedAt: '2026-11-20T10:00:00.000Z' } as const,
      'Pass posted',
      /We posted the pass to you on 20 November 2026/,
    ],
    [
      'blocked',
      { status: 'blocked', blockedAt: '2026-11-21T08:00:00.000Z' } as const,
      'Pass blocked',
      /blocked on 21 November 2026/,
    ],
  ])('is shown as %s [LOKET-054, LOKET-057]', async (_what, pass, status, words) => {
    atTheDesk({ [ONE]: garage(pass), ...files });
    const { container } = await visit(`${PAGE}/v1`, 'en');
    expect(await screen.findByRole('heading', { level: 2, name: 'Parking pass' })).toBeTruthy();
    expect(screen.getByText(status)).toBeTruthy();
    expect(screen.getByText('number PAS-000012')).toBeTruthy();
    expect(screen.getByText(words)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });
});
