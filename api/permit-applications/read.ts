import { In, IsNull, Not } from 'typeorm';
import { Application, ApplicationPlate, Charge, Decision, Document, Permit } from '../../activities/db/entities/all.ts';
import { statement } from '../../activities/db/transaction.ts';
import { type AreaId } from '../../rules/municipalities/names.ts';
import { type Product } from '../../rules/municipalities/product.ts';
import { areaOf, productOf, type Release } from '../../rules/municipalities/release.ts';
import { areaOfAddress, ownPlacesAt, type Address } from '../../rules/municipalities/places.ts';
import { type Applicant } from '../../rules/permit-applications/eligibility.ts';
import { type Api } from '../api.ts';
import { type CardAndAddress, readCardAndAddress } from './card-and-address.ts';
import { type Citizen } from '../http/caller.ts';
import { isUuid } from '../http/ids.ts';

/** Rows of one application, as screens need them together. */
export interface ApplicationRows {
  application: Application;
  release: Release;
  product: Product;
  plates: ApplicationPlate[];
  documents: Document[];
  decision: Decision | null;
  permitId: string | null;
  given: CardAndAddress;
  entitlement: Applicant;
  /** How full each area of this product is, this application's own place not counted. */
  places: PlacesThere;
}

/** The applicant's own; somebody else's id reads like none. */
export function findOwn(
  { orm }: Api,
  { id: holderId, municipalityId }: Citizen,
  id: string,
): Promise<Application | null> {
  if (!isUuid(id)) return Promise.resolve(null);
  return orm.getRepository(Application).findOneBy({ id, holderId, municipalityId });
}

/** Running applications (lopende aanvragen): everything that still needs an act of applicant or municipality. */
export function runningOf({ orm }: Api, { id: holderId, municipalityId }: Citizen): Promise<Application[]> {
  return orm
    .getRepository(Application)
    .find({ where: { holderId, municipalityId, closedAt: IsNull() }, order: { openedAt: 'DESC' } });
}

export async function readRows(api: Api, application: Application): Promise<ApplicationRows> {
  const { orm, deps } = api;
  const { id } = application;
  const release = await deps.releases.numbered(application.municipalityId, application.release);
  const product = productIn(release, application.productId);
  const [plates, documents, decision, permit, entitlement, places, given] = await Promise.all([
    orm.getRepository(ApplicationPlate).find({ where: { applicationId: id }, order: { position: 'ASC' } }),
    orm.getRepository(Document).find({
      where: { applicationId: id, attachedAt: Not(IsNull()), removedAt: IsNull() },
      order: { createdAt: 'ASC' },
    }),
    orm.getRepository(Decision).findOne({ where: { applicationId: id }, order: { at: 'DESC' } }),
    orm.getRepository(Permit).findOneBy({ applicationId: id }),
    readApplicant(api, application.holderId, release),
    readPlaces(api, application.municipalityId, product.id, id),
    readCardAndAddress(deps, id),
  ]);
  return {
    application,
    release,
    product,
    plates,
    documents,
    decision,
    permitId: permit?.id ?? null,
    entitlement,
    places,
    given,
  };
}

/** What the registers say of a holder, as the entitlement rule wants it. */
export async function readApplicant({ deps }: Api, holderId: string, { content }: Release): Promise<Applicant> {
  const { rows } = await deps.pool.query<{ kind: 'person' | 'business'; address: Address | null }>({
    ...holderFacts,
    values: [holderId],
  });
  const { kind, address } = rows[0]!;
  return {
    kind,
    addressKnown: address !== null,
    area: (address && areaOfAddress(address, content)) ?? null,
    ownPlaces: address && ownPlacesAt(address, content),
  };
}

/** Per area: places given out, and how many in line come before anybody who applies now. */
export type PlacesThere = ReadonlyMap<AreaId, { taken: number; waiting: number }>;

export async function readPlaces(
  { deps }: Api,
  municipalityId: string,
  productId: string,
  exceptApplication: string | null,
): Promise<PlacesThere> {
  const { rows } = await deps.pool.query<{ area_id: string; taken: number; waiting: number }>({
    ...placesThere,
    values: [municipalityId, productId, exceptApplication],
  });
  return new Map(rows.map(({ area_id: areaId, taken, waiting }) => [areaId, { taken, waiting }]));
}

/** Nobody who comes now gets a place: all are given out, or wanted by who stands in line. */
export function isFullAt(places: PlacesThere, areaId: string, ceiling: number | null): boolean {
  const there = places.get(areaId);
  return ceiling !== null && (there?.taken ?? 0) + (there?.waiting ?? 0) >= ceiling;
}

/** Charges of these applications that are still open, by application. */
export async function openCharges({ orm }: Api, applicationIds: string[]): Promise<Map<string, Charge>> {
  const charges = await orm.getRepository(Charge).findBy({ applicationId: In(applicationIds), status: 'open' });
  return new Map(charges.map((charge) => [charge.applicationId!, charge]));
}

export function productIn(release: Release, productId: string): Product {
  const product = productOf(release.content, productId);
  if (!product) throw new Error(`release ${release.number} of ${release.municipalityId} has no product ${productId}`);
  return product;
}

export const areaName = (release: Release, areaId: string | null): string | null =>
  areaId === null ? null : (areaOf(release.content, areaId)?.name ?? areaId);

const holderFacts = statement('read-holder-facts', 'SELECT kind, address FROM holder WHERE id = $1');
/** Who has a place there already waits for nobody. */
const placesThere = statement(
  'read-places-by-area',
  `SELECT c.area_id, c.taken - own.places AS taken, CASE WHEN own.places > 0 THEN 0 ELSE coalesce(d.waiting, 0) END AS waiting
     FROM place_count c
     LEFT JOIN place_demand d ON (d.municipality_id, d.product_id, d.area_id) = (c.municipality_id, c.product_id, c.area_id)
    CROSS JOIN LATERAL (SELECT count(*)::int AS places FROM place_claim p
                         WHERE p.application_id = $3 AND p.area_id = c.area_id AND p.released_at IS NULL) own
    WHERE c.municipality_id = $1 AND c.product_id = $2`,
);
