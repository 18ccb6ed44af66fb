import { decideSwitch, type CountingPlate, type SwitchFacts } from './active-plate.ts';
import { at, stay, terms } from './testing/town.ts';

const NOW = at('2026-05-06T10:00');
const BLUE = { country: 'NL', plate: 'K51FTN' };
const RED = { country: 'NL', plate: '4RZ318' };
const VAN = { country: 'D', plate: 'MUB4711' };

const counting = (plate: typeof BLUE, since: string): CountingPlate => ({
  ...plate,
  rightId: plate.plate,
  since: at(since),
});

const facts = (more: Partial<SwitchFacts> = {}): SwitchFacts => ({
  role: 'owner',
  terms: terms({ kind: 'plate-switch' }),
  permit: { status: 'issued', validity: stay('2026-01-01T00:00', '2027-01-01T00:00'), blocked: false },
  plates: [BLUE, RED, VAN],
  counting: [counting(BLUE, '2026-02-01T00:00')],
  atOnce: 1,
  ...more,
}); // prettier-ignore

describe('choosing the plate that counts', () => {
  it('makes it count from this moment, and the one before it no longer [2PARK-110]', () => {
    expect(decideSwitch(RED, facts(), NOW)).toMatchObject({ outcome: 'switch', since: NOW, instead: [BLUE] });
  });

  it('changes nothing when it counts already: it has since it was chosen', () => {
    expect(decideSwitch(BLUE, facts(), NOW)).toEqual({ outcome: 'counts-already', since: at('2026-02-01T00:00') });
  });

  it('makes the first one count where none did', () => {
    expect(decideSwitch(RED, facts({ counting: [] }), NOW)).toMatchObject({ outcome: 'switch', instead: [] });
  });

  it('before the permit begins, makes it count from its beginning', () => {
    const permit = {
      status: 'issued' as const,
      validity: stay('2026-06-01T00:00', '2027-06-01T00:00'),
      blocked: false,
    };
    expect(decideSwitch(RED, facts({ permit }), NOW)).toMatchObject({ since: at('2026-06-01T00:00') });
  });

  it('replaces the one that has counted longest where several may, and none while there is room', () => {
    const two = [counting(VAN, '2026-03-01T00:00'), counting(BLUE, '2026-02-01T00:00')];
    expect(decideSwitch(RED, facts({ counting: two, atOnce: 2 }), NOW)).toMatchObject({ instead: [BLUE] });
    expect(decideSwitch(RED, facts({ counting: two, atOnce: 3 }), NOW)).toMatchObject({ instead: [] });
  });

  it('keeps countries apart', () => {
    expect(decideSwitch({ ...BLUE, country: 'B' }, facts(), NOW)).toMatchObject({ ground: 'plate-not-on-permit' });
  });

  it.each<[string, string, Partial<SwitchFacts>]>([
    ['a plate that is not on the permit', 'plate-not-on-permit', { plates: [BLUE] }],
    ['a permit that is over', 'permit-not-in-force', { permit: { ...facts().permit, status: 'ended' } }],
    ['a permit that is blocked', 'permit-not-in-force', { permit: { ...facts().permit, blocked: true } }],
    ['a permit whose last day has passed, before its process has noticed', 'permit-not-in-force',
      { permit: { ...facts().permit, validity: { from: at('2025-05-06T10:00'), to: NOW } } }],
    ['a product whose plates all count', 'not-allowed-by-product', { terms: terms({ kind: 'visitor' }) }],
    ['somebody the permit was only granted to', 'not-allowed-by-product', { role: 'grantee' }],
    ['a product that is not for the parking app', 'not-allowed-by-product', { terms: undefined }],
  ])('is refused for %s', (_what, ground, more) => {
    expect(decideSwitch(RED, facts(more), NOW)).toMatchObject({ outcome: 'refuse', ground });
  }); // prettier-ignore
});
