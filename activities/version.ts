import { existsSync, readFileSync } from 'node:fs';

/** The version people read to the help desk: that of package.json, found from the sources and from the build alike. */
export const VERSION: string = (() => {
  const nearest = ['../package.json', '../../package.json']
    .map((path) => new URL(path, import.meta.url))
    .find((file) => existsSync(file));
  if (!nearest) throw new Error('package.json is not beside the program');
  return (JSON.parse(readFileSync(nearest, 'utf8')) as { version: string }).version;
})();
