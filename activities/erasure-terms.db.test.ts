import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { ERASED, goesAt, type Erased, type Keeper } from '../rules/retention.ts';
import { plusMs } from '../rules/values/moment.ts';
import { erase } from './erasure.ts';
import { type Deps } from './ports.ts';
import { bareRow } from './testing/bare-row.ts';
import { count, depsOn } from './testing/case.ts';
import { openTestDatabase, type TestDatabase } from './testing/database.ts';

jest.setTimeout(60_000);

/** Noon of a Wednesday: when each was last of use. */
const FROM = '2026-05-06T12:00:00.000Z';
const HOUR_BEFORE = '2026-05-06T11:00:00.000Z';
const DAY_BEFORE = '2026-05-05T12:00:00.000Z';
const SECOND_AFTER = '2026-05-06T12:00:01.000Z';

let database: TestDatabase;
let deps: Deps;
let keeper: Keeper;
beforeAll(async () => {
  database = await openTestDatabase(2);
  deps = await depsOn(database.pool);
  keeper = (await deps.releases.inForce('voorbeeld', FROM)).content.municipality;
});
afterAll(() => database.drop());

const row = (table: string, given: Record<string, unknown>) => bareRow(database.pool, table, given);
const SECRET = Buffer.from('private');

/** One of each that is over at FROM, under this id, and where what is private of it would still be found. */
const OVER: Record<Erased, { make: (id: string) => Promise<void>; left: string }> = {
  actions: {
    make: (id) => row('parking_action', { id, plate: 'X', display: 'X', state: 'settled', costs: '[]', starts_at: HOUR_BEFORE, ends_at: FROM }),
    left: 'parking_action WHERE id = $1 AND plate IS NOT NULL',
  },
  rights: {
    make: (id) => row('parking_right', { id, kind: 'temporary', plate: 'X', since: HOUR_BEFORE, until: FROM }),
    left: 'parking_right WHERE id = $1 AND plate IS NOT NULL',
  },
  grants: {
    make: (id) => row('permit_grant', { id, status: 'ended', ended_at: FROM, plate: 'X', country: 'NL', display: 'X' }),
    left: 'permit_grant WHERE id = $1 AND plate IS NOT NULL',
  },
  guestVisits: {
    make: (id) => row('guest_visit', { id, status: 'lapsed', name: 'Opa', plate: 'X', country: 'NL', display: 'X', until: FROM, ends_at: FROM, language: 'nl' }),
    left: 'guest_visit WHERE id = $1 AND (plate IS NOT NULL OR name IS NOT NULL)',
  },
  guestLinks: {
    make: (id) => row('guest_pass', { id, name: 'Opa', payer: 'host', consent: 'automatic', ends_at: FROM }),
    left: 'guest_pass WHERE id = $1 AND name IS NOT NULL',
  },
  checks: {
    make: (id) => row('plate_check', { id, plate: 'X', asked_about: FROM, at: FROM }),
    left: 'plate_check WHERE id = $1 AND plate IS NOT NULL',
  },
  notes: { make: (id) => row('staff_note', { id, body: 'x', written_at: FROM }), left: 'staff_note WHERE id = $1' },
  mailedWords: {
    make: (id) => row('message', { id, municipality_id: 'voorbeeld', content_sealed: SECRET, created_at: FROM }),
    left: 'message WHERE id = $1 AND content_sealed IS NOT NULL',
  },
  writtenWords: {
    make: (id) => row('letter', { id, content_sealed: SECRET, due_at: FROM }),
    left: 'letter WHERE id = $1 AND content_sealed IS NOT NULL',
  },
  postedWords: {
    make: async (id) => {
      await row('post_batch', { id, sent_at: FROM, sent_by: randomUUID() });
      await row('post_item', { id, batch_id: id, message_id: randomUUID(), ground: 'bounced', content_sealed: SECRET });
    },
    left: 'post_item WHERE id = $1 AND content_sealed IS NOT NULL',
  },
  printedPost: {
    make: (id) => row('post_batch', { id, sent_at: FROM, sent_by: randomUUID(), pdf_sealed: SECRET }),
    left: 'post_batch WHERE id = $1 AND pdf_sealed IS NOT NULL',
  },
  failedTries: {
    make: async (id) => {
      await row('outage', { id, part: 'mail', began_at: FROM, ended_at: SECOND_AFTER });
      await row('failed_try', { id, act: 'start', at: FROM });
    },
    left: 'failed_try WHERE id = $1',
  },
  invoices: {
    make: (id) => row('invoice', { id, kind: 'invoice', number: 1, year: 2026, cents: 1, issued_at: FROM, party_sealed: SECRET }),
    left: 'invoice WHERE id = $1 AND party_sealed IS NOT NULL',
  },
  unpaidInvoices: {
    make: (id) => row('invoice', { id, kind: 'invoice', requested_at: FROM, party_sealed: SECRET }),
    left: 'invoice WHERE id = $1 AND party_sealed IS NOT NULL',
  },
  cards: {
    make: async (id) => {
      await row('application', { id, closed_at: FROM });
      await row('disabled_card', { application_id: id, number_sealed: SECRET, number_hash: Buffer.from(id) });
    },
    left: 'disabled_card WHERE application_id = $1 AND (number_sealed IS NOT NULL OR number_hash IS NOT NULL)',
  },
  secondAddresses: {
    make: async (id) => {
      await row('application', { id, closed_at: FROM });
      await row('second_address', { application_id: id, postcode: '4303 SA', house_number: 7 });
    },
    left: 'second_address WHERE application_id = $1 AND postcode IS NOT NULL',
  },
  calls: {
    make: (id) => row('phone_call', { call_hash: Buffer.from(id), ends_at: FROM }),
    left: `phone_call WHERE call_hash = convert_to($1, 'UTF8')`,
  },
  strangers: {
    make: (id) => row('unknown_sender', { sender_hash: Buffer.from(id), told_at: FROM }),
    left: `unknown_sender WHERE sender_hash = convert_to($1, 'UTF8')`,
  },
  phones: {
    make: async (id) => {
      await row('permit', { id, status: 'ended', ended_at: FROM });
      await row('linked_phone', { id, permit_id: id, number_hash: Buffer.from(id), number_sealed: SECRET, linked_at: HOUR_BEFORE });
    },
    left: 'linked_phone WHERE id = $1 AND (number_hash IS NOT NULL OR number_sealed IS NOT NULL)',
  },
  bankAccounts: {
    make: async (id) => {
      await row('holder', { id, kind: 'person', subject_type: 'bsn' });
      await row('bank_account', { holder_id: id, given_at: FROM });
    },
    left: 'bank_account WHERE holder_id = $1',
  },
  refundFiles: {
    make: (id) => row('refund_file', { id, made_at: FROM, content_sealed: SECRET }),
    left: 'refund_file WHERE id = $1 AND content_sealed IS NOT NULL',
  },
  mandates: {
    make: (id) => row('mandate', { id, status: 'revoked', language: 'nl', closed_at: FROM, iban_masked: 'NL91…00', provider_customer_id: 'x' }),
    left: 'mandate WHERE id = $1 AND (iban_masked IS NOT NULL OR provider_customer_id IS NOT NULL)',
  },
  bundles: {
    make: (id) => row('objection_bundle', { id, holder_id: id, language: 'nl', asked_at: FROM }),
    left: 'objection_bundle WHERE id = $1',
  },
  fineReports: {
    make: (id) => row('fine_report', { id, reporter: 'holder', holder_id: id, language: 'nl', status: 'withdrawn', closed_at: FROM, words_sealed: SECRET }),
    left: 'fine_report WHERE id = $1 AND words_sealed IS NOT NULL',
  },
  caseChecks: { make: (id) => row('case_check', { id, kind: 'dossier', asked_at: FROM }), left: 'case_check WHERE id = $1' },
  strayTries: { make: (id) => row('failed_try', { id, act: 'start', at: DAY_BEFORE }), left: 'failed_try WHERE id = $1' },
  removedFiles: {
    make: async (id) => {
      await row('document', { id, origin: 'upload', file_name: 'x.pdf', removed_at: FROM });
      await row('document_chunk', { document_id: id });
    },
    left: `document d LEFT JOIN document_chunk c ON c.document_id = d.id WHERE d.id = $1 AND (d.file_name <> '' OR c.document_id IS NOT NULL)`,
  },
  hints: { make: (id) => row('misuse_hint', { id, rule: 'shared-car', found_at: FROM }), left: 'misuse_hint WHERE id = $1' },
  hintReviews: {
    make: (id) => row('hint_review', { permit_id: id, rule: 'shared-car', reviewed_at: FROM }),
    left: 'hint_review WHERE permit_id = $1',
  },
  oldSystemRows: {
    make: (id) => row('old_system_item', { id, kind: 'favourite', came_over: true, permit_id: id, label_sealed: SECRET, judged_at: FROM }),
    left: 'old_system_item WHERE id = $1 AND (permit_id IS NOT NULL OR label_sealed IS NOT NULL)',
  },
  visitPlans: {
    make: async (id) => {
      await row('permit', { id, status: 'ended', ended_at: FROM });
      await row('visit_plan', { id, permit_id: id, start_time: '10:00', end_time: '11:00' });
    },
    left: 'visit_plan WHERE id = $1',
  },
  visits: { make: (id) => row('visit', { id, on_date: FROM.slice(0, 10), state: 'holiday' }), left: 'visit WHERE id = $1' },
}; // prettier-ignore

describe('with the clock at the end of each term', () => {
  it.each(Object.keys(OVER) as Erased[])(
    '%s are there until that moment, and then nothing private is left',
    async (what) => {
      const { make, left } = OVER[what];
      const id = randomUUID();
      await make(id);
      const goes = goesAt(ERASED[what], keeper, what === 'strayTries' ? DAY_BEFORE : FROM);
      expect(await erase(deps, plusMs(goes, -1))).toMatchObject({ [what]: 0 });
      expect(await count(database.pool, left, [id])).toBe(1);
      expect(await erase(deps, goes)).toMatchObject({ [what]: 1 });
      expect(await count(database.pool, left, [id])).toBe(0);
    },
  );
});
