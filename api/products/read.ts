import { readLines } from '../../activities/db/stores/waitlist.ts';
import { type Product } from '../../rules/municipalities/product.ts';
import { type Release } from '../../rules/municipalities/release.ts';
import { decideEligibility, type Applicant, type Entitled } from '../../rules/permit-applications/eligibility.ts';
import { isPerWeekday, priceByEmission, startDays } from '../../rules/permit-applications/terms.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isIssued } from '../../rules/waitlist.ts';
import { type Api } from '../api.ts';
import { type Citizen } from '../http/caller.ts';
import { areaName, isFullAt, readApplicant, readPlaces } from '../permit-applications/read.ts';
import { estimateOf } from '../waitlist/read.ts';
import { type OfferedProduct, type ProductsForStaff } from './shapes.ts';

/** How many these are: nothing is asked about their places for that. */
export async function countOffered(api: Api, { id }: Citizen, release: Release): Promise<number> {
  const applicant = await readApplicant(api, id, release);
  return release.content.products.filter(
    (product) => isIssued(product) && decideEligibility(product, applicant).outcome !== 'refuse',
  ).length;
}

/** The products this holder's address, own places and kind give a right to, with price and places left (PORTAL-020). */
export async function offeredTo(api: Api, { id, municipalityId }: Citizen): Promise<OfferedProduct[]> {
  const now = api.deps.clock();
  const release = await api.deps.releases.inForce(municipalityId, now);
  const applicant = await readApplicant(api, id, release);
  const offered = await Promise.all(
    release.content.products.filter(isIssued).map(async (product): Promise<OfferedProduct[]> => {
      const entitled = decideEligibility(product, applicant);
      return entitled.outcome === 'refuse' ? [] : [await offerOf(api, product, entitled, { release, applicant, now })];
    }),
  );
  return offered.flat();
}

/** A product for somebody who may have it: what it costs where, and where there is a place or how long one waits for it. */
export async function offerOf(
  api: Api,
  product: Product,
  entitled: Entitled,
  {
    release,
    applicant,
    now,
    zeroEmission = false,
  }: { release: Release; applicant: Applicant; now: Instant; zeroEmission?: boolean },
): Promise<OfferedProduct> {
  const { municipalityId } = release;
  const today = civilDateOf(now, release.content.municipality.timeZone);
  const limited = entitled.places.some(({ ceiling }) => ceiling !== null);
  const there = limited ? await readPlaces(api, municipalityId, product.id, null) : new Map<string, never>();
  const lines = product.waitingList ? await readLines(api.deps.pool, municipalityId, product.id, now) : undefined;
  const places = entitled.places.map(({ area, prices, ceiling }) => {
    const { taken = 0, waiting = 0 } = there.get(area) ?? {};
    const line = lines?.get(area) ?? { waiting: 0, moves: 0, days: 0 };
    const full = isFullAt(there, area, ceiling);
    return {
      areaId: area,
      areaName: areaName(release, area) ?? area,
      prices: Object.entries(prices).map(([periodId, cents]) => ({
        periodId,
        cents: priceByEmission(product, cents, zeroEmission),
      })),
      placesLeft: ceiling === null ? null : Math.max(0, ceiling - taken - waiting),
      full,
      ownArea: applicant.area === area,
      wait: full && lines ? { waiting: line.waiting, estimate: estimateOf(line.waiting + 1, line, today) } : null,
    };
  });
  const { first, last } = startDays(product, today);
  const { id, name, summary, legal, periods, plates, waitingList } = product;
  return {
    id,
    name,
    summary,
    legal,
    periods: [...periods],
    places,
    fromCents: Math.min(...places.flatMap(({ prices }) => prices.map(({ cents }) => cents))),
    perWeekday: isPerWeekday(product),
    lifeEvents: [...(product.lifeEvents ?? [])],
    takeover: product.takeover != null,
    zeroEmissionPercent: product.zeroEmission?.pricePercent ?? null,
    firstStart: first,
    lastStart: last,
    plates: { min: plates.min, max: plates.max, atOnce: plates.atOnce },
    waitingList: waitingList ? { open: waitingList.open, online: waitingList.online } : null,
  };
}

/** The release in force, as it is issued from now. */
export async function productsForStaff({ deps }: Pick<Api, 'deps'>, municipalityId: string): Promise<ProductsForStaff> {
  const release = await deps.releases.inForce(municipalityId, deps.clock());
  return {
    release: release.number,
    validFrom: release.validFrom,
    items: release.content.products.map((product) => ({
      id: product.id,
      name: product.name,
      summary: product.summary,
      legal: product.legal,
      article: product.article,
      applicants: [...product.eligibility.applicants],
      periods: [...product.periods],
      places: product.places.map(({ area, prices, ceiling }) => ({
        areaId: area,
        areaName: areaName(release, area) ?? area,
        prices: Object.entries(prices).map(([periodId, cents]) => ({ periodId, cents })),
        ceiling,
      })),
      vatPercent: product.vatPercent,
      ledgerAccount: product.ledgerAccount,
      issued: isIssued(product),
    })),
  };
}
