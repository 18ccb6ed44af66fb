import { createECDH } from 'node:crypto';
import { browserWithPush } from '../testing/push-browser.ts';
import { startPushService, type TestPushService } from '../testing/push-service.ts';
import { isPushService, webPush } from './push.ts';

let service: TestPushService;
beforeAll(async () => {
  service = await startPushService();
});
afterAll(() => service.stop());

const ours = createECDH('prime256v1');
ours.generateKeys();
const push = () =>
  webPush({
    privateKey: ours.getPrivateKey('base64url'),
    contact: 'mailto:beheer@voorbeeld.example',
    services: [service.origin],
  });
const NOTICE = { ttlSeconds: 600, urgent: true };

describe('a notice to a browser', () => {
  it('arrives at the push service signed and encrypted, and is read by that browser alone', async () => {
    const browser = browserWithPush();
    const subscription = { endpoint: service.endpoint('sanne'), keys: browser.keys };
    expect(await push().send(subscription, '{"title":"Uw parkeeractie stopt bijna"}', NOTICE)).toBe('sent');
    const [got] = service.received('sanne');
    expect(browser.read(got!.body)).toBe('{"title":"Uw parkeeractie stopt bijna"}');
    expect(got!.body.toString('latin1')).not.toContain('parkeeractie');
    expect(got!.headers).toMatchObject({ ttl: '600', urgency: 'high', 'content-encoding': 'aes128gcm' });
    expect(got!.headers.authorization).toMatch(/^vapid t=[\w.-]+, k=[\w-]+$/);
  });

  it('that nobody waits for any more is gone, and a service that is busy is asked again later', async () => {
    const { keys } = browserWithPush();
    const send = (name: string) => push().send({ endpoint: service.endpoint(name), keys }, '{}', NOTICE);
    service.answers('left', 410);
    service.answers('never-was', 404);
    service.answers('busy', 429);
    service.answers('refusing', 403);
    expect([await send('left'), await send('never-was')]).toEqual(['gone', 'gone']);
    await expect(send('busy')).rejects.toThrow('the push service does not answer');
    await expect(send('refusing')).rejects.toThrow('the push service does not answer');
  });

  it('goes to push services we know, never to a machine of our own', async () => {
    const known = ['fcm.googleapis.com', '*.push.apple.com'];
    expect(isPushService('https://fcm.googleapis.com/fcm/send/abc', known)).toBe(true);
    expect(isPushService('https://web.push.apple.com/abc', known)).toBe(true);
    for (const endpoint of [
      'http://fcm.googleapis.com/a', 'https://fcm.googleapis.com:8443/a', 'https://fcm.googleapis.com.evil.example/a',
      'https://push.apple.com.evil.example', 'https://evilpush.apple.com.example', 'https://user@fcm.googleapis.com/a',
      'http://169.254.169.254/latest', 'http://127.0.0.1:5432', 'file:///etc/passwd', 'not an address',
    ]) expect([endpoint, isPushService(endpoint, known)]).toEqual([endpoint, false]); // prettier-ignore
    const elsewhere = { endpoint: 'http://127.0.0.1:1/a', keys: browserWithPush().keys };
    expect(await push().send(elsewhere, '{}', NOTICE)).toBe('gone');
  });
});
