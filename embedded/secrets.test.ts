import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { masterKeyFile, readSecrets } from './secrets.ts';
import { temporaryFolder } from './testing/folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

describe('the secrets of a data folder', () => {
  it('are chosen once and kept for its owner alone', () => {
    const chosen = readSecrets(folder.path);
    expect(readSecrets(folder.path)).toEqual(chosen);
    expect(statSync(join(folder.path, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('grow by what a newer version needs, and the others stay', () => {
    const { nprPin: _, ...older } = readSecrets(folder.path);
    writeFileSync(join(folder.path, 'secrets.json'), JSON.stringify(older));
    expect(readSecrets(folder.path)).toMatchObject({ ...older, nprPin: expect.stringMatching(/^\d{6}$/) });
  });

  it('come with a master key of 256 bits that never changes', () => {
    const key = readFileSync(masterKeyFile(folder.path), 'utf8');
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
    expect(readFileSync(masterKeyFile(folder.path), 'utf8')).toBe(key);
    expect(statSync(masterKeyFile(folder.path)).mode & 0o777).toBe(0o600);
  });
});
