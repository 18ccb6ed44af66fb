import autocannon from 'autocannon';
import { median } from './figures.ts';

export const CONNECTIONS = 8;
const ROUNDS = 3;
const SECONDS = 2;
/** So long before anything counts: plans are made, code is compiled. */
const WARM_UP_SECONDS = 2;

export interface Aim {
  url: string;
  bodies: readonly object[];
  /** Gives every request a body of its own, where one may be sent only once. */
  next?: () => object;
  cookie?: string;
  /** Processor time, so far, of those who answer; in milliseconds. */
  cpuMs?: () => number;
}

export interface Load {
  perSecond: number;
  /** How long each answer took. */
  ms: number[];
  /** Processor time per answer, which changes less than the time it takes with what else the machine does. */
  cpuMs: number;
}

/** As many POSTs as eight connections get answered, each waiting for the answer before the next. */
export async function loads(...aims: Aim[]): Promise<Load[]> {
  const rounds = await inTurns(...aims.map((aim) => (seconds: number) => fire(aim, seconds)));
  return rounds.map((each) => ({
    perSecond: median(each.map(({ perSecond }) => perSecond)),
    ms: each.flatMap(({ ms }) => ms),
    cpuMs: median(each.map(({ cpuMs }) => cpuMs)),
  }));
}

/**
 * What is compared takes turns in short rounds, so that whatever else this machine does meanwhile meets all of them alike. Gives what
 * each said in each of its rounds, when all were warm.
 */
export async function inTurns<Result>(...measure: ((seconds: number) => Promise<Result>)[]): Promise<Result[][]> {
  for (const each of measure) await each(WARM_UP_SECONDS);
  const rounds = measure.map((): Result[] => []);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [index, each] of measure.entries()) rounds[index]!.push(await each(SECONDS));
  return rounds;
}

export async function fire({ url, bodies, next, cookie = '', cpuMs = () => 0 }: Aim, seconds: number): Promise<Load> {
  const ms: number[] = [];
  const cpuBefore = cpuMs();
  const began = performance.now();
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const running = autocannon(
      {
        url,
        connections: CONNECTIONS,
        duration: seconds,
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Origin: new URL(url).origin, Cookie: cookie },
        requests: next
          ? [{ setupRequest: (request) => ({ ...request, body: JSON.stringify(next()) }) }]
          : bodies.map((body) => ({ body: JSON.stringify(body) })),
      },
      (error: Error | null, done) => (error ? reject(error) : resolve(done)),
    );
    running.on('response', (_client, _status, _bytes, took) => ms.push(took));
  });
  if (result.errors + result.non2xx > 0)
    throw new Error(`${url}: ${result.errors} errors and ${result.non2xx} answers that are no success`);
  const perSecond = (ms.length / (performance.now() - began)) * 1_000;
  return { perSecond, ms, cpuMs: (cpuMs() - cpuBefore) / ms.length };
}
