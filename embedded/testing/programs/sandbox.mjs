import { createServer } from 'node:http';
import { part } from './part.mjs';

const ready = part('sandbox');
createServer((_, response) => response.end('sandbox')).listen(Number(process.env.SANDBOX_PORT), '127.0.0.1', ready);
