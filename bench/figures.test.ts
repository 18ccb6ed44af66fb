import { forMachines, isBroken, isMet, median, percentile, ratioOf, table, type Figure } from './figures.ts';

const check: Figure = {
  name: 'plate check',
  unit: '/s',
  value: 1_500,
  target: { bound: 1_300 },
  baseline: { what: 'an empty POST', value: 2_000, target: 0.65 },
};
const paid: Figure = {
  name: 'paid to green',
  unit: 'ms',
  value: 800,
  p95: 2_100,
  target: { bound: 2_000, of: 'p95' },
  baseline: { what: 'the webhook', value: 4 },
};

describe('a measured figure', () => {
  it('has a median and a 95th percentile that are samples themselves', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([median(hundred), percentile(hundred, 0.95), percentile(hundred, 1)]).toEqual([50, 95, 100]);
    expect([median([7]), percentile([3, 1, 2], 0.95)]).toEqual([7, 3]);
    expect(() => median([])).toThrow('nothing was measured');
  });

  it('keeps a part of the speed of its baseline, more being better for rates and for times alike', () => {
    expect(ratioOf(check)).toBe(0.75);
    expect(ratioOf(paid)).toBe(0.005);
    expect(ratioOf({ name: 'memory', unit: 'MiB', value: 900 })).toBeUndefined();
  });

  it('meets its target when every bound is kept: rates from below, times from above, the ratio too', () => {
    expect(isMet(check)).toBe(true);
    expect(isMet({ ...check, value: 1_299 })).toBe(false);
    expect(isMet({ ...check, baseline: { what: 'an empty POST', value: 2_400, target: 0.65 } })).toBe(false);
    expect(isMet(paid)).toBe(false);
    expect(isMet({ ...paid, p95: 2_000 })).toBe(true);
    expect(isMet({ name: 'a part of the memory', unit: 'MiB', value: 90 })).toBeUndefined();
  });

  it('stops a machine by its ratio or its processor time alone: a time is as long as the machine is busy', () => {
    const slow: Figure = { ...check, value: 1_299 };
    expect([isMet(slow), isBroken(slow)]).toEqual([false, true]); // 1299 of 2000 is below 0.65 as well
    expect(isBroken({ ...slow, baseline: { what: 'an empty POST', value: 1_900, target: 0.65 } })).toBe(false);
    expect(isBroken(paid)).toBe(false);
    const cpu: Figure = { name: 'processor time', unit: 'ms', value: 1.3, target: { bound: 1.2 }, isCpu: true };
    expect([cpu, { ...cpu, value: 1.1 }].map(isBroken)).toEqual([true, false]);
  });
});

describe('the report', () => {
  it('says in a line per figure what was measured, what was aimed at, and plainly what was missed', () => {
    const report = table([check, paid, { name: 'worker', unit: 'MiB', value: 255.6 }]);
    expect(report).toMatch(/plate check +1500\/s +2000\/s \[1\] +0\.75 +≥ 1300\/s, ratio ≥ 0\.65 +met/);
    expect(report).toMatch(/paid to green +800 ms +2100 ms +4 ms \[2\] +0\.01 +≤ 2000 ms \(p95\) +MISSED/);
    expect(report).toMatch(/^worker +256 MiB$/m);
    expect(report).toMatch(/^\[1\] an empty POST\n\[2\] the webhook$/m);
    expect(report).toMatch(/Missed: paid to green\.$/);
    expect(table([check])).toMatch(/Every target is met\.$/);
  });

  it('has the same for machines', () => {
    expect(forMachines([paid, { name: 'worker', unit: 'MiB', value: 255.64321 }])).toEqual([
      { name: 'paid to green', value: 800, p95: 2_100, unit: 'ms', target: 2_000, met: false, baseline: 4, ratio: 0.005, ratioTarget: null },
      { name: 'worker', value: 255.6, p95: null, unit: 'MiB', target: null, met: null, baseline: null, ratio: null, ratioTarget: null },
    ]); // prettier-ignore
  });
});
