import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import express, { Router, type Express } from 'express';
import { caseRegisterService } from './case-register.ts';
import { openClock, type BusinessClock } from './clock.ts';
import { openDeliveries } from './deliveries.ts';
import { faultRoutes, openFaults } from './faults.ts';
import { homePage } from './home-page.ts';
import { createIdentity } from './identity.ts';
import { mailRoutes } from './mail-page.ts';
import { openMailbox } from './mail.ts';
import { openMandates } from './mandates.ts';
import { mollieApi } from './mollie-api.ts';
import { rememberLanguage } from './page.ts';
import { paymentPages } from './payment-pages.ts';
import { openPayments } from './payments.ts';
import { businessRegister, personRegister } from './person-register.ts';
import { listPersonas } from './personas.ts';
import { phoneRoutes } from './phone-page.ts';
import { createPhone } from './phone.ts';
import { fieldsOf, nothingHere, onError, sendProblem } from './problem.ts';
import { registerList, registerService } from './right-register-soap.ts';
import { openRegister } from './right-register.ts';
import { openState } from './state.ts';
import { openSoldCars, registerEvents } from './register-events.ts';
import { keeperCheck, vehicleData, vehicleList } from './vehicles.ts';

export interface SandboxSettings {
  /** 0 takes any free port. */
  port: number;
  smtpPort: number;
  stateFolder: string;
  /** Where people reach the system, and through it everything under `/sandbox`. */
  publicUrl: string;
  oidcClientSecret: string;
  mollieApiKey: string;
  mailWebhookSecret: string;
  twilioAuthToken: string;
  nprPin: string;
  /** Reports of the two registers are signed with the key the system asks them with. */
  rdwApiKey: string;
  brpApiKey: string;
  /** Signs tokens for the case register. */
  zgwSecret: string;
  waits?: Partial<Waits>;
}

/** How long the outside world takes, in real milliseconds; tests are less patient than people. */
export interface Waits {
  slow: number;
  lateWebhook: number;
  slowMail: number;
  bounce: number;
  retries: readonly number[] | undefined;
}

export interface Sandbox {
  port: number;
  smtpPort: number;
  close(): Promise<void>;
}

const WAITS: Waits = { slow: 4_000, lateWebhook: 5_000, slowMail: 3_000, bounce: 1_000, retries: undefined };

/** The stand-ins of all outside parties, listening on this machine only. */
export async function createSandbox(settings: SandboxSettings): Promise<Sandbox> {
  const publicUrl = settings.publicUrl.replace(/\/$/, '');
  const waits = { ...WAITS, ...settings.waits };

  const state = openState(settings.stateFolder);
  const clock = openClock(state);
  const faults = openFaults(state, waits.slow);
  const deliveries = openDeliveries(state, waits.retries);
  const payments = openPayments({ state, clock, deliveries, lateMs: waits.lateWebhook });
  const register = openRegister(state, clock);
  const sold = openSoldCars(state);
  const phone = createPhone({ publicUrl, authToken: settings.twilioAuthToken });
  const identity = createIdentity({ state, publicUrl, clientSecret: settings.oidcClientSecret });
  const mandates = openMandates({ state, clock });
  const mollie = mollieApi({ payments, mandates, state, clock, publicUrl, apiKey: settings.mollieApiKey });
  const mailbox = openMailbox({
    state,
    clock,
    faults,
    deliveries,
    publicUrl,
    webhookSecret: settings.mailWebhookSecret,
    slowMs: waits.slowMail,
    bounceMs: waits.bounce,
  });

  const cases = caseRegisterService({
    state,
    address: `${publicUrl}/sandbox/zgw`,
    clientId: 'parkwerk',
    secret: settings.zgwSecret,
  });

  const routes = Router();
  routes.use('/idp', faults.before('idp'), identity.routes);
  routes.use('/mollie/v2', faults.before('payments'), mollie.routes);
  routes.use('/payments', paymentPages(payments, publicUrl));
  routes.use('/rdw/resource', faults.before('vehicles'), vehicleData());
  routes.use('/rdw/keeper', faults.before('keeper'), keeperCheck(sold));
  routes.use('/vehicles', vehicleList(sold));
  routes.use(
    '/register-events',
    registerEvents({ deliveries, publicUrl, sold, rdwApiKey: settings.rdwApiKey, brpApiKey: settings.brpApiKey }),
  );
  routes.use('/brp', faults.before('brp'), personRegister());
  routes.use('/kvk/api/v1', faults.before('kvk'), businessRegister());
  routes.use('/npr', faults.before('register'), registerService(register, clock, settings.nprPin));
  routes.use('/register', registerList(register));
  routes.use('/zgw', faults.before('cases'), cases.routes);
  routes.get('/case-register', cases.list);
  routes.use('/mail', mailRoutes(mailbox, publicUrl));
  routes.use('/phone', phoneRoutes(phone));
  routes.use('/faults', faultRoutes(faults));
  routes.get('/personas', (_req, res) => void res.json(listPersonas()));
  routes.use(homePage(clock, faults));
  routes.use(
    internalRoutes(clock, () =>
      [identity, mollie, payments, mandates, register, mailbox, phone, faults, deliveries, sold, cases].forEach(
        (part) => part.clear(),
      ),
    ),
  );

  const smtpPort = await mailbox.listen(settings.smtpPort);
  const server = createServer(createApp(routes));
  // Callers keep connections open; one that closes as they send would look like an outage of ours.
  server.keepAliveTimeout = 65_000;
  server.listen(settings.port, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    smtpPort,
    async close() {
      payments.stop();
      deliveries.stop();
      await Promise.all([mailbox.close(), closed(server)]);
      state.close();
    },
  };
}

function createApp(routes: Router): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag'); // what a page shows changes by itself
  app.use((req, res, next) => {
    res.set({ 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'same-origin' });
    rememberLanguage(req, res);
    next();
  });
  app.use('/sandbox/assets', express.static(fileURLToPath(new URL('./assets/', import.meta.url)), { maxAge: '5m' }));
  app.use('/sandbox', routes);
  app.use(nothingHere, onError);
  return app;
}

/** For the system alone, which does not pass these paths on: what time it is, and that all starts anew. */
function internalRoutes(clock: BusinessClock, clear: () => void): Router {
  const routes = Router();

  routes.post('/_clock', express.json(), (req, res) => {
    const { offsetMs } = fieldsOf(req.body);
    if (typeof offsetMs !== 'number' || !Number.isFinite(offsetMs)) {
      return sendProblem(
        res,
        400,
        'unreadable-offset',
        'Send offsetMs, the milliseconds between real and business time.',
      );
    }
    clock.set(offsetMs);
    res.status(204).end();
  });

  routes.post('/_reset', (_req, res) => {
    clear();
    res.status(204).end();
  });

  return routes;
}

/** Answers under way get a moment; connections that are only kept open do not. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const impatience = setTimeout(() => server.closeAllConnections(), 1_000);
    server.close(() => {
      clearTimeout(impatience);
      resolve();
    });
    server.closeIdleConnections();
  });
}
