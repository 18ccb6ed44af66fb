import { decideBlock, decideUnblock } from './block.ts';

describe('a permit that staff holds back', () => {
  it('must be in force and not held back yet', () => {
    expect(decideBlock({ status: 'issued', blocked: false })).toEqual({ outcome: 'allow' });
    expect(decideBlock({ status: 'issued', blocked: true })).toMatchObject({ ground: 'permit-blocked-already' });
    for (const status of ['ended', 'expired'] as const)
      expect(decideBlock({ status, blocked: false })).toMatchObject({ ground: 'permit-not-in-force' });
  });

  it('is let go only while it is held back and in force', () => {
    expect(decideUnblock({ status: 'issued', blocked: true })).toEqual({ outcome: 'allow' });
    expect(decideUnblock({ status: 'issued', blocked: false })).toMatchObject({ ground: 'permit-not-blocked' });
    expect(decideUnblock({ status: 'ended', blocked: true })).toMatchObject({ ground: 'permit-not-in-force' });
  });
});
