import { Unavailable, type PushService } from '../ports.ts';
import { request } from './http.ts';
import { areBrowserKeys, encryptPush, pushIdentity } from './push-message.ts';

/** May we send to this address? Browsers name it, so without a list somebody could have us call any machine we can reach. */
export function isPushService(endpoint: string, services: readonly string[]): boolean {
  const url = URL.parse(endpoint);
  if (!url || url.username !== '' || url.password !== '') return false;
  return services.some((service) => {
    if (service.includes('://')) return url.origin === service;
    const isHost = service.startsWith('*.') ? url.hostname.endsWith(service.slice(1)) : url.hostname === service;
    return isHost && url.protocol === 'https:' && url.port === '';
  });
}

/** Notices to browsers, over the push service each browser came with (RFC 8030). */
export function webPush(settings: { privateKey: string; contact: string; services: readonly string[] }): PushService {
  const identity = pushIdentity(settings.privateKey, settings.contact);
  return {
    publicKey: identity.publicKey,
    accepts: ({ endpoint, keys }) => isPushService(endpoint, settings.services) && areBrowserKeys(keys),
    async send({ endpoint, keys }, content, { ttlSeconds, urgent }) {
      if (!isPushService(endpoint, settings.services)) return 'gone';
      const url = new URL(endpoint);
      const response = await request('the push service', url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          Authorization: identity.authorization(url, Date.now()),
          'Content-Encoding': 'aes128gcm',
          'Content-Type': 'application/octet-stream',
          TTL: String(ttlSeconds),
          Urgency: urgent ? 'high' : 'normal',
        },
        body: new Uint8Array(encryptPush(Buffer.from(content), keys)),
      });
      await response.arrayBuffer();
      if (response.ok) return 'sent';
      if (response.status === 404 || response.status === 410) return 'gone';
      throw new Unavailable('the push service', `status ${response.status}`);
    },
  };
}
