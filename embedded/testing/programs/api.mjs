import { createServer } from 'node:http';
import { part } from './part.mjs';

const ready = part('api');
const answers = { '/v1/health': { status: 'ok' }, '/environment': process.env };
createServer((request, response) => response.end(JSON.stringify(answers[request.url] ?? {}))).listen(
  Number(process.env.PORT),
  process.env.BIND_ADDRESS,
  ready,
);
