/** Who may import whom, as data. What stands nowhere here is forbidden. */

export type Area =
  | 'rules' | 'contract' | 'workflows' | 'activities' | 'db' | 'api' | 'worker' | 'ui' | 'text' | 'sandbox' | 'embedded' | 'bench'
  | 'e2e' | 'other'; // prettier-ignore

/** Everything, types alone, or these files: with `type` only their types. */
type Allowed = 'all' | 'type' | { files: readonly RegExp[]; type?: true };

/** Decided and booked in PostgreSQL while somebody waits; a process follows. Which plate counts is told to an officer ten metres away. */
const STATEMENTS_OF_THE_HOT_PATH = /^activities\/(parking|active-plate|correct-parking|quotes|enforcement)\.ts$/;
/** Who signs on by telephone or card waits at the other end of the line: one transaction each. */
const SIGN_ON = /^activities\/sign-on\/[a-z-]+\.ts$/;
const WHAT_EVERY_PROGRAM_NEEDS = /^activities\/(config|deps|ports|log|clock|redis|version|metrics\/registry)\.ts$/;
/** What somebody does with an account is over when it is answered: one transaction each, and no process that would wait. */
const ACCOUNTS = /^activities\/accounts\/[a-z-]+\.ts$/;
/** Decided in one transaction and answered from it, as parking itself is: a balance is shared, and a link works once. */
const GRANTS_AND_COUPLING =
  /^activities\/(coupling|grants\/(invite|end|colleagues|pause)|guests\/(pass|passes|visit|visits))\.ts$/;
/** An outside report that is stored as it comes, and an error class; neither decides anything. */
const SMALL_THINGS = /^activities\/(messages\/bounce|register-notices\/event|municipalities\/releases)\.ts$/;

/** What a balance allows and who wants to hear of it: one short transaction each, asked by the page that shows the answer. */
const BALANCES_OF_THE_APP = /^activities\/balances\/(top-up|alarm)\.ts$/;

/** A clerk puts a pass in an envelope, a voucher is used: one transaction each, and nothing waits for it. */
const PASSES = /^activities\/permits\/(passes|vouchers)\.ts$/;

/** A list for devices, and what they made of it: read, hashed and kept while the device waits. */
const CHECKS_WITHOUT_CONNECTION = /^activities\/offline-pack\.ts$/;

/** Leave to debit is given on a form with an account number, which no process may see; the process it starts knows the row alone. */
const DIRECT_DEBIT = /^activities\/direct-debit\/(give|choose)\.ts$/;

/** Consent is given and taken back while somebody waits, in the transaction that opens or ends their session; a series is booked as its parts are. */
const CONSENT = /^activities\/on-demand\/(consent|series)\.ts$/;
/** A visit on a roster is planned, shifted or taken back as any parking action is: in the transaction that books it. */
const VISITS = /^activities\/visits\/(plan|one)\.ts$/;
/** Asked for beside the payment it is for, and written down as it was issued. */
const INVOICES = /^activities\/invoices\/[a-z-]+\.ts$/;

/** What an ending gives back is asked before anything is done; files for the bank hold many cases and are made in one transaction. */
const ENDING_AND_REFUNDS = /^activities\/(permits\/ending|refunds\/(account|file))\.ts$/;

/** Work of a clerk, a senior or finance is over when it is answered: one transaction each. */
const STAFF_WORK = /^activities\/(staff-work|bookkeeping)\/[a-z-]+\.ts$/;
/** Another app waits while its driver does: a right is registered in one transaction and answered from it, as our own. */
const THIRD_PARTIES = /^activities\/third-parties\/[a-z-]+\.ts$/;
/** Who hears of what is the work of an operator: one transaction each. Sending is the worker's. */
const SUBSCRIPTIONS = /^activities\/outgoing-events\/subscriptions\.ts$/;
/** A draft of municipal data is written, looked at and approved in one transaction each; what is wrong is told with file and line. */
const RELEASE_DRAFTS = /^activities\/(municipalities\/(drafts|files)|simulations\/ask)\.ts$/;
/** Who forgot to stop waits for the answer, and staff's is over when it is given: one transaction each. */
const FORGOTTEN_STOPS = /^activities\/forgotten-stops\/(tell|decide)\.ts$/;
/** Outages and who was hit by them: a row each, which people read while they last. */
const OUTAGES = /^activities\/outages\/[a-z-]+\.ts$/;
/** What was kept of a process, and how it is drawn, is read as it lies, and a dossier proves itself. */
const ARCHIVE = /^activities\/audit\/(archive|diagram|histories|seal)\.ts$/;

