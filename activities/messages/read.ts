import { type Release } from '../../rules/municipalities/release.ts';
import { type Language, type MessageKind } from '../../rules/messages.ts';
import { type RenewalDeadline, type RenewalStatus } from '../../rules/renewals/status.ts';
import { type Deadline } from '../../rules/permit-applications/deadlines.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Unit } from '../../rules/values/unit.ts';
import { type PrivateToMail } from '../db/stores/messages.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type MessageFacts } from './compose.ts';

/** A queued mail with everything it can tell about, as it stands now. */
export async function readMessage(db: Db, messageId: string): Promise<MessageRow | undefined> {
  const { rows } = await db.query<MessageRow>({ ...selectMessage, values: [messageId] });
  return rows[0];
}

export function factsOf(
  row: MessageRow,
  release: Release | null,
  at: Instant,
  publicUrl: string,
): Omit<MessageFacts, 'history'> {
  return {
    kind: row.kind,
    language: row.language,
    at,
    name: row.name,
    release,
    publicUrl,
    application:
      row.application_id && row.application_number && row.product_id
        ? {
            id: row.application_id,
            number: row.application_number,
            productId: row.product_id,
            ground: row.ground,
            deadlines: row.deadlines ?? [],
          }
        : null,
    permit:
      row.permit_id && row.permit_number && row.permit_product && row.valid_from && row.valid_until
        ? {
            id: row.permit_id,
            number: row.permit_number,
            productId: row.permit_product,
            plates: Number(row.plates),
            validFrom: row.valid_from.toISOString(),
            validUntil: row.valid_until.toISOString(),
          }
        : null,
    payment: row.payment_reference
      ? { reference: row.payment_reference, refundedCents: Number(row.refunded ?? 0) }
      : null,
    renewal:
      row.renewal_id && row.renewal_since && row.renewal_until
        ? {
            id: row.renewal_id,
            status: row.renewal_status!,
            since: row.renewal_since.toISOString(),
            until: row.renewal_until.toISOString(),
            cents: Number(row.renewal_cents),
            lapsesAt: row.renewal_deadlines?.find(({ kind }) => kind === 'lapse')?.at ?? null,
          }
        : null,
    refund:
      row.refund_number && row.refund_due_on
        ? {
            number: row.refund_number,
            cents: Number(row.refund_cents),
            dueOn: row.refund_due_on,
            ground: row.refund_ground,
          }
        : null,
    grant: row.grantee
      ? {
          grantor: row.grantor,
          grantee: row.grantee,
          plate: row.grant_plate,
          share: row.grant_unit && row.grant_amount ? { unit: row.grant_unit, amount: Number(row.grant_amount) } : null,
        }
      : null,
    action:
      row.area_id && row.starts_at && row.ends_at
        ? {
            areaId: row.area_id,
            startsAt: row.starts_at.toISOString(),
            endsAt: row.ends_at.toISOString(),
            car: row.car,
          }
        : null,
    waitlist:
      row.waitlist_number && row.waitlist_product
        ? { number: row.waitlist_number, productId: row.waitlist_product, areaIds: row.waitlist_areas ?? [] }
        : null,
    fineReport: row.fine_number ? { number: row.fine_number, actionId: row.fine_action } : null,
    private: row.private ?? {},
  };
}

export interface MessageRow {
  municipality_id: string | null;
  holder_id: string | null;
  account_id: string | null;
  grant_id: string | null;
  kind: MessageKind;
  language: Language;
  application_id: string | null;
  permit_id: string | null;
  payment_id: string | null;
  renewal_id: string | null;
  private: PrivateToMail | null;
  recipient: string | null;
  /** Mail to this address is known not to arrive. */
  unreachable: boolean;
  status: 'queued' | 'sent' | 'bounced' | 'given-up' | 'on-paper';
  name: string | null;
  application_number: string | null;
  product_id: string | null;
  ground: string | null;
  deadlines: Deadline[] | null;
  permit_number: string | null;
  permit_product: string | null;
  plates: string;
  valid_from: Date | null;
  valid_until: Date | null;
  payment_reference: string | null;
  refunded: string | null;
  refund_number: string | null;
  refund_cents: string | null;
  refund_due_on: string | null;
  refund_ground: string | null;
  release: number | null;
  renewal_status: RenewalStatus | null;
  renewal_since: Date | null;
  renewal_until: Date | null;
  renewal_cents: string | null;
  renewal_deadlines: RenewalDeadline[] | null;
  grantor: string | null;
  grantee: string | null;
  grant_plate: string | null;
  grant_unit: Unit | null;
  grant_amount: string | null;
  area_id: string | null;
  starts_at: Date | null;
  ends_at: Date | null;
  car: string | null;
  waitlist_number: string | null;
  waitlist_product: string | null;
  waitlist_areas: string[] | null;
  fine_number: string | null;
  fine_action: string | null;
  fine_bundle: string | null;
}

