import { type ReleaseContent } from './municipalities/release.ts';
import { municipality, town } from './testing/town.ts';
import { decideNewEnd, decideThirdPartyRight, endedAt } from './third-parties.ts';

const NOW = '2026-05-01T12:00:00.000Z';
const at = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();
const content = town({
  municipality: municipality({ thirdParties: { areas: ['A'], longestHours: 24, registerUsageId: 'BETAALD' } }),
});
const asked = { areaId: 'A', startsAt: null, endsAt: at(60) };
const decide = (more: object, data: ReleaseContent = content) =>
  decideThirdPartyRight({ ...asked, ...more }, data, NOW);

describe('a right of a third party', () => {
  it('counts from now, or from a later moment, until its end', () => {
    expect(decide({})).toEqual({ outcome: 'allow', since: NOW, until: at(60), usageId: 'BETAALD' });
    expect(decide({ startsAt: at(30) })).toMatchObject({ since: at(30), until: at(60) });
  });

  it('never counts from before it was told, however little', () => {
    expect(decide({ startsAt: at(-5) })).toMatchObject({ outcome: 'allow', since: NOW });
    expect(decide({ startsAt: at(-6) })).toMatchObject({ ground: 'right-begins-in-past' });
  });

  it.each([
    ['in a place there is not', { areaId: 'nowhere' }, 'area-unknown'],
    ['in a place without providers', { areaId: 'B' }, 'area-not-for-providers'],
    ['that is over already', { endsAt: NOW }, 'right-ends-in-past'],
    ['that ends before it begins', { startsAt: at(90) }, 'right-ends-in-past'],
    ['longer than a day', { endsAt: at(24 * 60 + 1) }, 'right-too-long'],
  ])('is refused %s', (_what, more, ground) => {
    expect(decide(more)).toMatchObject({ outcome: 'refuse', ground });
  });

  it('is refused where the municipality admits no providers', () => {
    expect(decide({}, town())).toMatchObject({ ground: 'third-parties-not-admitted' });
  });

  it('ends later or earlier while it is not over, and no longer than any other from its begin', () => {
    const right = { since: at(-60), until: at(60) };
    expect(decideNewEnd(right, at(120), content, NOW)).toEqual({ outcome: 'allow', until: at(120) });
    expect(decideNewEnd(right, at(23 * 60 + 1), content, NOW)).toMatchObject({ ground: 'right-too-long' });
    expect(decideNewEnd(right, at(-1), content, NOW)).toMatchObject({ ground: 'right-ends-in-past' });
    expect(decideNewEnd({ ...right, until: NOW }, at(30), content, NOW)).toMatchObject({ ground: 'right-over' });
  });

  it('that is ended counts until now; one that was to begin later never counts, one that is over stays as it is', () => {
    expect(endedAt({ since: at(-60), until: at(60) }, NOW)).toBe(NOW);
    expect(endedAt({ since: at(30), until: at(60) }, NOW)).toBe(at(30));
    expect(endedAt({ since: at(-60), until: at(-30) }, NOW)).toBe(at(-30));
  });
});
