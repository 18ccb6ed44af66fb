import { screen, within } from '@testing-library/react';
import type { IncidentPage, IncidentView, OperationsView } from '../../../api/operations/shapes.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { conflict, onTheDay, signedInAs } from '../testing/sample.ts';

const PATH = '/voorbeeld/staff/health';
const STATE = 'GET /v1/staff/operations';
const LIST = 'GET /v1/staff/incidents';

const FOUND: OperationsView = {
  at: '2026-11-21T09:00:00.000Z',
  version: '0.1.0',
  components: [
    { name: 'database', status: 'up', version: '18.1' },
    { name: 'mail', status: 'down', version: null },
  ],
  queues: [
    { name: 'cases', waiting: 3, workers: 2 },
    { name: 'slow', waiting: null, workers: null },
  ],
  outbox: { waiting: 4, failing: 1, oldestSeconds: 12 },
  auditUnlinked: 0,
  jobs: [
    { job: 'reconciliation', lastAt: '2026-11-21T08:45:00.000Z', seconds: 1, nextAt: '2026-11-21T09:00:00.000Z' },
    { job: 'erasure', lastAt: null, seconds: null, nextAt: null },
  ],
  pool: { connections: 10, idle: 8, waiting: 0 },
  databaseBytes: 12_000_000,
  disk: { freeBytes: 4_000_000_000, totalBytes: 50_000_000_000 },
  openIncidents: 2,
};

const incident = (more: Partial<IncidentView> = {}): IncidentView => ({
  id: 'i1',
  kind: 'process-closed-early',
  subject: 'renewal-0199',
  detail: { kind: 'renewal' },
  openedAt: '2026-11-21T07:00:00.000Z',
  closedAt: null,
  retries: 0,
  retriedAt: null,
  assignedTo: null,
  assignedRole: null,
  mayRetry: true,
  aboutMoney: false,
  askedBy: null,
  outcome: null,
  reason: null,
  note: null,
  finishedBy: null,
  ...more,
});
const page = (items: IncidentView[]): IncidentPage => ({
  items,
  colleagues: [{ id: 's2', name: 'B. Blauw' }],
  nextCursor: null,
});

describe('the health of the system, for an operator', () => {
  it('shows every part, what waits, and what ran last', async () => {
    signedInAs(['operator'], { [STATE]: onTheDay(FOUND), [LIST]: page([]) });
    const { container } = await visit(PATH);
    expect(within(await screen.findByRole('row', { name: /E-mail/ })).getByText('Werkt niet')).toBeTruthy();
    expect(screen.getByRole('row', { name: /Andere partijen/ }).textContent).toContain('onbekend');
    expect(screen.getByText('4 onderweg, 1 niet gelukt, de oudste 12 seconden oud')).toBeTruthy();
    expect(screen.getByRole('row', { name: /Wissen/ }).textContent).toContain('nog niet');
    expect(await screen.findByText('Er is niets mis')).toBeTruthy();
    expect(screen.getByText(/4 van 50 GB vrij/)).toBeTruthy();
    expect(screen.getByText('Bijna vol')).toBeTruthy();
    const link = within(screen.getByRole('row', { name: /E-mail/ })).getByRole('link', {
      name: 'Leg een storing vast',
    });
    expect(link.getAttribute('href')).toBe('/voorbeeld/staff/outages?part=mail');
    expect(await violationsIn(container)).toEqual([]);
  });

  it('lists what a person must look at, and tries it again with one press', async () => {
    const { asked } = signedInAs(['operator'], {
      [STATE]: onTheDay(FOUND),
      [LIST]: page([incident(), incident({ id: 'i2', kind: 'decision-differs', mayRetry: false })]),
      'POST /v1/staff/incidents/i1/_retry': null,
    });
    const { user, container } = await visit(PATH);
    const found = within(await screen.findByRole('row', { name: /proces te vroeg gestopt/ }));
    const other = within(screen.getByRole('row', { name: /besluit komt er nu anders uit/ }));
    expect(other.queryByRole('button', { name: /Probeer opnieuw/ })).toBeNull();
    await user.click(found.getByRole('button', { name: 'Probeer opnieuw proces te vroeg gestopt' }));
    expect(await screen.findByText(/We proberen het opnieuw/)).toBeTruthy();
    expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is handed to a colleague, and closed with a note of what was done', async () => {
    const { asked } = signedInAs(['operator'], {
      [STATE]: onTheDay(FOUND),
      [LIST]: page([incident()]),
      'POST /v1/staff/incidents/i1/_assign': null,
      'POST /v1/staff/incidents/i1/_finish': conflict('incident-over'),
    });
    const { user, container } = await visit(PATH);
    await user.click(await screen.findByRole('button', { name: /^Draag over/ }));
    await user.selectOptions(screen.getByLabelText('Aan wie?'), 'B. Blauw');
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Draag over' }));
    expect(asked.find(({ path }) => path.endsWith('/_assign'))?.body).toEqual({ staffId: 's2' });

    await user.click(await screen.findByRole('button', { name: /^Handel af/ }));
    const dialog = within(screen.getByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Handel af' }));
    expect(await dialog.findByText('Schrijf op wat u heeft gedaan')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.type(dialog.getByRole('textbox', { name: /Toelichting/ }), 'Opnieuw gestart.');
    await user.click(dialog.getByRole('button', { name: 'Handel af' }));
    expect(await dialog.findByText('Dit is al afgehandeld.')).toBeTruthy();
    expect(asked.find(({ path }) => path.endsWith('/_finish'))?.body).toEqual({
      outcome: 'closed',
      reason: null,
      note: 'Opnieuw gestart.',
    });
  });

  it('says that a colleague must agree where money is at stake, and offers nothing to who asked', async () => {
    signedInAs(['operator'], {
      [STATE]: onTheDay(FOUND),
      [LIST]: page([
        incident({ kind: 'refund-late', aboutMoney: true, mayRetry: false, askedBy: { name: 'T. Groen', mine: true } }),
      ]),
    });
    await visit(PATH);
    expect(await screen.findByText(/Een collega moet ook ja zeggen/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Handel af/ })).toBeNull();
  });

  it('is for operators alone', async () => {
    signedInAs(['clerk']);
    await visit(PATH);
    expect(await screen.findByRole('heading', { level: 1 })).toBeTruthy();
    expect(screen.queryByText('Onderdelen')).toBeNull();
  });
});
