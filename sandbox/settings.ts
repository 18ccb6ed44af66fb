import type { SandboxSettings } from './app.ts';

const PORTS = ['SANDBOX_PORT', 'SANDBOX_SMTP_PORT'] as const;
const TEXTS = [
  'SANDBOX_STATE',
  'PARKWERK_PUBLIC_URL',
  'OIDC_CLIENT_SECRET',
  'MOLLIE_API_KEY',
  'MAIL_WEBHOOK_SECRET',
  'TWILIO_AUTH_TOKEN',
  'NPR_PIN',
  'RDW_API_KEY',
  'BRP_API_KEY',
  'ZGW_SECRET',
] as const;

/** Settings, or one sentence that says why there is no sandbox with this environment. */
export function readSettings(env: NodeJS.ProcessEnv): SandboxSettings | string {
  if (env.NODE_ENV === 'production') {
    return 'The sandbox holds stand-ins of the outside parties and does not run with NODE_ENV=production.';
  }
  const missing = [...PORTS, ...TEXTS].filter((name) => !env[name]);
  if (missing.length > 0) return `The sandbox needs ${missing.join(', ')} in its environment.`;
  const wrong = PORTS.filter((name) => !(/^\d{1,5}$/.test(env[name]!) && Number(env[name]) < 65_536));
  if (wrong.length > 0) return `${wrong.join(' and ')} must be a port number, or 0 for any free port.`;
  const value = (name: (typeof TEXTS)[number]) => env[name]!;
  if (!URL.canParse(value('PARKWERK_PUBLIC_URL'))) {
    return 'PARKWERK_PUBLIC_URL must be an address such as http://127.0.0.1:3000.';
  }
  return {
    port: Number(env.SANDBOX_PORT),
    smtpPort: Number(env.SANDBOX_SMTP_PORT),
    stateFolder: value('SANDBOX_STATE'),
    publicUrl: value('PARKWERK_PUBLIC_URL'),
    oidcClientSecret: value('OIDC_CLIENT_SECRET'),
    mollieApiKey: value('MOLLIE_API_KEY'),
    mailWebhookSecret: value('MAIL_WEBHOOK_SECRET'),
    twilioAuthToken: value('TWILIO_AUTH_TOKEN'),
    nprPin: value('NPR_PIN'),
    rdwApiKey: value('RDW_API_KEY'),
    brpApiKey: value('BRP_API_KEY'),
    zgwSecret: value('ZGW_SECRET'),
  };
}
