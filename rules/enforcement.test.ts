import { decideVerdict } from './enforcement.ts';

const AT = '2026-11-20T12:00:00.000Z';

describe('what an officer hears of a plate', () => {
  it('is green with the moment until which it may stand', () => {
    expect(decideVerdict({ activeUntil: '2026-11-20T14:00:00.000Z', endedAt: null, near: 0 }, AT)).toEqual({
      verdict: 'green',
      until: '2026-11-20T14:00:00.000Z',
      justExpired: false,
      near: 0,
    });
  });

  it('is red without a right', () => {
    expect(decideVerdict({ activeUntil: null, endedAt: null, near: 0 }, AT)).toEqual({
      verdict: 'red',
      until: null,
      justExpired: false,
      near: 0,
    });
  });

  it('is a second look when a plate that counts here differs by one character, and says how many, not which [BEYOND-003]', () => {
    expect(decideVerdict({ activeUntil: null, endedAt: null, near: 2 }, AT)).toEqual({
      verdict: 'amber',
      until: null,
      justExpired: false,
      near: 2,
    });
  });

  it('needs no second look at a plate that had a right a moment ago: it was read right', () => {
    const facts = { activeUntil: null, endedAt: '2026-11-20T11:57:00.000Z', near: 1 };
    expect(decideVerdict(facts, AT)).toMatchObject({ verdict: 'red', justExpired: true, near: 0 });
  });

  it.each([
    ['three minutes ago', '2026-11-20T11:57:00.000Z', true],
    ['this very moment', AT, true],
    ['a moment less than five minutes ago', '2026-11-20T11:55:00.001Z', true],
    ['five minutes ago', '2026-11-20T11:55:00.000Z', false],
    ['yesterday', '2026-11-19T12:00:00.000Z', false],
  ])(
    'is red for a right that ended %s, and tells when that was just now [PEERS-037]',
    (_when, endedAt, justExpired) => {
      expect(decideVerdict({ activeUntil: null, endedAt, near: 0 }, AT)).toEqual({
        verdict: 'red',
        until: null,
        justExpired,
        near: 0,
      });
    },
  );

  it('is green for a right that follows on one that has just ended', () => {
    const facts = { activeUntil: '2026-11-20T14:00:00.000Z', endedAt: '2026-11-20T11:59:00.000Z', near: 0 };
    expect(decideVerdict(facts, AT)).toMatchObject({ verdict: 'green', justExpired: false });
  });

  it('says the same of an unknown plate and of one whose right ended long ago', () => {
    const unknown = decideVerdict({ activeUntil: null, endedAt: null, near: 0 }, AT);
    const past = decideVerdict({ activeUntil: null, endedAt: '2026-01-01T00:00:00.000Z', near: 0 }, AT);
    expect(JSON.stringify(unknown)).toBe(JSON.stringify(past));
  });
});
