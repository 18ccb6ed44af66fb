import { screen, within } from '@testing-library/react';
import type { PlateChangeView } from '../../../../api/plate-changes/shapes.ts';
import { violationsIn } from '../../../testing/render.tsx';
import { refused } from '../../../testing/api.ts';
import { visit } from '../../../testing/visit.tsx';
import { atTheDesk, file, letter, NOW, onTheDay, permit } from '../../testing/sample.ts';

const PAGE = '/voorbeeld/desk/permits/v1/plates';
const ONE = 'GET /v1/permits/v1';
const CHANGES = 'GET /v1/permits/v1/plate-changes';
const ASK = 'PUT /v1/permits/v1/plates';

const terms = {
  min: 1,
  max: 2,
  foreign: true,
  feeCents: 750,
  workingDays: null,
  overlapDaysAtMost: 1,
  lastStart: '2026-12-18',
  temporary: { daysAtMost: 28, perYear: 2 },
};
const OLD = { country: 'NL', display: 'K-51-FTN', counts: true, visibleSince: NOW };
const mine = permit({ plateChange: terms, plates: [OLD] });

const change = (more: Partial<PlateChangeView> = {}): PlateChangeView => ({
  id: 'k1',
  permitId: 'v1',
  number: 'K-1',
  act: 'replace',
  status: 'awaiting-confirmation',
  statusSince: NOW,
  openedAt: NOW,
  comes: { country: 'NL', display: 'T-84-GLP', keeper: 'own', vehicle: null, colour: null },
  goes: { country: 'NL', display: 'K-51-FTN' },
  feeCents: 750,
  effectiveAt: '2026-11-21T12:00:00.000Z',
  settled: false,
  overlapUntil: null,
  otherCar: false,
  backAt: null,
  requirement: null,
  documents: [],
  lapsesAt: null,
  ground: null,
  actions: ['continue', 'withdraw'],
  ...more,
});

const heading = () => screen.findByRole('heading', { level: 1, name: 'Beheer kenteken(s)' });

