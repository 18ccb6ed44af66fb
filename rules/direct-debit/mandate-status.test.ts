import { askAfterSeconds, isOver, moveMandate, type MandateMove, type MandateStatus } from './mandate-status.ts';

const ALL: MandateStatus[] = ['requested', 'valid', 'refused', 'revoked', 'lapsed'];
const MOVES: MandateMove[] = ['accept', 'refuse', 'revoke', 'lapse'];
const after = (status: MandateStatus, move: MandateMove) => {
  const moved = moveMandate(status, move);
  return moved.outcome === 'allow' ? moved.next : moved.ground;
};

describe('a mandate', () => {
  it('can be revoked by whoever gave it for as long as it is there, and is then over [PEERS-020]', () => {
    expect(ALL.map((status) => after(status, 'revoke'))).toEqual([
      'revoked', 'revoked', 'move-not-allowed', 'move-not-allowed', 'move-not-allowed',
    ]); // prettier-ignore
    expect(ALL.filter(isOver)).toEqual(['refused', 'revoked', 'lapsed']);
  });

  it('that is over never comes back', () => {
    for (const status of ALL.filter(isOver))
      for (const move of MOVES) expect(after(status, move)).toBe('move-not-allowed');
  });
});

it('a debit is asked after a few times in the first hour and then every six, because a bank takes days', () => {
  expect([0, 1, 2, 3, 4].map(askAfterSeconds)).toEqual([15, 300, 3_600, 25_200, 46_800]);
});
