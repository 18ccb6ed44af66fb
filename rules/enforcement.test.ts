import { alertReason, decideVerdict } from './enforcement.ts';

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

describe('the holder of a permit whose car was found without a right', () => {
  const terms = { warnHolder: true, expiredDays: 14, repeatHours: 24, packMinutes: 15 };
  const permit = {
    validFrom: '2026-01-01T00:00:00.000Z',
    validUntil: '2026-12-31T23:00:00.000Z',
    activeElsewhere: false,
  };

  it.each([
    ['another plate of the permit counts now', {}, 'other-plate-active'],
    ['it counts, but in another area', { activeElsewhere: true }, 'other-area'],
    ['the permit expired a moment ago', { validUntil: AT }, 'expired'],
    ['it expired a moment less than fourteen days ago', { validUntil: '2026-11-06T12:00:00.001Z' }, 'expired'],
    ['it expired fourteen days ago', { validUntil: '2026-11-06T12:00:00.000Z' }, null],
    ['it does not hold yet', { validFrom: '2026-11-20T12:00:00.001Z' }, null],
  ])('is told why when %s [BEYOND-004]', (_when, more, ground) => {
    expect(alertReason({ ...permit, ...more }, terms, AT)).toBe(ground);
  });

  it('hears nothing where the municipality does not warn', () => {
    expect(alertReason(permit, { ...terms, warnHolder: false }, AT)).toBeNull();
  });
});
