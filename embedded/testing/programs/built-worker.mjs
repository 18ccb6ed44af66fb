/** The worker of the build whose id lies in a file: with another id there, the next one that starts is the next build. */
import { readFileSync } from 'node:fs';

process.env.TEMPORAL_WORKER_BUILD_ID = readFileSync(process.env.TEST_BUILD_FILE, 'utf8');
await import(new URL('../../../dist/worker/main.js', import.meta.url).href);
