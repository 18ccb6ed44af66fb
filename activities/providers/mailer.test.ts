import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { Unavailable, type Mail } from '../ports.ts';
import { everythingSaid, failureOf } from '../testing/party.ts';
import { smtpMailer } from './mailer.ts';

/** How the mail server answers to a recipient; null takes the mail. */
let refusal: { code: number; text: string } | null = null;
let sender: { user: string; pass: string } | null = null;
const delivered: string[] = [];

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  allowInsecureAuth: true,
  closeTimeout: 10, // the mailer keeps its connections open for the next mail
  onAuth({ username, password }, _session, done) {
    sender = { user: username ?? '', pass: password ?? '' };
    done(null, { user: username });
  },
  onRcptTo({ address }, _session, done) {
    if (!refusal) return done();
    done(Object.assign(new Error(`${refusal.text} <${address}>`), { responseCode: refusal.code }));
  },
  onData(stream, _session, done) {
    void text(stream).then((raw) => {
      delivered.push(raw);
      done();
    });
  },
});
beforeAll(async () => {
  const listening = server.listen(0, '127.0.0.1');
  if (!listening.listening) await once(listening, 'listening');
});
beforeEach(() => {
  refusal = null;
  delivered.length = 0;
});
afterAll(() => new Promise<void>((resolve) => server.close(resolve)));

const port = () => (server.server.address() as AddressInfo).port;
const mail: Mail = {
  id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  to: 'emma@huis.example',
  from: '"Parkeerloket Voorbeeldstad" <parkeren@post.example>',
  replyTo: 'parkeren@voorbeeldstad.example',
  subject: 'Uw documenten zijn goedgekeurd: Łukasz',
  text: 'Beste Łukasz,\n',
  html: '<p>Beste Łukasz,</p>',
};
const send = (with_: Partial<Mail> = {}, url = `smtp://127.0.0.1:${port()}`) =>
  smtpMailer(url).send({ ...mail, ...with_ });

describe('a mail that is taken', () => {
  it('arrives with all its letters, as text and as HTML, and where an answer goes', async () => {
    await send();
    const arrived = await PostalMime.parse(delivered[0]!);
    expect(arrived).toMatchObject({
      from: { name: 'Parkeerloket Voorbeeldstad', address: 'parkeren@post.example' },
      to: [{ address: 'emma@huis.example' }],
      replyTo: [{ address: 'parkeren@voorbeeldstad.example' }],
      subject: mail.subject,
    });
    expect([arrived.text?.trim(), arrived.html?.trim()]).toEqual(['Beste Łukasz,', '<p>Beste Łukasz,</p>']);
    expect(arrived.headers).toContainEqual(expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }));
  });

  it('keeps its id when it is sent again, so that a mailbox can tell the repeat', async () => {
    const smtpId = `<${mail.id}@post.example>`;
    expect([await send(), await send()]).toEqual([
      { outcome: 'sent', smtpId },
      { outcome: 'sent', smtpId },
    ]);
    expect(delivered.every((raw) => raw.includes(`Message-ID: ${smtpId}`))).toBe(true);
  });

  it('is sent with the name and password of the address, as they are', async () => {
    await send({}, `smtp://loket%40stad:p%40ss%2Fword@127.0.0.1:${port()}`);
    expect(sender).toEqual({ user: 'loket@stad', pass: 'p@ss/word' });
  });
});

describe('an address that does not work', () => {
  it.each([
    [550, '5.1.1 user unknown', '5.1.1'],
    [554, '5.7.1 not wanted here', '5.7.1'],
    [550, 'no such user', '5.0.0'],
  ])('is told as a bounce: %i %s', async (code, text, status) => {
    refusal = { code, text };
    expect(await send()).toEqual({ outcome: 'bounced', status });
  });
});

describe('a mail server that cannot take it now', () => {
  it.each([
    [451, '4.3.0 try again later'],
    [452, '4.2.2 mailbox full'],
    [530, '5.7.0 sign in first'],
  ])('is worth another try, and the address is not told on: %i %s', async (code, text) => {
    refusal = { code, text };
    const error = await failureOf(send());
    expect(error).toBeInstanceOf(Unavailable);
    expect(everythingSaid(error)).not.toContain('emma@huis.example');
    expect(everythingSaid(error)).toContain(String(code));
  });

  it('may not be there at all', async () => {
    const error = await failureOf(send({}, 'smtp://127.0.0.1:1'));
    expect(error).toBeInstanceOf(Unavailable);
    expect(everythingSaid(error)).toContain('ESOCKET');
  });
});
