import { join } from 'node:path';
import type { Programs } from '../parts.ts';
import { projectRoot } from '../root.ts';

const file = (name: string): string => join(projectRoot(), 'embedded', 'testing', 'programs', `${name}.mjs`);

/** Small programs in the place of the real ones: what the supervisor does can be seen without them. */
export const standIns: Programs = {
  migrate: file('migrate'),
  sandbox: file('sandbox'),
  worker: file('worker'),
  api: file('api'),
};
