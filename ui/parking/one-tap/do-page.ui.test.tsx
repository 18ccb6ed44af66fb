import { screen } from '@testing-library/react';
import { testApi } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import type { LinkedAction } from '../data/links.ts';

const action = (more: Partial<LinkedAction> = {}): LinkedAction => ({
  productName: { nl: 'Bezoekersregeling', en: 'Visitor scheme' },
  municipalityName: 'Voorbeeldstad',
  areaName: 'Kadekwartier',
  plateEnd: '7N',
  startsAt: '2026-11-21T08:00:00.000Z',
  endsAt: '2026-11-21T12:00:00.000Z',
  openEnd: false,
  state: 'running',
  may: ['stop', 'extend'],
  choices: [{ minutes: 30, endsAt: '2026-11-21T12:30:00.000Z', holds: [{ unit: 'eurocent', amount: 30 }] }],
  timeZone: 'Europe/Amsterdam',
  ...more,
});
const VIEW = 'POST /v1/parking/links/_action';
const ACT = 'POST /v1/parking/links/_act';
const TOKEN = 'a-token-of-a-mail-of-twenty';

describe('the link in a reminder', () => {
  it('extends at one tap and without signing in, and says until when [PEERS-003]', async () => {
    const api = testApi({ [VIEW]: action(), [ACT]: action({ endsAt: '2026-11-21T12:30:00.000Z' }) });
    const { user, container } = await visit(`/parking/do#${TOKEN}`);
    const later = await screen.findByRole('button', { name: /Verleng tot 13.30 · €.0,30/ });
    expect(await violationsIn(container)).toEqual([]);
    expect(screen.getByText('eindigt op 7N')).toBeTruthy();
    api.answer({ [VIEW]: action({ endsAt: '2026-11-21T12:30:00.000Z', choices: [] }) });
    await user.click(later);
    expect(await screen.findByText(/Verlengd tot 21 november 2026, 13.30 uur/)).toBeTruthy();
    expect(api.asked.find(({ path }) => path.endsWith('_act'))?.body).toEqual({
      token: TOKEN,
      do: 'extend',
      minutes: 30,
    });
  });

  it('stops only when somebody presses the button, never by being opened [PEERS-003]', async () => {
    const over = action({ state: 'ended', may: [], choices: [], endsAt: '2026-11-21T10:00:00.000Z' });
    const api = testApi({ [VIEW]: action(), [ACT]: over });
    const { user } = await visit(`/parking/do#${TOKEN}`, 'en');
    const stop = await screen.findByRole('button', { name: 'Stop now' });
    expect(api.asked.some(({ path }) => path.endsWith('_act'))).toBe(false);
    api.answer({ [VIEW]: over });
    await user.click(stop);
    expect(await screen.findByRole('heading', { level: 1, name: 'This parking action is over' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Stop now' })).toBeNull();
  });
});
