import { screen, within } from '@testing-library/react';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { found, signedInAs } from '../testing/sample.ts';

const ASK = 'POST /v1/staff/past-checks/_ask';
const FIND = 'POST /v1/staff/cases/_find';
const AREAS = 'GET /v1/municipalities/voorbeeld/areas';
const GREEN = { verdict: 'green', justExpired: false, until: '2026-11-21T10:00:00.000Z', near: 0 };
const AREA_MAP = {
  type: 'FeatureCollection',
  features: [{ type: 'Feature', properties: { id: 'B', name: 'Kadekwartier', kind: 'zone' }, geometry: { type: 'MultiPolygon', coordinates: [] } }],
}; // prettier-ignore
const PAST = {
  then: GREEN,
  now: { ...GREEN, verdict: 'red', until: null },
  rights: [],
  release: 3,
  prices: [{ usageId: 'BEZOEK', productName: { nl: 'Bezoekersregeling', en: 'Visitor scheme' }, cents: 60, paidMinutes: 60 }],
  products: [],
  checks: [{ id: 'k1', at: '2026-11-20T09:00:00.000Z', askedAbout: '2026-11-20T09:00:00.000Z', verdict: 'green', until: null, reproduced: true, outages: ['register'] }],
  platesErased: false,
}; // prettier-ignore

const OTHERS = { id: 'r9', provider: 'Parkeer Snel', reference: 'S-77', since: '2026-11-20T08:00:00.000Z', until: '2026-11-20T10:00:00.000Z', areas: ['B'] }; // prettier-ignore

describe('looking back', () => {
  it('tells what a check would have said, what it would say now, the price of then and the case behind the plate [BEYOND-021]', async () => {
    const { asked } = signedInAs(['auditor'], {
      [AREAS]: AREA_MAP,
      [ASK]: PAST,
      [FIND]: { items: [{ ...found(), permitNumber: 'BV-1', rights: [] }], thirdParties: [OTHERS] },
    });
    const { user, container } = await visit('/voorbeeld/staff/past');
    await user.click(await screen.findByRole('button', { name: 'Kijk terug' }));
    expect(screen.getByText('Vul het kenteken, de plaats, de dag en de tijd in.')).toBeTruthy();
    expect(asked.some(({ path }) => path.endsWith('_ask'))).toBe(false);

    await user.type(screen.getByRole('textbox', { name: /Kenteken/ }), 'K-51-FTN');
    await user.selectOptions(screen.getByRole('combobox', { name: /Waar/ }), 'B');
    await user.type(screen.getByRole('textbox', { name: 'Tijd' }), '10.00');
    await user.click(screen.getByRole('button', { name: 'Kijk terug' }));
    expect(await screen.findByRole('heading', { name: /Toen was het antwoord: groen, tot/ })).toBeTruthy();
    expect(screen.getByText('Met wat we nu weten: rood')).toBeTruthy();
    expect(within(screen.getByRole('row', { name: /Bezoekersregeling/ })).getByText(/0,60/)).toBeTruthy();
    expect(screen.getByText('Komt er hetzelfde uit')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Z-2304' }).getAttribute('href')).toBe('/voorbeeld/staff/cases/c1');
    expect(within(screen.getByRole('row', { name: /Parkeer Snel/ })).getByText('S-77')).toBeTruthy();
    expect(asked.find(({ path }) => path.endsWith('_ask'))?.body).toMatchObject({ area: 'B', country: 'NL' });
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is for auditors alone', async () => {
    signedInAs(['clerk'], { [AREAS]: AREA_MAP });
    await visit('/voorbeeld/staff/past');
    expect(await screen.findByRole('heading', { level: 1 })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Kijk terug' })).toBeNull();
  });
});
