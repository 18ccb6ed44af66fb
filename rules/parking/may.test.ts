import { allowedBy, mayOn, mayWithAction, refuseUnlessMay, stateOf, stateOfAction } from './may.ts';
import { at, stay, terms } from './testing/town.ts';

const NOW = at('2026-05-06T10:00');
const permit = { status: 'issued', blocked: false, validity: stay('2026-01-01T00:00', '2027-01-01T00:00') } as const;

describe('what a product allows', () => {
  it('differs per kind: a plate switch has nothing to start, a balance can be topped up [2PARK-002, 2PARK-003]', () => {
    expect(allowedBy(terms({ kind: 'plate-switch', favourites: false, balances: [] }), 'owner')).toEqual(['switch-plate', 'remove']);
    expect(allowedBy(terms(), 'owner')).toEqual(['start', 'plan', 'extend', 'correct', 'favourites', 'history', 'transactions', 'alarm', 'remove']);
    expect(allowedBy(terms({ kind: 'pool', balances: [] }), 'owner')).not.toContain('transactions');
  }); // prettier-ignore

  it('is less for who was given a grant: no favourites, top-ups, grants or transactions (R16) [2PARK-082]', () => {
    const rich = terms({ grants: { plate: 'free' }, topUp: { unit: 'eurocent', options: [], maximum: null } });
    expect(allowedBy(rich, 'owner')).toEqual(
      expect.arrayContaining(['top-up', 'grants', 'favourites', 'transactions']),
    );
    expect(allowedBy(rich, 'grantee')).toEqual(['start', 'plan', 'extend', 'correct', 'history', 'remove']);
  });

  it('is nothing but looking back and removing once it is blocked or over [2PARK-107]', () => {
    for (const state of ['blocked', 'ended', 'expired'] as const)
      expect(mayOn(terms(), 'owner', state)).toEqual(['history', 'transactions', 'remove']);
    expect(mayOn(terms(), 'owner', 'upcoming')).not.toContain('start');
  });

  it('is refused by its own reason: the product first, then the moment', () => {
    expect(refuseUnlessMay('grants', terms(), 'owner', 'blocked')).toMatchObject({ ground: 'not-allowed-by-product' });
    expect(refuseUnlessMay('favourites', terms(), 'owner', 'blocked')).toMatchObject({ ground: 'permit-not-in-force' });
    expect(refuseUnlessMay('favourites', terms(), 'owner', 'active')).toBeUndefined();
  });
});

describe('a permit', () => {
  it.each([
    ['active', permit, NOW],
    ['blocked', { ...permit, blocked: true }, NOW],
    ['upcoming', permit, at('2025-12-31T12:00')],
    ['expired', permit, at('2027-01-01T00:00')],
    ['ended', { ...permit, status: 'ended' }, NOW],
  ] as const)('is %s', (state, standing, moment) => {
    expect(stateOf(standing, moment)).toBe(state);
  });
});

describe('an action', () => {
  const action = { settled: false, stay: stay('2026-05-06T10:00', '2026-05-06T12:00'), startedAt: NOW, corrected: false, named: true };
  const all = allowedBy(terms(), 'owner');

  it('is planned until it begins, and over when its end has come [2PARK-050]', () => {
    expect(stateOfAction(action, at('2026-05-06T09:59'))).toBe('planned');
    expect(stateOfAction(action, NOW)).toBe('running');
    expect(stateOfAction(action, at('2026-05-06T12:00'))).toBe('ended');
  });

  it('can be deleted before it begins, stopped while it runs, and corrected in the first ten minutes [2PARK-060, 2PARK-062, BEYOND-002]', () => {
    expect(mayWithAction(action, all, at('2026-05-06T09:00'))).toEqual(['delete', 'extend', 'correct']);
    expect(mayWithAction(action, all, at('2026-05-06T10:09'))).toEqual(['stop', 'extend', 'correct']);
    expect(mayWithAction(action, all, at('2026-05-06T10:10'))).toEqual(['stop', 'extend']);
    expect(mayWithAction({ ...action, settled: true }, all, NOW)).toEqual([]);
  });

  it('can always be stopped, whatever has become of its permit [2PARK-060]', () => {
    expect(mayWithAction(action, [], NOW)).toEqual(['stop']);
  });
}); // prettier-ignore
