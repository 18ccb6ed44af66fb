import { act, fireEvent, screen } from '@testing-library/react';
import { jest } from '@jest/globals';
import { violationsIn, show } from '../../testing/render.tsx';
import { IdleGuard } from './idle-guard.tsx';

const MINUTE = 60_000;
const pass = (ms: number) => act(() => void jest.advanceTimersByTime(ms));

async function guarded() {
  const onAlive = jest.fn();
  const onIdle = jest.fn();
  const { container } = await show(<IdleGuard minutes={15} onAlive={onAlive} onIdle={onIdle} />);
  return { onAlive, onIdle, container };
}

describe('who does nothing for a quarter of an hour', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is asked before the end whether they are still there, and then signed out [2PARK-023]', async () => {
    const { onIdle } = await guarded();
    pass(13 * MINUTE - 1_000);
    expect(screen.queryByRole('dialog')).toBeNull();
    pass(1_000);
    expect(screen.getByRole('dialog', { name: 'Bent u er nog?' })).toBeTruthy();
    expect(screen.getByRole('timer').textContent).toContain('120 seconden');
    pass(MINUTE);
    expect(screen.getByRole('timer').textContent).toContain('60 seconden');
    expect(onIdle).not.toHaveBeenCalled();
    pass(2 * MINUTE);
    expect(onIdle).toHaveBeenCalledTimes(1);
  });

  it('hears how much time is left at a few moments, not every second [BEYOND-033]', async () => {
    await guarded();
    pass(13 * MINUTE);
    const spoken = () => screen.getByRole('status').textContent;
    expect(spoken()).toBe('');
    pass(MINUTE);
    expect(spoken()).toContain('60 seconden');
    pass(20_000);
    expect(spoken()).toContain('60 seconden');
    pass(10_000);
    expect(spoken()).toContain('30 seconden');
    pass(25_000);
    expect(spoken()).toContain('10 seconden');
  });

  it('stays signed in by pressing the button, and the service is told [2PARK-023]', async () => {
    const { onAlive, onIdle } = await guarded();
    pass(14 * MINUTE);
    fireEvent.click(screen.getByRole('button', { name: 'Ik ben er nog' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(onAlive).toHaveBeenCalledTimes(1);
    pass(12 * MINUTE);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(onIdle).not.toHaveBeenCalled();
  });

  it('is not asked while they type, and the service hears of it now and then [2PARK-023]', async () => {
    const { onAlive, onIdle } = await guarded();
    for (let minute = 0; minute < 30; minute += 1) {
      pass(MINUTE);
      fireEvent.keyDown(document.body, { key: 'a' });
    }
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(onIdle).not.toHaveBeenCalled();
    expect(onAlive.mock.calls.length).toBe(6);
  });

  it('has to answer once asked: touching the page is not enough, and the question can be read by everyone', async () => {
    const { onIdle, container } = await guarded();
    pass(14 * MINUTE);
    fireEvent.pointerDown(document.body);
    expect(screen.getByRole('dialog')).toBeTruthy();
    jest.useRealTimers();
    expect(await violationsIn(container)).toEqual([]);
    expect(onIdle).not.toHaveBeenCalled();
  });
});
