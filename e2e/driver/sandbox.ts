import { stackUrl, until } from './stack.ts';

interface Mail {
  id: string;
  subject: string;
  text: string;
}

async function sandbox<T>(path: string, body?: unknown): Promise<T> {
  const response = await fetch(new URL(path, stackUrl()), {
    headers: { Accept: 'application/json', ...(body !== undefined && { 'Content-Type': 'application/json' }) },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

export const mailsTo = (address: string): Promise<Mail[]> =>
  sandbox<Mail[]>(`/sandbox/mail?to=${encodeURIComponent(address)}`);

/** The six digits of the newest code mailed to an address, other than one seen before. */
export function codeFor(address: string, seen?: string): Promise<string> {
  return until(`a code for ${address}`, async () => {
    for (const { text } of await mailsTo(address)) {
      const code = /\b\d{6}\b/.exec(text)?.[0];
      if (code !== undefined) return code === seen ? undefined : code;
    }
    return undefined;
  });
}

interface SandboxPayment {
  id: string;
  description: string;
  status: string;
}

/** The payment at the provider that carries a reference of ours. */
export function paymentWith(reference: string): Promise<SandboxPayment> {
  return until(`payment ${reference} at the provider`, async () =>
    (await sandbox<SandboxPayment[]>('/sandbox/payments')).find(({ description }) => description.includes(reference)),
  );
}

export type Outcome = {
  status: 'paid' | 'failed' | 'canceled' | 'expired';
  webhook: 'now' | 'late' | 'twice' | 'never';
};

export async function endPayment(reference: string, outcome: Outcome): Promise<void> {
  const { id } = await paymentWith(reference);
  await sandbox(`/sandbox/payments/${id}/outcome`, outcome);
}
