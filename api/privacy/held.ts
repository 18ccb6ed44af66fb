import { statement } from '../../activities/db/transaction.ts';
import { type RecordClass } from '../../rules/retention.ts';

/** What a page tells of a class: its term, or why it has none that runs by itself. */
export type Fate = { of: RecordClass } | { stays: 'in-use' | 'archive' | 'books' };

interface Part {
  id: string;
  fate: Fate;
  /** Rows of `municipality_id, from_at, label, item` of the person or account `$1`; without `from_at` the term has not begun. */
  rows: string;
}

const OVER = `coalesce(p.ended_at, CASE WHEN p.status <> 'issued' THEN p.valid_until END, CASE WHEN p.id IS NULL THEN a.closed_at END)`;
const ENDED = `coalesce(p.ended_at, CASE WHEN p.status <> 'issued' THEN p.valid_until END)`;

/** A guest may keep their plate from the host: then it is told here no more than in any other list of the permit. */
const stayRows = (whose: string, plates: boolean): string => `
  SELECT a.municipality_id, ${plates ? `CASE WHEN a.state = 'settled' THEN a.ends_at END` : 'NULL::timestamptz'},
         ${plates ? `CASE WHEN NOT a.plate_kept THEN a.display END` : `to_char(a.starts_at, 'YYYY-MM-DD')`},
         jsonb_build_object(${plates ? `'plate', CASE WHEN NOT a.plate_kept THEN a.display END, 'country', a.country, ` : ''}'areaId', a.area_id,
                            'startsAt', a.starts_at, 'endsAt', a.ends_at, 'state', a.state, 'costs', coalesce(a.costs, '[]'))
    FROM parking_action a WHERE ${whose} AND a.plate IS ${plates ? 'NOT NULL' : 'NULL'}`;
const OF_HOLDER = 'a.permit_id IN (SELECT id FROM permit WHERE holder_id = $1)';
const OF_ACCOUNT = 'a.account_id = $1';

const bundleRows = (whose: string): string =>
  `SELECT b.municipality_id,
          CASE WHEN NOT EXISTS (SELECT FROM fine_report f WHERE f.bundle_id = b.id AND f.erased_at IS NULL) THEN b.asked_at END,
          to_char(b.asked_at, 'YYYY-MM-DD'), jsonb_build_object('askedAt', b.asked_at) FROM objection_bundle b WHERE b.${whose} = $1`;

const reportRows = (whose: string): string =>
  `SELECT municipality_id, closed_at, number, jsonb_build_object('number', number, 'fineOn', fine_on, 'status', status, 'openedAt', opened_at, 'closedAt', closed_at)
     FROM fine_report WHERE ${whose} = $1 AND erased_at IS NULL`;

const guestRows = (permits: string): string =>
  `SELECT g.municipality_id, g.ends_at, g.name, jsonb_build_object('name', g.name, 'madeAt', g.made_at, 'endsAt', g.ends_at)
     FROM guest_pass g WHERE g.permit_id IN (${permits}) AND g.name IS NOT NULL`;

const tryRows = (whose: string, hit: boolean): string =>
  `SELECT t.municipality_id, t.at, t.act, jsonb_build_object('at', t.at, 'act', t.act, 'ground', t.ground) FROM failed_try t
    WHERE ${whose} AND ${hit ? '' : 'NOT '}EXISTS (SELECT FROM hit_try h WHERE h.id = t.id)`;

