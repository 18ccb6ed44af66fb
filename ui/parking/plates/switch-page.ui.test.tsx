import { screen, within } from '@testing-library/react';
import type { ParkingPermit } from '../../../api/parking/shapes.ts';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { at, inTheApp, onTheClock, parkingPermit } from '../actions/testing/sample.ts';

const PAGE = '/parking/p/p1/plates';
const SWITCH = 'PUT /v1/parking/permits/p1/active-plate';

const own = (display: string, counts: boolean): ParkingPermit['plates'][number] => ({
  country: 'NL',
  display,
  counts,
  visibleSince: counts ? at('09:40:07') : null,
});
const permit = (plates: ParkingPermit['plates'], more: Partial<ParkingPermit> = {}) =>
  parkingPermit({ kind: 'plate-switch', balances: [], now: null, may: ['switch-plate'], plates, ...more });
const BOTH = [own('318-ND-6', false), own('T-17-KRV', true)];

const rows = async () =>
  within(await screen.findByRole('list', { name: 'Kentekens van uw vergunning' })).getAllByRole('listitem');

describe('switching the plate that counts', () => {
  it('shows the plate that counts on top, and the others below it [2PARK-110, LOKET-020]', async () => {
    inTheApp({ permits: [permit(BOTH)] });
    const { container } = await visit(PAGE);
    const [first, second] = await rows();
    expect(within(first!).getByText('Telt nu')).toBeTruthy();
    expect(first!.textContent).toContain('T-17-KRV');
    expect(first!.querySelector('.pw-plate--quiet')).toBeNull();
    expect(within(second!).getByText('Telt nu niet')).toBeTruthy();
    expect(second!.querySelector('.pw-plate--quiet')).toBeTruthy();
    expect(within(first!).getByText('Zichtbaar voor handhaving sinds vandaag 09:40:07')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('changes nothing until it is confirmed [LOKET-020]', async () => {
    const { asked } = inTheApp({ permits: [permit(BOTH)] });
    const { user } = await visit(PAGE);
    await user.click(await screen.findByRole('button', { name: 'Selecteer 318-ND-6' }));
    expect(screen.getByRole('heading', { name: 'U wisselt naar 318-ND-6' })).toBeTruthy();
    expect((await rows())[0]!.textContent).toContain('T-17-KRV');
    expect(asked.some(({ method }) => method === 'PUT')).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Laat zoals het is' }));
    expect(screen.queryByRole('heading', { name: 'U wisselt naar 318-ND-6' })).toBeNull();
  });

  it('counts from the second the service says, and until it is changed again [2PARK-110, LOKET-021]', async () => {
    const answer = { plate: { country: 'NL', display: '318-ND-6' }, since: at('10:03:12') };
    const api = inTheApp({ permits: [permit(BOTH)] }, { [SWITCH]: answer });
    const { user } = await visit(PAGE);
    await user.click(await screen.findByRole('button', { name: 'Selecteer 318-ND-6' }));
    const after = permit([own('318-ND-6', true), own('T-17-KRV', false)]);
    api.answer({ 'GET /v1/parking/permits': () => onTheClock({ items: [after] }) });
    await user.click(screen.getByRole('button', { name: 'Bevestigen' }));
    expect(await screen.findByRole('heading', { name: '318-ND-6 telt sinds 10:03:12' })).toBeTruthy();
    expect((await rows())[0]!.textContent).toContain('318-ND-6');
    expect(api.asked.find(({ method }) => method === 'PUT')?.body).toEqual({ plate: '318-ND-6', country: 'NL' });
  });

  it('warns of the fine when the car on the street does not count [LOKET-021]', async () => {
    inTheApp({ permits: [permit(BOTH)] });
    await visit(PAGE);
    expect(await screen.findByText(/^Wissel op tijd\. De handhaver controleert het kenteken: .* een boete krijgen\.$/)).toBeTruthy(); // prettier-ignore
  });

  it('warns when none was chosen yet [2PARK-110]', async () => {
    inTheApp({ permits: [permit([own('318-ND-6', false), own('T-17-KRV', false)])] });
    await visit(PAGE);
    expect(await screen.findByRole('heading', { name: 'Er telt nu geen kenteken' })).toBeTruthy();
    expect(screen.getByText(/loopt u kans op een parkeerboete/)).toBeTruthy();
    expect(screen.getAllByRole('button', { name: /^Selecteer/ })).toHaveLength(2);
  });

  it('that fails says so, and that the plate that counted still does', async () => {
    inTheApp({ permits: [permit(BOTH)] }, { [SWITCH]: refused(409, 'permit-not-in-force') });
    const { user } = await visit(PAGE);
    await user.click(await screen.findByRole('button', { name: 'Selecteer 318-ND-6' }));
    await user.click(screen.getByRole('button', { name: 'Bevestigen' }));
    expect(await screen.findByText(/^Er is niets gewijzigd\./)).toBeTruthy();
    expect((await rows())[0]!.textContent).toContain('T-17-KRV');
  });

  it('is not offered to who may not', async () => {
    inTheApp({ permits: [permit(BOTH, { may: [] })] });
    await visit(PAGE);
    await rows();
    expect(screen.queryByRole('button', { name: /^Selecteer/ })).toBeNull();
  });
});
