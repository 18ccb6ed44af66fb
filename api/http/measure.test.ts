import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import express from 'express';
import { Registry } from 'prom-client';
import { createApiMetrics, tell } from './measure.ts';

let server: Server;
let registry: Registry;
beforeEach(async () => {
  registry = new Registry();
  const metrics = createApiMetrics(registry);
  const app = express();
  app.use(metrics.requests);
  const end = { path: '/v1/permits/{id}/_end', records: 'permit-ended' } as const;
  app.post('/v1/permits/:id/_end', (req, res) => {
    tell(res, { endpoint: end });
    if (req.params.id === 'refused') tell(res, { refused: 'permit-over' });
    if (req.params.id === 'again') tell(res, { repeated: true });
    res.status(req.params.id === 'refused' ? 409 : 200).end();
  });
  metrics.checked('green', 0.003);
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

/** What is counted is counted when the answer has left, which is a moment after it has come. */
async function told(lines: RegExp): Promise<string[]> {
  for (;;) {
    const found = (await registry.metrics()).split('\n').filter((line) => lines.test(line));
    if ((await registry.metrics()).includes('parkwerk_http_requests_under_way 0')) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const ask = (path: string) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { method: 'POST' });

describe('what the API tells of its work', () => {
  it('names a route by its template, and anything else by no name at all', async () => {
    await ask('/v1/permits/0190-secret/_end');
    await ask('/NL-K-51-FTN');
    expect(await told(/^parkwerk_http_requests_total/)).toEqual([
      'parkwerk_http_requests_total{method="POST",route="/v1/permits/{id}/_end",status="200"} 1',
      'parkwerk_http_requests_total{method="POST",route="other",status="404"} 1',
    ]);
    expect(await registry.metrics()).not.toMatch(/secret|K-51/);
  });

  it('counts an act once, by the event it left, and a refusal by its ground', async () => {
    for (const id of ['one', 'again', 'refused']) await ask(`/v1/permits/${id}/_end`);
    expect(await told(/^parkwerk_(acts|refusals)_total\{/)).toEqual([
      'parkwerk_acts_total{act="permit-ended"} 1',
      'parkwerk_refusals_total{ground="permit-over"} 1',
    ]);
  });

  it("tells how long officers' checks take, by verdict", async () => {
    expect(await told(/^parkwerk_check_duration_seconds_(count|bucket\{le="0.00(25|5)")/)).toEqual([
      'parkwerk_check_duration_seconds_bucket{le="0.0025",verdict="green"} 0',
      'parkwerk_check_duration_seconds_bucket{le="0.005",verdict="green"} 1',
      'parkwerk_check_duration_seconds_count{verdict="green"} 1',
    ]);
  });
});
