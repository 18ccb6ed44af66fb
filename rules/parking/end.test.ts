import fc from 'fast-check';
import { decideExtend, decideStop, type BookedAction } from './end.ts';
import { decideStart } from './start.ts';
import { action as openAction, at, facts, later, purse, stay, tariff, terms } from './testing/town.ts';

const NOW = at('2026-05-06T10:00');
const booked = (more: Partial<BookedAction> = {}): BookedAction => ({
  id: 'mine',
  state: 'open',
  stay: stay('2026-05-06T10:00', '2026-05-06T12:00'),
  country: 'NL',
  plate: '12ABC3',
  holds: [{ balanceId: 'purse', amount: 600 }],
  ...more,
});
const stop = (when: string, action = booked()) => decideStop(action, tariff(), [purse(0)], at(when));

describe('a stop', () => {
  it('costs what was used and gives the rest back [2PARK-060]', () => {
    expect(stop('2026-05-06T11:00')).toEqual({
      outcome: 'settle',
      endedAt: at('2026-05-06T11:00'),
      parts: [{ balanceId: 'purse', cost: 300, back: 300 }],
    });
  });

  it('after the end is the end', () => {
    expect(stop('2026-05-06T15:00')).toMatchObject({
      endedAt: at('2026-05-06T12:00'),
      parts: [{ cost: 600, back: 0 }],
    });
  });

  it('of a planned one that never began gives everything back [2PARK-062]', () => {
    expect(stop('2026-05-06T09:00')).toMatchObject({
      endedAt: at('2026-05-06T10:00'),
      parts: [{ cost: 0, back: 600 }],
    });
  });

  it('never costs more than was set aside, whatever the tariff has become', () => {
    const dearer = tariff({ parts: tariff().parts.map((part) => ({ ...part, amount: '1' })) });
    expect(decideStop(booked(), dearer, [purse(0)], at('2026-05-06T12:00'))).toMatchObject({
      parts: [{ cost: 600, back: 0 }],
    });
  });

  it('comes once', () => {
    expect(stop('2026-05-06T11:00', booked({ state: 'settled' }))).toMatchObject({ ground: 'already-ended' });
  });

  it('always closes the books: cost and what goes back are what was held', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60, max: 900 }), fc.integer({ min: 1, max: 800 }), (after, lasts) => {
        const started = decideStart({ country: 'NL', plate: 'X', endsAt: later(NOW, lasts) }, facts(), NOW);
        if (started.outcome === 'refuse') throw new Error(started.ground);
        const held = booked({ stay: started.stay, holds: started.holds });
        const settled = decideStop(held, tariff(), [purse(0)], later(NOW, after));
        if (settled.outcome === 'refuse') throw new Error('refused');
        for (const { balanceId, cost, back } of settled.parts) {
          expect(cost).toBeGreaterThanOrEqual(0);
          expect(back).toBeGreaterThanOrEqual(0);
          expect(cost + back).toBe(held.holds.find((hold) => hold.balanceId === balanceId)!.amount);
        }
      }),
    );
  });
});

describe('a later end', () => {
  const extend = (end: string, more = {}, action = booked()) =>
    decideExtend(action, at(end), facts({ open: [openAction('12ABC3', '2026-05-06T10:00', '2026-05-06T12:00')].map((one) => ({ ...one, id: 'mine' })), ...more }), NOW); // prettier-ignore

  it('takes the action itself out of the count and sets the difference aside (R3) [2PARK-061]', () => {
    expect(extend('2026-05-06T13:00', { terms: terms({ atOnce: 1 }) })).toMatchObject({
      outcome: 'allow',
      stay: stay('2026-05-06T10:00', '2026-05-06T13:00'),
      holds: [{ balanceId: 'purse', amount: 300 }],
    });
  });

  it('counts what it holds as its own: an empty balance pays for no minute more', () => {
    expect(extend('2026-05-06T12:01', { balances: [purse(0)] })).toMatchObject({
      ground: 'balance-too-small',
      proposal: null,
    });
    expect(extend('2026-05-06T13:00', { balances: [purse(150)] })).toMatchObject({
      ground: 'balance-too-small',
      proposal: stay('2026-05-06T10:00', '2026-05-06T12:30'),
    });
  });

  it('is refused where the municipality forbids it [2PARK-061]', () => {
    expect(extend('2026-05-06T13:00', { terms: terms({ extend: false }) })).toMatchObject({
      ground: 'extension-not-allowed',
    });
  });

  it('is later than the present one, and not for what is over', () => {
    expect(extend('2026-05-06T12:00')).toMatchObject({ ground: 'end-not-later' });
    expect(extend('2026-05-06T13:00', {}, booked({ state: 'settled' }))).toMatchObject({ ground: 'already-ended' });
    const over = booked({ stay: stay('2026-05-06T08:00', '2026-05-06T09:59') });
    expect(extend('2026-05-06T13:00', {}, over)).toMatchObject({ ground: 'already-ended' });
  });

  it('needs a permit that is still in force', () => {
    expect(extend('2026-05-06T13:00', { permit: { ...facts().permit, blocked: true } })).toMatchObject({
      ground: 'permit-not-in-force',
    });
  });
});
