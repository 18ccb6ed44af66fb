import { screen, within } from '@testing-library/react';
import type { HostPass } from '../../../api/guests/shapes.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { inTheApp } from '../testing/sample.ts';

const PASSES = 'GET /v1/parking/permits/v1/guest-passes';
const MAKE = 'POST /v1/parking/permits/v1/guest-passes';
const terms = { daysAtMost: 90, usesAtMost: 50, guestPays: true };
const guest = (more: Partial<HostPass['visits'][number]> = {}): HostPass['visits'][number] => ({
  id: 'w1',
  status: 'started',
  name: 'Tante Riet',
  plate: null,
  askedAt: '2026-11-21T09:00:00.000Z',
  endsAt: '2026-11-21T12:00:00.000Z',
  actionId: 'a1',
  running: true,
  paidCents: null,
  ...more,
});
const pass = (more: Partial<HostPass> = {}): HostPass => ({
  id: 'g1',
  name: 'Verjaardag',
  state: 'live',
  payer: 'host',
  consent: 'automatic',
  uses: 3,
  used: 1,
  mostMinutes: 180,
  endsAt: '2026-11-28T12:00:00.000Z',
  visits: [guest()],
  ...more,
});

describe('links for guests', () => {
  it('show what is left of each and who came, by name where the plate is kept [BEYOND-010]', async () => {
    inTheApp({ [PASSES]: { items: [pass()], terms } });
    const { container } = await visit('/parking/p/v1/guests');
    expect(await screen.findByRole('heading', { name: 'Verjaardag' })).toBeTruthy();
    expect(screen.getByText(/1 van 3 bezoeken gebruikt/)).toBeTruthy();
    expect(screen.getByText(/Hooguit 3 uur per bezoek/)).toBeTruthy();
    expect(screen.getByText('Tante Riet', { selector: 'strong' })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('are made with limits, who pays and whether the host is asked; the code is shown once with its QR [BEYOND-010, PEERS-009]', async () => {
    const api = inTheApp({
      [PASSES]: { items: [], terms },
      [MAKE]: { id: 'g1', code: 'ABCD-EFGH-JKLM', link: 'https://parkeren.example/guest#ABCDEFGHJKLM', endsAt: pass().endsAt },
    }); // prettier-ignore
    const { user, container } = await visit('/parking/p/v1/guests');
    const days = await screen.findByLabelText('Hoeveel dagen geldig');
    await user.clear(days);
    await user.type(days, '91');
    await user.click(screen.getByRole('button', { name: 'Maak gastlink' }));
    expect(screen.getByText('Vul een getal in van 1 tot 90.')).toBeTruthy();
    expect(api.asked.some(({ method }) => method === 'POST')).toBe(false);
    await user.clear(days);
    await user.type(days, '7');
    await user.type(screen.getByLabelText(/Hooguit hoeveel uur/), '3');
    await user.click(screen.getByRole('radio', { name: 'Mijn gast' }));
    await user.click(screen.getByRole('radio', { name: 'Nee, vraag het mij elke keer' }));
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Maak gastlink' }));
    expect(await screen.findByText('ABCD-EFGH-JKLM')).toBeTruthy();
    expect(screen.getByRole('img', { name: 'QR-code van uw gastlink' })).toBeTruthy();
    expect(api.asked.find(({ method }) => method === 'POST')?.body).toEqual({
      days: 7, uses: 1, mostMinutes: 180, payer: 'guest', consent: 'each-time',
    }); // prettier-ignore
    expect(await violationsIn(container)).toEqual([]);
  });

  it('tell the host who waits for a yes, in English too [BEYOND-010]', async () => {
    const waiting = guest({ status: 'asked', running: false, actionId: null, plate: { country: 'NL', display: 'KL-55-67' }, name: null });
    const api = inTheApp({
      [PASSES]: { items: [pass({ consent: 'each-time', visits: [waiting] })], terms },
      'POST /v1/parking/permits/v1/guest-visits/w1/_allow': { status: 'started' },
    });
    const { user, container } = await visit('/parking/p/v1/guests', 'en');
    expect(await screen.findByText('A guest is waiting for your answer')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    api.answer({ [PASSES]: { items: [pass()], terms } });
    await user.click(screen.getByRole('button', { name: 'Let in KL-55-67' }));
    expect(await screen.findByText(/parked now until/)).toBeTruthy();
  }); // prettier-ignore

  it('are withdrawn only after asking [BEYOND-010]', async () => {
    const api = inTheApp({
      [PASSES]: { items: [pass()], terms },
      'DELETE /v1/parking/permits/v1/guest-passes/g1': null,
    });
    const { user } = await visit('/parking/p/v1/guests');
    await user.click(await screen.findByRole('button', { name: 'Trek in Verjaardag' }));
    const dialog = screen.getByRole('dialog', { name: 'Deze gastlink intrekken?' });
    api.answer({ [PASSES]: { items: [pass({ state: 'revoked' })], terms } });
    await user.click(within(dialog).getByRole('button', { name: 'Trek in' }));
    expect(await screen.findByText('Ingetrokken')).toBeTruthy();
  });
});
