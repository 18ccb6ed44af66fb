import { caseStepOf, eventsOf, REGISTERED_KINDS, type CaseStep } from '../../rules/case-registration.ts';
import { type CaseKindTerms } from '../../rules/municipalities/municipality.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { readDocument } from '../db/stores/documents.ts';
import { statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { type CaseRegister } from '../providers/case-register.ts';

type Needs = Pick<Deps, 'pool' | 'vault' | 'releases' | 'clock'>;

export interface ToldOfCase {
  municipality_id: string;
  at: Date;
  kind: string;
  application_id: string | null;
  data: Record<string, unknown>;
}

/** Sees to it that the register of every municipality that has one hears of what happens from now on. */
export async function followForRegisters({ pool, releases, clock }: Needs): Promise<void> {
  for (const { municipalityId, content } of await releases.all(clock())) {
    const { caseRegistration } = content.municipality;
    if (!caseRegistration) continue;
    const kinds = REGISTERED_KINDS.filter((kind) => caseRegistration.kinds[kind]);
    await pool.query({ ...follow, values: [municipalityId, eventsOf(kinds), clock()] });
  }
}

/**
 * Tells the case register one thing: a case was handed in, decided, closed, or a letter belongs to it. Each step looks first whether it
 * was done, so a repetition changes nothing. Gives what came of it as a code. Throws `Unavailable`.
 */
export async function registerCase(deps: Needs, register: CaseRegister, told: ToldOfCase): Promise<string> {
  const at = told.at.toISOString();
  const step = caseStepOf({ kind: told.kind, applicationId: told.application_id, data: told.data });
  const { content } = await deps.releases.inForce(told.municipality_id, deps.clock());
  const { caseRegistration, timeZone } = content.municipality;
  const terms = step && caseRegistration?.kinds[step.kind];
  if (!step || !caseRegistration || !terms) return 'kind-not-registered';
  const day = (moment: Instant) => civilDateOf(moment, timeZone);
  if (step.do === 'open') {
    const { rows } = await deps.pool.query<{ number: string }>({ ...NUMBERS[step.kind], values: [step.caseId] });
    if (!rows[0]) return 'case-gone';
    const opened = { number: rows[0].number, rsin: caseRegistration.rsin, caseType: terms.caseType, openedOn: day(at) };
    const url = await register.open(opened);
    await register.setStatus(url, terms.received, at);
    await deps.pool.query({ ...keep, values: [step.caseId, told.municipality_id, step.kind, url, deps.clock()] });
    return 'opened';
  }
  const { rows } = await deps.pool.query<{ url: string }>({ ...find, values: [step.caseId] });
  // Never handed in, or from before the register was told of anything.
  if (!rows[0]) return 'case-not-registered';
  return follows(step, rows[0].url);

  async function follows(next: Exclude<CaseStep, { do: 'open' }>, url: string): Promise<string> {
    switch (next.do) {
      case 'decide':
        await register.setStatus(url, terms!.decided, at);
        return 'decided';
      case 'close':
        await register.setResult(url, terms!.results[next.result]);
        await register.setStatus(url, terms!.closed, at);
        return 'closed';
      case 'file':
        return fileLetter(next.documentId, url, terms!);
      default:
        return next satisfies never;
    }
  }

  async function fileLetter(documentId: string, url: string, { documentType }: CaseKindTerms): Promise<string> {
    const { rows: documents } = await deps.pool.query<DocumentRow>({ ...findDocument, values: [documentId] });
    const content = await readDocument(deps.pool, deps.vault, documentId);
    if (!documents[0] || !content) return 'document-gone';
    const { file_name: fileName, media_type: mediaType, language, created_at } = documents[0];
    await register.file(url, {
      number: documentId,
      rsin: caseRegistration!.rsin,
      documentType,
      title: fileName,
      fileName,
      mediaType,
      language: language === 'en' ? 'eng' : 'nld',
      createdOn: day(created_at.toISOString()),
      content,
    });
    return 'filed';
  }
}

interface DocumentRow {
  file_name: string;
  media_type: string;
  language: string | null;
  created_at: Date;
}

const follow = statement(
  'follow-for-case-register',
  `INSERT INTO event_subscription (municipality_id, name, kinds, channel, made_at, position)
   SELECT $1, 'case-register', $2, 'case-register', $3, coalesce((SELECT max(position) FROM audit_link WHERE municipality_id = $1), 0)
   ON CONFLICT (municipality_id) WHERE channel = 'case-register' DO UPDATE SET kinds = excluded.kinds
    WHERE event_subscription.kinds <> excluded.kinds`,
);
const NUMBERS = {
  'permit-application': statement('read-number-of-application', 'SELECT number FROM application WHERE id = $1'),
  'plate-change': statement('read-number-of-plate-change', 'SELECT number FROM plate_change WHERE id = $1'),
  renewal: statement('read-number-of-renewal', 'SELECT number FROM renewal WHERE id = $1'),
};
const keep = statement(
  'keep-case-registration',
  `INSERT INTO case_registration (case_id, municipality_id, kind, url, registered_at) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (case_id) DO NOTHING`,
);
const find = statement('find-case-registration', 'SELECT url FROM case_registration WHERE case_id = $1');
const findDocument = statement(
  'find-document-to-file',
  `SELECT d.file_name, d.media_type, d.created_at, l.language FROM document d LEFT JOIN letter l ON l.document_id = d.id WHERE d.id = $1`,
);
