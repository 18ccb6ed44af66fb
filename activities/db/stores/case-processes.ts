import { statement } from '../transaction.ts';

/** Of the application $1: its permit, and every charge and payment for it, a renewal or a change of plate. */
export const BELONGING = `of_permit AS MATERIALIZED (
     SELECT id FROM permit WHERE application_id = $1
   ), of_charge AS MATERIALIZED (
     SELECT id FROM charge WHERE application_id = $1
     UNION ALL
     SELECT c.id FROM of_permit p JOIN renewal r ON r.permit_id = p.id JOIN charge c ON c.renewal_id = r.id
     UNION ALL
     SELECT c.id FROM of_permit p JOIN plate_change n ON n.permit_id = p.id JOIN charge c ON c.plate_change_id = n.id
   ), of_payment AS MATERIALIZED (
     SELECT DISTINCT pc.payment_id AS id FROM of_charge c JOIN payment_charge pc ON pc.charge_id = c.id
   )`;

/**
 * Every process of a case: the wait before the application, the application, its permit, and all that came of that. Parking actions are looked at one by one: a
 * permit has thousands.
 */
export const processesOfCase = statement(
  'read-processes-of-case',
  `WITH ${BELONGING}, subject AS (
     SELECT $1::uuid AS id
     UNION SELECT id FROM of_permit
     UNION SELECT id FROM of_payment
     UNION SELECT id FROM letter WHERE application_id = $1
     UNION SELECT l.id FROM of_permit p JOIN letter l ON l.permit_id = p.id
     UNION SELECT id FROM waitlist_entry WHERE application_id = $1
     UNION SELECT r.id FROM of_permit p JOIN renewal r ON r.permit_id = p.id
     UNION SELECT n.id FROM of_permit p JOIN plate_change n ON n.permit_id = p.id
     UNION SELECT n.event_id FROM of_permit p JOIN register_notice n ON n.permit_id = p.id
     UNION SELECT x.id FROM of_permit p JOIN fine_report x ON x.permit_id = p.id
     UNION SELECT g.id FROM of_permit p JOIN permit_grant g ON g.permit_id = p.id
     UNION SELECT f.id FROM of_payment y JOIN refund f ON f.payment_id = y.id
   )
   SELECT workflow_id, kind FROM process WHERE subject_id IN (SELECT id FROM subject) ORDER BY opened_at, workflow_id`,
);
