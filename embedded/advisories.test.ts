import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { advisoriesIn, faultsOfAdvisories, type AdvisoryException } from './launch/advisories.mjs';
import { projectRoot } from './root.ts';

const hole = (name: string, id: string) => ({
  source: 1,
  name,
  title: 'takes anything for a date',
  url: `https://github.com/advisories/${id}`,
  severity: 'high',
  range: '<2.0.1',
});
/** As npm writes it: who depends on a package with a hole is named as well, by the name of that package. */
const REPORT = {
  auditReportVersion: 2,
  vulnerabilities: {
    dates: { name: 'dates', via: [hole('dates', 'GHSA-aaaa-bbbb-cccc')] },
    calendar: { name: 'calendar', via: ['dates', hole('dates', 'GHSA-aaaa-bbbb-cccc')] },
  },
};
const exception = { id: 'GHSA-aaaa-bbbb-cccc', because: 'we give it dates of our own only', until: '2027-03-01' };

describe('known holes', () => {
  const faults = (exceptions: AdvisoryException[], today = '2027-02-01') =>
    faultsOfAdvisories(advisoriesIn(REPORT), exceptions, today);

  it('are each told once, with what they are and where to read about them', () => {
    expect(faults([])).toEqual([
      'dates <2.0.1: takes anything for a date (high), https://github.com/advisories/GHSA-aaaa-bbbb-cccc; nobody looked at it',
    ]);
  });

  it('may be answered for, until a day', () => {
    expect(faults([exception])).toEqual([]);
    expect(faults([exception], '2027-03-02')).toEqual([
      expect.stringMatching(/looked at until 2027-03-01: look again$/),
    ]);
  });

  it('that are gone need no answer any more', () => {
    expect(faultsOfAdvisories([], [exception], '2027-02-01')).toEqual([
      expect.stringMatching(/^GHSA-aaaa-bbbb-cccc is not found any more/),
    ]);
  });

  it('are unknown, rather than none, where the registry gives no answer', () => {
    for (const report of [undefined, { message: '405 Method Not Allowed', error: { summary: '' } }])
      expect(() => advisoriesIn(report)).toThrow(/does not say which holes are known/);
  });

  it('that are answered for have a reason and a day', () => {
    const { exceptions } = JSON.parse(
      readFileSync(join(projectRoot(), 'docs', 'security', 'advisories.json'), 'utf8'),
    ) as { exceptions: AdvisoryException[] };
    for (const { id, because, until } of exceptions) {
      expect(id).toMatch(/^GHSA(-\w{4}){3}$/);
      expect(because.length).toBeGreaterThan(20);
      expect(until).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });
});
