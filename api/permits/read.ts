import { In, IsNull, type FindOptionsWhere } from 'typeorm';
import { statement } from '../../activities/db/transaction.ts';
import { Document, ParkingRight, type Permit, PermitPlate } from '../../activities/db/entities/all.ts';
import { isOfUseInApp } from '../../rules/parking/coupling.ts';
import { productOf, type Release } from '../../rules/municipalities/release.ts';
import { periodOf } from '../../rules/permit-applications/terms.ts';
import { opensAt, termsFor } from '../../rules/renewals/terms.ts';
import { phaseOf } from '../../rules/permits/status.ts';
import { addDays, civilDateOf } from '../../rules/values/civil-day.ts';
import { epoch, latest, type Instant } from '../../rules/values/moment.ts';
import { type Api } from '../api.ts';
import { areaName, productIn } from '../permit-applications/read.ts';
import { documentView } from '../permit-applications/view.ts';
import { changeTerms } from '../plate-changes/read.ts';
import { readNotices, shown } from '../register-notices/read.ts';
import { disabledCardOf } from './disabled-card.ts';
import { type PermitDocuments, type PermitView } from './shapes.ts';
import { vouchersOf } from './vouchers.ts';

/** Permits as their holder sees them, with every plate, whether it counts now, and since when officers see it. */
export async function viewPermits(api: Api, permits: readonly Permit[]): Promise<PermitView[]> {
  if (permits.length === 0) return [];
  const ids = permits.map(({ id }) => id);
  const [plates, rights, coupled, passes, renewals, notices, blocks] = await Promise.all([
    api.orm
      .getRepository(PermitPlate)
      .find({ where: { permitId: In(ids), until: IsNull() }, order: { position: 'ASC' } }),
    // Not those of every visit there ever was.
    api.orm.getRepository(ParkingRight).findBy({ permitId: In(ids), kind: 'permit', open: true, withheld: false }),
    api.deps.pool.query<{ permit_id: string }>({ ...findCouplings, values: [ids] }),
    api.deps.pool.query<PassRow>({ ...findPasses, values: [ids] }),
    api.deps.pool.query<OpenRenewal>({ ...findRenewals, values: [ids] }),
    readNotices(api, permits),
    api.deps.pool.query<BlockRow>({ ...findBlocks, values: [ids] }),
  ]);
  const now = api.deps.clock();
  // Asked once and not for every permit; those of one holder are all of one municipality.
  const towns = [...new Set(permits.map(({ municipalityId }) => municipalityId))];
  const inForce = new Map(
    await Promise.all(towns.map(async (town) => [town, await api.deps.releases.inForce(town, now)] as const)),
  );
  return Promise.all(
    permits.map((permit) =>
      view(api, permit, {
        inForce: inForce.get(permit.municipalityId)!,
        plates: plates.filter(({ permitId }) => permitId === permit.id),
        rights: rights.filter(({ permitId }) => permitId === permit.id),
        renewal: renewals.rows.find(({ permit_id }) => permit_id === permit.id) ?? null,
        coupled: coupled.rows.some(({ permit_id }) => permit_id === permit.id),
        block: blocks.rows.find(({ permit_id }) => permit_id === permit.id) ?? null,
        pass: passes.rows.find(({ permit_id }) => permit_id === permit.id) ?? null,
        notices: (notices.get(permit.id) ?? []).map(shown),
        now,
      }),
    ),
  );
}

interface OpenRenewal {
  permit_id: string;
  id: string;
  status: 'awaiting-confirmation' | 'awaiting-payment';
}

interface Around {
  /** What may be done today follows from the data of today. */
  inForce: Release;
  plates: PermitPlate[];
  rights: ParkingRight[];
  coupled: boolean;
  pass: PassRow | null;
  block: BlockRow | null;
  renewal: OpenRenewal | null;
  notices: PermitView['notices'];
  now: Instant;
}

interface BlockRow {
  permit_id: string;
  ground: string;
  blocked_at: Date;
}

interface PassRow {
  permit_id: string;
  number: string;
  status: 'being-made' | 'made' | 'posted' | 'blocked';
  due_on: string;
  posted_at: Date | null;
  blocked_at: Date | null;
}

