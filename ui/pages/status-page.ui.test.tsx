import { screen, within } from '@testing-library/react';
import type { PublicOutage, StatusView } from '../../api/outages/shapes.ts';
import { refused, testApi } from '../testing/api.ts';
import { violationsIn } from '../testing/render.tsx';
import { visit } from '../testing/visit.tsx';

const STATUS = 'GET /v1/status';
const outage = (more: Partial<PublicOutage> = {}): PublicOutage => ({
  id: 'o1',
  municipality: { id: 'voorbeeld', name: 'Voorbeeldstad' },
  part: 'register',
  beganAt: '2026-11-21T08:00:00.000Z',
  endedAt: null,
  instead: { nl: 'Start gewoon uw parkeeractie.', en: 'Start your parking as usual.' },
  ...more,
});
const status = (more: Partial<StatusView> = {}): StatusView => ({
  at: '2026-11-21T09:00:00.000Z',
  parts: [
    { part: 'sign-in', state: 'up' },
    { part: 'register', state: 'up' },
  ],
  register: { waiting: 0, longestWaitSeconds: null, medianSeconds: 2 },
  outages: [],
  municipalities: [{ id: 'voorbeeld', name: 'Voorbeeldstad' }],
  ...more,
});

describe('the page that says whether everything works', () => {
  it('is open to anybody, and says so when all is well [BEYOND-027]', async () => {
    testApi({ [STATUS]: status() });
    const { container } = await visit('/status');
    expect(await screen.findByRole('heading', { name: 'Alles werkt' })).toBeTruthy();
    expect(screen.getByText(/meestal 2 seconden\. Nu wacht er niets/)).toBeTruthy();
    expect(screen.getByText('Er waren geen storingen')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('tells what is late, what is out since when, what to do, and what was out before, in either language [BEYOND-027]', async () => {
    testApi({
      [STATUS]: status({
        parts: [
          { part: 'sign-in', state: 'down' },
          { part: 'register', state: 'slow' },
        ],
        register: { waiting: 3, longestWaitSeconds: 600, medianSeconds: null },
        outages: [
          outage(),
          outage({ id: 'o2', part: 'mail', municipality: { id: 'deventer', name: 'Deventer' }, endedAt: '2026-11-21T08:30:00.000Z' }),
        ],
      }),
    }); // prettier-ignore
    const { container } = await visit('/status', 'en');
    expect(await screen.findByRole('heading', { name: 'Not everything works' })).toBeTruthy();
    expect(within(screen.getByRole('row', { name: /^Signing in/ })).getByText('Outage')).toBeTruthy();
    expect(within(screen.getByRole('row', { name: /^Passing on .*Outage$/ })).getByText('Outage')).toBeTruthy();
    expect(screen.getByText(/Now 3 rights wait, the oldest for 10 min/)).toBeTruthy();
    const lasting = within(screen.getByRole('row', { name: /Voorbeeldstad/ }));
    expect(lasting.getByText('Start your parking as usual.')).toBeTruthy();
    expect(lasting.getByText('Goes on')).toBeTruthy();
    expect(within(screen.getByRole('row', { name: /Deventer/ })).queryByText('Goes on')).toBeNull();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is linked from every page, and can be asked for again', async () => {
    const api = testApi({ [STATUS]: refused(503, 'busy-try-again'), 'GET /v1/municipalities': { items: [] } });
    const { user } = await visit('/status');
    const again = await screen.findByRole('button', { name: 'Probeer opnieuw' });
    expect(screen.getByRole('link', { name: 'Werkt alles?' }).getAttribute('href')).toBe('/status');
    api.answer({ [STATUS]: status() });
    await user.click(again);
    expect(await screen.findByRole('heading', { name: 'Alles werkt' })).toBeTruthy();
  });
});
