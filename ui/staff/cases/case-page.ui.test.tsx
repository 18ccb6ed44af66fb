import { screen, waitFor, within } from '@testing-library/react';
import { violationsIn } from '../../testing/render.tsx';
import { refused } from '../../testing/api.ts';
import { visit } from '../../testing/visit.tsx';
import { conflict, found, onTheDay, signedInAs, story } from '../testing/sample.ts';

const PATH = '/voorbeeld/staff/cases/c1';
const READ = 'GET /v1/staff/cases/c1';
const TIMELINE = 'GET /v1/staff/cases/c1/timeline';
const HISTORY = 'GET /v1/staff/cases/c1/history';
const END = 'POST /v1/staff/permits/v1/_end';

const EVENTS = story([
  {
    kind: 'application-opened',
    data: { productId: 'resident', release: 3 },
    about: { nl: 'Bewonersvergunning', en: 'Resident permit' },
  },
  { kind: 'task-claimed', actor: { kind: 'staff', name: 'M. de Wit' } },
  {
    kind: 'payment-received',
    actor: { kind: 'system', name: null },
    data: { paymentId: 'x', cents: 9000 },
    sealed: false,
  },
]);
const NOTES = 'GET /v1/staff/cases/c1/notes';
const KNOWN = { [READ]: found(), [TIMELINE]: EVENTS, [NOTES]: { items: [] } };

