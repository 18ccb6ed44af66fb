import { eventually } from './eventually.ts';

export interface Mail {
  id: string;
  to: string;
  from: string;
  subject: string;
  text: string;
  html: string;
  messageId: string;
  receivedAt: string;
  attachments: { filename: string }[];
}

export interface SandboxPayment {
  id: string;
  status: string;
  amount: { currency: string; value: string };
  description: string;
  webhookUrl: string;
  redirectUrl: string;
  refunds: { id: string; amount: { value: string }; description: string; status: string }[];
}

export interface Persona {
  id: string;
  means: string;
  municipality: string;
  name: string;
  zone: string | null;
  plates: string[];
  role: string;
}

/** A right as the national register holds it. */
export interface RegisteredRight {
  id: string;
  reference: string;
  vehicleId: string | null;
  areaId: string;
  start: string;
  end: string;
  enrolledAt: string;
  revokedAt: string | null;
}

export type Service = 'idp' | 'payments' | 'vehicles' | 'keeper' | 'register' | 'brp' | 'kvk' | 'mail';
export interface Outcome {
  status: 'paid' | 'canceled' | 'expired' | 'failed' | 'pending';
  method?: 'ideal' | 'bancontact' | 'creditcard';
  webhook?: 'now' | 'late' | 'twice' | 'never';
  amount?: { currency: 'EUR'; value: string };
}

export type Sandbox = ReturnType<typeof sandboxAt>;

/** The parties outside, and time itself, as the practice environment lets a test move them. */
export function sandboxAt(url: string) {
  async function send<Body>(method: string, path: string, body?: unknown): Promise<{ status: number; body: Body }> {
    const response = await fetch(`${url}/sandbox${path}`, {
      method,
      headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} /sandbox${path} answered ${response.status}: ${text}`);
    return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as Body };
  }
  const get = async <Body>(path: string): Promise<Body> => (await send<Body>('GET', path)).body;

  const mailsTo = (address: string): Promise<Mail[]> => get(`/mail?${new URLSearchParams({ to: address }).toString()}`);
  const payments = (): Promise<SandboxPayment[]> => get('/payments');
  const now = async (): Promise<string> => (await get<{ now: string }>('/clock')).now;

  return {
    personas: () => get<Persona[]>('/personas'),
    /** Newest first. */
    mailsTo,
    /** The newest mail whose subject or text says this; waits for it. */
    async mailAbout(address: string, words: string | RegExp): Promise<Mail> {
      const says = ({ subject, text }: Mail) => new RegExp(words).test(`${subject}\n${text}`);
      const mails = await eventually(
        `a mail to ${address} about ${String(words)}`,
        () => mailsTo(address),
        (all) => all.some(says),
      );
      return mails.find(says)!;
    },
    payments,
    /** The payment as the provider knows it, by the reference the payer reads on the bank statement. */
    async payment(reference: string): Promise<SandboxPayment> {
      const found = (await payments()).find(({ description }) => description.startsWith(reference));
      if (!found) throw new Error(`the provider knows no payment ${reference}`);
      return found;
    },
    /** How a payment ends at the provider, and how the provider tells. */
    async end(reference: string, outcome: Outcome): Promise<SandboxPayment> {
      const { id } = await this.payment(reference);
      return (await send<SandboxPayment>('POST', `/payments/${id}/outcome`, { webhook: 'now', ...outcome })).body;
    },
    register: () => get<RegisteredRight[]>('/register'),
    /** A car changes hands: the vehicle register says so by itself. */
    sell: (plate: string) => send('POST', '/register-events', { kind: 'vehicle-not-in-name', plate }),
    /** Somebody moves out of town: the register of persons says so by itself. */
    moveOut: (persona: string) => send('POST', '/register-events', { kind: 'moved-out', persona }),
    fault: (service: Service, mode: 'ok' | 'slow' | 'down') => send('POST', '/faults', { service, mode }),
    now,
    /** Moves business time; 200 says that everything that became due has been done. */
    async moveTo(moment: string): Promise<void> {
      const { status, body } = await send('POST', '/clock', { to: moment });
      if (status !== 200) throw new Error(`the clock is still on its way: ${status} ${JSON.stringify(body)}`);
    },
    async moveBy(milliseconds: number): Promise<void> {
      await this.moveTo(new Date(Date.parse(await now()) + milliseconds).toISOString());
    },
    reset: () => send('POST', '/reset'),
  };
}
