import { decideEligibility } from '../../rules/permit-applications/eligibility.ts';
import { isPerWeekday, startDays } from '../../rules/permit-applications/terms.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { type Api } from '../api.ts';
import { type Citizen } from '../http/caller.ts';
import { areaName, readApplicant, readTaken } from '../permit-applications/read.ts';
import { type OfferedProduct } from './shapes.ts';

/** The products this holder's address, own places and kind give a right to, with price and places left (PORTAL-020). */
export async function offeredTo(api: Api, { id, municipalityId }: Citizen): Promise<OfferedProduct[]> {
  const now = api.deps.clock();
  const release = await api.deps.releases.inForce(municipalityId, now);
  const { municipality, products } = release.content;
  const applicant = await readApplicant(api, id, release);
  const today = civilDateOf(now, municipality.timeZone);

  const offered = await Promise.all(
    products.map(async (product): Promise<OfferedProduct[]> => {
      const entitled = decideEligibility(product, applicant);
      if (entitled.outcome === 'refuse') return [];
      const taken = await readTaken(api, municipalityId, product, null);
      const places = entitled.places.map(({ area, prices, ceiling }) => {
        const placesLeft = ceiling === null ? null : Math.max(0, ceiling - (taken.get(area) ?? 0));
        return {
          areaId: area,
          areaName: areaName(release, area) ?? area,
          prices: Object.entries(prices).map(([periodId, cents]) => ({ periodId, cents })),
          placesLeft,
          full: placesLeft === 0,
          ownArea: applicant.area === area,
        };
      });
      const { first, last } = startDays(product, today);
      const { name, summary, legal, periods, plates } = product;
      return [
        {
          id: product.id,
          name,
          summary,
          legal,
          periods: [...periods],
          places,
          fromCents: Math.min(...places.flatMap(({ prices }) => prices.map(({ cents }) => cents))),
          perWeekday: isPerWeekday(product),
          firstStart: first,
          lastStart: last,
          plates: { min: plates.min, max: plates.max },
        },
      ];
    }),
  );
  return offered.flat();
}
