import { screen, within } from '@testing-library/react';
import type { RefundFileView, RefundPage, RefundTask } from '../../../api/refunds/shapes.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { conflict, onTheDay, signedInAs } from '../testing/sample.ts';

const PAGE = '/voorbeeld/staff/refunds';
const LIST = 'GET /v1/staff/refunds';
const FILES = 'GET /v1/staff/refund-files';
const APPROVE = 'POST /v1/staff/refunds/_approve';

const refund = (more: Partial<RefundTask> = {}): RefundTask => ({
  id: 'r1',
  number: 'TERUG-2026-00001',
  caseNumber: 'BV-2026-00001',
  cents: 4_500,
  reason: 'ended',
  status: 'awaiting-approval',
  route: 'transfer',
  dueOn: '2027-01-16',
  daysLeft: 56,
  late: false,
  warned: false,
  ownWork: false,
  fileNumber: null,
  ...more,
});
const listed = (items: RefundTask[], more: Partial<RefundPage> = {}) =>
  onTheDay({
    items,
    nextCursor: null,
    counts: { all: items.length, late: 1, toApprove: 2, toPay: 0, withBank: 0, waiting: 0 },
    readyForFile: { refunds: 0, cents: 0 },
    ...more,
  });
const file = (more: Partial<RefundFileView> = {}): RefundFileView => ({
  id: 'f1',
  number: 'BETAAL-2026-00001',
  refunds: 3,
  cents: 12_000,
  executeOn: '2026-11-23',
  sha256: 'ab',
  madeAt: '2026-11-20T10:00:00.000Z',
  madeBy: 'A. Öztürk',
  ownWork: false,
  releasedAt: null,
  releasedBy: null,
  erased: false,
  ...more,
});
const row = (number: string) => within(screen.getByRole('row', { name: new RegExp(number) }));

describe('refunds', () => {
  it('say what is late and what is to be approved, and by when [LOKET-035, PEERS-032]', async () => {
    const items = [
      refund({ id: 'r0', number: 'TERUG-2026-00000', dueOn: '2026-11-10', daysLeft: -10, late: true, ownWork: true }),
      refund({ warned: true, daysLeft: 12 }),
    ];
    signedInAs(['finance'], { [LIST]: listed(items), [FILES]: { items: [] } });
    const { container } = await visit(PAGE);
    await screen.findByRole('table');
    expect(row('TERUG-2026-00000').getByText('Te laat: 10 november 2026')).toBeTruthy();
    expect(row('TERUG-2026-00000').queryByRole('checkbox')).toBeNull();
    expect(row('TERUG-2026-00000').getByText(/een collega keurt goed/)).toBeTruthy();
    expect(row('TERUG-2026-00001').getByText('Nog 12 dagen')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('are approved several at once, with what they come to [PEERS-032]', async () => {
    const { asked } = signedInAs(['finance'], {
      [LIST]: listed([refund(), refund({ id: 'r2', number: 'TERUG-2026-00002', cents: 1_000 })]),
      [FILES]: { items: [] },
      [APPROVE]: { refunds: 1, cents: 4_500, refused: [{ id: 'r2', ground: 'own-work' }] },
    });
    const { user } = await visit(PAGE);
    await user.click(await screen.findByRole('checkbox', { name: 'TERUG-2026-00001' }));
    await user.click(screen.getByRole('checkbox', { name: 'TERUG-2026-00002' }));
    expect(screen.getByText(/2 gekozen, samen .*55,00/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Keur goed' }));
    expect(await screen.findByText(/1 goedgekeurd, samen .*45,00/)).toBeTruthy();
    expect(screen.getByText(/Een collega moet ernaar kijken/)).toBeTruthy();
    expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ ids: ['r1', 'r2'] });
  });

  it('are refused with a ground, and settled by what the bank says', async () => {
    const { asked } = signedInAs(['senior'], {
      [LIST]: listed([refund(), refund({ id: 'r2', number: 'TERUG-2026-00002', status: 'sent' })]),
      [FILES]: { items: [] },
      'POST /v1/staff/refunds/r1/_refuse': { status: 'refused' },
      'POST /v1/staff/refunds/r2/_settle': { status: 'paid' },
    });
    const { user } = await visit(PAGE);
    await user.click(await screen.findByRole('button', { name: 'Wijs af TERUG-2026-00001' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getAllByRole('radio')[1]!);
    await user.click(dialog.getByRole('button', { name: 'Wijs af' }));
    await user.click(screen.getByRole('button', { name: 'Betaald TERUG-2026-00002' }));
    expect(asked.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([
      { ground: 'not-owed' },
      { came: 'paid' },
    ]);
  });
});

describe('files for the bank', () => {
  it('are made by one and released by another, and fetched then [PEERS-032]', async () => {
    const files = [
      file(),
      file({ id: 'f2', number: 'BETAAL-2026-00002', ownWork: true }),
      file({
        id: 'f3',
        number: 'BETAAL-2026-00003',
        releasedAt: '2026-11-20T11:00:00.000Z',
        releasedBy: 'J. van Leeuwen',
      }),
      file({
        id: 'f4',
        number: 'BETAAL-2018-00004',
        releasedAt: '2018-11-20T11:00:00.000Z',
        releasedBy: 'J. van Leeuwen',
        erased: true,
      }),
    ];
    signedInAs(['finance'], {
      [LIST]: listed([refund()], { readyForFile: { refunds: 2, cents: 9_000 } }),
      [FILES]: { items: files },
      'POST /v1/staff/refund-files/f1/_release': conflict('own-work'),
    });
    const { user, container } = await visit(PAGE);
    await screen.findByText(/2 terugbetalingen staan klaar, samen .*90,00/);
    await screen.findByRole('row', { name: /BETAAL-2026-00002/ });
    expect(row('BETAAL-2026-00002').getByText('Wacht op een collega die het vrijgeeft')).toBeTruthy();
    expect(row('BETAAL-2026-00003').getByRole('link', { name: /Haal op/ }).getAttribute('href')).toBe('/v1/staff/refund-files/f3/content'); // prettier-ignore
    expect(row('BETAAL-2018-00004').getByText(/de rekeningnummers zijn gewist/)).toBeTruthy();
    expect(row('BETAAL-2018-00004').queryByRole('link')).toBeNull();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Geef vrij BETAAL-2026-00001' }));
    expect(await screen.findByText(/Een collega moet ernaar kijken/)).toBeTruthy();
  });
});
