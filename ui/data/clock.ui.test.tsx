import { jest } from '@jest/globals';
import { instant } from '../../rules/values/moment.ts';

const HERE = Date.parse('2026-05-06T08:00:00.000Z');
const THERE = '2026-06-15T08:00:00.000Z';

beforeEach(() => {
  jest.useFakeTimers({ now: HERE });
  jest.resetModules();
});
afterEach(() => {
  window.localStorage.clear();
  jest.useRealTimers();
});

/** The page as it comes up anew on the same device. */
const comingUp = () => import('./clock.ts');

describe('the clock of the service', () => {
  it('is known to a page that comes up anew without a connection', async () => {
    (await comingUp()).setClock(instant(Date.parse(THERE)));
    jest.resetModules();
    expect((await comingUp()).now()).toBe(THERE);
  });

  it('is that of the device until the service has said anything', async () => {
    const { now, setClock } = await comingUp();
    setClock(null);
    expect(Date.parse(now())).toBe(HERE);
  });
});
