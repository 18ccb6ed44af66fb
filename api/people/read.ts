import { statement } from '../../activities/db/transaction.ts';
import { addressLines, areaOfAddress, type Address } from '../../rules/municipalities/places.ts';
import { phaseOf, type PermitStatus } from '../../rules/permits/status.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { meansLabel } from '../me/routes.ts';
import { areaName, productIn } from '../permit-applications/read.ts';
import { type Note, type PersonCase, type PersonFile } from './shapes.ts';

/** One person of this municipality with everything that runs or ran; undefined for anybody else's. */
export async function readPerson(api: Api, { municipalityId }: Staff, id: string): Promise<PersonFile | undefined> {
  const { pool, releases, clock } = api.deps;
  const now = clock();
  const [{ rows }, cases, permits, notes, { content }] = await Promise.all([
    pool.query<PersonRow>({ ...onePerson, values: [id, municipalityId] }),
    pool.query<CaseRow>({ ...casesOfPerson, values: [id, municipalityId] }),
    pool.query<PermitRow>({ ...permitsOfPerson, values: [id, municipalityId] }),
    readNotes(api, { holderId: id, applicationId: null }),
    releases.inForce(municipalityId, now),
  ]);
  const [person] = rows;
  if (!person) return undefined;
  const areaId = person.address && areaOfAddress(person.address, content);
  return {
    id,
    kind: person.kind,
    name: person.name,
    address: person.address ? addressLines(person.address) : [],
    areaName: content.areas.find((area) => area.id === areaId)?.name ?? null,
    email: person.email,
    emailBounced: person.bounced,
    language: person.language,
    means: meansLabel(person.means, content),
    cases: await Promise.all(
      cases.rows.map(async ({ product_id, release, opened_at, closed_at, case_id, ...row }) => ({
        id: row.id,
        kind: row.kind,
        number: row.number,
        status: row.status,
        productName:
          product_id === null || release === null
            ? null
            : productIn(await releases.numbered(municipalityId, release), product_id).name,
        openedAt: opened_at.toISOString(),
        closedAt: closed_at?.toISOString() ?? null,
        caseId: case_id,
      })),
    ),
    permits: await Promise.all(
      permits.rows.map(async (row) => {
        const release = await releases.numbered(municipalityId, row.release);
        const [from, to] = [row.valid_from.toISOString(), row.valid_until.toISOString()];
        return {
          id: row.id,
          number: row.number,
          productName: productIn(release, row.product_id).name,
          areaName: areaName(release, row.area_id),
          phase: phaseOf(row.status, { from, to }, now),
          blocked: row.blocked_at !== null,
          validFrom: from,
          validUntil: to,
          plates: row.plates,
          caseId: row.case_id,
        };
      }),
    ),
    notes,
  };
}

/** What colleagues wrote down, the newest first: about one case, or about everything of a person. */
export async function readNotes(
  { deps }: Api,
  { holderId, applicationId }: { holderId: string; applicationId: string | null },
): Promise<Note[]> {
  const { rows } = await deps.pool.query<{ id: string; body: string; by: string; at: Date; number: string | null }>({
    ...notesOf,
    values: [holderId, applicationId],
  });
  return rows.map(({ id, body, by, at, number }) => ({ id, body, by, at: at.toISOString(), caseNumber: number }));
}

/** Whose file a case is. */
export async function holderOfCase(
  { deps }: Api,
  { municipalityId }: Staff,
  caseId: string,
): Promise<string | undefined> {
  const { rows } = await deps.pool.query<{ holder_id: string }>({ ...ownerOfCase, values: [caseId, municipalityId] });
  return rows[0]?.holder_id;
}

interface PersonRow {
  kind: 'person' | 'business';
  name: string;
  address: Address | null;
  email: string | null;
  bounced: boolean;
  language: 'nl' | 'en';
  means: string;
}

interface CaseRow {
  id: string;
  kind: PersonCase['kind'];
  number: string;
  status: string;
  product_id: string | null;
  release: number | null;
  opened_at: Date;
  closed_at: Date | null;
  case_id: string | null;
}

interface PermitRow {
  id: string;
  number: string;
  product_id: string;
  release: number;
  area_id: string;
  status: PermitStatus;
  valid_from: Date;
  valid_until: Date;
  blocked_at: Date | null;
  case_id: string;
  plates: { country: string; display: string }[];
}

const onePerson = statement(
  'read-person-file',
  `SELECT kind, name, address, email, email_bounced_at IS NOT NULL AS bounced, language, means FROM holder
    WHERE id = $1 AND municipality_id = $2`,
);
const casesOfPerson = statement(
  'read-cases-of-person',
  `SELECT * FROM (
     SELECT id, 'application' AS kind, number, status, product_id, release, opened_at, closed_at, id AS case_id
       FROM application WHERE holder_id = $1 AND municipality_id = $2
      UNION ALL
     SELECT r.id, 'renewal', r.number, r.status, p.product_id, p.release, r.opened_at, r.closed_at, p.application_id
       FROM renewal r JOIN permit p ON p.id = r.permit_id WHERE r.holder_id = $1 AND r.municipality_id = $2
      UNION ALL
     SELECT c.id, 'plateChange', c.number, c.status, p.product_id, p.release, c.opened_at, c.closed_at, p.application_id
       FROM plate_change c JOIN permit p ON p.id = c.permit_id WHERE c.holder_id = $1 AND c.municipality_id = $2
      UNION ALL
     SELECT id, 'waitlist', number, status, product_id, release, entered_at, closed_at, NULL
       FROM waitlist_entry WHERE holder_id = $1 AND municipality_id = $2
      UNION ALL
     SELECT f.id, 'refund', f.number, f.status, NULL, NULL, f.created_at, coalesce(f.paid_at, f.refused_at), coalesce(f.application_id, p.application_id)
       FROM refund f LEFT JOIN permit p ON p.id = f.permit_id WHERE f.holder_id = $1 AND f.municipality_id = $2
   ) everything ORDER BY closed_at IS NOT NULL, opened_at DESC, id LIMIT 200`,
);
const permitsOfPerson = statement(
  'read-permits-of-person',
  `SELECT p.id, p.number, p.product_id, p.release, p.area_id, p.status, p.valid_from, p.valid_until, p.blocked_at, p.application_id AS case_id,
          (SELECT coalesce(json_agg(json_build_object('country', pp.country, 'display', pp.display) ORDER BY pp.position), '[]')
             FROM permit_plate pp WHERE pp.permit_id = p.id AND pp.until IS NULL) AS plates
     FROM permit p WHERE p.holder_id = $1 AND p.municipality_id = $2
    ORDER BY p.status <> 'issued', p.valid_until DESC, p.id LIMIT 100`,
);
const notesOf = statement(
  'read-staff-notes',
  `SELECT n.id, n.body, s.name AS by, n.written_at AS at, a.number
     FROM staff_note n JOIN staff_member s ON s.id = n.written_by LEFT JOIN application a ON a.id = n.application_id
    WHERE n.holder_id = $1 AND ($2::uuid IS NULL OR n.application_id = $2)
    ORDER BY n.written_at DESC, n.id DESC LIMIT 100`,
);
const ownerOfCase = statement(
  'find-owner-of-case',
  'SELECT holder_id FROM application WHERE id = $1 AND municipality_id = $2',
);
