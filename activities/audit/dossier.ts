import { type Block } from '../letters/page.ts';
import { formatsIn } from '../../rules/values/format.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type CaseProof, type CheckDeps, type CheckRow } from './check-case.ts';
import { seal, sha256, type Dossier, type DossierEvent } from './seal.ts';

/** A part of a process with its history. */
export interface CheckedRun {
  workflowId: string;
  kind: string;
  runId: string;
  builds: string[];
  json: string;
}

/**
 * Everything recorded of a case, sealed: decisions with their facts, events with their place in the chain, histories with the builds that
 * ran them, and what replaying them gave. No name, address or plate of the holder is in it: the case number finds those where they are kept.
 */
export async function makeDossier(
  deps: CheckDeps,
  check: CheckRow,
  runs: readonly CheckedRun[],
  proof: CaseProof,
): Promise<{ dossier: Buffer; pdf: Buffer }> {
  const { pool } = deps;
  const [head, decisions, events] = await Promise.all([
    pool.query<CaseRow>({ ...readCase, values: [check.application_id] }),
    pool.query<Record<string, unknown>>({ ...readDecisions, values: [check.application_id] }),
    readEvents(pool, check),
  ]);
  const found = head.rows[0]!;
  const madeAt = deps.clock();
  const parts = { case: found, decisions: decisions.rows, proof };
  const pdf = await deps.print(await pageOf(deps, check, found, { madeAt, decisions: decisions.rows, events, proof }));
  const dossier: Dossier = {
    format: 'parkwerk-dossier/1',
    madeAt,
    municipalityId: check.municipality_id,
    caseNumber: found.number,
    parts,
    events,
    histories: runs.map(({ workflowId, runId, builds, json }) => ({
      workflowId,
      runId,
      builds,
      json,
      sha256: sha256(json),
    })),
    pdfSha256: sha256(pdf),
  };
  // Through JSON first: what is signed is what somebody reads back.
  const sealed = seal(deps.vault, JSON.parse(JSON.stringify(dossier)) as Dossier);
  return { dossier: Buffer.from(JSON.stringify(sealed, null, 1)), pdf };
}

interface CaseRow {
  number: string;
  product_id: string;
  release: number;
  status: string;
  opened_at: Date;
  closed_at: Date | null;
  permit_number: string | null;
}

type EventRow = Omit<DossierEvent, 'at' | 'link'> & {
  at: Date;
  position: string | null;
  previous: string;
  hash: string;
};

async function readEvents(db: Db, check: CheckRow): Promise<DossierEvent[]> {
  const { rows } = await db.query<EventRow>({ ...eventsOfCase, values: [check.application_id, check.municipality_id] });
  return rows.map(({ at, position, previous, hash, ...event }) => ({
    ...event,
    at: at.toISOString(),
    link: position === null ? null : { position: Number(position), previous, hash },
  }));
}

interface Told {
  madeAt: string;
  decisions: readonly Record<string, unknown>[];
  events: readonly DossierEvent[];
  proof: CaseProof;
}

/** The same to read: what happened line by line, what was decided, and what came of replaying it. */
async function pageOf({ releases, texts }: CheckDeps, check: CheckRow, found: CaseRow, told: Told) {
  const { content } = await releases.numbered(check.municipality_id, found.release);
  const say = texts.in('nl', content);
  const format = formatsIn('nl');
  const { municipality } = content;
  const events: [string, string][] = told.events.map(({ at, kind, actor_kind }) => [
    format.moment(at),
    [say(`event.kind.${kind}`), say(`event.actor.${actor_kind}`)].join(' · '),
  ]);
  const decisions: [string, string][] = told.decisions.map(({ at, result, release, id }) => [
    format.moment((at as Date).toISOString()),
    [say(`audit.result.${String(result)}`), say('audit.release', { release: Number(release) }), String(id)].join(' · '),
  ]); // prettier-ignore
  const proof: [string, string][] = [
    ...told.proof.processes.map(({ workflowId, outcome }): [string, string] => [
      say(`audit.proof.${outcome}`),
      workflowId,
    ]),
    ...told.proof.decisions.map(({ id, outcome }): [string, string] => [say(`audit.proof.${outcome}`), id]),
  ];
  const section = (title: 'events' | 'decisions' | 'proof', facts: [string, string][]): Block[] =>
    facts.length === 0
      ? []
      : [
          { kind: 'heading', text: say(`audit.dossier.${title}`) },
          { kind: 'facts', facts },
        ];
  return {
    language: 'nl' as const,
    title: say('audit.caseTitle', { number: found.number }),
    sender: { name: municipality.name, lines: [] },
    recipient: [],
    facts: [
      [say('audit.dossier.madeAt'), format.moment(told.madeAt)],
      [say('audit.dossier.version'), told.proof.version],
    ] as [string, string][],
    blocks: [
      { kind: 'paragraph' as const, text: say('audit.dossier.intro') },
      ...section('decisions', decisions),
      ...section('events', events),
      ...section('proof', proof),
    ],
    footer: `${municipality.name} · ${found.number} · ${say('letter.page')}`,
  };
}

const readCase = statement(
  'read-dossier-case',
  `SELECT a.number, a.product_id, a.release, a.status, a.opened_at, a.closed_at, p.number AS permit_number, p.product_id AS permit_product_id,
          p.release AS permit_release, p.area_id, p.period_id, p.status AS permit_status, p.valid_from, p.valid_until
     FROM application a LEFT JOIN permit p ON p.application_id = a.id WHERE a.id = $1`,
);
const readDecisions = statement(
  'read-dossier-decisions',
  `SELECT d.id, d.decided_by, d.staff_id, d.result, d.ground, d.steps, d.facts, d.release, d.at
     FROM decision d LEFT JOIN plate_change n ON n.id = d.plate_change_id LEFT JOIN register_notice r ON r.id = d.register_notice_id
     LEFT JOIN permit p ON p.id IN (n.permit_id, r.permit_id)
    WHERE d.application_id = $1 OR p.application_id = $1 ORDER BY d.at, d.id`,
);
/** Each with the hash before its own, so that the link can be computed again without the rest of the chain. */
const eventsOfCase = statement(
  'read-dossier-events',
  `WITH of_permit AS MATERIALIZED (
     SELECT id FROM permit WHERE application_id = $1
   ), of_payment AS MATERIALIZED (
     SELECT DISTINCT pc.payment_id AS id FROM payment_charge pc JOIN charge c ON c.id = pc.charge_id
       LEFT JOIN renewal r ON r.id = c.renewal_id LEFT JOIN plate_change n ON n.id = c.plate_change_id
      WHERE c.application_id = $1 OR r.permit_id IN (SELECT id FROM of_permit) OR n.permit_id IN (SELECT id FROM of_permit)
   ), found AS (
     SELECT id FROM audit_event WHERE application_id = $1
     UNION SELECT e.id FROM of_permit p JOIN audit_event e ON e.permit_id = p.id
     UNION SELECT e.id FROM of_payment y JOIN audit_event e ON e.payment_id = y.id
   )
   SELECT e.id, e.municipality_id, e.at, e.kind, e.actor_kind, e.actor_id, e.holder_id, e.application_id, e.permit_id, e.payment_id, e.data,
          e.personal_digest, l.position, l.hash, coalesce(b.hash, '') AS previous
     FROM found f JOIN audit_event e ON e.id = f.id AND e.municipality_id = $2
     LEFT JOIN audit_link l ON l.event_id = e.id
     LEFT JOIN audit_link b ON b.municipality_id = l.municipality_id AND b.position = l.position - 1
    ORDER BY e.id`,
);