/** What parking cost is read and printed while somebody waits; a note is one statement. */
const STATEMENTS = /^activities\/(statements\/[a-z-]+|letters\/page)\.ts$/;

/** An officer says that a check was wrong, and the public counts along: one transaction, and one statement. */
const WRONG_CHECKS = /^activities\/wrong-checks\/[a-z-]+\.ts$/;

/** A hint is put aside, or talked about, in one transaction each. Finding them is the worker's. */
const MISUSE_HINTS = /^activities\/misuse-hints\/review\.ts$/;

export const BORDERS: Record<Area, Partial<Record<Area, Allowed>>> = {
  rules: { rules: 'all' },
  contract: { rules: 'all', contract: 'all' },
  workflows: { rules: 'all', contract: 'all', workflows: 'all', activities: 'type' },
  activities: { rules: 'all', contract: 'type', activities: 'all', db: 'all' },
  db: { rules: 'all', contract: 'type', activities: 'all', db: 'all' },
  api: {
    rules: 'all',
    contract: 'all',
    workflows: 'type',
    activities: {
      files: [
        WHAT_EVERY_PROGRAM_NEEDS,
        STATEMENTS_OF_THE_HOT_PATH,
        ACCOUNTS,
        GRANTS_AND_COUPLING,
        SMALL_THINGS,
        BALANCES_OF_THE_APP,
        ENDING_AND_REFUNDS,
        PASSES,
        CHECKS_WITHOUT_CONNECTION,
        STAFF_WORK,
        RELEASE_DRAFTS,
        ARCHIVE,
        DIRECT_DEBIT,
        OUTAGES,
        FORGOTTEN_STOPS,
        THIRD_PARTIES,
        SUBSCRIPTIONS,
        SIGN_ON,
        CONSENT,
        VISITS,
        INVOICES,
        WRONG_CHECKS,
        MISUSE_HINTS,
        STATEMENTS,
      ],
    },
    db: 'all',
    api: 'all',
  },
  worker: { rules: 'all', contract: 'all', activities: 'all', db: 'all', worker: 'all' },
  ui: { rules: 'all', api: { files: [/^api\/.*shapes\.ts$/], type: true }, ui: 'all', text: 'all' },
  text: {},
  sandbox: { sandbox: 'all' },
  embedded: { activities: { files: [/^activities\/config\.ts$/] }, embedded: 'all' },
  bench: { db: 'all', bench: 'all' },
  e2e: { e2e: 'all' },
  other: {},
};

/**
 * Tests may stand on what their folder may, on rules and sentences, on what lies ready for tests anywhere, on what starts the system, and on the names of
 * all effects.
 */
