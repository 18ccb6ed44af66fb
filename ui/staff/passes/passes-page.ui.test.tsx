import { screen, within } from '@testing-library/react';
import type { PassSummary } from '../../../api/passes/shapes.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { conflict, onTheDay, signedInAs } from '../testing/sample.ts';

const PAGE = '/voorbeeld/staff/passes';
const PASSES = 'GET /v1/staff/passes';

const pass = (more: Partial<PassSummary> = {}): PassSummary => ({
  id: 'k1',
  number: 'PAS-000012',
  caseId: 'c1',
  permitNumber: 'GA-2026-00003',
  areaName: 'Garage Kade',
  status: 'being-made',
  orderedAt: '2026-11-20T10:00:00.000Z',
  dueOn: '2026-12-01',
  madeAt: null,
  postedAt: null,
  blockedAt: null,
  ...more,
});
const listed = (...items: PassSummary[]) => onTheDay({ items, nextCursor: null });
const row = (number: string) => within(screen.getByRole('row', { name: new RegExp(number) }));

describe('passes for garages', () => {
  it('are listed with what is still to be done and until when, and what is late is said [LOKET-054]', async () => {
    signedInAs(['clerk'], {
      [PASSES]: listed(pass(), pass({ id: 'k2', number: 'PAS-000011', status: 'made', dueOn: '2026-11-20' })),
    });
    const { container } = await visit(PAGE);
    await screen.findByRole('table');
    expect(row('PAS-000012').getByText('uiterlijk 1 december 2026')).toBeTruthy();
    expect(row('PAS-000011').getByText('te laat: uiterlijk 20 november 2026')).toBeTruthy();
    expect(row('PAS-000012').getByRole('link', { name: 'GA-2026-00003' }).getAttribute('href')).toBe(
      '/voorbeeld/staff/cases/c1',
    );
    expect(await violationsIn(container)).toEqual([]);
  });

  it('are made, put in an envelope with the address, and posted [LOKET-054]', async () => {
    const api = signedInAs(['clerk'], {
      [PASSES]: listed(pass()),
      'POST /v1/staff/passes/k1/_made': pass({ status: 'made' }),
    });
    const { user } = await visit(PAGE);
    const made = await screen.findByRole('button', { name: /Pas is gemaakt/ });
    api.answer({
      [PASSES]: listed(pass({ status: 'made' })),
      'POST /v1/staff/passes/k1/_show-person': {
        name: 'Emma Visser',
        address: ['Kade 21', '4302 SA Voorbeeldstad'],
        email: null,
        emailBounced: false,
      },
      'POST /v1/staff/passes/k1/_posted': pass({ status: 'posted' }),
    });
    await user.click(made);
    await user.click(await screen.findByRole('button', { name: /Toon adres/ }));
    expect(await screen.findByText('Kade 21')).toBeTruthy();
    api.answer({ [PASSES]: listed() });
    await user.click(screen.getByRole('button', { name: /Pas is verstuurd/ }));
    expect(await screen.findByRole('heading', { name: 'Alle passen zijn verstuurd' })).toBeTruthy();
    expect(api.asked.filter(({ method }) => method === 'POST').map(({ path }) => path.split('/').at(-1))).toEqual([
      '_made',
      '_show-person',
      '_posted',
    ]);
  });

  it('says so when a colleague was faster', async () => {
    signedInAs(['senior'], {
      [PASSES]: listed(pass()),
      'POST /v1/staff/passes/k1/_made': conflict('pass-already-there'),
    });
    const { user } = await visit(PAGE, 'en');
    await user.click(await screen.findByRole('button', { name: /Pass is made/ }));
    expect(await screen.findByText(/has already moved on/)).toBeTruthy();
  });

  it('belong to those who hand them out', async () => {
    signedInAs(['auditor']);
    await visit(PAGE);
    expect(await screen.findByRole('heading', { level: 1, name: 'Dit hoort bij een andere rol' })).toBeTruthy();
  });
});
