import { screen } from '@testing-library/react';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { atTheDesk, permit } from '../testing/sample.ts';

describe('the waiting list', () => {
  it('that is empty says so, and where products are [PORTAL-013]', async () => {
    atTheDesk({ 'GET /v1/waitlist-entries': { items: [] } });
    const { container } = await visit('/voorbeeld/desk/waitlist');
    expect(await screen.findByRole('heading', { name: 'U staat op geen wachtlijst' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Bekijk wat u kunt aanvragen' }).getAttribute('href')).toBe(
      '/voorbeeld/desk/products',
    );
    expect(await violationsIn(container)).toEqual([]);
  });
});

describe('renewals', () => {
  it('that are none lead to the products somebody has [PORTAL-013]', async () => {
    atTheDesk({ 'GET /v1/renewals': { items: [] } });
    const { container } = await visit('/voorbeeld/desk/renewals');
    expect(await screen.findByRole('heading', { name: 'Er staat geen verlenging klaar' })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('that are ready name the product they continue', async () => {
    atTheDesk({
      'GET /v1/renewals': { items: [{ id: 'r1', permitId: 'v1', status: 'ready' }] },
      'GET /v1/permits': { items: [permit()] },
    });
    await visit('/voorbeeld/desk/renewals');
    expect(await screen.findByRole('heading', { name: 'Bewonersvergunning Kadekwartier' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Bekijk het product' }).getAttribute('href')).toBe(
      '/voorbeeld/desk/permits/v1',
    );
  });
});
