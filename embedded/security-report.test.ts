import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compose, type AsvsList } from './launch/security-report.mjs';
import { projectRoot } from './root.ts';

const read = (path: string): string => readFileSync(join(projectRoot(), path), 'utf8');
const list = JSON.parse(read('docs/security/asvs.json')) as AsvsList;

/** How many lines each chapter has on the first two levels, without those that were taken out of it. */
const LINES = [38, 53, 18, 9, 30, 13, 12, 15, 7, 5, 8, 15, 13, 23];

describe('the list of what OWASP ASVS asks', () => {
  it('has every line once, in order, and none is empty', () => {
    const order = ({ id }: { id: string }) => id.split('.').reduce((sum, part) => sum * 100 + Number(part), 0);
    for (const [at, line] of list.lines.entries()) {
      expect(line.id).toMatch(/^\d+\.\d+\.\d+$/);
      expect(line.what.length).toBeGreaterThan(5);
      if (at > 0) expect([line.id, order(line) > order(list.lines[at - 1]!)]).toEqual([line.id, true]);
    }
    const inChapter = list.chapters.map((_, at) => list.lines.filter(({ id }) => id.startsWith(`${at + 1}.`)).length);
    expect(inChapter).toEqual(LINES);
  });

  it('names code or tests for what is met, and says what is missing of everything else', () => {
    for (const { id, status, by = [], because = '' } of list.lines) {
      const named = status === 'open' || status === 'not-applicable' ? by.length === 0 : by.length > 0;
      expect([id, named]).toEqual([id, true]);
      expect([id, because !== '']).toEqual([id, status !== 'met']);
    }
  });

  it('names only files there are', () => {
    const named = list.lines.flatMap(({ id, by = [] }) => by.map((path) => ({ id, path })));
    expect(named.filter(({ path }) => !existsSync(join(projectRoot(), path)))).toEqual([]);
  });

  it('is what people read: made by one command', () => {
    expect(read('docs/security/asvs.md')).toBe(compose(list));
  });
});

describe('the threat model', () => {
  it('names only files there are', () => {
    const links = [...read('docs/security/threat-model.md').matchAll(/\]\(\.\.\/\.\.\/([^)]+)\)/g)].map(
      ([, path]) => path!,
    );
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((path) => !existsSync(join(projectRoot(), path)))).toEqual([]);
  });
});
