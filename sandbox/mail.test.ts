import { createHmac } from 'node:crypto';
import { createTransport, type SentMessageInfo, type Transporter } from 'nodemailer';
import { data, SECRETS, startFront, type Front } from './testing/front.ts';

let front: Front;
let mailer: Transporter;

beforeAll(async () => {
  front = await startFront();
  mailer = createTransport({ host: '127.0.0.1', port: front.sandbox.smtpPort, secure: false, ignoreTLS: true });
});
afterAll(async () => {
  mailer.close();
  await front.close();
});

const send = (to: string | string[], more: object = {}): Promise<SentMessageInfo> =>
  mailer.sendMail({
    from: '"Gemeente Voorbeeldstad" <parkeren@voorbeeld.example>',
    to,
    subject: 'Uw vergunning is verleend – één jaar geldig',
    text: 'Beste Sanne,\n\nUw vergunning is verleend.',
    html: '<p>Beste Sanne,</p><script>alert(1)</script><p><a href="https://voorbeeld.example">Bekijk uw vergunning</a></p>',
    ...more,
  });

const inbox = (to: string) =>
  data(fetch(`${front.url}/sandbox/mail?to=${encodeURIComponent(to)}`, { headers: { accept: 'application/json' } }));

const faulty = (mode: string) =>
  fetch(`${front.url}/sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ service: 'mail', mode }),
  });

describe('the mail server', () => {
  it('keeps a mail and shows it to tests as data', async () => {
    const { messageId } = await send('sanne@voorbeeld.example');
    const [mail] = await inbox('sanne@voorbeeld.example');
    expect(mail).toMatchObject({
      from: 'Gemeente Voorbeeldstad <parkeren@voorbeeld.example>',
      to: 'sanne@voorbeeld.example',
      subject: 'Uw vergunning is verleend – één jaar geldig',
      messageId,
      attachments: [],
    });
    expect(mail.text).toContain('Uw vergunning is verleend.');
    expect(mail.html).toContain('Bekijk uw vergunning');
  });

  it('puts a copy in every mailbox, newest first, and filters by address whatever its case', async () => {
    await send(['one@voorbeeld.example', 'two@voorbeeld.example'], { subject: 'eerste' });
    await send('one@voorbeeld.example', { subject: 'tweede' });
    const subjects = (await inbox('ONE@voorbeeld.example')).map(({ subject }: { subject: string }) => subject);
    expect(subjects).toEqual(['tweede', 'eerste']);
    expect(await inbox('two@voorbeeld.example')).toHaveLength(1);
    expect(await inbox('nobody@voorbeeld.example')).toEqual([]);
  });

  it('gives attachments back byte for byte', async () => {
    const content = Buffer.from(Uint8Array.from({ length: 600 }, (_, i) => i % 256));
    await send('letter@voorbeeld.example', {
      attachments: [{ filename: 'besluit één.pdf', contentType: 'application/pdf', content }],
    });
    const [mail] = await inbox('letter@voorbeeld.example');
    const [attachment] = mail.attachments;
    expect(attachment).toMatchObject({ filename: 'besluit één.pdf', contentType: 'application/pdf', size: 600 });
    const download = await fetch(attachment.url);
    expect(Buffer.from(await download.arrayBuffer()).equals(content)).toBe(true);
    expect(download.headers.get('content-disposition')).toContain('attachment');
  });

  it('shows a mail in a frame where it can do nothing', async () => {
    await send('frame@voorbeeld.example');
    const [{ id }] = await inbox('frame@voorbeeld.example');
    const page = await fetch(`${front.url}/sandbox/mail/${id}`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain(`src="/sandbox/mail/${id}/html"`);
    const frame = await fetch(`${front.url}/sandbox/mail/${id}/html`);
    expect(frame.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
    expect(frame.headers.get('content-security-policy')).not.toContain('allow-scripts');
  });

  it('refuses an address that does not exist', async () => {
    await expect(send('bounce@voorbeeld.example')).rejects.toMatchObject({
      responseCode: 550,
      response: expect.stringContaining('5.1.1'),
    });
  });

  it('reports a later bounce with a signature over the body', async () => {
    const { messageId } = await send('later-bounce+7@voorbeeld.example');
    const [report] = await front.arrivals('/webhooks/mail-bounces', 1);
    expect(JSON.parse(report!.body)).toEqual({
      messageId,
      recipient: 'later-bounce+7@voorbeeld.example',
      status: '5.1.1',
    });
    const expected = createHmac('sha256', SECRETS.mailWebhookSecret).update(report!.body).digest('hex');
    expect(report!.headers['x-signature']).toBe(`sha256=${expected}`);
  });

  it('accepts a slow address in the end', async () => {
    await send('slow@voorbeeld.example');
    expect(await inbox('slow@voorbeeld.example')).toHaveLength(1);
  });

  it('turns everybody away when it is down', async () => {
    await faulty('down');
    await expect(send('sanne@voorbeeld.example')).rejects.toMatchObject({ responseCode: 421 });
    await faulty('ok');
    await send('back@voorbeeld.example');
    expect(await inbox('back@voorbeeld.example')).toHaveLength(1);
  });

  it('still has its mails and their attachments after a restart', async () => {
    await send('kept@voorbeeld.example', { attachments: [{ filename: 'a.txt', content: 'inhoud' }] });
    await front.restart();
    const [mail] = await inbox('kept@voorbeeld.example');
    expect(await (await fetch(mail.attachments[0].url)).text()).toBe('inhoud');
  });
});
