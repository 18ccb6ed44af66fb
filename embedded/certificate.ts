import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CannotStart } from './cannot-start.ts';
import { findOnPath, run, workFolder } from './temporal.ts';

export interface Certificate {
  cert: string;
  key: string;
  /** For programs that have to believe it. */
  certFile: string;
}

/** A certificate of this copy alone, which nobody else believes; made once, and good for a year. */
export async function ownCertificate(folder: string, env: NodeJS.ProcessEnv): Promise<Certificate> {
  const [certFile, keyFile] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  if (!existsSync(folder)) {
    if (!findOnPath('openssl', env)) {
      throw new CannotStart('The proxy needs a certificate: install openssl (Debian: apt-get install openssl).');
    }
    mkdirSync(dirname(folder), { recursive: true });
    const work = workFolder(folder);
    try {
      const names = ['-subj', '/CN=Parkwerk on this machine', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'];
      const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '365'];
      await run('openssl', [...kind, ...names, '-keyout', 'key.pem', '-out', 'certificate.pem'], env, work);
      renameSync(work, folder);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  return { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8'), certFile };
} // prettier-ignore
