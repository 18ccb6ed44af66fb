import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import PostalMime, { type Address } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { BusinessClock } from './clock.ts';
import type { Deliveries } from './deliveries.ts';
import type { Faults } from './faults.ts';
import { emptyFolder, type State } from './state.ts';

/** One message in one mailbox: what went to three people lies here three times. */
export interface Mail {
  id: string;
  from: string;
  to: string;
  subject: string;
  attachments: { filename: string; contentType: string; size: number }[];
  receivedAt: string;
  messageId: string | null;
  /** Name of the files with the message as it came in, and with what there is to read in it. */
  message: string;
}

/** Kept in files: a day end can bring ten thousand of them, and nearly all are never read. */
export interface MailText {
  text: string | null;
  html: string | null;
}

export interface Mailbox {
  /** Newest first; of one address, or of all. */
  list(to?: string): Mail[];
  find(id: string): Mail | undefined;
  read(mail: Mail): MailText;
  attachment(
    mail: Mail,
    index: number,
  ): Promise<{ contentType: string; filename: string; content: Buffer } | undefined>;
  clear(): void;
  listen(port: number): Promise<number>;
  close(): Promise<void>;
}

export interface MailSettings {
  state: State;
  clock: BusinessClock;
  faults: Faults;
  deliveries: Deliveries;
  publicUrl: string;
  webhookSecret: string;
  slowMs: number;
  bounceMs: number;
}

type Reply = (error?: Error | null) => void;

const LARGEST_MAIL = 25 * 1_024 * 1_024;

/**
 * The mail server of everybody: accepts what it is given over SMTP and keeps it. Three kinds of address misbehave, as real ones do:
 * `bounce…` does not exist, `later-bounce…` turns out not to exist after a while, `slow…` takes its time.
 */
export function openMailbox({
  state,
  clock,
  faults,
  deliveries,
  publicUrl,
  webhookSecret,
  slowMs,
  bounceMs,
}: MailSettings): Mailbox {
  const mails = state.table<Mail>('mails');
  const folder = state.folder('mail');

  const options: SMTPServerOptions = {
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: LARGEST_MAIL,
    closeTimeout: 200,
    onAuth: ({ username }, _session, reply) => reply(null, { user: username ?? 'sender' }),
    onConnect: (_session, reply) => reply(whenDown()),
    onMailFrom: (_address, _session, reply) => reply(whenDown()),
    onRcptTo: ({ address }, _session, reply) =>
      reply(isKind(address, 'bounce') ? smtpError(550, '5.1.1 No such mailbox') : null),
    onData: (stream, { envelope }, reply) => {
      const recipients = envelope.rcptTo.map(({ address }) => address);
      accept(stream, recipients).then(
        () => reply(),
        (error: unknown) => refuse(error, reply),
      );
    },
  };
  const server = new SMTPServer(options);
  // A client that goes away in the middle is its own business, but must not end this process.
  server.on('error', (error) => void process.stderr.write(`sandbox: mail connection: ${error.message}\n`));

  const whenDown = () =>
    faults.modeOf('mail') === 'down' ? smtpError(421, '4.3.2 The mail server was switched off') : null;

  async function accept(stream: NodeJS.ReadableStream, recipients: string[]): Promise<void> {
    const raw = await buffer(stream);
    await faults.slowness('mail');
    if (recipients.some((address) => isKind(address, 'slow'))) await pause(slowMs);

    const message = await PostalMime.parse(raw);
    const name = randomUUID();
    const readable: MailText = { text: message.text ?? null, html: message.html ?? null };
    writeFileSync(join(folder, `${name}.eml`), raw, { mode: 0o600 });
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(readable), { mode: 0o600 });

    for (const to of recipients) {
      const mail: Mail = {
        id: randomUUID(),
        from: message.from ? written(message.from) : '',
        to,
        subject: message.subject ?? '',
        attachments: message.attachments.map(({ filename, mimeType, content }, i) => ({
          filename: filename ?? `bijlage-${i + 1}`,
          contentType: mimeType,
          size: typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength,
        })),
        receivedAt: clock.now().toISOString(),
        messageId: message.messageId ?? null,
        message: name,
      };
      mails.put(mail.id, mail);
      if (isKind(to, 'later-bounce')) reportBounce(mail);
    }
  }

  function reportBounce({ messageId, to }: Mail): void {
    const body = JSON.stringify({ messageId, recipient: to, status: '5.1.1' });
    const signature = createHmac('sha256', webhookSecret).update(body).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-signature': `sha256=${signature}` };
    deliveries.post({ url: `${publicUrl}/webhooks/mail-bounces`, headers, body }, bounceMs);
  }

  return {
    list: (to) => {
      const wanted = to?.toLowerCase();
      return mails
        .all()
        .filter((mail) => wanted === undefined || mail.to.toLowerCase() === wanted)
        .reverse();
    },
    find: (id) => mails.get(id),
    read: ({ message }) => JSON.parse(readFileSync(join(folder, `${message}.json`), 'utf8')) as MailText,
    async attachment({ message }, index) {
      const { attachments } = await PostalMime.parse(readFileSync(join(folder, `${message}.eml`)));
      const found = attachments[index];
      if (!found) return undefined;
      const content =
        typeof found.content === 'string' ? Buffer.from(found.content) : Buffer.from(new Uint8Array(found.content));
      return { contentType: found.mimeType, filename: found.filename ?? `bijlage-${index + 1}`, content };
    },
    clear() {
      mails.clear();
      emptyFolder(folder);
    },
    async listen(port) {
      const listening = server.listen(port, '127.0.0.1');
      await once(listening, 'listening');
      return (listening.address() as AddressInfo).port;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** `later-bounce@…`, `later-bounce.anna@…`, `later-bounce+7@…`. */
function isKind(address: string, kind: 'bounce' | 'later-bounce' | 'slow'): boolean {
  return address.toLowerCase().startsWith(kind);
}

function written({ name, address }: Address): string {
  return name ? `${name} <${address ?? ''}>` : (address ?? '');
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

/** The sender is told to try again; the log says why. */
function refuse(error: unknown, reply: Reply): void {
  process.stderr.write(
    `sandbox: a mail could not be kept: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  reply(smtpError(451, '4.3.0 The message could not be kept, try again'));
}
