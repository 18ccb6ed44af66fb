import { screen, within } from '@testing-library/react';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { found, signedInAs, story } from '../testing/sample.ts';

const PATH = '/voorbeeld/staff/cases/c1';
const CHECK = { id: 'k1', kind: 'dossier', askedAt: '2026-11-21T09:00:00.000Z', doneAt: '2026-11-21T09:00:02.000Z' };
const RESULT = {
  version: '0.1.0',
  processes: [
    { workflowId: 'permit-application-c1', kind: 'permit-application', runId: 'r', builds: ['@temporalio/worker@1.24.0+31d5a623b5aa4877'], outcome: 'same', why: null },
    { workflowId: 'payment-1', kind: 'payment', runId: 'r', builds: [], outcome: 'differs', why: 'Nondeterminism' },
  ],
  decisions: [{ id: 'd1', outcome: 'differs', rules: ['place-left'] }],
}; // prettier-ignore
const KNOWN = {
  'GET /v1/staff/cases/c1': found(),
  'GET /v1/staff/cases/c1/timeline': story([{}]),
  'GET /v1/staff/cases/c1/readers': {
    items: [
      {
        actor: { kind: 'staff', name: 'M. de Wit' },
        seen: 2,
        changed: 1,
        firstAt: CHECK.askedAt,
        lastAt: CHECK.doneAt,
      },
      { actor: { kind: 'holder', name: null }, seen: 0, changed: 5, firstAt: CHECK.askedAt, lastAt: CHECK.doneAt },
    ],
  },
};

describe('proving a case', () => {
  it('says per process and decision how it comes out, gives the dossier to keep, and who saw the case [PEERS-036]', async () => {
    signedInAs(['auditor'], { ...KNOWN, 'POST /v1/staff/cases/c1/_export': { ...CHECK, result: RESULT } });
    const { user, container } = await visit(PATH);
    await user.click(await screen.findByRole('tab', { name: 'Narekenen' }));
    await user.click(screen.getByRole('button', { name: 'Maak een dossier' }));
    expect(
      within(await screen.findByRole('row', { name: /Aanvraag/ })).getByText('Komt er hetzelfde uit'),
    ).toBeTruthy();
    expect(within(screen.getByRole('row', { name: /Betaling/ })).getByText('Komt er anders uit')).toBeTruthy();
    const file = screen.getByRole('link', { name: 'Het ondertekende dossier (JSON)' });
    expect(file.getAttribute('href')).toBe('/v1/staff/cases/c1/checks/k1/json');
    expect(within(screen.getByRole('row', { name: /M\. de Wit/ })).getByText('2')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is not offered to who only handles cases', async () => {
    signedInAs(['clerk'], KNOWN);
    await visit(PATH);
    expect(await screen.findByRole('tab', { name: 'Verhaal' })).toBeTruthy();
    expect(screen.queryByRole('tab', { name: 'Narekenen' })).toBeNull();
  });
});
