import { screen, within } from '@testing-library/react';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { application, atTheDesk, refund, refunds } from '../testing/sample.ts';

const A = '/voorbeeld/desk/applications/a1';
const READ = 'GET /v1/applications/a1';
const ANSWER = 'PATCH /v1/applications/a1/answers';
const REFUNDS = 'GET /v1/refunds';
const CONFIRM = 'POST /v1/applications/a1/_confirm';

const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name });
const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });

beforeEach(() => sessionStorage.clear());

describe('the step for questions', () => {
  const LENGTH = {
    id: 'length',
    text: { nl: 'Is de wagen korter dan 8 meter?', en: 'Is the van shorter than 8 metres?' },
    kind: 'yes-no' as const,
  };
  const WHY = { id: 'why', text: { nl: 'Waarvoor is het?', en: 'What is it for?' }, kind: 'text' as const };
  const asking = (...questions: (typeof LENGTH | typeof WHY)[]) =>
    application('questions', { steps: ['plates', 'questions', 'declaration'], options: { questions } });

  it('goes on once every question is answered', async () => {
    const { asked } = atTheDesk({ [READ]: asking(LENGTH, WHY), [ANSWER]: application('declaration', { version: 2 }) });
    const { user, container } = await visit(A);
    await heading('Nog een paar vragen');
    await user.click(screen.getByRole('radio', { name: 'Ja' }));
    expect(button('Volgende').disabled).toBe(true);
    await user.type(screen.getByRole('textbox', { name: 'Waarvoor is het?' }), ' Verhuizing ');
    expect(await violationsIn(container)).toEqual([]);
    await user.click(button('Volgende'));
    await heading('Klopt alles?');
    expect(asked.find(({ method }) => method === 'PATCH')?.body).toEqual({
      questions: { length: 'yes', why: 'Verhuizing' },
    });
  });

  it('says beside the question that its answer rules the product out', async () => {
    const unmet = { rule: 'answers', outcome: 'not-met', article: null, values: { question: 'length' }, remedy: null };
    atTheDesk({
      [READ]: asking(LENGTH),
      [ANSWER]: refused(409, 'answer-not-accepted', { trace: { id: 't', steps: [unmet] } }),
    });
    const { user } = await visit(A);
    await heading('Nog een vraag');
    await user.click(screen.getByRole('radio', { name: 'Nee' }));
    await user.click(button('Volgende'));
    expect(await screen.findAllByText(/^Met dit antwoord kunt u dit product niet krijgen/)).toHaveLength(2);
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Nee' }).checked).toBe(true);
    await user.click(screen.getByRole('radio', { name: 'Ja' }));
    expect(screen.queryByText(/^Met dit antwoord/)).toBeNull();
  });
});

describe('the declaration', () => {
  it('cannot be passed without declaring that all is true, and is confirmed with [Bevestig] [PORTAL-044]', async () => {
    const { asked } = atTheDesk({
      [READ]: application('declaration'),
      [CONFIRM]: application(null, { version: 2, status: 'awaiting-payment', actions: ['to-cart', 'withdraw'] }),
    });
    const { user, address, container } = await visit(A);
    await heading('Klopt alles?');
    expect(screen.getByRole('heading', { name: 'Ik verklaar dat' })).toBeTruthy();
    expect(button('Bevestig').disabled).toBe(true);
    await user.click(screen.getByRole('checkbox', { name: 'Ja, ik verklaar dat dit alles waar is' }));
    expect(await violationsIn(container)).toEqual([]);
    await user.dblClick(button('Bevestig'));
    await heading('Bewonersvergunning staat klaar om te betalen');
    expect(address()).toBe(A);
    expect(asked.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([
      { declared: true, declarationVersion: '1', language: 'nl' },
    ]);
  });

  it('says which language it was read in [PORTAL-044] [PORTAL-016]', async () => {
    const { asked } = atTheDesk({ [READ]: application('declaration'), [CONFIRM]: refused(503, 'busy-try-again') });
    const { user } = await visit(A, 'en');
    await user.click(await screen.findByRole('checkbox'));
    await user.click(button('Confirm'));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('checkbox').checked).toBe(true);
    expect(asked.find(({ method }) => method === 'POST')?.body).toMatchObject({ language: 'en' });
  });
});

