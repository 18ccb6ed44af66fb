import { randomUUID } from 'node:crypto';
import { isCouplingMailDue } from '../../rules/parking/coupling.ts';
import { withinCard } from '../../rules/permits/disabled-card.ts';
import { platesThatCount } from '../../rules/permits/status.ts';
import { stretchesOf } from '../../rules/permits/weekdays.ts';
import { alsoIn, dueFor, periodOf, validityOf } from '../../rules/permit-applications/terms.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import type { ApplicationState } from '../../workflows/contract/permit-application.ts';
import { openBalances } from '../balances/open.ts';
import { mailCouplingLink } from '../coupling.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { closeTask } from '../db/stores/tasks.ts';
import { statement, type Db } from '../db/transaction.ts';
import { requestLetter } from '../letters/request.ts';
import { queueMessage } from '../db/stores/messages.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { saveDossier, type Changes, type Dossier } from '../permit-applications/dossier.ts';
import { endCover } from '../payments/provisional.ts';
import { type Deps } from '../ports.ts';
import { orderPass } from './passes.ts';
import { succeed } from './succession.ts';
import { giveVouchers } from './vouchers.ts';
import { beginPermit } from './begin.ts';

/**
 * Issues the permit and opens its rights, so that an officer's check is green the moment this transaction is committed; its own
 * process, the letter and the mail follow from the outbox (vergunning verlenen, PORTAL-002).
 */
export async function issuePermit(
  tx: Db,
  deps: Pick<Deps, 'vault' | 'publicUrl'>,
  dossier: Dossier,
  changes: Changes,
  at: Instant,
): Promise<ApplicationState> {
  const { id: applicationId, municipalityId, holderId, holder, product, release, answers } = dossier;
  const { timeZone } = release.content.municipality;
  const period = periodOf(product, answers.periodId);
  if (!period || !answers.areaId || !answers.startsOn) throw new Error(`application ${applicationId} is not complete`);

  const whole = validityOf(answers.startsOn, period, at, timeZone);
  const validity = withinCard(whole, answers.card?.expiresOn ?? null, timeZone);
  const elsewhere = alsoIn(product, answers);
  const areas = [answers.areaId, ...elsewhere];
  const year = civilDateOf(at, timeZone).slice(0, 4);
  const series = `${product.numberPrefix}-${year}`;
  const number = `${series}-${String(await nextNumber(tx, municipalityId, series)).padStart(5, '0')}`;
  const permitId = randomUUID();
  await tx.query({
    ...addPermit,
    values: [
      permitId, municipalityId, holderId, applicationId, number, product.id, release.number, answers.areaId, period.id,
      dueFor(product, answers) ?? 0, validity.from, validity.to, at, answers.weekdays,
      elsewhere, product.disabledCard != null,
    ], // prettier-ignore
  });
  const { rows: plates } = await tx.query<{ country: string; plate: string }>({
    ...addPlates,
    values: [permitId, applicationId, at],
  });
  const stretches = stretchesOf(validity, answers.weekdays, timeZone);
  for (const { country, plate } of platesThatCount(plates, product.plates.atOnce))
    for (const { from, to } of stretches)
      await tx.query({
        ...openRight,
        values: [municipalityId, permitId, country, plate, areas, from, to, product.registerUsageId],
      });
  await endCover(tx, applicationId, 'confirmed', at, permitId);
  await succeed(tx, { permitId, applicationId, from: validity.from }, at);
  await openBalances(tx, { permitId, municipalityId, product, validity, timeZone }, at);
  if (product.voucher) await giveVouchers(tx, { municipalityId, permitId, amount: answers.amount ?? 0 });
  await orderPass(tx, { municipalityId, holderId, applicationId, permitId, product, release }, at);
  await tx.query({ ...linkDocuments, values: [permitId, applicationId] });
  await closeTask(tx, applicationId, at);

  await beginPermit(tx, { permitId, municipalityId, until: validity.to }, at);
  await requestLetter(
    tx,
    { municipalityId, holderId, applicationId, permitId, kind: 'permit-issued', language: holder.language },
    at,
  );
  if (holder.email !== null) {
    const { email: recipient, language } = holder;
    await queueMessage(
      tx,
      { municipalityId, holderId, language, recipient, kind: 'permit-issued', applicationId, permitId },
      at,
    );
    if (isCouplingMailDue(product.parking, { onPermit: plates.length, atOnce: product.plates.atOnce }))
      await mailCouplingLink(
        tx,
        deps,
        { permitId, municipalityId, holder: { id: holderId, email: recipient, language } },
        at,
      );
  }
  await record(
    tx,
    at,
    SYSTEM,
    { municipalityId, holderId, applicationId, permitId },
    {
      kind: 'permit-issued',
      data: { permitId, release: release.number, from: validity.from, until: validity.to },
    },
  );
  return saveDossier(tx, dossier, { ...changes, status: 'issued' }, at);
}

/** Cuts every right of a permit at this moment: from now on a check is red. */
export async function cutRights(tx: Db, permitId: string, at: Instant): Promise<void> {
  await tx.query({ ...closeRights, values: [permitId, at] });
}

const addPermit = statement(
  'add-permit',
  `INSERT INTO permit (id, municipality_id, holder_id, application_id, number, product_id, release, area_id, period_id, price_cents,
                       valid_from, valid_until, issued_at, weekdays, more_area_ids, one_plate_at_a_time)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
);
const addPlates = statement(
  'add-permit-plates',
  `INSERT INTO permit_plate (permit_id, position, country, plate, display, since, zero_emission)
   SELECT $1, position, country, plate, display, $3, zero_emission FROM application_plate WHERE application_id = $2 ORDER BY position
   RETURNING country, plate`,
);
const openRight = statement(
  'open-right',
  `INSERT INTO parking_right (municipality_id, permit_id, country, plate, areas, since, until, kind, usage_id)
   VALUES ($1, $2, $3, $4, $5, $6, $7, 'permit', $8)`,
);
const closeRights = statement(
  'close-rights',
  `UPDATE parking_right SET until = greatest(since, least(until, $2::timestamptz)), open = false WHERE permit_id = $1 AND open`,
);
const linkDocuments = statement(
  'link-documents',
  'UPDATE document SET permit_id = $1 WHERE application_id = $2 AND permit_id IS NULL',
);
