import { type Address } from '../../rules/municipalities/places.ts';
import { type LoginMeans } from '../../rules/municipalities/municipality.ts';
import { isStaffRole, type StaffRole } from '../../rules/staff.ts';
import { Unavailable } from '../../activities/ports.ts';
import { record } from '../../activities/db/stores/audit.ts';
import { inTransaction, statement } from '../../activities/db/transaction.ts';
import { type Api } from '../api.ts';
import { claimAt, textAt, type Claims } from './claims.ts';

/** Why nobody is signed in after coming back; the sign-in page has a sentence for each. */
export type SignInProblem =
  'cancelled' | 'expired' | 'level-too-low' | 'details-unavailable' | 'unavailable' | 'no-subject' | 'no-role';

export type SignedIn =
  | { outcome: 'signed-in'; holderId: string | null; staffId: string | null }
  | { outcome: 'problem'; problem: SignInProblem };

/** A citizen or business comes back from the identity provider: known by the subject, with name and address from the registers. */
export async function signInHolder(
  api: Api,
  municipalityId: string,
  means: LoginMeans,
  claims: Claims,
): Promise<SignedIn> {
  const { deps } = api;
  const subject = textAt(claims, means.claims.subject);
  if (subject === undefined) return { outcome: 'problem', problem: 'no-subject' };
  const level = textAt(claims, means.claims.level) ?? null;
  if (means.levels.length > 0 && (level === null || !means.levels.includes(level)))
    return { outcome: 'problem', problem: 'level-too-low' };

  const branch = (means.claims.branch && textAt(claims, means.claims.branch)) ?? null;
  // An establishment is a holder of its own: what it may have follows from its own address.
  const value = branch === null ? subject : `${subject}/${branch}`;
  const hash = deps.vault.fingerprint('subject', `${means.subjectType}:${value}`);
  const details = await readDetails(api, means, claims, subject, branch);
  const now = deps.clock();
  return inTransaction(deps.pool, async (tx) => {
    const found = details === 'unavailable' ? null : details;
    const { rows: known } = await tx.query<{ id: string }>({
      ...findHolder,
      values: [municipalityId, means.subjectType, hash],
    });
    if (details === 'unavailable' && !known[0]) return { outcome: 'problem', problem: 'details-unavailable' };
    const { rows } = await tx.query<{ id: string }>({
      ...keepHolder,
      values: [
        municipalityId, means.applicant, means.subjectType, hash, deps.vault.seal(Buffer.from(value)), found?.name ?? '',
        found ? JSON.stringify(found.address) : null, found !== null, means.id, level, now,
      ], // prettier-ignore
    });
    const holderId = rows[0]!.id;
    await record(
      tx,
      now,
      { kind: 'holder', id: holderId },
      { municipalityId, holderId },
      {
        kind: 'signed-in',
        data: { means: means.id, level },
      },
    );
    return { outcome: 'signed-in', holderId, staffId: null };
  });
}

/** Somebody of staff: roles come from the municipality's own directory at every sign-in. */
export async function signInStaff({ deps }: Api, municipalityId: string, claims: Claims): Promise<SignedIn> {
  const subject = textAt(claims, 'employee_id');
  const roles = rolesOf(claims);
  if (subject === undefined || textAt(claims, 'municipality') !== municipalityId)
    return { outcome: 'problem', problem: 'no-subject' };
  if (roles.length === 0) return { outcome: 'problem', problem: 'no-role' };
  const now = deps.clock();
  return inTransaction(deps.pool, async (tx) => {
    const { rows } = await tx.query<{ id: string }>({
      ...keepStaff,
      values: [
        municipalityId,
        deps.vault.fingerprint('subject', `staff:${subject}`),
        textAt(claims, 'name') ?? subject,
        roles,
        now,
      ],
    });
    const staffId = rows[0]!.id;
    await record(
      tx,
      now,
      { kind: 'staff', id: staffId, roles },
      { municipalityId },
      { kind: 'signed-in', data: { means: 'staff', level: null } },
    );
    return { outcome: 'signed-in', holderId: null, staffId };
  });
}

interface Details {
  name: string;
  address: Address | null;
}

/** Name and address from where this means says they are. A register that is away stops only those it has never told us about. */
async function readDetails(
  api: Api,
  means: LoginMeans,
  claims: Claims,
  subject: string,
  branch: string | null,
): Promise<Details | 'unavailable'> {
  const { people, businesses, log } = api.deps;
  try {
    switch (means.details) {
      case 'brp':
        return (await people.find(subject)) ?? 'unavailable';
      case 'kvk':
        return (await businesses.find(subject, branch)) ?? 'unavailable';
      case 'claims':
        return detailsFromClaims(means, claims);
      default:
        return means.details satisfies never;
    }
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    log.warn({ err: error }, 'name and address cannot be read now');
    return 'unavailable';
  }
}

function detailsFromClaims({ claims: paths }: LoginMeans, claims: Claims): Details {
  const name = [paths.givenName, paths.familyName]
    .map((path) => (path ? textAt(claims, path) : undefined))
    .filter(Boolean);
  const address = paths.address ? claimAt(claims, paths.address) : undefined;
  return { name: name.join(' '), address: addressOf(address) };
}

/** The standard OpenID address claim; street and number stand in one line. */
function addressOf(claim: unknown): Address | null {
  if (typeof claim !== 'object' || claim === null) return null;
  const { street_address: line, postal_code: postcode, locality: city, country } = claim as Record<string, unknown>;
  const match = typeof line === 'string' ? /^(.*?)\s+(\d+)\s*(\S*)$/.exec(line.trim()) : null;
  if (!match || typeof postcode !== 'string' || typeof city !== 'string') return null;
  return {
    street: match[1]!,
    houseNumber: Number(match[2]),
    houseSuffix: match[3] ?? '',
    postcode,
    city,
    country: typeof country === 'string' && country.length === 2 ? country.toUpperCase() : 'BE',
  };
}

function rolesOf(claims: Claims): StaffRole[] {
  const roles = claims['roles'];
  return Array.isArray(roles)
    ? roles.filter((role): role is StaffRole => typeof role === 'string' && isStaffRole(role))
    : [];
}

const findHolder = statement(
  'find-holder',
  'SELECT id FROM holder WHERE municipality_id = $1 AND subject_type = $2 AND subject_hash = $3',
);
const keepHolder = statement(
  'keep-holder',
  `INSERT INTO holder (municipality_id, kind, subject_type, subject_hash, subject_sealed, name, address, details_at, means, level, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, CASE WHEN $8::boolean THEN $11::timestamptz END, $9, $10, $11)
   ON CONFLICT (municipality_id, subject_type, subject_hash) DO UPDATE
      SET means = excluded.means, level = excluded.level,
          name = CASE WHEN $8::boolean THEN excluded.name ELSE holder.name END,
          address = CASE WHEN $8::boolean THEN excluded.address ELSE holder.address END,
          details_at = coalesce(excluded.details_at, holder.details_at)
   RETURNING id`,
);
const keepStaff = statement(
  'keep-staff-member',
  `INSERT INTO staff_member (municipality_id, subject_hash, name, roles, seen_at) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (municipality_id, subject_hash) DO UPDATE SET name = excluded.name, roles = excluded.roles, seen_at = excluded.seen_at
   RETURNING id`,
);
