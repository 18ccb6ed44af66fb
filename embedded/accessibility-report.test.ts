import { readFileSync } from 'node:fs';
import { compose, nameOf, type AccessibilityReport } from './launch/accessibility-report.mjs';

const THEMES = ['standard', 'black-on-white', 'white-on-black', 'black-on-yellow', 'yellow-on-black'];
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'));

describe('the public report on accessibility', () => {
  it('is of this very version, and tells of every page what was found in each of five themes [BEYOND-033]', () => {
    const { version, madeOn, axe, pages } = read('ui/pages/accessibility-report.json') as AccessibilityReport;
    expect(version).toBe((read('package.json') as { version: string }).version);
    expect(madeOn).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(axe).toMatch(/^\d+\.\d+\.\d+$/);
    expect(pages.length).toBeGreaterThan(40);
    for (const { page, languages, rules, barriers } of pages) {
      expect([page, languages]).toEqual([page, ['en', 'nl']]);
      expect([page, Object.keys(barriers).sort()]).toEqual([page, [...THEMES].sort()]);
      expect(rules).toBeGreaterThan(0);
    }
  });

  it('names no case and nobody: pages only', () => {
    expect(JSON.stringify(read('ui/pages/accessibility-report.json'))).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
    expect(nameOf('/voorbeeld/staff/tasks/0199c0de-0000-7000-8000-000000000001?from=x#y')).toBe(
      '/voorbeeld/staff/tasks/:id',
    );
    expect(nameOf('/')).toBe('/');
  });

  it('counts the most barriers of any look at a page, in whichever language', () => {
    const look = { path: '/privacy', language: 'nl', theme: 'standard', rules: 30, barriers: 0 };
    expect(
      compose([look, { ...look, language: 'en', barriers: 2 }, { ...look, theme: 'white-on-black', rules: 1 }], {
        version: '1.0.0',
        axe: '4.0.0',
        madeOn: '2026-11-22',
      }),
    ).toEqual({
      version: '1.0.0',
      axe: '4.0.0',
      madeOn: '2026-11-22',
      pages: [
        {
          page: '/privacy',
          languages: ['en', 'nl'],
          rules: 30,
          barriers: { standard: 2, 'white-on-black': 0 },
        },
      ],
    });
  });
});
