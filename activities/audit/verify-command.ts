import { readFileSync } from 'node:fs';
import { verifyDossier, type Finding, type SealedDossier } from './seal.ts';

const SAYS: Record<Finding['kind'], string> = {
  seal: 'The signature does not belong to this dossier.',
  changed: 'was changed after the dossier was signed.',
  missing: 'was taken out after the dossier was signed.',
  added: 'was added after the dossier was signed.',
  'not-in-chain': 'does not fit the chain: it was changed after it was recorded.',
  'other-pdf': 'is another file than the one that was signed along.',
};

/** `npm run --silent verify-dossier -- <dossier.json> [<dossier.pdf>]`: is it whole, and as it was made? Needs no network and no system. */
export function main([file, pdf]: string[]): number {
  if (file === undefined) {
    process.stderr.write('Give the dossier: npm run --silent verify-dossier -- dossier.json [dossier.pdf]\n');
    return 1;
  }
  let told: ReturnType<typeof verifyDossier>;
  try {
    const dossier = JSON.parse(readFileSync(file, 'utf8')) as SealedDossier;
    told = verifyDossier(dossier, pdf === undefined ? undefined : readFileSync(pdf));
  } catch (error) {
    process.stderr.write(`${file} is not a dossier that can be read: ${(error as Error).message}\n`);
    return 1;
  }
  for (const finding of told.findings)
    process.stdout.write(finding.kind === 'seal' ? `${SAYS.seal}\n` : `${finding.part} ${SAYS[finding.kind]}\n`);
  const { events, histories, notLinked, keyFingerprint } = told;
  const linked = notLinked === 0 ? 'all in the chain' : `${notLinked} not in the chain yet when it was made`;
  process.stdout.write(`${events} events (${linked}), ${histories} histories, signed with key ${keyFingerprint}.\n`);
  process.stdout.write(
    told.findings.length === 0 ? 'The dossier is whole and as it was made.\n' : 'Do not rely on this dossier.\n',
  );
  return told.findings.length === 0 ? 0 : 1;
}