/** Of somebody at the desk of one municipality. */
const AT_THE_DESK: readonly Part[] = [
  {
    id: 'identity',
    fate: { stays: 'in-use' },
    rows: `SELECT municipality_id, NULL::timestamptz, name,
             jsonb_build_object('name', name, 'address', address, 'kind', kind, 'knownBy', subject_type, 'means', means, 'since', created_at,
                                'email', email, 'emailVerifiedAt', email_verified_at, 'language', language, 'theme', theme, 'streetNotices', street_notices)
             FROM holder WHERE id = $1`,
  },
  {
    id: 'requests',
    fate: { stays: 'archive' },
    rows: `SELECT a.municipality_id, NULL::timestamptz, a.number,
             jsonb_build_object('number', a.number, 'product', a.product_id, 'status', a.status, 'openedAt', a.opened_at, 'closedAt', a.closed_at,
                                'area', a.area_id, 'startsOn', a.starts_on, 'period', a.period_id, 'answers', a.questions, 'declaredAt', a.declared_at,
                                'plates', (SELECT coalesce(jsonb_agg(jsonb_build_object('plate', n.display, 'country', n.country, 'keeper', n.keeper,
                                                                               'vehicle', n.vehicle, 'colour', n.colour) ORDER BY n.position), '[]')
                                             FROM application_plate n WHERE n.application_id = a.id))
             FROM application a WHERE a.holder_id = $1
           UNION ALL
           SELECT w.municipality_id, NULL, w.number,
             jsonb_build_object('number', w.number, 'waitingFor', w.product_id, 'status', w.status, 'since', w.entered_at)
             FROM waitlist_entry w WHERE w.holder_id = $1`,
  },
  {
    id: 'permits',
    fate: { stays: 'archive' },
    rows: `SELECT p.municipality_id, NULL::timestamptz, p.number,
             jsonb_build_object('number', p.number, 'product', p.product_id, 'area', p.area_id, 'status', p.status, 'validFrom', p.valid_from,
                                'validUntil', p.valid_until, 'endedAt', p.ended_at, 'priceCents', p.price_cents,
                                'plates', (SELECT coalesce(jsonb_agg(jsonb_build_object('plate', n.display, 'country', n.country, 'since', n.since,
                                                                               'until', n.until) ORDER BY n.since), '[]')
                                             FROM permit_plate n WHERE n.permit_id = p.id))
             FROM permit p WHERE p.holder_id = $1`,
  },
  {
    id: 'documents',
    fate: { stays: 'archive' },
    rows: `SELECT municipality_id, NULL::timestamptz, file_name,
             jsonb_build_object('fileName', file_name, 'kind', kind, 'origin', origin, 'mediaType', media_type, 'bytes', bytes, 'createdAt', created_at)
             FROM document WHERE holder_id = $1 AND removed_at IS NULL AND fine_report_id IS NULL`,
  },
  {
    id: 'removedFiles',
    fate: { of: 'removedFiles' },
    rows: `SELECT municipality_id, removed_at, file_name, jsonb_build_object('fileName', file_name, 'removedAt', removed_at)
             FROM document WHERE holder_id = $1 AND removed_at IS NOT NULL AND file_name <> ''`,
  },
  { id: 'plates', fate: { of: 'plates' }, rows: stayRows(OF_HOLDER, true) },
  { id: 'stays', fate: { stays: 'books' }, rows: stayRows(OF_HOLDER, false) },
  {
    id: 'grants',
    fate: { of: 'plates' },
    rows: `SELECT g.municipality_id, g.ended_at, g.display,
             jsonb_build_object('plate', g.display, 'country', g.country, 'email', g.email, 'status', g.status, 'invitedAt', g.invited_at, 'endedAt', g.ended_at)
             FROM permit_grant g JOIN permit p ON p.id = g.permit_id WHERE p.holder_id = $1 AND g.plate IS NOT NULL`,
  },
  {
    id: 'grantees',
    fate: { stays: 'archive' },
    rows: `SELECT g.municipality_id, NULL::timestamptz, g.email, jsonb_build_object('email', g.email, 'status', g.status, 'invitedAt', g.invited_at, 'endedAt', g.ended_at)
             FROM permit_grant g JOIN permit p ON p.id = g.permit_id WHERE p.holder_id = $1 AND g.plate IS NULL`,
  },
  {
    id: 'mails',
    fate: { of: 'words' },
    rows: `SELECT municipality_id, created_at, kind, jsonb_build_object('kind', kind, 'to', recipient, 'at', created_at)
             FROM message WHERE holder_id = $1 AND content_sealed IS NOT NULL`,
  },
  {
    id: 'letters',
    fate: { of: 'words' },
    rows: `SELECT municipality_id, due_at, kind, jsonb_build_object('kind', kind, 'at', due_at)
             FROM letter WHERE holder_id = $1 AND content_sealed IS NOT NULL`,
  },
  {
    id: 'post',
    fate: { of: 'words' },
    rows: `SELECT i.municipality_id, b.sent_at, i.what, jsonb_build_object('what', i.what, 'at', i.put_at)
             FROM post_item i LEFT JOIN post_batch b ON b.id = i.batch_id WHERE i.holder_id = $1 AND i.content_sealed IS NOT NULL`,
  },
  {
    id: 'notes',
    fate: { of: 'notes' },
    rows: `SELECT municipality_id, written_at, to_char(written_at, 'YYYY-MM-DD'), jsonb_build_object('writtenAt', written_at)
             FROM staff_note WHERE holder_id = $1`,
  },
  {
    id: 'cards',
    fate: { of: 'proofs' },
    rows: `SELECT a.municipality_id, ${OVER}, a.number, jsonb_build_object('case', a.number, 'expiresOn', c.expires_on)
             FROM disabled_card c JOIN application a ON a.id = c.application_id LEFT JOIN permit p ON p.application_id = a.id
            WHERE a.holder_id = $1 AND c.erased_at IS NULL`,
  },
  {
    id: 'secondAddresses',
    fate: { of: 'proofs' },
    rows: `SELECT a.municipality_id, ${OVER}, a.number, jsonb_build_object('case', a.number, 'postcode', s.postcode, 'houseNumber', s.house_number)
             FROM second_address s JOIN application a ON a.id = s.application_id LEFT JOIN permit p ON p.application_id = a.id
            WHERE a.holder_id = $1 AND s.erased_at IS NULL`,
  },
  {
    id: 'phones',
    fate: { of: 'phones' },
    rows: `SELECT l.municipality_id, ${ENDED}, p.number, jsonb_build_object('permit', p.number, 'linkedAt', l.linked_at)
             FROM linked_phone l JOIN permit p ON p.id = l.permit_id WHERE p.holder_id = $1 AND l.number_hash IS NOT NULL`,
  },
  {
    id: 'visitPlans',
    fate: { of: 'plates' },
    rows: `SELECT l.municipality_id, coalesce(p.ended_at, CASE WHEN p.status <> 'issued' THEN p.valid_until END), l.display,
             jsonb_build_object('plate', l.display, 'country', l.country, 'weekday', l.weekday, 'from', l.start_time, 'to', l.end_time, 'since', l.created_at)
             FROM visit_plan l JOIN permit p ON p.id = l.permit_id WHERE p.holder_id = $1`,
  },
  {
    id: 'bankAccount',
    fate: { of: 'bankAccounts' },
    rows: `SELECT h.municipality_id,
             CASE WHEN NOT EXISTS (SELECT FROM refund r WHERE r.holder_id = h.id AND r.status NOT IN ('paid', 'refused'))
                  THEN greatest(b.given_at, (SELECT max(coalesce(r.paid_at, r.refused_at, r.created_at)) FROM refund r WHERE r.holder_id = h.id)) END,
             to_char(b.given_at, 'YYYY-MM-DD'), jsonb_build_object('givenAt', b.given_at)
             FROM bank_account b JOIN holder h ON h.id = b.holder_id WHERE h.id = $1`,
  },
  {
    id: 'mandates',
    fate: { of: 'mandates' },
    rows: `SELECT municipality_id, closed_at, number,
             jsonb_build_object('number', number, 'account', iban_masked, 'status', status, 'consentedAt', consented_at, 'closedAt', closed_at)
             FROM mandate WHERE holder_id = $1 AND iban_masked IS NOT NULL`,
  },
  {
    id: 'payments',
    fate: { stays: 'books' },
    rows: `SELECT municipality_id, NULL::timestamptz, reference,
             jsonb_build_object('reference', reference, 'cents', cents, 'status', status, 'createdAt', created_at, 'settledAt', settled_at)
             FROM payment WHERE holder_id = $1`,
  },
  {
    id: 'invoices',
    fate: { of: 'invoices' },
    rows: `SELECT municipality_id, issued_at, year || '-' || number, jsonb_build_object('kind', kind, 'year', year, 'number', number, 'cents', cents, 'issuedAt', issued_at)
             FROM invoice WHERE holder_id = $1 AND party_sealed IS NOT NULL AND number IS NOT NULL`,
  },
  {
    id: 'unpaidInvoices',
    fate: { of: 'unpaidInvoices' },
    rows: `SELECT municipality_id, requested_at, to_char(requested_at, 'YYYY-MM-DD'), jsonb_build_object('kind', kind, 'requestedAt', requested_at)
             FROM invoice WHERE holder_id = $1 AND party_sealed IS NOT NULL AND number IS NULL`,
  },
  {
    id: 'consents',
    fate: { stays: 'archive' },
    rows: `SELECT municipality_id, NULL::timestamptz, to_char(given_at, 'YYYY-MM-DD'), jsonb_build_object('shares', shares, 'givenAt', given_at, 'withdrawnAt', withdrawn_at)
             FROM consent WHERE holder_id = $1`,
  },
  { id: 'bundles', fate: { of: 'bundles' }, rows: bundleRows('holder_id') },
  { id: 'fineReports', fate: { of: 'fineReports' }, rows: reportRows('holder_id') },
  {
    id: 'misuseHints',
    fate: { of: 'hints' },
    rows: `SELECT m.municipality_id, coalesce(m.asked_at, m.found_at), p.number,
             jsonb_build_object('permit', p.number, 'rule', m.rule, 'counted', m.counted, 'from', m.least, 'days', m.days, 'stays', m.stays,
                                'foundAt', m.found_at, 'askedAt', m.asked_at)
             FROM misuse_hint m JOIN permit p ON p.id = m.permit_id WHERE p.holder_id = $1`,
  },
  {
    id: 'hintReviews',
    fate: { of: 'hints' },
    rows: `SELECT r.municipality_id, r.reviewed_at, p.number, jsonb_build_object('permit', p.number, 'rule', r.rule, 'reviewedAt', r.reviewed_at)
             FROM hint_review r JOIN permit p ON p.id = r.permit_id WHERE p.holder_id = $1`,
  },
  {
    id: 'oldSystem',
    fate: { of: 'oldSystem' },
    rows: `SELECT municipality_id, judged_at, kind, jsonb_build_object('kind', kind, 'cameOver', came_over, 'why', fault, 'unit', unit, 'amount', amount, 'at', judged_at)
             FROM old_system_item WHERE holder_id = $1`,
  },
  { id: 'guestLinks', fate: { of: 'plates' }, rows: guestRows('SELECT id FROM permit WHERE holder_id = $1') },
  {
    id: 'signIns',
    fate: { of: 'signIns' },
    rows: `SELECT municipality_id, ends_at, means, jsonb_build_object('means', means, 'since', created_at, 'endsAt', ends_at) FROM session WHERE holder_id = $1`,
  },
  {
    id: 'steps',
    fate: { stays: 'archive' },
    rows: `SELECT municipality_id, NULL::timestamptz, kind, jsonb_build_object('at', at, 'kind', kind) FROM audit_event WHERE holder_id = $1`,
  },
];

