import nodemailer from 'nodemailer';
import { Unavailable, type Mailer } from '../ports.ts';

/** SMTP. A refusal of the address is final and comes back as a bounce; anything else is worth another try. */
export function smtpMailer(url: string): Mailer {
  const { hostname, port, protocol, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const transport = nodemailer.createTransport({
    host: hostname,
    port: Number(port || (secure ? 465 : 587)),
    secure,
    // A catcher on this machine speaks no TLS; every other server must.
    requireTLS: !secure && !isLocal(hostname),
    ignoreTLS: !secure && isLocal(hostname),
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    pool: true,
    maxConnections: 3,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 15_000,
  });
  return {
    async send({ id, to, from, replyTo, subject, text, html, attachments = [] }) {
      const domain = from.split('@').at(-1)!.replace(/[>\s]/g, '');
      // The same mail keeps its id when it is sent again, so that a mailbox can tell a repeat.
      const smtpId = `<${id}@${domain}>`;
      try {
        await transport.sendMail({
          messageId: smtpId,
          from,
          to,
          replyTo,
          subject,
          text,
          html,
          attachments: attachments.map(({ fileName, mediaType, content }) => ({
            filename: fileName,
            contentType: mediaType,
            content,
          })),
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { outcome: 'sent', smtpId };
      } catch (error) {
        const status = finalRefusal(error);
        if (status === undefined) throw new Unavailable('the mail server', faultOf(error));
        return { outcome: 'bounced', status };
      }
    },
  };
}

const isLocal = (host: string): boolean =>
  host === 'localhost' || host === '127.0.0.1' || host === '[::1]' || !host.includes('.');

/** The code of the fault alone: the words of a mail server name the address. */
function faultOf(error: unknown): string {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  return [code, responseCode].filter((part) => part !== undefined).join(' ') || 'unknown';
}

/** `5.1.1` and the like: the address does not work. A server that is full or busy answers 4xx, which is no bounce. */
function finalRefusal(error: unknown): string | undefined {
  const { responseCode, response } = error as { responseCode?: number; response?: string };
  if (responseCode === undefined || responseCode < 500 || responseCode === 530 || responseCode === 535)
    return undefined;
  return /\b(5\.\d+\.\d+)\b/.exec(response ?? '')?.[1] ?? '5.0.0';
}
