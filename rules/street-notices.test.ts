import { type ReleaseContent } from './municipalities/release.ts';
import { decideNotice, lastShownOn, streetChanges } from './street-notices.ts';
import { town } from './testing/town.ts';

const days = (startsOn: string, endsOn: string | null = null) => ({ startsOn, endsOn });

describe('a notice about the street', () => {
  it('is given before it starts, and ends no sooner than it starts [BEYOND-037]', () => {
    const today = '2026-11-22';
    expect(decideNotice(days('2026-11-23', '2026-11-23'), today)).toEqual({ outcome: 'allow' });
    expect(decideNotice(days('2026-11-22'), today)).toMatchObject({ ground: 'notice-begun' });
    expect(decideNotice(days('2026-11-25', '2026-11-24'), today)).toMatchObject({ ground: 'notice-ends-first' });
  });

  it('is shown to its last day, and what stays so for two weeks [BEYOND-037]', () => {
    expect(lastShownOn(days('2026-12-01', '2026-12-05'))).toBe('2026-12-05');
    expect(lastShownOn(days('2026-12-25'))).toBe('2027-01-07');
  });
});

describe('a release', () => {
  const regulation = {
    id: 'daytime',
    areas: ['A'],
    usage: 'BETAALD',
    from: null,
    until: null,
    dayMaximumCents: null,
    frames: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', fare: 'cheap' }],
  };
  const fares = [{ id: 'cheap', parts: [{ from: 0, to: null, euros: '0.10', stepMinutes: 6 }] }];
  const before = town({ tariffs: { regulations: [regulation], fares } });
  const changed = (tariffs: Partial<ReleaseContent['tariffs']>): ReleaseContent => ({
    ...before,
    tariffs: { ...before.tariffs, ...tariffs },
  });

  it('that prices what it priced before changes nothing on the street, whatever it calls it [BEYOND-037]', () => {
    expect(streetChanges(before, before)).toEqual([]);
    expect(streetChanges(before, changed({ regulations: [{ ...regulation, id: 'other-name' }] }))).toEqual([]);
  });

  it('with another price, or other hours, is news for the zones it holds in and for no other [BEYOND-037]', () => {
    const news = [{ cause: 'tariff', areas: ['A'] }];
    const longer = regulation.frames.map((frame) => ({ ...frame, to: '23:00' }));
    expect(streetChanges(before, changed({ regulations: [{ ...regulation, frames: longer }] }))).toEqual(news);
    const dearer = fares.map((fare) => ({ ...fare, parts: fare.parts.map((part) => ({ ...part, euros: '0.20' })) }));
    expect(streetChanges(before, changed({ fares: dearer }))).toEqual(news);
  });

  it('with another border is news for that zone; a zone that is new has nobody to tell [BEYOND-037]', () => {
    const [first, ...rest] = before.areas;
    const ring = [[5, 52], [5.1, 52], [5.1, 52.1], [5, 52]] as const; // prettier-ignore
    const moved = { ...first!, polygons: [[ring]] };
    const after = { ...before, areas: [moved, ...rest, { ...first!, id: 'new' }] };
    expect(streetChanges(before, after)).toEqual([{ cause: 'zone', areas: [first!.id] }]);
  });
});
