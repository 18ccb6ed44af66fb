import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pg from 'pg';

/** The least a POST can cost here, without and with a question to PostgreSQL. In a process of its own, as the API is. */
const database = new pg.Pool({ connectionString: process.env['DATABASE_URL']!, idleTimeoutMillis: 0 });
const app = express().disable('x-powered-by').disable('etag');
app.use(express.json());
app.post('/empty', (_req, res) => void res.json({ verdict: 'green' }));
app.post('/select', async (_req, res) => {
  await database.query({ name: 'one', text: 'SELECT 1' });
  res.json({ verdict: 'green' });
});

const server = createServer(app).listen(0, '127.0.0.1');
await once(server, 'listening');
process.once('disconnect', () => process.exit(0));
process.send?.({ port: (server.address() as AddressInfo).port });
