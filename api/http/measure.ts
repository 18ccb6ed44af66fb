import { type RequestHandler, type Response } from 'express';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { type Endpoint } from './endpoint.ts';

/** What the API tells of its work. Routes are told by their template: an id in a label would be a trace of somebody. */
export interface ApiMetrics {
  /** Goes before everything else, so that what is refused at the door is counted too. */
  requests: RequestHandler;
  checked(verdict: string, seconds: number): void;
}

/** Known to the counting middleware by what the route left with the answer. */
export interface Told {
  endpoint?: Pick<Endpoint, 'path' | 'records'>;
  /** The ground on which a rule said no. */
  refused?: string;
  /** Answered from memory: it was done, and counted, before. */
  repeated?: true;
}

export function tell(res: Response, told: Told): void {
  res.locals['told'] = { ...(res.locals['told'] as Told | undefined), ...told };
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const SECONDS_OF_A_CHECK = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

export function createApiMetrics(registry: Registry): ApiMetrics {
  const registers = [registry];
  const requests = new Counter({
    name: 'parkwerk_http_requests_total',
    help: 'Requests answered, by route and status; "aborted" when whoever asked had gone',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'parkwerk_http_request_duration_seconds',
    help: 'How long an answer took, by route',
    labelNames: ['method', 'route'],
    buckets: SECONDS,
    registers,
  });
  const underWay = new Gauge({
    name: 'parkwerk_http_requests_under_way',
    help: 'Requests not answered yet',
    registers,
  });
  const acts = new Counter({
    name: 'parkwerk_acts_total',
    help: 'What people did, by the kind of event it left in the audit',
    labelNames: ['act'],
    registers,
  });
  const refusals = new Counter({
    name: 'parkwerk_refusals_total',
    help: 'What a rule refused, by ground',
    labelNames: ['ground'],
    registers,
  });
  const checks = new Histogram({
    name: 'parkwerk_check_duration_seconds',
    help: "How long the look-up and the keeping of an officer's check took, by verdict",
    labelNames: ['verdict'],
    buckets: SECONDS_OF_A_CHECK,
    registers,
  });

  return {
    requests(req, res, next) {
      const began = performance.now();
      underWay.inc();
      res.once('close', () => {
        underWay.dec();
        const { endpoint, refused, repeated } = (res.locals['told'] as Told | undefined) ?? {};
        const route = endpoint?.path ?? 'other';
        const { method } = req;
        const done = res.writableFinished;
        requests.inc({ method, route, status: done ? String(res.statusCode) : 'aborted' });
        durations.observe({ method, route }, (performance.now() - began) / 1_000);
        if (refused !== undefined) refusals.inc({ ground: refused });
        else if (endpoint?.records && res.statusCode < 400 && !repeated) acts.inc({ act: endpoint.records });
      });
      next();
    },
    checked: (verdict, seconds) => checks.observe({ verdict }, seconds),
  };
}