/** A grantee reads the plate and not the name its owner keeps for it: favourites are the owner's. */
const selectMessage = statement(
  'read-message',
  `SELECT m.municipality_id, m.holder_id, m.account_id, m.grant_id, m.kind, m.language, m.application_id, p.id AS permit_id, m.payment_id, m.renewal_id, m.private,
          m.recipient, m.recipient IS NULL OR (h.email = m.recipient AND h.email_bounced_at IS NOT NULL) AS unreachable, m.status, h.name, a.number AS application_number, a.product_id, a.ground, a.deadlines,
          p.number AS permit_number, p.product_id AS permit_product, p.valid_from, p.valid_until,
          (SELECT count(*) FROM permit_plate WHERE permit_id = p.id AND until IS NULL) AS plates,
          y.reference AS payment_reference,
          w.number AS waitlist_number, w.product_id AS waitlist_product,
          (SELECT array_agg(area_id ORDER BY position) FROM waitlist_place WHERE entry_id = w.id AND left_at IS NULL) AS waitlist_areas,
          coalesce(s.release, n.release, p.release, a.release, w.release) AS release,
          n.status AS renewal_status, n.since AS renewal_since, n.until AS renewal_until, n.price_cents AS renewal_cents,
          n.deadlines AS renewal_deadlines,
          (SELECT sum(cents) FROM refund WHERE payment_id = m.payment_id AND status IN ('sent', 'paid')) AS refunded,
          b.number AS refund_number, b.cents AS refund_cents, b.due_on::text AS refund_due_on, b.ground AS refund_ground,
          (SELECT o.email FROM coupling c JOIN account o ON o.id = c.account_id WHERE c.permit_id = g.permit_id) AS grantor,
          g.email AS grantee, g.display AS grant_plate, g.unit AS grant_unit, g.amount AS grant_amount,
          s.area_id, s.starts_at, s.ends_at, x.number AS fine_number, x.action_id AS fine_action, x.bundle_id AS fine_bundle,
          coalesce(CASE WHEN s.grant_id IS NULL THEN f.name END, CASE WHEN s.plate IS NOT NULL AND NOT s.plate_kept THEN s.display END) AS car
     FROM message m
     LEFT JOIN holder h ON h.id = m.holder_id
     LEFT JOIN application a ON a.id = m.application_id
     LEFT JOIN renewal n ON n.id = m.renewal_id
     LEFT JOIN permit_grant g ON g.id = m.grant_id
     LEFT JOIN parking_action s ON s.id = m.action_id
     LEFT JOIN permit p ON p.id = coalesce(m.permit_id, g.permit_id, s.permit_id)
     LEFT JOIN waitlist_entry w ON w.id = m.waitlist_entry_id
     LEFT JOIN fine_report x ON x.id = m.fine_report_id
     LEFT JOIN payment y ON y.id = m.payment_id
     LEFT JOIN LATERAL (SELECT min(number) AS number, sum(cents) AS cents, min(due_on) AS due_on, min(ground) AS ground FROM refund
                         WHERE CASE WHEN m.refund_id IS NOT NULL THEN id = m.refund_id
                                    ELSE m.kind = 'permit-ended' AND permit_id = m.permit_id AND reason = 'ended' END) b ON true
     LEFT JOIN favourite f ON f.permit_id = s.permit_id AND f.country = s.country AND f.plate = s.plate
    WHERE m.id = $1`,
);
