import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './eventually.ts';
import { type System } from './stack.ts';

/** Everything every part of a copy has logged since it began. */
export function logsOf({ dataDir }: System): Record<string, string> {
  const folder = join(dataDir, 'logs');
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** The first line with these words in the log of a part; a part writes its log a moment after it answers. */
export const logged = (system: System, part: 'api' | 'worker', words: string): Promise<string> =>
  eventually(`${part} logs “${words}”`, () => {
    const lines = logsOf(system)[`${part}.log`]!.split('\n').slice(0, -1);
    return Promise.resolve(lines.find((line) => line.includes(words)) ?? '');
  });
