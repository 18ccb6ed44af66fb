import { createServer } from 'node:http';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { part } from './part.mjs';

const broken = join(dirname(process.env.PARKWERK_MASTER_KEY_FILE), 'broken');
const fail = () => {
  writeFileSync(broken, '');
  console.error('The API is out of order.');
  process.exit(7);
};
if (existsSync(broken)) fail();

const ready = part('api');
const answers = { '/v1/health': { status: 'ok' }, '/environment': process.env };
const server = createServer((request, response) => {
  if (request.url === '/fail') fail();
  response.end(JSON.stringify(answers[request.url] ?? {}));
});
server.listen(Number(process.env.PORT), process.env.BIND_ADDRESS, ready);
