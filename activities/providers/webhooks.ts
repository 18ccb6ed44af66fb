import { createHash, createHmac } from 'node:crypto';
import { lookup } from 'node:dns';
import { request as plainRequest } from 'node:http';
import { request as encryptedRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { type SendEvent } from '../outgoing-events/send.ts';

const TIMEOUT_MS = 10_000;
/** How events in JSON are told from other JSON (CloudEvents, HTTP binding, structured). */
const CONTENT_TYPE = 'application/cloudevents+json; charset=utf-8';
/** Under which both headers name the one signature (RFC 9421). */
const LABEL = 'parkwerk';

/** Addresses of our own network, which an operator of one municipality has no business with. */
const OURS = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24],
  ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 3],
] as const) OURS.addSubnet(net, prefix, 'ipv4'); // prettier-ignore
for (const [net, prefix] of [
  ['::', 128], ['::1', 128], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8], ['64:ff9b::', 96], ['2002::', 16],
] as const) OURS.addSubnet(net, prefix, 'ipv6'); // prettier-ignore

export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return isPublicAddress(mapped);
  const family = isIP(address);
  return family !== 0 && !OURS.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

class NotPublic extends Error {
  readonly code = 'address-not-public';
}

/** The address that is called is the one that was looked at: a name cannot point elsewhere in between. */
const lookUpPublic: LookupFunction = (host, options, found) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return found(error, '', 0);
    const [first] = addresses;
    if (!first || !addresses.every(({ address }) => isPublicAddress(address)))
      return found(new NotPublic(`${host} is not a public address`), '', 0);
    if (options.all) return found(null, addresses);
    found(null, first.address, first.family);
  });
};

/**
 * Posts an event to its receiver, signed so that it can tell that it comes from here and was not changed: HTTP Message Signatures
 * (RFC 9421) with HMAC-SHA-256 over method, address, content type and the digest of the body (RFC 9530). Redirects are not followed.
 */
export function webhookSender({ toPrivate }: { toPrivate: boolean }): SendEvent {
  return ({ url: address, secret, keyId, body }) => {
    const url = new URL(address);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (!toPrivate && isIP(host) !== 0 && !isPublicAddress(host))
      return Promise.reject(new NotPublic(`${host} is not a public address`));
    const bytes = Buffer.from(body);
    const headers = { ...signedHeaders(url, bytes, { secret, keyId }, Math.floor(Date.now() / 1000)) };
    const send = url.protocol === 'https:' ? encryptedRequest : plainRequest;
    return new Promise((resolve, reject) => {
      const asked = send(
        url,
        {
          method: 'POST',
          headers: { ...headers, 'Content-Length': bytes.length },
          signal: AbortSignal.timeout(TIMEOUT_MS),
          agent: false,
          ...(!toPrivate && { lookup: lookUpPublic }),
        },
        (answer) => {
          answer.resume(); // what it says is of no use to us, and may be long
          resolve(answer.statusCode ?? 0);
          asked.destroy();
        },
      );
      asked.on('error', reject);
      asked.end(bytes);
    });
  };
}

/** Content, its digest and the signature over both. */
export function signedHeaders(
  url: URL,
  body: Buffer,
  { secret, keyId }: { secret: Buffer; keyId: string },
  createdSeconds: number,
): Record<string, string> {
  const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
  const parameters =
    `("@method" "@target-uri" "content-type" "content-digest");created=${createdSeconds}` +
    `;keyid="${keyId}";alg="hmac-sha256"`;
  const base = [
    `"@method": POST`,
    `"@target-uri": ${url.href}`,
    `"content-type": ${CONTENT_TYPE}`,
    `"content-digest": ${digest}`,
    `"@signature-params": ${parameters}`,
  ].join('\n');
  const signature = createHmac('sha256', secret).update(base).digest('base64');
  return {
    'Content-Type': CONTENT_TYPE,
    'Content-Digest': digest,
    'Signature-Input': `${LABEL}=${parameters}`,
    Signature: `${LABEL}=:${signature}:`,
  };
}
