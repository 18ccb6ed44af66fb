import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../temporal.ts';

export interface Wanted {
  name: string;
  /** Who signs it; made beside it when it is first named. */
  by: string;
  /** The name others know its holder by. */
  as: string;
}

/** Authorities of one's own and what they sign: `<name>.pem` and `<name>.key` of each in a folder, good for two days. */
export async function makeCertificates(folder: string, wanted: readonly Wanted[]): Promise<void> {
  const openssl = (...args: string[]): Promise<string> => run('openssl', args, { PATH: process.env.PATH }, folder);
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  for (const authority of new Set(wanted.map(({ by }) => by)))
    await openssl('req', '-x509', ...key, '-days', '2', '-subj', `/CN=${authority}`, '-keyout', `${authority}.key`, '-out', `${authority}.pem`);
  for (const { name, by, as } of wanted) {
    writeFileSync(join(folder, 'names'), `subjectAltName=DNS:${as}\nbasicConstraints=CA:FALSE\n`);
    await openssl('req', '-new', ...key, '-subj', `/CN=${as}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
    const signing = ['-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial'];
    await openssl('x509', '-req', '-in', `${name}.csr`, ...signing, '-days', '2', '-extfile', 'names', '-out', `${name}.pem`);
  }
} // prettier-ignore
