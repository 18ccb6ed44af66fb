import { decideSecondLook, isSampled, mayBeSampled } from './second-look.ts';

const ids = Array.from({ length: 20_000 }, (_, n) => `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`);
const sample = (seed: string, percent = 2) => ids.filter((id) => isSampled(id, { percent, seed }));

describe('the sample for a second look [BEYOND-030]', () => {
  it('is the same whenever it is drawn again from its seed, and another from another seed', () => {
    expect(sample('2026-a')).toEqual(sample('2026-a'));
    expect(sample('2026-a')).not.toEqual(sample('2026-b'));
    expect(sample('2026-a').slice(0, 2)).toEqual([
      '019a0000-0000-7000-8000-000000000023',
      '019a0000-0000-7000-8000-000000000104',
    ]);
  });

  it('is as large as the municipality wants it', () => {
    expect(sample('x', 0)).toEqual([]);
    expect(sample('x', 100)).toEqual(ids);
    for (const seed of ['a', 'b', 'c']) expect(Math.abs(sample(seed).length - 400)).toBeLessThan(80);
  });

  it.each([
    ['rule', 'allow', true],
    ['staff', 'reject', true],
    ['staff', 'approve', false],
    ['staff', 'ask-documents', false],
  ] as const)('is drawn from what nobody else would look at: by %s, %s', (by, result, may) => {
    expect(mayBeSampled({ by, result })).toBe(may);
  });
});

describe('a second look [BEYOND-030]', () => {
  const look = { madeBy: 'anna', done: false };
  const agree = { outcome: 'agree', reason: null } as const;

  it('is given by somebody else than who decided', () => {
    expect(decideSecondLook(look, 'anna', agree)).toMatchObject({ ground: 'own-work' });
    expect(decideSecondLook(look, 'bob', agree)).toEqual({ outcome: 'allow' });
    expect(decideSecondLook({ ...look, madeBy: null }, 'anna', agree)).toEqual({ outcome: 'allow' });
  });

  it('is given once, and says why when it comes out otherwise', () => {
    expect(decideSecondLook({ ...look, done: true }, 'bob', agree)).toMatchObject({ ground: 'looked-at-already' });
    expect(decideSecondLook(look, 'bob', { outcome: 'disagree', reason: null })).toMatchObject({
      ground: 'ground-missing',
    });
    expect(decideSecondLook(look, 'bob', { outcome: 'agree', reason: 'facts-wrong' })).toMatchObject({
      ground: 'ground-not-needed',
    });
    expect(decideSecondLook(look, 'bob', { outcome: 'disagree', reason: 'facts-wrong' })).toEqual({ outcome: 'allow' });
  });
});
