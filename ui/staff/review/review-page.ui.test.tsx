import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { violationsIn } from '../../testing/render.tsx';
import { refused } from '../../testing/api.ts';
import { visit } from '../../testing/visit.tsx';
import { COLLEAGUE, conflict, document as proof, ME, picture, signedInAs, summary, task } from '../testing/sample.ts';

const PATH = '/voorbeeld/staff/tasks/t1';
const READ = 'GET /v1/staff/tasks/t1';
const DECIDE = 'POST /v1/staff/tasks/t1/_decide';
const PICTURE = { 'GET /v1/staff/tasks/t1/documents/d1': picture };
const MINE = { ...PICTURE, [READ]: task({ claimedBy: ME }) };

const press = (user: UserEvent, name: string | RegExp) => user.click(screen.getByRole('button', { name }));
const choose = (user: UserEvent, name: string | RegExp) => user.click(screen.getByRole('radio', { name }));

beforeEach(() => sessionStorage.clear());

describe('a case to judge', () => {
  it('asks its question, shows the proof and the rules with their values and articles [LOKET-012] [BEYOND-007]', async () => {
    signedInAs(['clerk'], { ...PICTURE, [READ]: task() });
    const { container } = await visit(PATH);
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Mag kenteken Nederland, 6 2 7 H X 3 op deze vergunning?' }),
    ).toBeTruthy();
    expect(await screen.findByRole('img', { name: 'Leasecontract, bestand lease.png' })).toBeTruthy();
    expect(screen.getByText('1.187 van 1.200 plaatsen zijn uitgegeven.')).toBeTruthy();
    expect(screen.getByText('Kentekenregister: staat niet op naam van de aanvrager.')).toBeTruthy();
    expect(screen.getByText('Artikel 4 lid 2')).toBeTruthy();
    expect(screen.getByText('Kia E-Niro, wit')).toBeTruthy();
    expect(screen.getByText(/aanvrager E\. V\./)).toBeTruthy();
    expect(screen.getByText(/Versie 1, in het Nederlands/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is taken in hand, and given back', async () => {
    const { asked } = signedInAs(['clerk'], {
      ...PICTURE,
      [READ]: task(),
      'POST /v1/staff/tasks/t1/_claim': task({ claimedBy: ME }),
      'POST /v1/staff/tasks/t1/_release': task(),
    });
    const { user } = await visit(PATH);
    await screen.findByText('Deze zaak heeft nog geen behandelaar');
    await press(user, 'Neem in behandeling');
    expect(await screen.findByRole('heading', { name: 'Uw besluit' })).toBeTruthy();
    await press(user, 'Geef terug');
    expect(await screen.findByText('Deze zaak heeft nog geen behandelaar')).toBeTruthy();
    // What is shown has been read once: each reading is recorded for the applicant.
    expect(asked.filter(({ path }) => path.endsWith('/documents/d1'))).toHaveLength(1);
    expect(asked.filter(({ method, path }) => method === 'GET' && path.endsWith('/t1'))).toHaveLength(1);
  });

  it('says beforehand what approval brings the applicant, and afterwards again [PORTAL-052]', async () => {
    const { asked } = signedInAs(['clerk'], { ...MINE, [DECIDE]: null });
    const { user } = await visit(PATH);
    await screen.findByRole('heading', { name: 'Uw besluit' });
    await choose(user, 'Keur goed');
    expect(screen.getByText(/De aanvrager kan betalen, binnen 30 dagen/)).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: /Toelichting/ }), 'Huurder en kenteken kloppen.');
    await press(user, 'Leg besluit vast');
    const title = await screen.findByRole('heading', { level: 1, name: 'Z-2304 is goedgekeurd' });
    await waitFor(() => expect(document.activeElement).toBe(title));
    expect(screen.getByText(/De aanvrager kan betalen, binnen 30 dagen/)).toBeTruthy();
    expect(asked.at(-1)?.body).toEqual({
      verdict: 'approve',
      ground: null,
      note: 'Huurder en kenteken kloppen.',
      documentIds: null,
    });
  });

  it.each([
    ['a permit that costs nothing', { priceCents: 0 }, /meteen verleend/],
    ['a review before the declaration', { declaration: null }, /kan verder met de aanvraag/],
  ])('says of %s what follows', async (_name, more, words) => {
    signedInAs(['clerk'], { ...PICTURE, [READ]: task({ claimedBy: ME, ...more }) });
    const { user } = await visit(PATH);
    await screen.findByRole('heading', { name: 'Uw besluit' });
    await choose(user, 'Keur goed');
    expect(screen.getByText(words)).toBeTruthy();
  });

  it('sends back only the documents that are not good enough, with the sentence the applicant reads [PORTAL-054]', async () => {
    const two = [proof(), proof({ id: 'd2', fileName: 'oud.pdf', mediaType: 'application/pdf' })];
    const { asked } = signedInAs(['clerk'], {
      ...PICTURE,
      'GET /v1/staff/tasks/t1/documents/d2': picture,
      [READ]: task({ claimedBy: ME, documents: two }),
      [DECIDE]: task({ claimedBy: ME, status: 'waiting' }),
    });
    const { user } = await visit(PATH);
    await screen.findByRole('heading', { name: 'Uw besluit' });
    await choose(user, 'Afgekeurd met nieuw document');
    const which = within(screen.getByRole('group', { name: /Welke documenten/ }));
    await user.click(which.getAllByRole('checkbox')[0]!);
    await choose(user, 'Het document is niet goed te lezen.');
    expect(screen.getByText('De reden: “Het document is niet goed te lezen.”')).toBeTruthy();
    await press(user, 'Leg besluit vast');
    await screen.findByRole('heading', { level: 1, name: 'Z-2304 is afgekeurd, een nieuw document mag' });
    expect(asked.at(-1)?.body).toMatchObject({
      verdict: 'reject-new-document',
      ground: 'evidence-unreadable',
      documentIds: ['d2'],
    });
  });

  it('asks whether a rejection is meant, and gives its reason [PORTAL-053]', async () => {
    const { asked } = signedInAs(['clerk'], { ...MINE, [DECIDE]: null });
    const { user } = await visit(PATH);
    await screen.findByRole('heading', { name: 'Uw besluit' });
    await choose(user, 'Wijs af');
    await choose(user, 'U voldoet niet aan de voorwaarden van dit product.');
    await press(user, 'Leg besluit vast');
    const dialog = within(await screen.findByRole('dialog', { name: 'Wilt u deze aanvraag afwijzen?' }));
    await user.click(dialog.getByRole('button', { name: 'Nee, terug' }));
    expect(asked.some(({ path }) => path.endsWith('_decide'))).toBe(false);
    await press(user, 'Leg besluit vast');
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Wijs af' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Z-2304 is afgewezen' })).toBeTruthy();
    expect(
      screen.getByText(/een brief met de reden, het artikel en hoe bezwaar te maken, binnen 6 weken/),
    ).toBeTruthy();
  });

  it('says what is still to be chosen, beside the question and in a summary with the focus', async () => {
    signedInAs(['clerk'], MINE);
    const { user } = await visit(PATH);
    await screen.findByRole('heading', { name: 'Uw besluit' });
    await press(user, 'Leg besluit vast');
    const wrong = screen.getByRole('group', { name: 'Er klopt 1 ding niet' });
    expect(document.activeElement).toBe(wrong);
    await user.click(within(wrong).getByRole('link', { name: 'Kies wat u besluit.' }));
    expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'Keur goed' }));
    await choose(user, 'Wijs af');
    await press(user, 'Leg besluit vast');
    expect(screen.getByRole('group', { name: 'Waarom?' }).getAttribute('aria-invalid')).toBe('true');
  });

  it('keeps what was chosen and typed through a change of language and a new visit', async () => {
    signedInAs(['clerk'], MINE);
    const first = await visit(PATH);
    await screen.findByRole('heading', { name: 'Uw besluit' });
    await choose(first.user, 'Vraag een nieuw document');
    await first.user.type(screen.getByRole('textbox', { name: /Toelichting/ }), 'Handtekening ontbreekt');
    await press(first.user, /EN English/);
    expect(await screen.findByRole('heading', { name: 'Your decision' })).toBeTruthy();
    expect(screen.getByDisplayValue('Handtekening ontbreekt')).toBeTruthy();
    first.unmount();
    await visit(PATH, 'en');
    expect(await screen.findByDisplayValue('Handtekening ontbreekt')).toBeTruthy();
    expect(screen.getByRole('radio', { name: 'Ask for a new document', checked: true })).toBeTruthy();
  });

  it('shows who applies only when asked, and says that this is recorded', async () => {
    const { asked } = signedInAs(['clerk'], {
      ...PICTURE,
      [READ]: task(),
      'POST /v1/staff/tasks/t1/_show-person': {
        name: 'Emma Visser',
        address: ['Singelstraat 8', '4302 SA Voorbeeldstad'],
        email: 'emma@example.nl',
        emailBounced: true,
      },
    });
    const { user } = await visit(PATH);
    expect(await screen.findByText('Dit wordt vastgelegd en is zichtbaar voor de aanvrager.')).toBeTruthy();
    expect(screen.queryByText('Emma Visser')).toBeNull();
    await press(user, 'Toon persoonsgegevens');
    expect(await screen.findByText('Emma Visser')).toBeTruthy();
    expect(screen.getByText('4302 SA Voorbeeldstad')).toBeTruthy();
    expect(screen.getByText(/kwam terug/)).toBeTruthy();
    expect(asked.every(({ path, query }) => !`${path}?${query}`.includes('emma'))).toBe(true);
    await press(user, 'Verberg');
    expect(screen.queryByText('Emma Visser')).toBeNull();
  });

  it('shows a document as what it was found to be, and reads earlier ones only when asked', async () => {
    const { asked } = signedInAs(['clerk'], {
      'GET /v1/staff/tasks/t1/documents/d1': picture,
      'GET /v1/staff/tasks/t1/documents/d2': picture,
      'GET /v1/staff/tasks/t1/documents/d3': picture,
      [READ]: task({
        documents: [
          proof({ mediaType: 'application/pdf', fileName: 'lease.pdf' }),
          proof({ id: 'd2', mediaType: 'image/heic', fileName: 'foto.heic' }),
          proof({ id: 'd3', superseded: true, fileName: 'eerste.png' }),
        ],
      }),
    });
    const { user } = await visit(PATH);
    expect((await screen.findByTitle('Leasecontract, bestand lease.pdf')).tagName).toBe('IFRAME');
    expect(await screen.findByText(/Uw browser kan dit soort bestand niet tonen/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Download foto.heic' }).getAttribute('download')).toBe('foto.heic');
    expect(asked.some(({ path }) => path.endsWith('/d3'))).toBe(false);
    await user.click(screen.getByRole('tab', { name: 'Eerder gestuurd 1' }));
    await press(user, 'Toon document eerste.png');
    expect(await screen.findByRole('img', { name: 'Leasecontract, bestand eerste.png' })).toBeTruthy();
  });

  it('tells apart when the vehicle register gave no answer', async () => {
    signedInAs(['clerk'], { ...PICTURE, [READ]: task({ keeperUnavailable: true }) });
    await visit(PATH);
    expect(await screen.findByRole('heading', { name: 'Het kentekenregister gaf geen antwoord' })).toBeTruthy();
  });
});

