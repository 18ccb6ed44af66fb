/**
 * Behind the npm scripts: `node embedded/launch.mjs start|test|e2e|services|bench|chaos|features|price|build [arguments]`. Installs what is missing,
 * builds what has changed, then does the thing. Plain JavaScript and Node's own modules only: it runs before anything is installed.
 */
import { readFileSync } from 'node:fs';

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const wanted = engines.node.replace('>=', '');

if (olderThan(process.versions.node, wanted)) {
  console.error(
    `Parkwerk needs Node.js ${wanted} or newer, and this is ${process.versions.node}: see https://nodejs.org.`,
  );
  process.exitCode = 1;
} else {
  // Only now: an older Node.js would stumble over the syntax before it could say what is wrong.
  const { perform } = await import('./launch/verbs.mjs');
  process.exitCode = await perform(process.argv.slice(2));
}

function olderThan(version, other) {
  const [a, b] = [version, other].map((text) => text.split('.').map(Number));
  return a[0] < b[0] || (a[0] === b[0] && a[1] < (b[1] || 0));
}
