import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLog } from './log-file.ts';
import { temporaryFolder } from './testing/folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

describe('a log file', () => {
  it('gives its last lines to whoever has to explain a failure', () => {
    const log = openLog(join(folder.path, 'logs', 'a.log'));
    log.write('one\ntwo\nthree\n');
    expect(log.tail(2)).toBe('two\nthree');
    log.close();
  });

  it('goes on where it ended, and keeps one older part when it has grown too large', () => {
    const path = join(folder.path, 'b.log');
    const first = openLog(path, 8);
    first.write('12345\n');
    first.close();
    const second = openLog(path, 8);
    second.write('6789\n');
    second.write('the newest\n');
    second.close();
    expect(readFileSync(`${path}.1`, 'utf8')).toBe('12345\n6789\n');
    expect(readFileSync(path, 'utf8')).toBe('the newest\n');
  });

  it('takes a last word after it was closed without complaint', () => {
    const log = openLog(join(folder.path, 'c.log'));
    log.close();
    log.write('too late');
    expect(log.tail(1)).toBe('');
  });
});
