import autocannon from 'autocannon';

const CONNECTIONS = 8;
const SECONDS = 5;
/** So long before anything counts: plans are made, code is compiled. */
const WARM_UP_SECONDS = 1;

export interface Load {
  perSecond: number;
  ms: number[];
}

/** As many POSTs as eight connections get answered, each waiting for the answer before the next. */
export async function load(url: string, bodies: readonly unknown[], cookie = ''): Promise<Load> {
  await fire(url, bodies, cookie, WARM_UP_SECONDS);
  return fire(url, bodies, cookie, SECONDS);
}

async function fire(url: string, bodies: readonly unknown[], cookie: string, seconds: number): Promise<Load> {
  const ms: number[] = [];
  const began = performance.now();
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const running = autocannon(
      {
        url,
        connections: CONNECTIONS,
        duration: seconds,
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Origin: new URL(url).origin, Cookie: cookie },
        requests: bodies.map((body) => ({ body: JSON.stringify(body) })),
      },
      (error: Error | null, done) => (error ? reject(error) : resolve(done)),
    );
    running.on('response', (_client, _status, _bytes, took) => ms.push(took));
  });
  if (result.errors + result.non2xx > 0)
    throw new Error(`${url}: ${result.errors} errors and ${result.non2xx} answers that are no success`);
  return { perSecond: (ms.length / (performance.now() - began)) * 1_000, ms };
}
