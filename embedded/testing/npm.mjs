/** Stands for npm in a test: runs `npm.mjs <hook> <program>` as its child, tells when that is ready, and does nothing else. */
import { spawn } from 'node:child_process';

const [, , hook, program] = process.argv;
const child = spawn(process.execPath, ['--import', hook, program], { stdio: ['ignore', 'pipe', 'inherit'] });
child.stdout.on('data', (chunk) => {
  if (chunk.includes('Parkwerk is ready')) process.send('ready');
});