export const TESTS_MAY = [/\/testing\//, /^rules\//, /^text\//, /^embedded\//, /^activities\/index\.ts$/];

/**
 * Rules from the bottom up: a file may import what stands above it here, and files of its own line. New rules get their place in this
 * list first.
 */
export const RULES_FROM_THE_BOTTOM = [
  'rules/values/', 'rules/accounts.ts', 'rules/account-tokens.ts', 'rules/permit-logins.ts', 'rules/staff.ts', 'rules/review.ts', 'rules/sign-on/', 'rules/audit.ts', 'rules/case-registration.ts', 'rules/retention.ts', 'rules/municipalities/', 'rules/vehicles.ts', 'rules/grants.ts', 'rules/guests.ts',
  'rules/balances.ts', 'rules/payments.ts', 'rules/invoices/', 'rules/parking/', 'rules/permits/', 'rules/waitlist.ts', 'rules/waitlist-terms.ts',
  'rules/permit-applications/', 'rules/renewals/', 'rules/plate-changes/', 'rules/refunds/', 'rules/direct-debit/', 'rules/register-notices.ts', 'rules/fine-reports/', 'rules/error-rate.ts', 'rules/processes.ts', 'rules/recompute.ts', 'rules/documents.ts', 'rules/email-codes.ts', 'rules/messages.ts', 'rules/street-notices.ts', 'rules/letters/', 'rules/sentences.ts',
  'rules/enforcement.ts', 'rules/outages.ts', 'rules/third-parties.ts', 'rules/outgoing-events.ts', 'rules/offline-pack.ts', 'rules/receipts.ts', 'rules/staff-work/', 'rules/bookkeeping/', 'rules/simulation/', 'rules/misuse-hints.ts', 'rules/old-system/',
] as const; // prettier-ignore

export const areaOf = (file: string): Area => {
  if (file.startsWith('workflows/contract/')) return 'contract';
  if (file.startsWith('activities/db/')) return 'db';
  const [folder = ''] = file.split('/');
  return folder !== 'other' && folder in BORDERS ? (folder as Area) : 'other';
};

/** What makes the pages out of their sources, and never reaches a browser. */
export const BUILDS_THE_PAGES = /^ui\/(vite\.config|theme\/used-tokens)\.ts$/;

/** Packages per area: everywhere in it, in these files, or for their types alone. Tests and what lies ready for them may use any. */
export const PACKAGES: Record<Area, Record<string, true | RegExp | 'type'>> = {
  rules: { 'temporal-polyfill': /^rules\/values\// },
  contract: { '@temporalio/workflow': true },
  workflows: { '@temporalio/workflow': true },
  activities: {
    pg: true, typeorm: true, zod: true, yaml: /\/municipalities\//, 'csv-parse': /\/municipalities\//, pino: /\/log\.ts$/, pdfkit: /\/letters\//,
    '@node-rs/argon2': /\/accounts\//, nodemailer: /\/providers\/mailer/, ioredis: /\/redis\.ts$/, 'fast-xml-parser': /\/(providers\/|audit\/diagram)/, '@mollie/api-client': /\/providers\/payments/, 'prom-client': /\/metrics\//,
  },
  db: { pg: true, typeorm: true },
  api: {
    express: true, 'express-rate-limit': true, helmet: true, busboy: true, 'file-type': true, 'openid-client': /^api\/auth\//, '@simplewebauthn/server': /^api\/accounts\//,
    zod: true, typeorm: true, ioredis: 'type', '@temporalio/client': true, '@temporalio/common': /^api\/processes\.ts$/, 'fast-xml-parser': /^api\/webhooks\//, 'prom-client': /^api\/http\/measure\.ts$/,
  },
  // The relay is the one that enqueues; nothing else knows of the queue's package.
  worker: { '@temporalio/client': true, '@temporalio/worker': /(main|histories)\.ts$/, '@temporalio/common': /histories\.ts$/, bullmq: /queues\.ts$/, ioredis: /^worker\/(main|queues)\.ts$/, pg: true, 'prom-client': /^worker\/measure\.ts$/ },
  ui: {
    react: true, 'react-dom': true, 'react-router': true, leaflet: true, geojson: true, '@simplewebauthn/browser': true, '@utrecht/button-react': true,
    '@nl-design-system-unstable/voorbeeld-design-tokens': true, vite: BUILDS_THE_PAGES, '@vitejs/plugin-react': BUILDS_THE_PAGES,
    zod: 'type',
  },
  text: {},
  sandbox: { express: true, 'oidc-provider': true, 'smtp-server': true, 'postal-mime': true, 'fast-xml-parser': true },
  embedded: { yaml: /temporal-server\.ts$/, pg: /embedded\/(backup|temporal-server)\.ts$/, '@temporalio/worker': /workflow-bundle\.ts$/, '@temporalio/testing': /temporal\/download\.mjs$/ },
  bench: { autocannon: true, pg: true, express: true, '@temporalio/client': true, '@temporalio/worker': true, '@temporalio/workflow': true, '@temporalio/activity': true },
  e2e: { 'playwright-core': true, 'axe-core': true },
  other: {},
}; // prettier-ignore

/** Where Node's own modules have no business. */
export const WITHOUT_NODE: readonly Area[] = ['rules', 'contract', 'workflows', 'ui'];
