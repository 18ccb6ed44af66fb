import type { Secrets } from './secrets.ts';

export interface Addresses {
  port: number;
  sandboxPort: number;
  smtpPort: number;
  databaseUrl: string;
  temporalAddress: string;
}

export interface Files {
  masterKey: string;
  releases: string;
  workflowBundle: string;
  sandboxState: string;
}

/**
 * The settings of API, worker, migrations and sandbox. What the environment says already wins, so that a single variable points one
 * party at the real thing.
 */
export function childEnvironment(
  given: NodeJS.ProcessEnv,
  { port, sandboxPort, smtpPort, databaseUrl, temporalAddress }: Addresses,
  secrets: Secrets,
  files: Files,
): NodeJS.ProcessEnv {
  const set = (name: string): string | undefined => given[name] || undefined;
  const publicUrl = set('PARKWERK_PUBLIC_URL') ?? `http://127.0.0.1:${port}`;
  const sandbox = set('SANDBOX_URL') ?? `http://127.0.0.1:${sandboxPort}`;
  const own = {
    BIND_ADDRESS: '127.0.0.1',
    PARKWERK_PUBLIC_URL: publicUrl,
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: 'default',
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    MAIL_FROM: 'Parkwerk <no-reply@parkwerk.example>',
    MAIL_WEBHOOK_SECRET: secrets.mailWebhookSecret,
    TWILIO_AUTH_TOKEN: secrets.twilioAuthToken,
    SANDBOX_URL: sandbox,
    OIDC_ISSUER: `${publicUrl}/sandbox/idp`,
    OIDC_CLIENT_SECRET: secrets.oidcClientSecret,
    MOLLIE_API_URL: `${sandbox}/sandbox/mollie/v2/`,
    MOLLIE_API_KEY: secrets.mollieApiKey,
    RDW_OPEN_DATA_URL: `${sandbox}/sandbox/rdw/resource/`,
    RDW_KEEPER_URL: `${sandbox}/sandbox/rdw/keeper`,
    RDW_API_KEY: secrets.rdwApiKey,
    BRP_URL: `${sandbox}/sandbox/brp/`,
    BRP_API_KEY: secrets.brpApiKey,
    KVK_URL: `${sandbox}/sandbox/kvk/api/v1/`,
    KVK_API_KEY: secrets.kvkApiKey,
    NPR_URL: `${sandbox}/sandbox/npr/registration.svc`,
    NPR_PIN: secrets.nprPin,
    ZGW_CASES_URL: `${sandbox}/sandbox/zgw/zaken/api/v1/`,
    ZGW_DOCUMENTS_URL: `${sandbox}/sandbox/zgw/documenten/api/v1/`,
    ZGW_CLIENT_ID: 'parkwerk',
    ZGW_SECRET: secrets.zgwSecret,
    VAPID_PRIVATE_KEY: secrets.vapidPrivateKey,
    SECURITY_CONTACT: 'mailto:security@parkwerk.example',
    SECURITY_TXT_EXPIRES: dayAfterHalfAYear(),
    PARKWERK_MASTER_KEY_FILE: files.masterKey,
    PARKWERK_RELEASES: files.releases,
    WORKFLOW_BUNDLE: files.workflowBundle,
    LOG_LEVEL: 'info',
  };
  const chosen = Object.entries(own).map(([name, value]) => [name, set(name) ?? value] as const);
  return {
    ...given,
    ...Object.fromEntries(chosen),
    // These are this copy's own, whatever the environment says.
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    SANDBOX_SMTP_PORT: String(smtpPort),
    SANDBOX_STATE: files.sandboxState,
  };
}

/** A copy on this machine is looked after by whoever starts it. */
const dayAfterHalfAYear = (): string => new Date(Date.now() + 182 * 86_400_000).toISOString().slice(0, 10);
