import { screen } from '@testing-library/react';
import type { HouseholdView } from '../../api/sign-on/shapes.ts';
import { TOWN } from '../desk/testing/sample.ts';
import { refused, testApi } from '../testing/api.ts';
import { violationsIn } from '../testing/render.tsx';
import { visit } from '../testing/visit.tsx';

const PAGE = '/voorbeeld/sign-on';
const VIEW = 'POST /v1/sign-ons/_view';
const household = (more: Partial<HouseholdView> = {}): HouseholdView => ({
  municipalityName: 'Voorbeeldstad',
  productName: { nl: 'Bezoekersregeling', en: 'Visitor scheme' },
  areas: [{ id: 'B', name: 'Kadekwartier' }],
  openEnd: true,
  running: [],
  ...more,
});
const RUNS = {
  id: 'a1',
  plate: { country: 'NL', display: 'KL-55-67' },
  startsAt: '2026-11-21T09:00:00.000Z',
  endsAt: '2026-11-21T16:00:00.000Z',
};
const QUOTE = { startsAt: RUNS.startsAt, endsAt: RUNS.endsAt, holds: [{ unit: 'eurocent', amount: 420 }] };

const town = (more: object) => testApi({ 'GET /v1/municipalities/voorbeeld': TOWN, ...more });

describe('signing on with a number and a code on the web', () => {
  it('reads back plate, end and price before anything counts, and signs off again [PEERS-013]', async () => {
    const api = town({
      [VIEW]: household(),
      'POST /v1/sign-ons/_quote': QUOTE,
      'POST /v1/sign-ons/_start': { id: 'a1', ...QUOTE },
      'POST /v1/sign-ons/_stop': { endedAt: '2026-11-21T10:00:00.000Z', costs: [] },
    });
    const { user, container } = await visit(PAGE);
    await user.type(await screen.findByLabelText('Meldnummer of kaartnummer'), '1234 5678');
    await user.type(screen.getByLabelText('Pincode of code van de kaart'), '4071');
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Verder' }));
    expect(await screen.findByText('Er is nu niets aangemeld.')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: /kenteken/i }), 'kl5567');
    await user.click(screen.getByRole('button', { name: 'Bekijk wat het kost' }));
    expect(await screen.findByText(/Dit kost €\s4,20/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    api.answer({ [VIEW]: household({ running: [RUNS] }) });
    await user.click(screen.getByRole('button', { name: 'Meld aan' }));
    expect(await screen.findByText(/KL5567 is aangemeld tot/)).toBeTruthy();
    const credentials = { municipality: 'voorbeeld', number: '12345678', code: '4071' };
    expect(api.asked.find(({ path }) => path.endsWith('_start'))?.body).toMatchObject({
      ...credentials,
      plate: 'kl5567',
    });
    api.answer({ [VIEW]: household() });
    await user.click(await screen.findByRole('button', { name: 'Meld af KL-55-67' }));
    expect(await screen.findByText(/Afgemeld om/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('takes number and code from the QR of a card, and says so when the card was revoked [BEYOND-011]', async () => {
    const api = town({ [VIEW]: refused(409, 'sign-on-wrong') });
    const { user, container } = await visit(`${PAGE}#12345678.987654`, 'en');
    await user.click(await screen.findByRole('button', { name: 'Next' }));
    expect(await screen.findByText(/no longer count/)).toBeTruthy();
    expect(api.asked.find(({ path }) => path.endsWith('_view'))?.body).toMatchObject({
      number: '12345678',
      code: '987654',
    });
    expect(await violationsIn(container)).toEqual([]);
  });
});
