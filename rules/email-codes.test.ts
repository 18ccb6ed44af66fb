import { CODE_TRIES, decideCode, decideNewCode } from './email-codes.ts';

const NOW = '2026-11-20T12:00:00.000Z';
const fresh = { endsAt: '2026-11-20T12:15:00.000Z', tries: 0, used: false, matches: true };

describe('the code from the mail', () => {
  it('proves the address once it is right, up to the last millisecond of its quarter of an hour', () => {
    expect(decideCode(fresh, NOW)).toEqual({ outcome: 'allow' });
    expect(decideCode(fresh, '2026-11-20T12:14:59.999Z')).toEqual({ outcome: 'allow' });
  });

  it.each([
    ['a wrong code', { matches: false }, NOW, 'code-wrong'],
    ['a code of a quarter of an hour ago', {}, fresh.endsAt, 'code-expired'],
    ['a code that was used', { used: true }, NOW, 'code-expired'],
    ['the right code after five wrong ones', { tries: CODE_TRIES }, NOW, 'code-tries-used'],
  ])('%s is refused', (_what, with_, at, ground) => {
    expect(decideCode({ ...fresh, ...with_ }, at)).toMatchObject({ outcome: 'refuse', ground });
  });

  it('tells how many tries are left, and none after the last', () => {
    const left = [0, 1, 2, 3, 4].map((tries) => decideCode({ ...fresh, tries, matches: false }, NOW));
    expect(left).toMatchObject([4, 3, 2, 1, 0].map((count) => ({ steps: [{ values: { left: count } }] })));
  });
});

describe('a new code', () => {
  it('may be asked for at once the first time, and again after a minute', () => {
    expect(decideNewCode(null, NOW).outcome).toBe('allow');
    expect(decideNewCode('2026-11-20T11:59:00.000Z', NOW).outcome).toBe('allow');
  });

  it('is refused within the minute, with the seconds that are left', () => {
    expect(decideNewCode('2026-11-20T11:59:00.001Z', NOW)).toMatchObject({
      ground: 'code-too-soon',
      steps: [{ values: { seconds: 1 }, remedy: 'new-code' }],
    });
    expect(decideNewCode(NOW, NOW)).toMatchObject({ steps: [{ values: { seconds: 60 } }] });
  });
});