async function view(
  { deps }: Api,
  permit: Permit,
  { inForce, plates, rights, coupled, pass, block, renewal, notices, now }: Around,
): Promise<PermitView> {
  const release = await deps.releases.numbered(permit.municipalityId, permit.release);
  const product = productIn(release, permit.productId);
  const { timeZone } = release.content.municipality;
  // A product that is gone keeps its own.
  const today = productOf(inForce.content, permit.productId) ?? product;
  return {
    id: permit.id,
    number: permit.number,
    applicationId: permit.applicationId,
    productId: product.id,
    productName: product.name,
    legal: product.legal,
    areaId: permit.areaId,
    areaName: [permit.areaId, ...permit.moreAreaIds].map((area) => areaName(release, area) ?? area).join(', '),
    phase: phaseOf(
      permit.status,
      { from: permit.validFrom, to: latest(permit.validUntil, permit.keptUntil ?? permit.validUntil) },
      now,
    ),
    validFrom: permit.validFrom,
    validUntil: permit.validUntil,
    // A permit that was ended in the middle of a day was valid on that day.
    lastDay:
      permit.endedAt && permit.status === 'ended'
        ? civilDateOf(permit.endedAt, timeZone)
        : addDays(civilDateOf(permit.validUntil, timeZone), -1),
    periodId: permit.periodId,
    priceCents: permit.priceCents,
    weekdays: permit.weekdays,
    plates: plates.map(({ country, plate, display }) => {
      const own = rights
        .filter((right) => right.country === country && right.plate === plate)
        .sort((a, b) => epoch(a.since) - epoch(b.since));
      // While a temporary plate counts, that of the permit has a right that is over and one that is still to come.
      const right = own.find(({ until }) => epoch(now) < epoch(until));
      const counts = right !== undefined && epoch(right.since) <= epoch(now);
      // The register may have known of it before it counted.
      const known = right?.registeredAt ?? null;
      return { country, display, counts, visibleSince: counts && known !== null ? latest(known, right.since) : known };
    }),
    platesAtOnce: product.plates.atOnce,
    endedAt: permit.endedAt,
    endGround: permit.endGround,
    blocked:
      block && permit.status === 'issued' ? { ground: block.ground, since: block.blocked_at.toISOString() } : null,
    ...renewing(inForce, permit, renewal),
    vouchers: await vouchersOf(deps.pool, permit, product, timeZone),
    disabledCard: await disabledCardOf(deps.pool, permit, product),
    plateChange:
      permit.status === 'issued' && epoch(now) < epoch(permit.validUntil)
        ? changeTerms(today, permit.validUntil, now, timeZone)
        : null,
    notices,
    actions: [
      'documents',
      ...(product.holderMay.applyAgain ? (['apply-again'] as const) : []),
      ...(product.holderMay.end && permit.status === 'issued' ? (['end'] as const) : []),
    ],
    pass: pass && {
      number: pass.number,
      status: pass.status,
      dueOn: pass.due_on,
      postedAt: pass.posted_at?.toISOString() ?? null,
      blockedAt: pass.blocked_at?.toISOString() ?? null,
    },
    parking: isOfUseInApp(product.parking, { onPermit: plates.length, atOnce: product.plates.atOnce })
      ? { coupled }
      : null,
  };
}

const findBlocks = statement(
  'find-permit-blocks',
  'SELECT permit_id, ground, blocked_at FROM permit_block WHERE permit_id = ANY ($1) AND lifted_at IS NULL',
);
const findPasses = statement(
  'find-passes',
  `SELECT DISTINCT ON (permit_id) permit_id, number, status, due_on::text AS due_on, posted_at, blocked_at
     FROM pass WHERE permit_id = ANY ($1) ORDER BY permit_id, ordered_at DESC`,
);
/** By the terms of today: those are what the season goes by. */
function renewing(
  { content }: Release,
  { productId, periodId, status, validUntil, keptUntil }: Permit,
  renewal: OpenRenewal | null,
): Pick<PermitView, 'renews' | 'renewsFrom' | 'renewal' | 'keptUntil'> {
  const product = productOf(content, productId);
  const period = product && periodOf(product, periodId);
  const terms = product?.renewal && period ? termsFor(product.renewal, period) : product?.renewal;
  const { timeZone } = content.municipality;
  return {
    renews: terms ? (terms.automatic ? 'automatic' : 'by-holder') : null,
    renewsFrom:
      terms && renewal === null && status === 'issued'
        ? civilDateOf(opensAt(terms, validUntil, timeZone), timeZone)
        : null,
    renewal: renewal && { id: renewal.id, status: renewal.status },
    keptUntil,
  };
}

const findRenewals = statement(
  'find-renewals',
  'SELECT permit_id, id, status FROM renewal WHERE permit_id = ANY ($1) AND closed_at IS NULL',
);
const findCouplings = statement('find-couplings', 'SELECT permit_id FROM coupling WHERE permit_id = ANY ($1)');

/** What the holder sent and what the municipality sent, in two lists (PORTAL-075, LOKET-030). */
export async function readDocuments(api: Api, permit: Permit): Promise<PermitDocuments> {
  const where: FindOptionsWhere<Document>[] = [{ permitId: permit.id }, { applicationId: permit.applicationId }];
  const documents = await api.orm.getRepository(Document).find({ where, order: { createdAt: 'ASC' } });
  const release = await api.deps.releases.numbered(permit.municipalityId, permit.release);
  const attached = documents.filter(({ attachedAt, removedAt }) => attachedAt !== null && removedAt === null);
  const views = (origin: Document['origin']) =>
    attached.filter((document) => document.origin === origin).map((document) => documentView(document, release));
  return { application: views('upload'), product: views('letter') };
}
