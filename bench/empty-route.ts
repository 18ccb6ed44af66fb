import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';

/** The least a POST can cost here: Express reads JSON and answers JSON. In a process of its own, as the API is. */
const app = express().disable('x-powered-by').disable('etag');
app.use(express.json());
app.post('/', (_req, res) => void res.json({ verdict: 'green' }));

const server = createServer(app).listen(0, '127.0.0.1');
await once(server, 'listening');
process.once('disconnect', () => process.exit(0));
process.send?.({ port: (server.address() as AddressInfo).port });
