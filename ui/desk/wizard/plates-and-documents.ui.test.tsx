import { screen, within } from '@testing-library/react';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { application, atTheDesk, file, plate, requirement } from '../testing/sample.ts';

const A = '/voorbeeld/desk/applications/a1';
const READ = 'GET /v1/applications/a1';
const ANSWER = 'PATCH /v1/applications/a1/answers';
const UPLOAD = 'POST /v1/applications/a1/documents';

const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name });
const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Kenteken' });

beforeEach(() => sessionStorage.clear());

describe('the step for plates', () => {
  const own = plate();
  const other = plate({ id: 'p2', display: '627-HX-3', keeper: 'other', vehicle: 'Kia E-Niro', colour: 'wit' });
  const withPlates = (...plates: ReturnType<typeof plate>[]) =>
    application('plates', { version: plates.length + 1, answers: { plates } });

  async function openDialog(routes: Parameters<typeof atTheDesk>[0] = {}) {
    const api = atTheDesk({ [READ]: withPlates(), ...routes });
    const visited = await visit(A);
    await heading('Voor welke auto’s is het?');
    await visited.user.click(button('Voeg eerste kenteken toe'));
    return { ...visited, api };
  }

  it('says how many there may be, and counts the button up to the most [PORTAL-037] [LOKET-011]', async () => {
    const api = atTheDesk({ [READ]: withPlates(), [ANSWER]: withPlates(own) });
    const { user } = await visit(A);
    await heading('Voor welke auto’s is het?');
    expect(screen.getByText(/U mag 2 kentekens opgeven\. Minstens 1 is nodig\. Eén auto tegelijk/)).toBeTruthy();
    expect(button('Volgende').disabled).toBe(true);
    await user.click(button('Voeg eerste kenteken toe'));
    await user.type(field(), 'k51ftn');
    await user.click(button('OK'));
    api.answer({ [ANSWER]: withPlates(own, other) });
    await user.click(await screen.findByRole('button', { name: 'Voeg tweede kenteken toe' }));
    expect(field().value).toBe('');
    await user.type(field(), '627 hx 3');
    await user.click(button('OK'));
    await screen.findByText('Kia E-Niro, wit');
    expect(screen.queryByRole('button', { name: /Voeg .* toe/ })).toBeNull();
    expect(api.asked.filter(({ method }) => method === 'PATCH').map(({ body }) => body)).toEqual([
      { plates: [{ plate: 'k51ftn', country: 'NL' }] },
      {
        plates: [
          { plate: 'K-51-FTN', country: 'NL' },
          { plate: '627 hx 3', country: 'NL' },
        ],
      },
    ]);
  });

  it.each([
    ['', 'Vul een kenteken in.'],
    ['1-ABC-234', /Dit is geen Nederlands kenteken/],
    ['K?!', /kenteken/],
  ])('says in the dialog what is wrong with "%s", and keeps it [PORTAL-038]', async (typed, sentence) => {
    const { user, api } = await openDialog();
    if (typed !== '') await user.type(field(), typed);
    await user.click(button('OK'));
    expect(within(screen.getByRole('dialog')).getAllByText(sentence).length).toBeGreaterThan(0);
    expect(field().getAttribute('aria-invalid')).toBe('true');
    expect(field().value).toBe(typed);
    expect(api.asked.some(({ method }) => method === 'PATCH')).toBe(false);
  });

  it('takes a plate of another country once that country is chosen [PORTAL-038]', async () => {
    const belgian = plate({ country: 'B', display: '1-ABC-234', keeper: 'not-asked', vehicle: null, colour: null });
    const { user, api } = await openDialog({ [ANSWER]: withPlates(belgian) });
    await user.selectOptions(screen.getByRole('combobox'), 'B');
    await user.type(field(), '1abc234');
    await user.click(button('OK'));
    await screen.findByRole('button', { name: 'Voeg tweede kenteken toe' });
    expect(api.asked.find(({ method }) => method === 'PATCH')?.body).toEqual({
      plates: [{ plate: '1abc234', country: 'B' }],
    });
  });

  it('keeps a refused plate in the dialog, with the reason [PORTAL-037]', async () => {
    const { user } = await openDialog({ [ANSWER]: refused(409, 'same-plate-twice', { detail: 'Al opgegeven.' }) });
    await user.type(field(), 'K51FTN');
    await user.click(button('OK'));
    expect((await screen.findAllByText(/opgegeven/)).length).toBeGreaterThan(0);
    expect(field().value).toBe('K-51-FTN');
  });

  it.each([
    ['own', 'Staat op uw naam.', false],
    ['other', 'Staat niet op uw naam.', true],
    ['unavailable', 'Het kentekenregister geeft nu geen antwoord.', true],
  ] as const)('says per plate what the register knows: %s [PORTAL-039]', async (keeper, sentence, proof) => {
    atTheDesk({
      [READ]: application('plates', {
        answers: { plates: [plate({ keeper })] },
        requirements: proof ? [requirement()] : [],
      }),
    });
    const { container } = await visit(A);
    await heading('Voor welke auto’s is het?');
    const card = within(screen.getByRole('region', { name: 'Kenteken 1' }));
    expect(card.getByText(sentence)).toBeTruthy();
    expect(card.queryByText(/stap Documenten/) !== null).toBe(proof);
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says nothing of the register for a business, which is not asked [PORTAL-039]', async () => {
    atTheDesk({ [READ]: withPlates(plate({ keeper: 'not-asked' })) });
    await visit(A);
    const card = within(await screen.findByRole('region', { name: 'Kenteken 1' }));
    expect(card.queryByText(/naam|register/)).toBeNull();
  });

  it('goes on only after "Ja, dit zijn ze", which is asked anew after a change [PORTAL-040]', async () => {
    const confirmed = application('declaration', { version: 9, answers: { plates: [own], platesConfirmed: true } });
    const api = atTheDesk({ [READ]: withPlates(own, other), [ANSWER]: withPlates(own) });
    const { user } = await visit(A);
    await heading('Voor welke auto’s is het?');
    await user.click(screen.getByRole('radio', { name: 'Nee' }));
    expect(button('Volgende').disabled).toBe(true);
    await user.click(screen.getByRole('radio', { name: 'Ja' }));
    expect(button('Volgende').disabled).toBe(false);
    api.answer({ [ANSWER]: { ...withPlates(own), version: 8 } });
    await user.click(button('Verwijder 627-HX-3'));
    await screen.findByRole('button', { name: 'Voeg tweede kenteken toe' });
    expect(button('Volgende').disabled).toBe(true);
    api.answer({ [ANSWER]: confirmed });
    await user.click(screen.getByRole('radio', { name: 'Ja' }));
    await user.click(button('Volgende'));
    await heading('Klopt alles?');
    expect(api.asked.filter(({ method }) => method === 'PATCH').at(-1)?.body).toEqual({ platesConfirmed: true });
  });

  it('shows no way to change them after that [PORTAL-040]', async () => {
    atTheDesk({ [READ]: application('declaration') });
    await visit(`${A}/plates`);
    await heading('Voor welke auto’s is het?');
    expect(screen.getByRole('heading', { name: /^U heeft bevestigd dat dit alle kentekens zijn/ })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Verwijder|Voeg/ })).toBeNull();
    expect(button('Volgende').disabled).toBe(false);
  });
});

