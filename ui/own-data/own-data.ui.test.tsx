import { screen, within } from '@testing-library/react';
import type { Held, Looks, OwnChecks } from '../../api/privacy/shapes.ts';
import { atTheDesk } from '../desk/testing/sample.ts';
import { inTheApp } from '../parking/testing/sample.ts';
import { violationsIn } from '../testing/render.tsx';
import { visit } from '../testing/visit.tsx';

const HELD = 'GET /v1/me/own-data';
const LOOKS = 'GET /v1/me/own-data/looks';
const CHECKS = 'GET /v1/me/own-data/checks';

const held: Held = {
  items: [
    { id: 'identity', count: 1, stays: 'in-use', term: null, next: [{ label: 'Sanne de Boer', goesAt: null }] },
    { id: 'payments', count: 3, stays: 'books', term: null, next: [{ label: 'PW-1', goesAt: null }] },
    {
      id: 'plates',
      count: 2,
      stays: null,
      term: { recordClass: 'plates', length: 91, unit: 'days' },
      next: [
        { label: 'K-123-AB', goesAt: '2026-12-03T23:00:00.000Z' },
        { label: 'L-456-CD', goesAt: null },
      ],
    },
    {
      id: 'mails',
      count: 1,
      stays: null,
      term: { recordClass: 'words', length: 91, unit: 'days' },
      next: [{ label: 'permit-issued', goesAt: '2026-11-20T23:00:00.000Z' }],
    },
    {
      id: 'signIns',
      count: 1,
      stays: null,
      term: { recordClass: 'signIns', length: 0, unit: 'hours' },
      next: [{ label: 'digid', goesAt: '2026-11-21T20:00:00.000Z' }],
    },
  ],
};
const looks: Looks = {
  items: [
    { id: '7', at: '2026-11-20T10:15:00.000Z', what: 'case-read', roles: ['clerk'], caseNumber: 'Z-2304' },
    { id: '6', at: '2026-11-19T10:15:00.000Z', what: 'person-shown', roles: [], caseNumber: null },
  ],
  nextCursor: 'more',
};
const checks: OwnChecks = {
  items: [
    {
      id: 'k1',
      askedAbout: '2026-11-18T09:00:00.000Z',
      plate: { country: 'NL', display: 'K-123-AB' },
      areaName: 'Stationsbuurt',
      municipalityName: 'Voorbeeldstad',
      verdict: 'green',
      goesAt: '2027-02-16T23:00:00.000Z',
    },
  ],
  nextCursor: null,
};

describe('what is known about somebody', () => {
  it('a look of staff appears as a line at the desk, by role; later ones follow when asked [BEYOND-024]', async () => {
    const api = atTheDesk({ [HELD]: held, [LOOKS]: looks, [CHECKS]: checks });
    const { user, container } = await visit('/voorbeeld/desk/own-data');
    const table = within(await screen.findByRole('table', { name: 'Wie uw gegevens opende' }));
    expect(table.getByRole('row', { name: /opende een zaak.*Z-2304/ })).toBeTruthy();
    expect(table.getByRole('row', { name: /Een medewerker.*opende uw naam en adres/ })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    const older: Looks = {
      items: [{ ...looks.items[0]!, id: '5', what: 'document-read', roles: ['senior'] }],
      nextCursor: null,
    };
    api.answer({ [LOOKS]: older });
    await user.click(screen.getByRole('button', { name: 'Toon meer' }));
    expect(await table.findByText('opende een document')).toBeTruthy();
  });

  it('tells of each class how much, what is in it, and counts down to when each item goes [BEYOND-024]', async () => {
    atTheDesk({ [HELD]: held, [LOOKS]: { items: [], nextCursor: null }, [CHECKS]: { items: [], nextCursor: null } });
    const { user, container } = await visit('/voorbeeld/desk/own-data');
    const list = within(await screen.findByRole('list', { name: 'Wat wij bewaren' }));
    const part = (name: string) =>
      within(list.getByRole('heading', { level: 3, name }).closest<HTMLElement>('.pw-stack')!);
    const plates = part('Kentekens van parkeeracties');
    expect(plates.getByText('2 gegevens')).toBeTruthy();
    expect(plates.getByText('Wij wissen het 91 dagen na het einde.')).toBeTruthy();
    await user.click(plates.getByText('Wanneer wat weggaat: Kentekens van parkeeracties'));
    expect(plates.getByText('K-123-AB: 4 december 2026, nog 13 dagen')).toBeTruthy();
    expect(plates.getByText('L-456-CD: nog in gebruik')).toBeTruthy();
    expect(part('Tekst van e-mails').getByText('komende nacht')).toBeTruthy();
    expect(part('Tekst van e-mails').getByText(/^vergunning verleend/)).toBeTruthy();
    expect(part('Betalingen').getByText(/boekhouding/)).toBeTruthy();
    expect(part('Waar u bent ingelogd').getByText('Wij wissen het zodra ze eindigen.')).toBeTruthy();
    expect(screen.getByText('Niemand van de gemeente heeft uw gegevens geopend.')).toBeTruthy();
    expect(screen.getByRole('link', { name: /JSON/ }).getAttribute('href')).toBe('/v1/me/own-data/export');
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is in the parking app as well, with the checks of one’s plates [BEYOND-024]', async () => {
    inTheApp({ 'GET /v1/account/own-data': held, 'GET /v1/account/own-data/checks': checks });
    const { container } = await visit('/parking/own-data', 'en');
    const table = within(await screen.findByRole('table', { name: 'Checks of your plates' }));
    expect(table.getByRole('row', { name: /Stationsbuurt, Voorbeeldstad/ })).toBeTruthy();
    expect(table.getByText(/17 February 2027, 88 days left/)).toBeTruthy();
    expect(screen.queryByRole('heading', { name: 'Who looked' })).toBeNull();
    expect(screen.getByRole('link', { name: /JSON/ }).getAttribute('href')).toBe('/v1/account/own-data/export');
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is found from the settings of the desk', async () => {
    atTheDesk();
    await visit('/voorbeeld/desk/settings');
    const link = await screen.findByRole('link', { name: 'Uw gegevens: wat wij bewaren en wie keek' });
    expect(link.getAttribute('href')).toBe('/voorbeeld/desk/own-data');
  });
});
