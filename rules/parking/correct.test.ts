import { decideCorrection, type CorrectionFacts } from './correct.ts';
import { action, at, facts, stay } from './testing/town.ts';

const TYPED = { country: 'NL', plate: 'K51FTN' };
const MEANT = { country: 'NL', plate: 'K51FTM' };

const correction = (more: Partial<CorrectionFacts> = {}, own: Partial<CorrectionFacts['action']> = {}): CorrectionFacts => ({
  ...facts(),
  action: {
    ...TYPED, id: 'mine', state: 'open', corrected: false, stay: stay('2026-05-06T10:00', '2026-05-06T12:00'), ...own,
  },
  ...more,
}); // prettier-ignore

const decided = (now: string, more: Partial<CorrectionFacts> = {}, own: Partial<CorrectionFacts['action']> = {}) => {
  const decision = decideCorrection(MEANT, correction(more, own), at(now));
  return decision.outcome === 'refuse' ? decision.ground : decision.outcome;
};

describe('putting a plate right', () => {
  it.each([
    ['while the action is planned', '2026-05-05T18:00', 'allow'],
    ['when it begins', '2026-05-06T10:00', 'allow'],
    ['in the tenth minute', '2026-05-06T10:09', 'allow'],
    ['ten minutes after it began', '2026-05-06T10:10', 'correction-too-late'],
    ['after its end', '2026-05-06T12:00', 'already-ended'],
  ])('%s: %s → %s [BEYOND-002]', (_when, now, outcome) => {
    expect(decided(now)).toBe(outcome);
  });

  it('is possible once [BEYOND-002]', () => {
    expect(decided('2026-05-06T10:05', {}, { corrected: true })).toBe('corrected-already');
  });

  it('asks for another plate, in letters or in country', () => {
    expect(decided('2026-05-06T10:05', {}, MEANT)).toBe('plate-unchanged');
    expect(decided('2026-05-06T10:05', {}, { ...MEANT, country: 'B' })).toBe('allow');
  });

  it('meets no other action on that plate; one that ends when this begins is none', () => {
    const parked = (from: string, to: string) => ({ open: [action('K51FTM', from, to)] });
    expect(decided('2026-05-06T10:05', parked('2026-05-06T11:00', '2026-05-06T13:00'))).toBe('plate-already-parked');
    expect(decided('2026-05-06T10:05', parked('2026-05-06T09:00', '2026-05-06T10:00'))).toBe('allow');
  });

  it('keeps to what a grant names, and leaves the plate of the permit itself alone', () => {
    expect(decided('2026-05-06T10:05', { grant: TYPED })).toBe('plate-not-granted');
    expect(decided('2026-05-06T10:05', { grant: MEANT })).toBe('allow');
    expect(decided('2026-05-06T10:05', { ownPlates: [MEANT] })).toBe('plate-of-permit');
  });

  it('is over with the action, and not for a permit that is blocked or over', () => {
    expect(decided('2026-05-06T10:05', {}, { state: 'settled' })).toBe('already-ended');
    expect(decided('2026-05-06T10:05', { permit: { ...facts().permit, blocked: true } })).toBe('permit-not-in-force');
    expect(decided('2026-05-06T10:05', { permit: { ...facts().permit, status: 'ended' } })).toBe('permit-not-in-force');
  });
});