describe('the step for documents', () => {
  const STEPS = ['plates', 'documents', 'declaration'] as const;
  const asking = (more: Parameters<typeof application>[1] = {}) =>
    application('documents', { steps: [...STEPS], requirements: [requirement()], ...more });
  const given = { requirements: [requirement({ given: true })], documents: [file()] };
  const input = (capture: boolean) =>
    [...document.querySelectorAll<HTMLInputElement>('input[type=file]')].find(
      (known) => known.hasAttribute('capture') === capture,
    )!;

  it('says for what and why, and with what it can be shown [PORTAL-041] [LOKET-012]', async () => {
    atTheDesk({ [READ]: asking() });
    const { user, container } = await visit(A);
    await heading('Stuur uw documenten');
    expect(screen.getByText('Deze auto staat niet op uw naam.')).toBeTruthy();
    expect(screen.getByText('Nog nodig')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Kies bestand/ })).toBeNull();
    await user.click(screen.getByRole('radio', { name: 'Leasecontract' }));
    expect(
      screen.getByText(/PDF, JPG, PNG of HEIC, hoogstens 10 MB|PDF, JPG, PNG of HEIC, hooguit 10 MB/),
    ).toBeTruthy();
    expect(button('Volgende').disabled).toBe(true);
    expect(await violationsIn(container)).toEqual([]);
  });

  it.each([
    ['a file', false],
    ['a photo', true],
  ])('sends %s, with what it proves [PORTAL-042]', async (_what, photo) => {
    const api = atTheDesk({ [READ]: asking(), [UPLOAD]: file() });
    const { user } = await visit(A);
    await heading('Stuur uw documenten');
    await user.click(screen.getByRole('radio', { name: 'Leasecontract' }));
    expect(button(photo ? /Maak een foto/ : /Kies bestand/)).toBeTruthy();
    api.answer({ [READ]: asking({ version: 2, ...given }) });
    await user.upload(input(photo), new File(['x'], 'lease.png', { type: 'image/png' }));
    expect(await screen.findByText('Ontvangen')).toBeTruthy();
    const form = api.asked.find(({ method }) => method === 'POST')?.body as FormData;
    expect([form.get('requirementId'), form.get('kind')]).toEqual(['use-of-car:p1', 'lease']);
    expect(screen.getByRole('link', { name: 'lease.png' })).toBeTruthy();
  });

  it('says why a file was refused, and nothing else changes', async () => {
    atTheDesk({ [READ]: asking(), [UPLOAD]: refused(422, 'file-infected', { detail: 'Er zit een virus in.' }) });
    const { user } = await visit(A);
    await heading('Stuur uw documenten');
    await user.click(screen.getByRole('radio', { name: 'Leasecontract' }));
    await user.upload(input(false), new File(['x'], 'lease.png', { type: 'image/png' }));
    expect((await screen.findAllByText(/virus/)).length).toBeGreaterThan(0);
    expect(screen.getByText('Nog nodig')).toBeTruthy();
  });

  it('shows, deletes and adds until "Ja" [PORTAL-043]', async () => {
    const api = atTheDesk({
      [READ]: asking(given),
      'GET /v1/applications/a1/documents/d1': () => new Response(new Uint8Array([137, 80, 78, 71])),
      'DELETE /v1/applications/a1/documents/d1': asking({ version: 3 }),
    });
    const { user } = await visit(A);
    await heading('Stuur uw documenten');
    expect(screen.getByRole('radio', { name: 'Ja' })).toBeTruthy();
    await user.click(screen.getByRole('link', { name: 'lease.png' }));
    expect(await screen.findByRole('img', { name: 'lease.png' })).toBeTruthy();
    await user.click(button('Sluit'));
    await user.click(button('Verwijder lease.png'));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Ja' }));
    expect(await screen.findByText('Nog nodig')).toBeTruthy();
    expect(screen.queryByRole('radio', { name: 'Ja' })).toBeNull();
    expect(api.asked.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
  });

  it('is locked after "Ja" and [Volgende] [PORTAL-043]', async () => {
    atTheDesk({ [READ]: application('declaration', { steps: [...STEPS], ...given }) });
    await visit(`${A}/documents`);
    await heading('Stuur uw documenten');
    expect(screen.getByRole('heading', { name: 'U heeft bevestigd dat dit alle documenten zijn.' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Verwijder|Kies bestand|Maak een foto/ })).toBeNull();
  });

  it('says why a document sent before was not good enough, and keeps it to read [PORTAL-054]', async () => {
    atTheDesk({
      [READ]: asking({
        status: 'rejected-new-document',
        ground: 'evidence-unreadable',
        documents: [file({ superseded: true })],
      }),
    });
    await visit(A);
    expect(await screen.findByRole('heading', { name: 'Uw vorige document was niet goed genoeg' })).toBeTruthy();
    expect(screen.getByText('Het document is niet goed te lezen.')).toBeTruthy();
    expect(screen.getByText('Eerder gestuurd, niet goed genoeg')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Verwijder/ })).toBeNull();
  });
});
