import { provisionalUntil, type Limbo } from './provisional.ts';

const NOW = '2026-05-01T12:00:00.000Z';
const limbo = (with_: Partial<Limbo> = {}): Limbo => ({
  pendingSince: '2026-05-01T11:54:00.000Z',
  hours: 24,
  startsOn: '2026-05-01',
  today: '2026-05-01',
  coveredBefore: false,
  ...with_,
});

describe('a payment the bank has taken and nobody confirms', () => {
  it('gives a provisional right for as long as the municipality says [BEYOND-019]', () => {
    expect(provisionalUntil(limbo(), NOW)).toBe('2026-05-02T12:00:00.000Z');
    expect(provisionalUntil(limbo({ hours: 2 }), NOW)).toBe('2026-05-01T14:00:00.000Z');
  });

  it.each<[string, Partial<Limbo>]>([
    ['the provider does not say that the bank has it', { pendingSince: null }],
    ['it is so for less than five minutes', { pendingSince: '2026-05-01T11:56:00.000Z' }],
    ['the municipality does not cover it', { hours: 0 }],
    ['the permit is to begin another day', { startsOn: '2026-05-02' }],
    ['the application was covered before', { coveredBefore: true }],
  ])('gives none when %s', (_why, with_) => {
    expect(provisionalUntil(limbo(with_), NOW)).toBeNull();
  });
});
