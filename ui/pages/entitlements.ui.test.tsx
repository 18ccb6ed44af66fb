import { screen, within } from '@testing-library/react';
import type { Entitlements } from '../../api/municipalities/shapes.ts';
import { atTheDesk, onTheDay, product, RESIDENT } from '../desk/testing/sample.ts';
import { violationsIn } from '../testing/render.tsx';
import { visit } from '../testing/visit.tsx';

const ASK = 'POST /v1/municipalities/voorbeeld/entitlements';
const estimate = {
  outcome: 'range' as const,
  fewestMonths: 2,
  mostMonths: 5,
  moreThanYears: null,
  moves: 24,
  days: 365,
  asOf: '2026-11-21',
};
const summary = product().summary;

const answer = (more: Partial<Entitlements> = {}): Entitlements => ({
  area: { id: 'B', name: 'Kadekwartier' },
  ownPlaces: 0,
  cars: 1,
  emission: 'any',
  asOf: '2026-11-21',
  products: [
    {
      id: 'resident',
      name: RESIDENT,
      summary,
      offer: product({
        places: product().places.map((place) => (place.full ? { ...place, wait: { waiting: 9, estimate } } : place)),
      }),
      refused: null,
      enoughForCars: true,
    },
    {
      id: 'business',
      name: { nl: 'Bedrijfsvergunning', en: 'Business permit' },
      summary,
      offer: null,
      refused: { ground: 'not-for-this-applicant', steps: [] },
      enoughForCars: false,
    },
  ],
  ...more,
});

async function ask(more: Partial<Entitlements> = {}, language: 'nl' | 'en' = 'nl') {
  const api = atTheDesk({ [ASK]: onTheDay(answer(more)) });
  const page = await visit('/voorbeeld/check', language);
  const [postcode, number] = language === 'nl' ? ['Postcode', 'Huisnummer'] : ['Postcode', 'House number'];
  await page.user.type(await screen.findByRole('textbox', { name: postcode }), '4302 SA');
  await page.user.type(screen.getByRole('textbox', { name: number }), '14');
  await page.user.click(
    screen.getByRole('button', { name: language === 'nl' ? 'Kijk wat er kan' : 'See what is possible' }),
  );
  return { api, ...page };
}

describe('what is possible at an address, before signing in', () => {
  it('can be asked for an electric car, or for a plate the vehicle register is asked about [BEYOND-015]', async () => {
    const api = atTheDesk({ [ASK]: onTheDay(answer({ emission: 'zero' })) });
    const { user, container } = await visit('/voorbeeld/check', 'en');
    await user.type(await screen.findByRole('textbox', { name: 'Postcode' }), '4302 SA');
    await user.type(screen.getByRole('textbox', { name: 'House number' }), '14');
    await user.click(screen.getByRole('radio', { name: 'I enter a licence plate' }));
    await user.click(screen.getByRole('button', { name: 'See what is possible' }));
    expect(screen.getAllByText('This is not a Dutch licence plate. Please check it.').length).toBeGreaterThan(0);
    await user.type(screen.getByRole('textbox', { name: 'Dutch licence plate' }), '627-HX-3');
    await user.click(screen.getByRole('button', { name: 'See what is possible' }));
    expect(await screen.findByText('Prices for a car without emissions.')).toBeTruthy();
    expect(api.asked.findLast(({ method }) => method === 'POST')?.body).toMatchObject({
      electric: false,
      plate: '627-HX-3',
    });
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is the zone, the products with price and place, the wait, and why others are not for it [PEERS-026]', async () => {
    const { api, address, container } = await ask();
    expect(await screen.findByText('Het adres ligt in Kadekwartier, zone B.')).toBeTruthy();
    expect(screen.getAllByText(/€ 90,00 voor 12 maanden/)).toHaveLength(2);
    expect(screen.getByText('nog 12 plaatsen')).toBeTruthy();
    expect(screen.getByText(/Er staan 9 wachtenden voor u\. Ongeveer 2 tot 5 maanden/)).toBeTruthy();
    expect(screen.getByText('1 product kan hier niet')).toBeTruthy();
    expect(screen.getByText('Bedrijfsvergunning').closest('li')!.textContent).toMatch(/: .{10,}/);
    // Nothing of it in an address, and no key under which an answer would be kept.
    expect(address()).toBe('/voorbeeld/check');
    const [asked] = api.asked.filter(({ method }) => method === 'POST');
    expect(asked!.body).toEqual({ postcode: '4302 SA', houseNumber: 14, applicant: 'person', cars: 1, electric: false, plate: null }); // prettier-ignore
    expect(await violationsIn(container)).toEqual([]);
  });

  it('reads the same in English [PEERS-026]', async () => {
    const { container } = await ask({}, 'en');
    expect(await screen.findByText('The address lies in Kadekwartier, zone B.')).toBeTruthy();
    expect(container.textContent).not.toMatch(/pages\.check|undefined/);
  });

  it('can be asked again for a second car or another street, beside the first answer [BEYOND-015]', async () => {
    const { api, user, container } = await ask();
    await user.click(await screen.findByRole('button', { name: /Wat als ik verhuis/ }));
    const [resident] = answer().products;
    api.answer({
      [ASK]: onTheDay(answer({ area: null, cars: 2, products: [{ ...resident!, enoughForCars: false }] })),
    });
    const postcodes = screen.getAllByRole('textbox', { name: 'Postcode' });
    await user.clear(postcodes[1]!);
    await user.type(postcodes[1]!, '9999 ZZ');
    await user.click(screen.getByRole('button', { name: 'Vergelijk' }));
    const other = within(await screen.findByRole('region', { name: 'En dan kan dit' }));
    expect(await other.findByText('Het adres ligt buiten de vergunningzones.')).toBeTruthy();
    expect(other.getByText(/Geldt voor 1 auto tegelijk\. Voor 2 auto’s heeft u meer dan dit nodig/)).toBeTruthy();
    expect(screen.getByText('Het adres ligt in Kadekwartier, zone B.')).toBeTruthy();
    expect(api.asked.filter(({ method }) => method === 'POST').at(-1)?.body).toMatchObject({
      postcode: '9999 ZZ',
      cars: 2,
    });
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says beside the field what is wrong with what was typed', async () => {
    const api = atTheDesk();
    const { user } = await visit('/voorbeeld/check');
    await user.type(await screen.findByRole('textbox', { name: 'Postcode' }), 'Kade');
    await user.click(screen.getByRole('button', { name: 'Kijk wat er kan' }));
    expect(screen.getAllByText('Vul een postcode in, zoals 4302 SA.').length).toBeGreaterThan(0);
    expect(screen.getAllByText('Vul een huisnummer in, zoals 14.').length).toBeGreaterThan(0);
    expect(api.asked.some(({ method }) => method === 'POST')).toBe(false);
  });
});
