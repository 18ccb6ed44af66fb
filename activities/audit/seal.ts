import { createHash, createPublicKey, verify } from 'node:crypto';
import { canonical, linkHash, type EventRow } from '../audit-chain.ts';
import { type Vault } from '../db/vault.ts';

/** An event with its place in the municipality's chain; not in it yet for a moment after it happened. */
export type DossierEvent = Omit<EventRow, 'at'> & {
  at: string;
  link: { position: number; previous: string; hash: string } | null;
};

/** A case to take along: what was recorded of it, and what proves that. */
export interface Dossier {
  format: 'parkwerk-dossier/1';
  madeAt: string;
  municipalityId: string;
  caseNumber: string;
  /** Each a part of its own, by name; the seal covers every one. */
  parts: Record<string, unknown>;
  events: DossierEvent[];
  histories: { workflowId: string; runId: string; builds: string[]; sha256: string; json: string }[];
  /** Of the same in readable form. */
  pdfSha256: string | null;
}

export interface Seal {
  algorithm: 'Ed25519';
  publicKey: string;
  /** A digest per part, so that whoever changed one is told which. */
  digests: Record<string, string>;
  signature: string;
}

export type SealedDossier = Dossier & { seal: Seal };

export const sha256 = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');
const digest = (value: unknown): string => sha256(JSON.stringify(canonical(value)));

function digestsOf({ parts, events, histories, ...head }: Dossier): Record<string, string> {
  return {
    head: digest(head),
    ...Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, digest(part)])),
    ...Object.fromEntries(events.map((event) => [`event ${event.id}`, digest(event)])),
    ...Object.fromEntries(histories.map((run) => [`history ${run.workflowId} ${run.runId}`, digest(run)])),
  };
}

const signed = (digests: Record<string, string>): Buffer => Buffer.from(JSON.stringify(canonical(digests)));

export function seal(vault: Pick<Vault, 'sign'>, dossier: Dossier): SealedDossier {
  const digests = digestsOf(dossier);
  const { publicKey, signature } = vault.sign(signed(digests));
  return { ...dossier, seal: { algorithm: 'Ed25519', publicKey, digests, signature } };
}

/** What is wrong, each by the part it is in. */
export type Finding =
  { kind: 'seal' } | { kind: 'changed' | 'missing' | 'added' | 'not-in-chain' | 'other-pdf'; part: string };

export interface Verification {
  findings: Finding[];
  /** Of the key that signed it: compare it with the one the municipality publishes. */
  keyFingerprint: string;
  events: number;
  histories: number;
  /** Events that happened so shortly before that they were not linked yet. */
  notLinked: number;
}

/** Checks a dossier with nothing but itself: its seal, every part, and each event against the chain it stood in. */
export function verifyDossier({ seal: its, ...dossier }: SealedDossier, pdf?: Buffer): Verification {
  const findings: Finding[] = [];
  const key = createPublicKey({ key: Buffer.from(its.publicKey, 'base64'), format: 'der', type: 'spki' });
  if (!verify(null, signed(its.digests), key, Buffer.from(its.signature, 'base64'))) findings.push({ kind: 'seal' });
  const now = digestsOf(dossier);
  for (const [part, was] of Object.entries(its.digests)) {
    if (!(part in now)) findings.push({ kind: 'missing', part });
    else if (now[part] !== was) findings.push({ kind: 'changed', part });
  }
  for (const part of Object.keys(now)) if (!(part in its.digests)) findings.push({ kind: 'added', part });
  for (const event of dossier.events) {
    const { link } = event;
    if (link && linkHash(link.previous, event) !== link.hash)
      findings.push({ kind: 'not-in-chain', part: `event ${event.id}` });
  }
  for (const run of dossier.histories)
    if (sha256(run.json) !== run.sha256)
      findings.push({ kind: 'changed', part: `history ${run.workflowId} ${run.runId}` });
  if (pdf && sha256(pdf) !== dossier.pdfSha256) findings.push({ kind: 'other-pdf', part: 'pdf' });
  return {
    findings,
    keyFingerprint: sha256(Buffer.from(its.publicKey, 'base64')),
    events: dossier.events.length,
    histories: dossier.histories.length,
    notLinked: dossier.events.filter(({ link }) => link === null).length,
  };
}