describe('the file of a case', () => {
  it('shows where the case is, leaving out what it passed over', async () => {
    signedInAs(['auditor'], {
      ...KNOWN,
      [READ]: found({
        status: 'in-review',
        closedAt: null,
        process: [
          { id: 'opened', state: 'done', at: '2026-11-16T08:50:00.000Z' },
          { id: 'documents', state: 'skipped', at: null },
          { id: 'decided', state: 'now', at: null },
          { id: 'issued', state: 'later', at: null },
        ],
        permitId: null,
        permitPhase: null,
      }),
    });
    const { container } = await visit(PATH);
    await screen.findByText('Aanvraag begonnen');
    const steps = within(screen.getByRole('heading', { name: 'Waar is de zaak nu' }).closest('section')!);
    expect(steps.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('Aanvraag'),
      expect.stringContaining('Beoordeling'),
      expect.stringContaining('Geldig'),
    ]);
    expect(steps.getAllByRole('listitem')[1]?.getAttribute('aria-current')).toBe('step');
    expect(screen.getByText('Wacht op een besluit van de balie')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('tells what happened with who did it, staff by name and citizens never', async () => {
    signedInAs(['auditor'], KNOWN);
    await visit(PATH);
    const events = within((await screen.findByText('Aanvraag begonnen')).closest('ol')!).getAllByRole('listitem');
    expect(events.map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('De aanvrager · Bewonersvergunning · regels versie 3'),
      expect.stringContaining('In behandeling genomenM. de Wit'),
      expect.stringContaining('Betaling ontvangenHet systeem · €\u00a090,00'),
    ]);
    expect(screen.getByText('1 van 3 gebeurtenissen wordt nog verzegeld.')).toBeTruthy();
  });

  it('shows the declaration with its text, version, language and moment [PORTAL-044]', async () => {
    signedInAs(['clerk'], KNOWN);
    await visit(PATH);
    const card = within(
      (await screen.findByRole('heading', { name: 'Verklaring van de aanvrager' })).closest('section')!,
    );
    expect(card.getByText('versie 1')).toBeTruthy();
    expect(card.getByText('Engels')).toBeTruthy();
    expect(card.getByText('16 november 2026 09:59:00')).toBeTruthy();
    expect(card.getAllByRole('listitem').length).toBeGreaterThan(1);
  });

  it('shows each decision with its rules, values, articles and the reference the letter gives [BEYOND-007]', async () => {
    signedInAs(['auditor'], KNOWN);
    const { user } = await visit(PATH);
    await user.click(await screen.findByRole('tab', { name: 'Besluiten 1' }));
    const panel = within(screen.getByRole('tabpanel', { name: 'Besluiten 1' }));
    expect(panel.getByRole('heading', { name: 'Goedgekeurd' })).toBeTruthy();
    expect(panel.getByText(/Door M\. de Wit, 18 november 2026 11:00:00, regels versie 3/)).toBeTruthy();
    expect(panel.getByText('Kenteken 1: op naam, of bewijs van gebruik')).toBeTruthy();
    expect(panel.getByText('1.187 van 1.200 plaatsen zijn uitgegeven.')).toBeTruthy();
    expect(panel.getByText('Artikel 4 lid 2')).toBeTruthy();
    expect(panel.getByText('Kenmerk van de afweging: 0199c0de-0000-7000-8000-000000000001')).toBeTruthy();
    expect(panel.getByText('Toelichting: Huurder en kenteken kloppen.')).toBeTruthy();
  });

  it('shows what the engine recorded, event by event, when somebody wants to see it', async () => {
    const { asked } = signedInAs(['auditor'], {
      ...KNOWN,
      [HISTORY]: {
        processes: [
          {
            workflowId: 'permit-application-c1',
            kind: 'permit-application',
            status: 'COMPLETED',
            events: [
              { id: 1, at: '2026-11-16T08:50:00.000Z', type: 'WorkflowExecutionStarted', name: null },
              { id: 2, at: '2026-11-16T08:50:01.000Z', type: 'ActivityTaskScheduled', name: 'openApplication' },
            ],
          },
          { workflowId: 'letter-1', kind: 'letter', status: 'NOT_KEPT', events: [] },
        ],
      },
    });
    const { user } = await visit(PATH);
    await screen.findByText('Aanvraag begonnen');
    expect(asked.some(({ path }) => path.endsWith('/history'))).toBe(false);
    await user.click(screen.getByRole('tab', { name: 'Stappen' }));
    expect(await screen.findByText('Aanvraag: klaar, 2 stappen')).toBeTruthy();
    expect(
      within(screen.getByRole('row', { name: /openApplication/ })).getByText('ActivityTaskScheduled'),
    ).toBeTruthy();
    expect(screen.getByText('De motor bewaart deze stappen niet meer. Het verhaal van de zaak blijft.')).toBeTruthy();
  });

  it('is still there after the application was withdrawn [PORTAL-059]', async () => {
    signedInAs(['auditor'], {
      [READ]: found({
        status: 'withdrawn',
        process: [{ id: 'opened', state: 'done', at: '2026-11-16T08:50:00.000Z' }],
        permitId: null,
        permitPhase: null,
        decisions: [],
        declaration: null,
      }),
      [TIMELINE]: story([{}, { kind: 'application-withdrawn', data: { from: 'in-review' } }]),
    });
    await visit(PATH);
    expect(await screen.findByText('Aanvraag ingetrokken')).toBeTruthy();
    expect(screen.getByText('De aanvrager · stond op: In beoordeling')).toBeTruthy();
    expect(screen.getAllByText('Ingetrokken').length).toBeGreaterThan(0);
    expect(screen.getByText('Nog niet afgelegd.')).toBeTruthy();
  });

  it('of another municipality reads like none', async () => {
    signedInAs(['auditor'], { [READ]: refused(404, 'not-found'), [TIMELINE]: refused(404, 'not-found') });
    await visit(PATH);
    expect(await screen.findByRole('heading', { level: 1, name: 'Dit dossier is er niet' })).toBeTruthy();
  });
});

describe('the permit of a case', () => {
  it('is ended by staff with a ground, after a question', async () => {
    const api = signedInAs(['senior'], { ...KNOWN, [READ]: onTheDay(found()), [END]: { status: 'ended' } });
    const { user } = await visit(PATH);
    await user.click(await screen.findByRole('button', { name: 'Beëindig BV-2026-04417' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Wilt u vergunning BV-2026-04417 beëindigen?' }));
    await user.click(dialog.getByRole('button', { name: 'Beëindig nu' }));
    expect(dialog.getByText('Kies een reden.')).toBeTruthy();
    expect(api.asked.some(({ path }) => path.endsWith('_end'))).toBe(false);
    await user.click(dialog.getByRole('radio', { name: 'De auto staat niet meer op uw naam.' }));
    api.answer({ [READ]: found({ permitInForce: false, permitPhase: 'ended' }) });
    await user.click(dialog.getByRole('button', { name: 'Beëindig nu' }));
    expect(await screen.findByRole('heading', { name: 'De vergunning is beëindigd' })).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('button', { name: /^Beëindig/ })).toBeNull());
    expect(api.asked.find(({ path }) => path.endsWith('_end'))?.body).toEqual({ ground: 'vehicle-sold' });
  });

  it('that is over already is told, and nothing is lost', async () => {
    signedInAs(['clerk'], { ...KNOWN, [END]: conflict('permit-not-in-force') });
    const { user } = await visit(PATH);
    await user.click(await screen.findByRole('button', { name: /^Beëindig/ }));
    await user.click(screen.getByRole('radio', { name: 'De gemeente heeft de vergunning beëindigd.' }));
    await user.click(screen.getByRole('button', { name: 'Beëindig nu' }));
    expect(await screen.findByText('Deze vergunning is niet meer van kracht.')).toBeTruthy();
    expect(screen.getByRole('radio', { checked: true })).toBeTruthy();
  });

  it('is blocked with a reason and a note for colleagues, and let go again [PEERS-033]', async () => {
    const [BLOCK, LIFT] = ['POST /v1/staff/permits/v1/_block', 'POST /v1/staff/permits/v1/_unblock'];
    const api = signedInAs(['clerk'], {
      ...KNOWN,
      [READ]: onTheDay(found()),
      [BLOCK]: { blocked: true },
      [LIFT]: { blocked: false },
    });
    const { user, container } = await visit(PATH);
    await user.click(await screen.findByRole('button', { name: 'Blokkeer BV-2026-04417' }));
    const asking = within(screen.getByRole('dialog', { name: 'Wilt u vergunning BV-2026-04417 blokkeren?' }));
    await user.click(asking.getByRole('button', { name: 'Blokkeer nu' }));
    expect(asking.getByText('Kies een reden.')).toBeTruthy();
    expect(asking.getByText(/^Schrijf op waarom/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(asking.getByRole('radio', { name: /^Een betaling voor de vergunning/ }));
    await user.type(asking.getByRole('textbox'), 'Incasso teruggehaald');
    api.answer({ [READ]: found({ permitBlockedAt: '2026-11-21T09:00:00.000Z' }) });
    await user.click(asking.getByRole('button', { name: 'Blokkeer nu' }));
    expect(await screen.findByText('De vergunning is geblokkeerd')).toBeTruthy();
    expect(await screen.findByText('Geblokkeerd')).toBeTruthy();
    expect(api.asked.find(({ path }) => path.endsWith('_block'))?.body).toEqual({
      ground: 'block-unpaid',
      note: 'Incasso teruggehaald',
    });

    await user.click(screen.getByRole('button', { name: 'Haal de blokkade eraf BV-2026-04417' }));
    await user.type(screen.getByRole('textbox', { name: /Aantekening/ }), 'Betaald');
    await user.click(screen.getByRole('button', { name: 'Haal eraf' }));
    expect(await screen.findByText('De vergunning telt weer')).toBeTruthy();
    expect(api.asked.find(({ path }) => path.endsWith('_unblock'))?.body).toEqual({ note: 'Betaald' });
  });

  it('cannot be ended by who only looks', async () => {
    signedInAs(['auditor'], KNOWN);
    await visit(PATH);
    expect(await screen.findByText('BV-2026-04417')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Beëindig/ })).toBeNull();
  });
});
