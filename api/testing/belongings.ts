import { randomUUID } from 'node:crypto';
import { differenceOf } from '../../rules/old-system/judge.ts';
import { type System } from './stack.ts';

/** One of each thing that can belong to a permit and its holder, all under one id; `forget` takes them away again. */
export async function everythingOf(
  system: Pick<System, 'rows'>,
  permitId: string,
  staffId: string,
): Promise<{ id: string; forget: () => Promise<void> }> {
  const id = randomUUID();
  const mine = `FROM permit p WHERE p.id = '${permitId}'`;
  for (const statement of [
    `INSERT INTO waitlist_entry (id, municipality_id, holder_id, number, product_id, release, status, status_since, entered_at)
     SELECT '${id}', municipality_id, holder_id, 'W-0', product_id, release, 'waiting', now(), now() ${mine}`,
    `INSERT INTO renewal (id, municipality_id, holder_id, permit_id, number, release, period_id, price_cents, starts_on, since, until, status,
                          status_since, opened_at, closed_at)
     SELECT '${id}', municipality_id, holder_id, p.id, 'V-0', release, period_id, 100, '2020-01-01', '2020-01-01', '2020-02-01', 'lapsed', now(),
            now(), now() ${mine}`,
    `INSERT INTO plate_change (id, municipality_id, holder_id, permit_id, number, release, act, replaces_id, status, status_since,
                               opened_at, closed_at)
     SELECT '${id}', municipality_id, holder_id, p.id, 'K-0', release, 'remove',
            (SELECT id FROM permit_plate WHERE permit_id = p.id LIMIT 1), 'withdrawn', now(), now(), now() ${mine}`,
    `INSERT INTO register_notice (id, event_id, municipality_id, holder_id, permit_id, kind, status, respond_before, opened_at, closed_at)
     SELECT '${id}', '${id}', municipality_id, holder_id, p.id, 'moved-out', 'settled', now(), now(), now() ${mine}`,
    `INSERT INTO refund (id, payment_id, cents, reason, status, created_at, municipality_id, holder_id, number, due_on, route)
     SELECT '${id}', y.id, 1, 'ended', 'refused', now(), p.municipality_id, p.holder_id, 'T-0', '2020-01-01', 'transfer'
       FROM permit p JOIN payment y ON y.holder_id = p.holder_id WHERE p.id = '${permitId}' LIMIT 1`,
    `INSERT INTO refund_file (id, municipality_id, number, refunds, cents, execute_on, sha256, made_by, made_at)
     SELECT '${id}', municipality_id, 'B-0', 1, 1, '2020-01-01', 'x', '${staffId}', now() ${mine}`,
    `INSERT INTO pass (id, municipality_id, permit_id, number, status, ordered_at, due_on, blocked_at)
     SELECT '${id}', municipality_id, p.id, 'P-0', 'blocked', now(), '2020-01-01', now() ${mine}`,
    `INSERT INTO case_check (id, municipality_id, application_id, kind, asked_by, asked_at)
     SELECT '${id}', municipality_id, application_id, 'replay', '${staffId}', now() ${mine}`,
    `INSERT INTO permit_login (id, municipality_id, holder_id, user_name, password_hash, issued_at, password_set_at)
     SELECT '${id}', p.municipality_id, h.id, 'U-0', 'x', now(), now()
       FROM permit p JOIN holder h ON h.municipality_id = p.municipality_id
      WHERE p.id = '${permitId}' AND NOT EXISTS (SELECT FROM permit_login l WHERE l.holder_id = h.id) LIMIT 1`,
    `INSERT INTO decision (id, municipality_id, application_id, decided_by, result, steps, facts, release, at)
     SELECT '${id}', municipality_id, application_id, 'rule', 'allow', '[]', '{}', release, now() ${mine}`,
    `INSERT INTO second_look (id, municipality_id, decision_id, application_id, picked_at)
     SELECT '${id}', municipality_id, '${id}', application_id, now() ${mine}`,
    `INSERT INTO announcement (id, municipality_id, number, areas, subject_nl, body_nl, subject_en, body_en, written_by, written_at)
     SELECT '${id}', municipality_id, 'M-0', '{nowhere}', 'x', 'x', 'x', 'x', '${staffId}', now() ${mine}`,
    `INSERT INTO outage (id, municipality_id, number, part, began_at, ended_at, recorded_by, recorded_at)
     SELECT '${id}', municipality_id, 'O-0', 'mail', '2020-01-01', '2020-01-02', '${staffId}', now() ${mine}`,
    `INSERT INTO objection_bundle (id, municipality_id, permit_id, holder_id, language, receipts, asked_at)
     SELECT '${id}', municipality_id, p.id, holder_id, 'nl', '[]', now() ${mine}`,
    `INSERT INTO fine_report (id, municipality_id, permit_id, reporter, holder_id, number, release, area_id, language, fine_on, bundle_id, status,
                              target_on, legal_on, opened_at, closed_at)
     SELECT '${id}', municipality_id, p.id, 'holder', holder_id, 'MB-0', release, area_id, 'nl', '2020-01-01', '${id}', 'withdrawn', '2020-01-01',
            '2020-01-01', now(), now() ${mine}`,
    `INSERT INTO event_subscription (id, municipality_id, name, url, kinds, secret_sealed, made_by, made_at, paused_at, position)
     SELECT '${id}', municipality_id, 'E-0', 'https://nowhere.example/', '{}', 'x', '${staffId}', now(), now(), 0 ${mine}`,
    `INSERT INTO event_delivery (id, subscription_id, position, event_id, subject_id, status)
     SELECT '${id}', '${id}', 0, min(id), 'x', 'skipped' FROM audit_event`,
    `INSERT INTO payment_difference (id, municipality_id, kind, provider_payment, reference, provider_cents, books_cents, found_at)
     SELECT '${id}', municipality_id, 'only-at-provider', '${id}', 'PW-0', 1, 0, now() ${mine}`,
    `INSERT INTO incident (id, municipality_id, kind, subject, detail, opened_at, closed_at)
     SELECT '${id}', municipality_id, 'process-missing', '${id}', '{}', now(), now() ${mine}`,
    `INSERT INTO provider (id, municipality_id, name, scopes, admitted_by, admitted_at)
     SELECT '${id}', municipality_id, 'L-0', '{rights:read}', '${staffId}', now() ${mine}`,
    `INSERT INTO post_batch (id, municipality_id, number, items, made_by, made_at)
     SELECT '${id}', municipality_id, 'POST-0', 1, '${staffId}', now() ${mine}`,
    `INSERT INTO outage_relief (id, municipality_id, number, outage_id, permit_id, unit, amount, proposed_by, proposed_at)
     SELECT '${id}', municipality_id, 'G-0', '${id}', p.id, 'eurocent', 1, '${staffId}', now() ${mine}`,
    `INSERT INTO parking_action (id, municipality_id, permit_id, area_id, release, country, starts_at, ends_at, state, holds, costs, started_at)
     SELECT '${id}', municipality_id, p.id, area_id, release, 'NL', '2020-01-01T10:00Z', '2020-01-01T12:00Z', 'settled', '[]', '[]', '2020-01-01' ${mine}`,
    `INSERT INTO forgotten_stop (id, municipality_id, number, holder_id, permit_id, action_id, left_at, ended_at, told_at, status)
     SELECT '${id}', municipality_id, 'VS-0', holder_id, p.id, '${id}', '2020-01-01T11:00Z', '2020-01-01T12:00Z', '2020-01-01T13:00Z', 'asked' ${mine}`,
    `INSERT INTO release_draft (id, municipality_id, number, title, article, base, files, written_by, written_at)
     SELECT '${id}', municipality_id, 'GV-0', 'x', 'x', release, '{}', '${staffId}', now() ${mine}`,
    `INSERT INTO simulation (id, municipality_id, draft_id, draft_version, sha256, content, baseline, from_day, until_day, weeks,
                             smallest_group, asked_by, asked_at)
     SELECT '${id}', municipality_id, '${id}', 1, 'x', '{}', release, '2020-01-01', '2021-01-01', 0, 10, '${staffId}', now() ${mine}`,
    `INSERT INTO old_system_run (id, municipality_id, system, taken_on, format, for_real, release, report, at)
     SELECT '${id}', municipality_id, 'x', '2020-01-01', 1, false, release, '${JSON.stringify({ ...differenceOf([]), faults: [] })}', now() ${mine}`,
    `INSERT INTO misuse_hint (id, municipality_id, permit_id, rule, days, least, counted, stays, looked_from, found_at)
     SELECT '${id}', municipality_id, p.id, 'shared-car', 30, 3, 3, 3, now(), now() ${mine}`,
    `INSERT INTO sign_on_key (id, municipality_id, permit_id, kind, number, code_hash, made_at)
     SELECT '${id}', municipality_id, p.id, 'pin', '00000000', 'x', now() ${mine}`,
    `INSERT INTO linked_phone (id, municipality_id, permit_id, number_hash, number_sealed, linked_at)
     SELECT '${id}', municipality_id, p.id, decode(replace('${id}', '-', ''), 'hex'), 'x', now() ${mine}`,
  ]) {
    await system.rows(statement);
  }
  return {
    id,
    forget: async () => {
      for (const table of TABLES) await system.rows(`DELETE FROM ${table} WHERE id = '${id}'`);
    },
  };
}

const TABLES = [
  'old_system_run',
  'misuse_hint',
  'fine_report',
  'objection_bundle',
  'forgotten_stop',
  'parking_action',
  'outage_relief',
  'payment_difference',
  'outage',
  'event_delivery',
  'event_subscription',
  'incident',
  'provider',
  'post_batch',
  'simulation',
  'release_draft',
  'linked_phone',
  'sign_on_key',
  'announcement',
  'second_look',
  'decision',
  'case_check',
  'permit_login',
  'pass',
  'refund_file',
  'refund',
  'register_notice',
  'plate_change',
  'renewal',
  'waitlist_entry',
];
