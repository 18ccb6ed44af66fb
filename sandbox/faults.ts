import { setTimeout as pause } from 'node:timers/promises';
import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import { homeText } from './home-text.ts';
import { html, languageOf, sendPage, wantsPage } from './page.ts';
import { fieldsOf, sendProblem } from './problem.ts';
import type { State } from './state.ts';

export const SERVICES = ['idp', 'payments', 'vehicles', 'keeper', 'register', 'brp', 'kvk', 'cases', 'mail'] as const;
export const MODES = ['ok', 'slow', 'down'] as const;
export type Service = (typeof SERVICES)[number];
export type Mode = (typeof MODES)[number];

export interface Faults {
  modeOf(service: Service): Mode;
  set(service: Service, mode: Mode): void;
  clear(): void;
  /** Waits as long as a slow party takes; at once when it is not slow. */
  slowness(service: Service): Promise<void>;
  /** In front of a stand-in's routes: lets requests through, late, or not at all. */
  before(service: Service): RequestHandler;
}

export function openFaults(state: State, slowMs: number): Faults {
  const modes = state.table<Mode>('faults');
  const modeOf = (service: Service): Mode => modes.get(service) ?? 'ok';
  const slowness = async (service: Service): Promise<void> => {
    if (modeOf(service) === 'slow') await pause(slowMs);
  };

  return {
    modeOf,
    set: (service, mode) => modes.put(service, mode),
    clear: () => modes.clear(),
    slowness,
    before: (service) => async (req, res, next) => {
      if (modeOf(service) === 'down') {
        if (wantsPage(req)) return downPage(req, res, service);
        return sendProblem(res, 503, 'service-down', `The stand-in "${service}" was switched off.`);
      }
      await slowness(service);
      next();
    },
  };
}

function downPage(req: Request, res: Response, service: Service): void {
  const lang = languageOf(req);
  const title = homeText.downTitle[lang];
  const body = html`<h1>${title}</h1>
    <p class="lead">${homeText.downWhat(homeText.services[service])[lang]}</p>
    <p><a href="/sandbox#faults">${homeText.downNext[lang]}</a></p>`;
  sendPage(req, res.status(503), { title, body, menu: false });
}

/** `GET` and `POST /sandbox/faults`; a browser form gets the page back it came from. */
export function faultRoutes(faults: Faults): Router {
  const routes = Router();

  routes.get('/', (_req, res) => void res.json(SERVICES.map((service) => ({ service, mode: faults.modeOf(service) }))));

  routes.post('/', express.json(), express.urlencoded({ extended: false }), (req, res) => {
    const { service, mode } = fieldsOf(req.body);
    if (!isOneOf(SERVICES, service)) {
      return sendProblem(res, 400, 'unknown-service', `service is one of ${SERVICES.join(', ')}.`, {
        allowed: SERVICES,
      });
    }
    if (!isOneOf(MODES, mode)) {
      return sendProblem(res, 400, 'unknown-mode', `mode is one of ${MODES.join(', ')}.`, { allowed: MODES });
    }
    faults.set(service, mode);
    if (req.is('urlencoded')) return res.redirect(303, '/sandbox#faults');
    res.json({ service, mode });
  });

  return routes;
}

function isOneOf<Name extends string>(names: readonly Name[], value: unknown): value is Name {
  return names.some((name) => name === value);
}
