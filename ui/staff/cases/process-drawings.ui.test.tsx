import { screen, within } from '@testing-library/react';
import type { CaseProcesses } from '../../../api/audit/shapes.ts';
import { show, violationsIn } from '../../testing/render.tsx';
import { testApi } from '../../testing/api.ts';
import { ProcessDrawings } from './process-drawings.tsx';

const ROUTE = 'GET /v1/staff/cases/c1/processes';
const box = { y: 20, width: 152, height: 64 };

const RENEWAL: CaseProcesses['drawings'][number] = {
  kind: 'renewal',
  width: 700,
  height: 200,
  places: [
    { status: null, shape: 'begin', x: 0, y: 40, width: 36, height: 36 },
    { status: 'awaiting-confirmation', shape: 'person', x: 80, ...box },
    { status: 'awaiting-payment', shape: 'person', x: 320, ...box },
    { status: 'renewed', shape: 'end', x: 560, y: 40, width: 36, height: 36 },
  ],
  ways: [
    { from: null, to: 'awaiting-confirmation', moves: [], points: [{ x: 36, y: 58 }, { x: 80, y: 58 }] },
    { from: 'awaiting-confirmation', to: 'awaiting-payment', moves: ['confirm'], points: [{ x: 232, y: 58 }, { x: 320, y: 58 }] },
    { from: 'awaiting-payment', to: 'renewed', moves: ['pay'], points: [{ x: 472, y: 58 }, { x: 560, y: 58 }] },
  ],
}; // prettier-ignore

const PROCESSES: CaseProcesses = {
  items: [
    {
      kind: 'renewal',
      id: 'r1',
      number: 'V-2026-00012',
      status: 'awaiting-payment',
      steps: [
        { from: null, status: 'awaiting-confirmation', at: '2026-11-16T08:50:00.000Z' },
        { from: 'awaiting-confirmation', status: 'awaiting-payment', at: '2026-11-17T08:50:00.000Z' },
      ],
    },
    { kind: 'renewal', id: 'r0', number: null, status: 'renewed', steps: [] },
  ],
  drawings: [RENEWAL],
};

describe('the drawing of a process', () => {
  it('shows where the case stands and the way it went, told in words beside it [PEERS-036]', async () => {
    testApi({ [ROUTE]: PROCESSES });
    const { container } = await show(<ProcessDrawings caseId="c1" />);
    const picture = await screen.findByRole('img', { name: 'Tekening van het proces: Verlenging V-2026-00012' });
    expect(picture.querySelector('desc')?.textContent).toBe('De zaak staat nu bij: Wacht op betaling.');
    expect(picture.querySelector('.pw-picture__place--now')?.textContent).toContain('Wacht op');
    expect(picture.querySelectorAll('.pw-picture__way--gone')).toHaveLength(2);
    const way = within(container.querySelector('ol')!).getAllByRole('listitem');
    expect(way.map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('Wacht op bevestiging 16 nov'),
      expect.stringContaining('Wacht op betaling 17 nov'),
    ]);
    expect(way[1]?.getAttribute('aria-current')).toBe('step');
    expect(await violationsIn(container)).toEqual([]);
  });

  it('tells every possible way as a table, in the language of the reader', async () => {
    testApi({ [ROUTE]: PROCESSES });
    const { user } = await show(<ProcessDrawings caseId="c1" />, 'en');
    await user.click(await screen.findByText('All possible ways in words', { selector: 'summary' }));
    expect(screen.getByRole('row', { name: /Waits for payment pay Renewed/ })).toBeTruthy();
    expect(screen.getByRole('row', { name: /Beginning begin Waits for confirmation/ })).toBeTruthy();
  });

  it('lets the reader choose among the processes of a case, also one from before its way was kept', async () => {
    testApi({ [ROUTE]: PROCESSES });
    const { user } = await show(<ProcessDrawings caseId="c1" />);
    await user.selectOptions(await screen.findByLabelText('Welk proces?'), 'Verlenging');
    expect(screen.getByText(/Van vóór de tekening is alleen bekend/)).toBeTruthy();
    expect(screen.getByText('De zaak staat nu bij: Verlengd.', { selector: 'p' })).toBeTruthy();
  });
});
