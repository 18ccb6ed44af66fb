import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { differencesOf, everydayValues } from '../../rules/municipalities/differences.ts';
import { type ReleaseContent } from '../../rules/municipalities/release.ts';
import { isRefusal } from '../../rules/values/refusal.ts';
import { voorbeeld } from '../testing/voorbeeld.ts';
import { withValues, type NewValue } from './everyday.ts';
import { filesOf, type Files } from './files.ts';
import { readFiles, readFolder } from './read-folder.ts';

const SHIPPED = new URL('../../municipalities', import.meta.url).pathname;

function contentOf(files: Files): ReleaseContent {
  const read = readFiles(files);
  if (read.outcome === 'faults') throw new Error(JSON.stringify(read.faults));
  return read.content;
}

function changed(files: Files, values: NewValue[]): Files {
  const written = withValues(files, values);
  if ('outcome' in written) throw new Error(JSON.stringify(written));
  return written;
}

describe('the files of a release', () => {
  it.each(['antwerpen', 'assen', 'deventer', 'voorbeeld'])('written down and read again are the same: %s', (town) => {
    const read = readFolder(join(SHIPPED, town));
    expect(read).toEqual({
      outcome: 'read',
      content: contentOf(filesOf((read as { content: ReleaseContent }).content)),
    });
  });

  it('are told with file and line when they are wrong, as those of a folder are', () => {
    const files = filesOf(voorbeeld());
    const lines = files['products.yaml']!.split('\n');
    const line = lines.findIndex((text) => text.includes('numberPrefix: BV'));
    expect(readFiles({ ...files, 'products.yaml': lines.with(line, '    numberPrefix: bv').join('\n') })).toMatchObject(
      {
        outcome: 'faults',
        faults: [{ file: 'products.yaml', line: line + 1 }],
      },
    );
  });
});

describe('a form for what changes on ordinary days', () => {
  const RESIDENT = ['products', 'resident', 'places', 'B'];

  it('changes a price, a ceiling, a tariff, a limit and a closed day, and nothing else [BEYOND-022]', () => {
    const before = voorbeeld();
    const after = contentOf(
      changed(filesOf(before), [
        { path: [...RESIDENT, 'prices', 'P12M'], value: 9_500 },
        { path: [...RESIDENT, 'ceiling'], value: null },
        { path: ['tariffs', 'fares', 'ring', 'parts', '30', 'euros'], value: '0.35' },
        { path: ['products', 'resident', 'plates', 'max'], value: 3 },
        { path: ['municipality', 'extraHolidays'], value: '2026-12-24, 2026-12-31' },
      ]),
    );
    expect(differencesOf(before, after).map(({ path, after: value }) => [path.join('/'), value])).toEqual([
      ['municipality/extraHolidays', '2026-12-24, 2026-12-31'],
      ['products/resident/places/B/prices/P12M', 9_500],
      ['products/resident/places/B/ceiling', null],
      ['products/resident/plates/max', 3],
      ['tariffs/fares/ring/parts/30/euros', '0.35'],
    ]);
  });

  it('can be filled in for every value it offers, in every town', () => {
    for (const { name } of readdirSync(SHIPPED, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
      const read = readFolder(join(SHIPPED, name));
      if (read.outcome === 'faults') throw new Error(name);
      const values = everydayValues(read.content).map(({ path, value }) => ({ path, value }));
      expect(contentOf(changed(filesOf(read.content), values))).toEqual(read.content);
    }
  });

  it('leaves comments where they are, and in a file with anchors changes one place alone', () => {
    const files = filesOf(voorbeeld());
    const commented = { ...files, 'tariffs.yaml': `# by council decision\n${files['tariffs.yaml']!}` };
    const path = ['tariffs', 'fares', 'centre', 'parts', '0', 'euros'];
    expect(changed(commented, [{ path, value: '0.06' }])['tariffs.yaml']).toMatch(/^# by council decision\n/);
    const anchored = [
      'regulations: []',
      'fares:',
      `  - { id: centre, parts: &one [{ from: 0, to: null, euros: '0.05', stepMinutes: 1 }] }`,
      '  - { id: ring, parts: *one }',
    ].join('\n');
    const after = changed({ ...files, 'tariffs.yaml': anchored }, [{ path, value: '0.06' }]);
    expect(after['tariffs.yaml']!.match(/0\.0\d/g)).toEqual(['0.06', '0.05']);
  });

  it('refuses what it does not offer', () => {
    const refused = withValues(filesOf(voorbeeld()), [{ path: ['products', 'resident', 'numberPrefix'], value: 'XX' }]);
    expect('outcome' in refused && isRefusal(refused) && refused.ground).toBe('value-unknown');
  });
});
