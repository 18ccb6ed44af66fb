import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** What `navigator.credentials` would be asked, as the API gives it. */
export interface PasskeyQuestion {
  challengeId: string;
  options: { challenge: string; rpId?: string; rp?: { id: string }; user?: { id: string } };
}

/**
 * A phone or security key in software, after the Web Authentication standard: one ES256 key, no attestation, and a counter that goes up
 * with each use.
 */
export class Authenticator {
  readonly id = randomBytes(32).toString('base64url');
  private readonly origin: string;
  private readonly keys: { publicKey: KeyObject; privateKey: KeyObject };
  private counter = 0;
  private owner = '';

  constructor(origin: string) {
    this.origin = origin;
    this.keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  }

  /** Makes the key, and says so. */
  register({ options }: PasskeyQuestion): Record<string, unknown> {
    this.owner = options.user!.id;
    const id = Buffer.from(this.id, 'base64url');
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const data = Buffer.concat([this.head(options.rp!.id, 0x45), Buffer.alloc(16), length, id, this.publicKey()]);
    const attestation = Buffer.concat([
      Buffer.from([0xa3]),
      text('fmt'), text('none'),
      text('attStmt'), Buffer.from([0xa0]),
      text('authData'), Buffer.from([0x58, data.length]), data,
    ]); // prettier-ignore
    return this.credential({
      clientDataJSON: this.client('webauthn.create', options.challenge).toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    });
  }

  /** Signs what it is asked. */
  signIn({ options }: PasskeyQuestion, from = this.origin): Record<string, unknown> {
    this.counter += 1;
    const data = this.head(options.rpId!, 0x05);
    const client = this.client('webauthn.get', options.challenge, from);
    const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
    return this.credential({
      clientDataJSON: client.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: sign('sha256', signed, this.keys.privateKey).toString('base64url'),
      userHandle: this.owner,
    });
  }

  private credential(response: Record<string, unknown>): Record<string, unknown> {
    return { id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {}, response };
  }

  private client(type: string, challenge: string, origin = this.origin): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  /** Whose site it is for, that a person was there and was recognised, and how often it was used. */
  private head(site: string, flags: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([createHash('sha256').update(site).digest(), Buffer.from([flags]), counter]);
  }

  /** As COSE writes it: {1: 2, 3: -7, -1: 1, -2: x, -3: y}. */
  private publicKey(): Buffer {
    const { x, y } = this.keys.publicKey.export({ format: 'jwk' });
    const coordinate = (value: string | undefined) =>
      Buffer.concat([Buffer.from([0x58, 0x20]), Buffer.from(value ?? '', 'base64url')]);
    return Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]), coordinate(x),
      Buffer.from([0x22]), coordinate(y),
    ]); // prettier-ignore
  }
}

/** A text of fewer than 24 bytes in CBOR. */
const text = (value: string): Buffer => Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
