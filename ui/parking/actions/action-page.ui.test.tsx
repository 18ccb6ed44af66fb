import { screen } from '@testing-library/react';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { at, inTheApp, story } from './testing/sample.ts';

const PAGE = '/parking/a/a1';
const ONE = 'GET /v1/parking/actions/a1';

const rows = () => screen.getAllByRole('row').map(({ textContent }) => textContent.replace(/\s/g, ' '));

describe('one parking action', () => {
  it('tells its price line by line, with the version it was worked out with [BEYOND-008]', async () => {
    const ended = story({ state: 'ended', startsAt: at('10:00'), endsAt: at('22:30'), may: [], amounts: [{ unit: 'eurocent', amount: 945 }] }); // prettier-ignore
    inTheApp({}, { [ONE]: ended });
    const { container } = await visit(PAGE);
    expect(await screen.findByRole('heading', { level: 1, name: /^vandaag, 10.00 tot 22.30\suur$/ })).toBeTruthy();
    expect(rows()).toEqual([
      expect.stringMatching(/10.00 tot 21.00 uur · 11 u · betaald€ 9,45$/),
      expect.stringMatching(/21.00 tot 22.30 uur · 1 u 30 min · gratis€ 0,00$/),
      'Samen€ 9,45',
    ]);
    expect(screen.getByText(/tarieven van versie 3: 11\su betaalde tijd/)).toBeTruthy();
    expect(screen.getByText(/^Dit kostte het: €\s9,45\.$/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('that runs can be stopped here too, and shows since when officers see it [BEYOND-006]', async () => {
    inTheApp({}, { [ONE]: story() });
    await visit(PAGE, 'en');
    expect(await screen.findByRole('button', { name: 'Stop Oma Ria' })).toBeTruthy();
    expect(screen.getByText(/^Visible to enforcement since today/)).toBeTruthy();
  });

  it('keeps both plates after a correction [BEYOND-002]', async () => {
    inTheApp({}, { [ONE]: story({ correctedFrom: '1-ABC-243' }) });
    await visit(PAGE);
    expect((await screen.findByText('Kenteken voor de verbetering')).nextElementSibling?.textContent).toBe('1-ABC-243');
  });

  it('of which the plate was erased says so, and its price stays', async () => {
    inTheApp({}, { [ONE]: story({ plate: null, name: null, state: 'ended', may: [], endsAt: at('18:00') }) });
    await visit(PAGE);
    expect(await screen.findByText('Kenteken gewist op 21 november 2026')).toBeTruthy();
    expect(rows().at(-1)).toBe('Samen€ 9,45');
  });

  it('that somebody forgot to stop is told with the time the car left, and what comes back is said [BEYOND-009]', async () => {
    const forgotten = story({ state: 'ended', startsAt: at('08:00'), endsAt: at('09:30'), may: [], mayTellForgotten: true });
    const api = inTheApp({}, { [ONE]: forgotten, 'POST /v1/parking/actions/a1/_forgot': { status: 'forgiven', back: [{ unit: 'eurocent', amount: 120 }] } });
    const { user, container } = await visit(PAGE);
    await user.click(await screen.findByRole('button', { name: 'Vergeten te stoppen?' }));
    await user.click(screen.getByRole('button', { name: 'Geef door' }));
    expect(screen.getByText('Vul in hoe laat de auto wegreed.')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Tijd van vertrek' }), '08:30');
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Geef door' }));
    expect(await screen.findByText(/^Gelukt\. U krijgt €\s1,20 terug\.$/)).toBeTruthy();
    expect(api.asked.find(({ path }) => path.endsWith('/_forgot'))?.body).toEqual({ leftAt: at('08:30') });
  }); // prettier-ignore

  it('says what was told of it and what came of that [BEYOND-009]', async () => {
    const refusal = { leftAt: at('08:30'), endedAt: at('09:30'), status: 'refused', ground: 'forgotten-too-often' } as const;
    inTheApp({}, { [ONE]: story({ state: 'ended', startsAt: at('08:00'), endsAt: at('09:30'), may: [], forgotten: refusal }) });
    await visit(PAGE, 'en');
    expect(await screen.findByText(/The cost stays the same/)).toBeTruthy();
    expect(screen.getByText(/We do not give it back more often/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Forgot to stop?' })).toBeNull();
  }); // prettier-ignore

  it('of somebody else is not there', async () => {
    inTheApp({}, { [ONE]: refused(404, 'not-found') });
    await visit(PAGE);
    expect(await screen.findByRole('alert')).toBeTruthy();
  });
});
