import { screen, within } from '@testing-library/react';
import type { StaffOutages } from '../../../api/outages/shapes.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { conflict, onTheDay, signedInAs } from '../testing/sample.ts';

const LIST = 'GET /v1/staff/outages';
const outage = (more: Partial<StaffOutages['items'][number]> = {}): StaffOutages['items'][number] => ({
  id: 'o1',
  number: 'ST-1',
  part: 'register',
  beganAt: '2026-11-21T07:00:00.000Z',
  endedAt: null,
  instead: { nl: 'Start gewoon.', en: 'Start as usual.' },
  recordedBy: 'T. Groen',
  recordedAt: '2026-11-21T07:05:00.000Z',
  withdrawnAt: null,
  checks: 12,
  ...more,
});

describe('outages, for an operator', () => {
  it('are recorded with their begin and end, and ended with one press [BEYOND-027]', async () => {
    const { asked } = signedInAs(['operator'], {
      [LIST]: onTheDay({ items: [outage(), outage({ id: 'o2', number: 'ST-2', endedAt: '2026-11-21T08:00:00.000Z' })] }),
      'POST /v1/staff/outages': { items: [] },
      'POST /v1/staff/outages/o1/_end': conflict('outage-withdrawn'),
    }); // prettier-ignore
    const { user, container } = await visit('/voorbeeld/staff/outages');
    const lasting = within(await screen.findByRole('row', { name: /ST-1/ }));
    expect(lasting.getByText('12')).toBeTruthy();
    expect(within(screen.getByRole('row', { name: /ST-2/ })).queryByRole('button', { name: /Nu voorbij/ })).toBeNull();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(lasting.getByRole('button', { name: 'Nu voorbij ST-1' }));
    expect(await screen.findByText('Deze storing is ingetrokken.')).toBeTruthy();

    await user.click(screen.getByRole('button', { name: 'Leg vast' }));
    expect((await screen.findAllByRole('alert')).some(({ textContent }) => /Kies het onderdeel/.test(textContent ?? ''))).toBe(true);
    await user.selectOptions(screen.getByRole('combobox', { name: /Wat werkt niet/ }), 'mail');
    await user.type(screen.getByRole('textbox', { name: 'Begon om' }), '8.00');
    await user.click(screen.getByRole('checkbox', { name: 'De storing is al voorbij' }));
    await user.type(screen.getByRole('textbox', { name: 'Eindigde om' }), '9.30');
    await user.click(screen.getByRole('button', { name: 'Leg vast' }));
    await screen.findByRole('row', { name: /ST-1/ });
    expect(asked.find(({ method, path }) => method === 'POST' && path === '/v1/staff/outages')?.body).toEqual({
      part: 'mail',
      beganAt: '2026-11-21T07:00:00.000Z',
      endedAt: '2026-11-21T08:30:00.000Z',
      instead: null,
    });
  }); // prettier-ignore

  it('are for operators alone', async () => {
    signedInAs(['clerk']);
    await visit('/voorbeeld/staff/outages');
    expect(await screen.findByRole('heading', { level: 1 })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Leg vast' })).toBeNull();
  });
});

describe('checks during an outage, for an auditor', () => {
  it('are listed with their moment, place, answer and outage, and without a plate [BEYOND-027]', async () => {
    const check = { id: 'k1', askedAbout: '2026-11-21T07:10:00.000Z', areaName: 'Kadekwartier', verdict: 'red', part: 'register', outageNumber: 'ST-1' };
    signedInAs(['auditor'], {
      'GET /v1/staff/flagged-checks': onTheDay({ items: [check], nextCursor: null }),
    });
    const { container } = await visit('/voorbeeld/staff/flagged-checks');
    const row = within(await screen.findByRole('row', { name: /Kadekwartier/ }));
    expect(row.getByText(/ST-1, Doorgeven aan het landelijk register/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  }); // prettier-ignore
});
