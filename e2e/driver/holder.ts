import { type Applicant, type Application } from './applicant.ts';
import { until } from './stack.ts';

interface Permit {
  id: string;
  number: string;
  lastDay: string;
  renewal: { id: string; status: string } | null;
}

/** A permit of an applicant, as far as journeys after the first permit need it. */
export async function permitOf(applicant: Applicant, { permitId }: { permitId: string | null }): Promise<Permit> {
  return applicant.ask('GET', `/v1/permits/${permitId}`);
}

/** Applied for, paid, and issued. */
export async function granted(
  applicant: Applicant,
  productId: string,
  plates: string[],
  periodId?: string,
): Promise<Permit> {
  const application = await applicant.apply(productId, plates, periodId);
  return permitOf(applicant, await applicant.pay(application));
}

/** Applications for the only product that is not full yet, up to the last place; gives back one that can be withdrawn. */
export async function takeEveryPlace(applicant: Applicant, productId: string, areaId: string): Promise<Application> {
  let last: Application | undefined;
  for (;;) {
    const begun = await applicant.ask<Application>('POST', '/v1/applications', { productId });
    const { places, firstStart, periods } = begun.options;
    if (places.find((place) => place.areaId === areaId)?.full !== false) {
      await applicant.withdraw(begun);
      break;
    }
    last = await applicant.declare(
      await applicant.ask('PATCH', `/v1/applications/${begun.id}/answers`, {
        areaId,
        startsOn: firstStart,
        periodId: periods[0]?.id,
        plates: [{ plate: '738-VB-2', country: 'NL' }],
        platesConfirmed: true,
      }),
    );
  }
  return last ?? anEarlierOne(applicant, productId);
}

async function anEarlierOne(applicant: Applicant, productId: string): Promise<Application> {
  return until('an application of before', async () => {
    const { items } = await applicant.ask<{ items: (Application & { productId: string })[] }>(
      'GET',
      '/v1/applications',
    );
    return items.find((item) => item.productId === productId && item.status === 'awaiting-payment');
  });
}
