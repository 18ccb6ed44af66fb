import { movedClock, realClock, type Clock } from './clock.ts';
import { type Settings } from './config.ts';
import { openPool } from './db/pool.ts';
import { openVault } from './db/master-key.ts';
import { type Log } from './log.ts';
import { storedReleases } from './municipalities/releases.ts';
import { type Deps } from './ports.ts';
import { businessRegister, personRegister } from './providers/people.ts';
import { paymentProvider } from './providers/payments.ts';
import { rightRegister } from './providers/rights.ts';
import { builtInScanner, clamdScanner } from './providers/scanner.ts';
import { smtpMailer } from './providers/mailer.ts';
import { vehicleRegister } from './providers/vehicles.ts';
import { webPush } from './providers/push.ts';
import { loadTexts } from './texts.ts';

export interface Opened {
  deps: Deps;
  clock: Clock;
  close(): Promise<void>;
}

/**
 * Opens everything a process needs, once, from its settings. Real parties and stand-ins differ in address only. TypeORM is not among it:
 * only screens need it, and a worker that does not load it starts sooner and takes less.
 */
export async function openDeps(settings: Settings, log: Log, connections: number): Promise<Opened> {
  const pool = openPool(settings.DATABASE_URL, connections, (error) =>
    log.warn({ err: error }, 'an idle connection broke'),
  );
  const clock = settings.SANDBOX_URL ? await movedClock(settings.DATABASE_URL, log) : realClock;
  const deps: Deps = {
    pool,
    vault: await openVault(pool, settings),
    releases: storedReleases(pool),
    clock: clock.now,
    log,
    publicUrl: settings.PARKWERK_PUBLIC_URL.replace(/\/$/, ''),
    mailFrom: settings.MAIL_FROM,
    texts: loadTexts(new URL('../text/', import.meta.url)),
    vehicles: vehicleRegister({
      openDataUrl: settings.RDW_OPEN_DATA_URL,
      keeperUrl: settings.RDW_KEEPER_URL,
      apiKey: settings.RDW_API_KEY,
    }),
    people: personRegister({ url: settings.BRP_URL, apiKey: settings.BRP_API_KEY }),
    businesses: businessRegister({ url: settings.KVK_URL, apiKey: settings.KVK_API_KEY }),
    payments: paymentProvider({ url: settings.MOLLIE_API_URL, apiKey: settings.MOLLIE_API_KEY }),
    rights: rightRegister({ url: settings.NPR_URL, pin: settings.NPR_PIN }),
    mailer: smtpMailer(settings.SMTP_URL),
    scanner: settings.CLAMD_HOST ? clamdScanner(settings.CLAMD_HOST) : builtInScanner,
    push: settings.VAPID_PRIVATE_KEY
      ? webPush({
          privateKey: settings.VAPID_PRIVATE_KEY,
          contact: `mailto:${/[^\s<>]+@[^\s<>]+/.exec(settings.MAIL_FROM)?.[0] ?? settings.MAIL_FROM}`,
          services: settings.PUSH_SERVICES,
        })
      : null,
  };
  return {
    deps,
    clock,
    async close() {
      await clock.stop();
      await pool.end();
    },
  };
}
