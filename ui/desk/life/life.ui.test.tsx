import { screen } from '@testing-library/react';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { application, atTheDesk, onTheDay, permit, product } from '../testing/sample.ts';

const PAGE = '/voorbeeld/desk/life-events';
const terms = {
  min: 1,
  max: 2,
  foreign: true,
  feeCents: 0,
  workingDays: null,
  overlapDaysAtMost: 1,
  lastStart: '2026-12-19',
  temporary: null,
};
const care = product({
  id: 'carer',
  name: { nl: 'Mantelzorgontheffing', en: 'Carer exemption' },
  lifeEvents: ['carer'],
});
const home = product({ lifeEvents: ['move'], takeover: true });

const routes = (more = {}) => ({
  'GET /v1/products': onTheDay({ items: [home, care] }),
  'GET /v1/permits': onTheDay({ items: [permit({ plateChange: terms })] }),
  'POST /v1/applications': onTheDay(application('start-date')),
  'GET /v1/applications/a1': onTheDay(application('start-date')),
  ...more,
});

describe('something changes in a life [BEYOND-039]', () => {
  it('a move begins the permit of the new home and names the one that stops when that begins', async () => {
    const api = atTheDesk(routes());
    const { user, container } = await visit(PAGE);
    await user.click(await screen.findByRole('radio', { name: 'Ik ga verhuizen' }));
    await user.click(await screen.findByRole('radio', { name: /Bewonersvergunning Kadekwartier/ }));
    expect(screen.queryByText('Mantelzorgontheffing')).toBeNull();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Begin' }));
    await screen.findByRole('heading', { level: 1, name: /Vanaf|datum|wanneer/i });
    expect(api.asked.find(({ method }) => method === 'POST')?.body).toEqual({
      productId: 'resident',
      replacesPermitId: 'v1',
    });
  });

  it('a new car is asked for on every permit of the old one, from a day on', async () => {
    const second = permit({ id: 'v2', number: 'TB-2026-00002', plateChange: terms });
    const api = atTheDesk(
      routes({
        'GET /v1/permits': onTheDay({ items: [permit({ plateChange: terms }), second] }),
        'PUT /v1/permits/v1/plates': { id: 'c1', permitId: 'v1' },
        'PUT /v1/permits/v2/plates': { id: 'c2', permitId: 'v2' },
      }),
    );
    const { user, container } = await visit(PAGE);
    await user.click(await screen.findByRole('radio', { name: 'Ik krijg een andere auto' }));
    await user.type(await screen.findByRole('textbox', { name: 'Kenteken van uw nieuwe auto' }), '627-HX-3');
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Begin' }));
    expect(await screen.findByText('2 wijzigingen staan klaar. Kijk ze na en bevestig.')).toBeTruthy();
    expect(api.asked.filter(({ method }) => method === 'PUT').map(({ body }) => body)).toEqual(
      [1, 2].map(() => ({ plates: [{ plate: '627-HX-3', country: 'NL' }], startsOn: null })),
    );
  });

  it('care and a death lead to what fits; an heir names the permit and need not be the one who died', async () => {
    const api = atTheDesk(routes());
    const { user, container } = await visit(PAGE, 'en');
    await user.click(await screen.findByRole('radio', { name: 'Somebody comes to care for me' }));
    expect(await screen.findByRole('radio', { name: /Carer exemption/ })).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'Somebody has died' }));
    const begin = await screen.findByRole('button', { name: 'Begin' });
    await user.click(begin);
    expect(screen.getByText('Enter the number of the permit.')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: /Number of the permit/ }), 'BV-2026-00077');
    expect(await violationsIn(container)).toEqual([]);
    api.answer({ 'POST /v1/applications': refused(409, 'takeover-not-offered') });
    await user.click(begin);
    expect(await screen.findByText('This product cannot be taken over online.')).toBeTruthy();
    expect(api.asked.findLast(({ method }) => method === 'POST')?.body).toEqual({
      productId: 'resident',
      inheritsNumber: 'BV-2026-00077',
    });
  });

  it('says so where there is nothing for it', async () => {
    atTheDesk(routes({ 'GET /v1/products': onTheDay({ items: [] }), 'GET /v1/permits': onTheDay({ items: [] }) }));
    const { user } = await visit(PAGE);
    await user.click(await screen.findByRole('radio', { name: 'Er komt iemand voor mij zorgen' }));
    expect(await screen.findByText(/Er is op uw adres nu geen product hiervoor/)).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'Ik krijg een andere auto' }));
    expect(await screen.findByText(/U heeft geen vergunning met een kenteken/)).toBeTruthy();
  });
});