describe('managing plates', () => {
  it('says fee and moment beforehand, asks for the other plate and shows the change to confirm [PORTAL-071, LOKET-031]', async () => {
    const api = atTheDesk({ [ONE]: onTheDay(mine), [CHANGES]: { items: [] } });
    const { container, user } = await visit(PAGE);
    await heading();
    expect(screen.getByText(/^Wijzigen kost €.7,50\. Het nieuwe kenteken geldt zodra u heeft betaald/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: /^Wijzig K-51-FTN/ }));
    const dialog = await screen.findByRole('dialog', { name: 'Ander kenteken voor K-51-FTN' });
    await user.type(within(dialog).getByRole('textbox', { name: /kenteken/i }), 't84glp');
    await user.click(within(dialog).getByRole('checkbox', { name: 'Eén dag overlap' }));
    api.answer({ [ASK]: change(), [CHANGES]: { items: [change()] } });
    await user.click(within(dialog).getByRole('button', { name: 'Controleer' }));
    const card = await screen.findByRole('region', { name: 'Ander kenteken' });
    expect(api.asked.find(({ method }) => method === 'PUT')!.body).toEqual({
      plates: [{ plate: expect.stringMatching(/^T-?84-?GLP$/i) as string, country: 'NL' }], startsOn: null, overlapDays: 1, backOn: null,
    }); // prettier-ignore
    expect(within(card).getByText('Tot dan geldt K-51-FTN.')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('ends with "De kentekens zijn gewijzigd!" and the letter about it [LOKET-031, ASSEN-006]', async () => {
    const changed = change({ status: 'changed', settled: true, actions: [], feeCents: 0 });
    atTheDesk({
      [ONE]: onTheDay(mine),
      [CHANGES]: { items: [change({ feeCents: 0 })] },
      'POST /v1/plate-changes/k1/_confirm': changed,
      'GET /v1/permits/v1/documents': {
        application: [],
        product: [
          letter('permit-issued', { id: 'l1', at: '2026-11-21T08:00:00.000Z' }),
          letter('plate-changed', { id: 'l2', at: '2026-11-21T09:00:01.000Z' }),
        ],
      },
    });
    const { user } = await visit(PAGE);
    await heading();
    await user.click(await screen.findByRole('button', { name: 'Bevestig' }));
    expect(await screen.findByText('De kentekens zijn gewijzigd!')).toBeTruthy();
    const opens = await screen.findByRole('link', { name: 'Kentekens gewijzigd' });
    expect(opens.getAttribute('href')).toBe('/v1/permits/v1/documents/l2');
    expect(screen.queryByRole('link', { name: 'Besluit: verleend' })).toBeNull();
  });

  it('keeps what was typed when it is refused, and says why', async () => {
    const api = atTheDesk({ [ONE]: onTheDay(mine), [CHANGES]: { items: [] }, [ASK]: refused(409, 'too-many-plates') });
    const { user } = await visit(PAGE);
    await heading();
    await user.click(screen.getByRole('button', { name: 'Voeg kenteken toe' }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByRole('textbox', { name: /kenteken/i }), 't84glp');
    await user.click(within(dialog).getByRole('button', { name: 'Controleer' }));
    expect(await within(dialog).findByText(/te veel kentekens|meer kentekens|kentekens/i)).toBeTruthy();
    expect(api.asked.filter(({ method }) => method === 'PUT')).toHaveLength(1);
    expect(within(dialog).getByRole<HTMLInputElement>('textbox', { name: /kenteken/i }).value).toMatch(/84/);
  });

  it('asks for proof of a car in the name of somebody else', async () => {
    const requirement = {
      id: 'use-of-car:k1',
      reason: { nl: 'Deze auto staat niet op uw naam.', en: 'This car is not in your name.' },
      article: 'artikel 4',
      kinds: [{ id: 'lease', name: { nl: 'Leasecontract', en: 'Lease contract' }, hint: null }],
      given: false,
    };
    atTheDesk({
      [ONE]: onTheDay(mine),
      [CHANGES]: {
        items: [
          change({
            status: 'awaiting-documents', requirement,
            comes: { country: 'NL', display: '627-HX-3', keeper: 'other', vehicle: null, colour: null },
          }),
        ],
      },
    }); // prettier-ignore
    const { container } = await visit(PAGE);
    await heading();
    expect(await screen.findByText('Deze auto staat niet op uw naam.')).toBeTruthy();
    expect(screen.getAllByRole('button', { name: /Leasecontract/ }).length).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: 'Bevestig' })).toBeNull();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('shows both plates with their dates while a barrier learns the new one [LOKET-055]', async () => {
    const pending = change({
      status: 'scheduled',
      settled: true,
      feeCents: 0,
      effectiveAt: '2026-11-29T23:00:00.000Z',
      actions: ['withdraw'],
    });
    atTheDesk({
      [ONE]: onTheDay(
        permit({
          plateChange: { ...terms, feeCents: 0, workingDays: 5, lastStart: null, temporary: null },
          plates: [OLD],
        }),
      ),
      [CHANGES]: { items: [pending] },
    });
    await visit(PAGE);
    await heading();
    const card = await screen.findByRole('region', { name: 'Ander kenteken' });
    expect(within(card).getByText('Gepland')).toBeTruthy();
    expect(within(card).getByText('Geldt vanaf', { selector: 'dt' }).nextElementSibling?.textContent).toMatch(
      /30 november/,
    );
    expect(within(card).getByText('Tot dan geldt K-51-FTN.')).toBeTruthy();
    expect(screen.getByText(/binnen 5 werkdagen/)).toBeTruthy();
  });
});

describe('a permit whose plates are being changed', () => {
  it('says so on its own page until it is done, with the way there [PORTAL-071, LOKET-055]', async () => {
    const api = atTheDesk({
      [ONE]: onTheDay(mine),
      [CHANGES]: { items: [change({ status: 'in-review', actions: ['withdraw'] })] },
      'GET /v1/permits/v1/documents': { application: [], product: [letter('permit-issued')] },
    });
    const { container, unmount } = await visit('/voorbeeld/desk/permits/v1');
    expect(await screen.findByRole('heading', { name: 'T-84-GLP komt op deze vergunning' })).toBeTruthy();
    expect(screen.getByText(/Wacht op goedkeuring/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Bekijk de wijziging' }).getAttribute('href')).toBe(PAGE);
    expect(await violationsIn(container)).toEqual([]);
    unmount();
    api.answer({ [CHANGES]: { items: [change({ status: 'changed', settled: true, actions: [] })] } });
    await visit('/voorbeeld/desk/permits/v1');
    await screen.findByText('Besluit: verleend');
    expect(screen.queryByText(/komt op deze vergunning/)).toBeNull();
  });
});

describe('a permit of which a register told something', () => {
  const notice = {
    id: 'n1',
    kind: 'vehicle-not-in-name' as const,
    status: 'asked' as const,
    plate: { country: 'NL', display: 'K-51-FTN' },
    openedAt: NOW,
    respondBefore: '2026-12-19T23:00:00.000Z',
    ground: null,
    actions: ['change-plate', 'end', 'object'] as ('change-plate' | 'end' | 'object')[],
  };

  it('stays valid and proposes another plate, or hears that it is wrong [BEYOND-017, PEERS-025]', async () => {
    const api = atTheDesk({
      [ONE]: onTheDay(permit({ plateChange: terms, notices: [notice] })),
      'GET /v1/permits/v1/documents': { application: [file()], product: [letter('permit-issued')] },
      'POST /v1/permits/v1/_end': {
        ended: false, lastDay: '2026-11-21', refundCents: 0, payBy: null, route: null, periods: [], account: null, accountNeeded: false,
        with: { actions: 0, grants: 0, renewals: 0, plateChanges: 0 },
      }, // prettier-ignore
      'POST /v1/permits/v1/register-notices/n1/_object': {
        items: [{ ...notice, status: 'with-staff', actions: ['end'] }],
      },
    });
    const { container, user } = await visit('/voorbeeld/desk/permits/v1');
    expect(await screen.findByText('Rijdt u nog in deze auto?')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Wijzig het kenteken' }).getAttribute('href')).toBe(PAGE);
    expect(screen.getByRole('link', { name: 'Beheer kenteken(s)' }).getAttribute('href')).toBe(PAGE);
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: /^Beëindig deze vergunning/ }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText('U krijgt geen geld terug.')).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Laat doorlopen' }));
    await user.click(screen.getByRole('button', { name: 'Dit klopt niet' }));
    expect(document.activeElement).toBe(await screen.findByText(/^Een medewerker kijkt hiernaar/));
    expect(api.asked.at(-1)!.path).toBe('/v1/permits/v1/register-notices/n1/_object');
  });
});