/** Of an account of the parking app, which belongs to no municipality; what it did there does. */
const IN_THE_APP: readonly Part[] = [
  {
    id: 'account',
    fate: { stays: 'in-use' },
    rows: `SELECT NULL::text, NULL::timestamptz, email,
             jsonb_build_object('email', email, 'verifiedAt', verified_at, 'language', language, 'theme', theme, 'remindMinutes', remind_minutes, 'streetNotices', street_notices, 'monthlyStatement', statements_from IS NOT NULL, 'since', created_at,
                                'hasPassword', password_hash IS NOT NULL)
             FROM account WHERE id = $1`,
  },
  {
    id: 'passkeys',
    fate: { stays: 'in-use' },
    rows: `SELECT NULL::text, NULL::timestamptz, name, jsonb_build_object('name', name, 'createdAt', created_at, 'usedAt', used_at) FROM passkey WHERE account_id = $1`,
  },
  {
    id: 'devices',
    fate: { of: 'signIns' },
    rows: `SELECT NULL::text, ends_at, device, jsonb_build_object('device', device, 'since', created_at, 'seenAt', seen_at, 'endsAt', ends_at)
             FROM account_session WHERE account_id = $1`,
  },
  {
    id: 'programs',
    fate: { of: 'accountTokens' },
    rows: `SELECT NULL::text, least(ends_at, ended_at), name, jsonb_build_object('name', name, 'scopes', scopes, 'madeAt', made_at, 'endsAt', ends_at, 'usedAt', used_at)
             FROM account_token WHERE account_id = $1`,
  },
  { id: 'plates', fate: { of: 'plates' }, rows: stayRows(OF_ACCOUNT, true) },
  { id: 'stays', fate: { stays: 'books' }, rows: stayRows(OF_ACCOUNT, false) },
  {
    id: 'favourites',
    fate: { stays: 'in-use' },
    rows: `SELECT p.municipality_id, NULL::timestamptz, f.name, jsonb_build_object('name', f.name, 'plate', f.display, 'country', f.country)
             FROM favourite f JOIN permit p ON p.id = f.permit_id JOIN coupling c ON c.permit_id = p.id AND c.removed_at IS NULL WHERE c.account_id = $1`,
  },
  {
    id: 'parkingNotes',
    fate: { of: 'plates' },
    rows: `SELECT a.municipality_id, a.ends_at, n.words, jsonb_build_object('note', n.words, 'writtenAt', n.written_at)
             FROM parking_note n JOIN parking_action a ON a.id = n.action_id WHERE n.account_id = $1`,
  },
  {
    id: 'grantsReceived',
    fate: { of: 'plates' },
    rows: `SELECT municipality_id, ended_at, display, jsonb_build_object('plate', display, 'country', country, 'status', status, 'endedAt', ended_at)
             FROM permit_grant WHERE account_id = $1 AND plate IS NOT NULL`,
  },
  { id: 'tries', fate: { of: 'tries' }, rows: tryRows('t.account_id = $1', true) },
  { id: 'strayTries', fate: { of: 'strayTries' }, rows: tryRows('t.account_id = $1', false) },
  { id: 'bundles', fate: { of: 'bundles' }, rows: bundleRows('account_id') },
  { id: 'fineReports', fate: { of: 'fineReports' }, rows: reportRows('account_id') },
  {
    id: 'guestLinks',
    fate: { of: 'plates' },
    rows: guestRows('SELECT permit_id FROM coupling WHERE account_id = $1 AND removed_at IS NULL'),
  },
  {
    id: 'links',
    fate: { of: 'accountLinks' },
    rows: `SELECT NULL::text, ends_at, purpose, jsonb_build_object('purpose', purpose, 'endsAt', ends_at) FROM account_link WHERE account_id = $1`,
  },
];

/** All of it in one statement and one moment; of each part the first so many, or all of it. */
const readingOf = (name: string, parts: readonly Part[]) =>
  statement(
    name,
    `SELECT id, municipality_id, from_at, label, item, total FROM (
       SELECT h.*, count(*) OVER (PARTITION BY id)::int AS total, row_number() OVER (PARTITION BY id ORDER BY from_at NULLS LAST, label) AS place
         FROM (${parts.map(({ id, rows }) => `SELECT '${id}' AS id, part.* FROM (${rows}) AS part (municipality_id, from_at, label, item)`).join('\nUNION ALL\n')}) h
     ) counted WHERE $2::int IS NULL OR place <= $2 ORDER BY id, place`,
  );

export const HELD = {
  desk: { parts: AT_THE_DESK, read: readingOf('read-held-at-desk', AT_THE_DESK) },
  app: { parts: IN_THE_APP, read: readingOf('read-held-in-app', IN_THE_APP) },
};
