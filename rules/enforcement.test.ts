import { decideVerdict } from './enforcement.ts';

const AT = '2026-11-20T12:00:00.000Z';

describe('what an officer hears of a plate', () => {
  it('is green with the moment until which it may stand', () => {
    expect(decideVerdict({ activeUntil: '2026-11-20T14:00:00.000Z', endedAt: null }, AT)).toEqual({
      verdict: 'green',
      until: '2026-11-20T14:00:00.000Z',
      justExpired: false,
    });
  });

  it('is red without a right', () => {
    expect(decideVerdict({ activeUntil: null, endedAt: null }, AT)).toEqual({
      verdict: 'red',
      until: null,
      justExpired: false,
    });
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
      expect(decideVerdict({ activeUntil: null, endedAt }, AT)).toEqual({ verdict: 'red', until: null, justExpired });
    },
  );

  it('is green for a right that follows on one that has just ended', () => {
    const facts = { activeUntil: '2026-11-20T14:00:00.000Z', endedAt: '2026-11-20T11:59:00.000Z' };
    expect(decideVerdict(facts, AT)).toMatchObject({ verdict: 'green', justExpired: false });
  });

  it('says the same of an unknown plate and of one whose right ended long ago', () => {
    const unknown = decideVerdict({ activeUntil: null, endedAt: null }, AT);
    const past = decideVerdict({ activeUntil: null, endedAt: '2026-01-01T00:00:00.000Z' }, AT);
    expect(JSON.stringify(unknown)).toBe(JSON.stringify(past));
  });
});