describe('two at once', () => {
  it('tells who came second that a colleague has it, and shows the case as it is now', async () => {
    const api = signedInAs(['clerk'], {
      ...PICTURE,
      [READ]: task(),
      'POST /v1/staff/tasks/t1/_claim': conflict('task-of-someone-else'),
    });
    const { user } = await visit(PATH);
    await screen.findByText('Deze zaak heeft nog geen behandelaar');
    await press(user, 'Neem in behandeling');
    const alert = within(await screen.findByRole('alert'));
    expect(alert.getByRole('heading', { name: 'Een collega heeft deze zaak.' })).toBeTruthy();
    api.answer({ [READ]: task({ claimedBy: COLLEAGUE }) });
    await user.click(alert.getByRole('button', { name: 'Ververs' }));
    expect(await screen.findByText('J. van Leeuwen behandelt deze zaak')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('tells that the applicant withdrew meanwhile, and leads to the file [PORTAL-059]', async () => {
    const api = signedInAs(['clerk'], { ...MINE, [DECIDE]: conflict('move-not-allowed', { status: 'withdrawn' }) });
    const { user } = await visit(PATH);
    await screen.findByRole('heading', { name: 'Uw besluit' });
    await choose(user, 'Keur goed');
    await press(user, 'Leg besluit vast');
    expect(await screen.findByText('De aanvraag staat nu op: Ingetrokken.')).toBeTruthy();
    api.answer({ [READ]: refused(404, 'not-found') });
    await press(user, 'Ververs');
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Deze zaak hoeft niet meer beoordeeld te worden' }),
    ).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Bekijk het dossier' }).getAttribute('href')).toBe(
      '/voorbeeld/staff/cases/c1',
    );
  });

  it('asks for the same act again when no answer came, and does it once', async () => {
    let tries = 0;
    const { asked } = signedInAs(['clerk'], {
      ...MINE,
      [DECIDE]: () => {
        tries += 1;
        if (tries === 1) throw new TypeError('network');
        return null;
      },
    });
    const { user } = await visit(PATH);
    await screen.findByRole('heading', { name: 'Uw besluit' });
    await choose(user, 'Keur goed');
    await press(user, 'Leg besluit vast');
    await user.click(await screen.findByRole('button', { name: 'Probeer opnieuw' }));
    await screen.findByRole('heading', { level: 1, name: 'Z-2304 is goedgekeurd' });
    expect(asked.filter(({ path }) => path.endsWith('_decide'))).toHaveLength(2);
  });

  it('lets a colleague read along without deciding', async () => {
    signedInAs(['senior'], { ...PICTURE, [READ]: task({ claimedBy: COLLEAGUE }) });
    await visit(PATH);
    expect(await screen.findByText('J. van Leeuwen behandelt deze zaak')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Leg besluit vast' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Neem in behandeling' })).toBeNull();
  });

  it('goes on to the next case after a decision', async () => {
    signedInAs(['clerk'], {
      ...MINE,
      [DECIDE]: null,
      'GET /v1/staff/tasks': {
        items: [summary({ id: 't2' })],
        nextCursor: null,
        counts: { all: 1, mine: 0, free: 1, waiting: 0, late: 0 },
      },
      'POST /v1/staff/tasks/t2/_claim': task({ id: 't2' }),
      'GET /v1/staff/tasks/t2': task({ id: 't2', number: 'Z-2', documents: [], requirements: [] }),
    });
    const { user, address } = await visit(PATH);
    await screen.findByRole('heading', { name: 'Uw besluit' });
    await choose(user, 'Keur goed');
    await press(user, 'Leg besluit vast');
    await user.click(await screen.findByRole('button', { name: 'Pak de volgende' }));
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Mag deze bewonersvergunning worden verleend?' }),
    ).toBeTruthy();
    expect(address()).toBe('/voorbeeld/staff/tasks/t2');
  });
});