describe('the result', () => {
  const done = (more: Parameters<typeof application>[1]) => atTheDesk({ [READ]: application(null, more) });
  const link = (name: string | RegExp) => screen.getByRole('link', { name }).getAttribute('href');

  it('a: what is free is valid at once [PORTAL-045]', async () => {
    done({ status: 'issued', priceCents: 0, permitId: 'v1', actions: [], answers: { startsOn: '2020-01-01' } });
    const { container } = await visit(A);
    await heading('Bewonersvergunning is geldig');
    expect(screen.getByText('U hoeft niets te betalen. U vindt het bij Huidige producten.')).toBeTruthy();
    expect(link('Bekijk Bewonersvergunning')).toBe('/voorbeeld/desk/permits/v1');
    expect(await violationsIn(container)).toEqual([]);
  });

  it('b: what has documents is looked at first, with the last day by law [PORTAL-045] [PORTAL-052]', async () => {
    done({ status: 'in-review', decideBefore: '2027-01-16', actions: ['withdraw'] });
    await visit(A);
    await heading('Wij kijken uw aanvraag na');
    expect(screen.getByText('Wacht op goedkeuring')).toBeTruthy();
    expect(screen.getByText('Wij beslissen uiterlijk 16 januari 2027.')).toBeTruthy();
    expect(button(/^Trek in/)).toBeTruthy();
  });

  it('c: what costs waits in the cart, and counts only after paying [PORTAL-045] [PORTAL-002] [LOKET-006]', async () => {
    done({ status: 'awaiting-payment', actions: ['to-cart', 'withdraw'] });
    await visit(A);
    await heading('Bewonersvergunning staat klaar om te betalen');
    expect(screen.getByRole('heading', { name: 'Nog niet geldig' })).toBeTruthy();
    expect(screen.getByText(/Betaal uiterlijk 20 december 2026/)).toBeTruthy();
    expect(link('Betaal')).toBe('/voorbeeld/desk/cart');
  });

  it('always offers another product beside paying [LOKET-013]', async () => {
    done({ status: 'awaiting-payment', actions: ['to-cart', 'withdraw'] });
    await visit(A);
    await heading(/betalen$/);
    expect(link('Betaal')).toBe('/voorbeeld/desk/cart');
    expect(link('Vraag nog een product aan')).toBe('/voorbeeld/desk/products');
  });

  it('of a rejection says why, how to object, and under which number it was weighed [PORTAL-053] [BEYOND-007]', async () => {
    atTheDesk({
      [READ]: application(null, {
        status: 'rejected',
        ground: 'evidence-other-person',
        actions: ['withdraw'],
        traceId: '0199c0de-0000-7000-8000-000000000001',
        letters: [
          {
            id: 'l1',
            requirementId: null,
            kind: 'application-rejected',
            kindName: null,
            fileName: 'Z-2304-application-rejected.pdf',
            mediaType: 'application/pdf',
            bytes: 25_000,
            at: '2026-11-20T09:00:00.000Z',
            superseded: false,
          },
        ],
      }),
    });
    const { container } = await visit(A);
    await heading('Wij hebben uw aanvraag afgekeurd');
    expect(screen.getByText('Het document staat op naam van iemand anders.')).toBeTruthy();
    expect(screen.getByText(/U kunt bezwaar maken/)).toBeTruthy();
    expect(screen.getByText(/0199c0de-0000-7000-8000-000000000001/)).toBeTruthy();
    expect(link('Besluit: afgekeurd')).toBe('/v1/applications/a1/documents/l1');
    expect(screen.queryByRole('link', { name: /Vervolg/ })).toBeNull();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('can be withdrawn after a question, and says what became of it [PORTAL-059]', async () => {
    atTheDesk({
      [READ]: application(null, { status: 'in-review', actions: ['withdraw'] }),
      'POST /v1/applications/a1/_withdraw': application(null, { version: 2, status: 'withdrawn', actions: [] }),
    });
    const { user } = await visit(A);
    await heading('Wij kijken uw aanvraag na');
    await user.click(button(/^Trek in/));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Ja' }));
    await heading('U heeft deze aanvraag ingetrokken');
    expect(screen.queryByRole('button', { name: /^Trek in/ })).toBeNull();
  });

  it('that was withdrawn after it was paid asks to which account the money goes, and follows it [PORTAL-059, BEYOND-018]', async () => {
    const owed = refund({ permitId: null, status: 'due', reason: 'withdrawn', rules: [] });
    const api = atTheDesk({
      [READ]: application(null, { status: 'withdrawn', actions: [] }),
      [REFUNDS]: refunds(owed, refund({ id: 'r9', permitId: null, applicationId: 'a9' })),
      'POST /v1/refunds/r1/_give-account': { status: 'awaiting-approval' },
    });
    const { user, container } = await visit(A);
    const part = within(await screen.findByRole('region', { name: 'Terugbetaling' }));
    expect(part.getByRole('heading', { level: 2 }).textContent).toMatch(/45,00/);
    expect(await violationsIn(container)).toEqual([]);
    await user.type(part.getByLabelText(/IBAN/), 'NL91 ABNA 0417 1643 00');
    await user.type(part.getByLabelText('Op naam van'), 'Sanne de Boer');
    api.answer({ [REFUNDS]: refunds({ ...owed, status: 'awaiting-approval' }) });
    await user.click(part.getByRole('button', { name: 'Gebruik deze rekening' }));
    expect(await part.findByText('Wij kijken ernaar')).toBeTruthy();
    expect(part.queryByLabelText(/IBAN/)).toBeNull();
    expect(api.asked.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([
      { iban: 'NL91 ABNA 0417 1643 00', name: 'Sanne de Boer' },
    ]);
  });

  it.each([
    ['lapsed', 'Deze aanvraag is vervallen'],
    ['closed-rejected', 'Deze aanvraag is afgekeurd'],
  ] as const)('that is over (%s) says what to do now', async (status, title) => {
    done({ status, actions: [], ground: status === 'lapsed' ? null : 'not-entitled' });
    await visit(A);
    await heading(title);
    expect(link('Vraag nog een product aan')).toBe('/voorbeeld/desk/products');
  });
});
