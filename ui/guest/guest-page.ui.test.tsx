import { screen, within } from '@testing-library/react';
import type { GuestLook, GuestVisitView } from '../../api/guests/shapes.ts';
import { refused, testApi } from '../testing/api.ts';
import { violationsIn } from '../testing/render.tsx';
import { visit } from '../testing/visit.tsx';

const LOOK = 'POST /v1/guest-visits/_look';
const QUOTE = 'POST /v1/guest-visits/_quote';
const START = 'POST /v1/guest-visits';
const VIEW = 'POST /v1/guest-visits/_view';

const look = (more: Partial<GuestLook> = {}): GuestLook => ({
  municipalityName: 'Voorbeeldstad',
  country: 'NL',
  timeZone: 'Europe/Amsterdam',
  productName: { nl: 'Bezoekersregeling', en: 'Visitor scheme' },
  areas: [{ id: 'B', name: 'Kadekwartier' }],
  payer: 'host',
  consent: 'automatic',
  usesLeft: 2,
  mostMinutes: 180,
  endsAt: '2026-12-01T12:00:00.000Z',
  ...more,
});
const mine = (more: Partial<GuestVisitView> = {}): GuestVisitView => ({
  status: 'started',
  ground: null,
  until: '2026-11-21T10:15:00.000Z',
  municipalityName: 'Voorbeeldstad',
  productName: { nl: 'Bezoekersregeling', en: 'Visitor scheme' },
  areaName: 'Kadekwartier',
  timeZone: 'Europe/Amsterdam',
  plate: { country: 'NL', display: 'KL-55-67' },
  payer: 'host',
  startsAt: '2026-11-21T10:00:00.000Z',
  endsAt: '2026-11-21T12:00:00.000Z',
  running: true,
  paidCents: null,
  backCents: null,
  ...more,
});
const quote = (cents: number) => ({ startsAt: mine().startsAt, endsAt: mine().endsAt, cents });

beforeEach(() => localStorage.clear());

async function typeStay(user: Awaited<ReturnType<typeof visit>>['user']) {
  await user.type(await screen.findByRole('textbox', { name: /kenteken/i }), 'kl5567');
  await user.type(screen.getByLabelText('Tot hoe laat'), '13.00');
}

describe('the page of a guest', () => {
  it('takes the code from the link, says what is left, reads the stay back, and stops it with one press [BEYOND-010]', async () => {
    const api = testApi({ [LOOK]: look(), [QUOTE]: quote(0), [START]: mine(), [VIEW]: mine() });
    const { user, container } = await visit('/guest#ABCDEFGHJKLM');
    expect(await violationsIn(container)).toEqual([]);
    await user.click(await screen.findByRole('button', { name: 'Verder' }));
    expect(await screen.findByText('Nog 2 bezoeken')).toBeTruthy();
    expect(screen.getByText('Hooguit 3 uur')).toBeTruthy();
    await typeStay(user);
    await user.type(screen.getByRole('textbox', { name: /Uw naam/ }), 'Tante Riet');
    await user.click(screen.getByRole('checkbox', { name: 'Houd mijn kenteken voor mezelf' }));
    await user.click(screen.getByRole('button', { name: 'Bekijk wat het kost' }));
    expect(await screen.findByText('Dit kost u niets.')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Meld aan' }));
    expect(await screen.findByText('Uw auto is aangemeld')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Meld nog een auto aan' })).toBeNull();
    const sent = api.asked.find(({ path, method }) => method === 'POST' && path === '/v1/guest-visits')?.body as { key: string };
    expect(sent).toMatchObject({ code: 'ABCDEFGHJKLM', plate: 'kl5567', name: 'Tante Riet', keepsPlate: true, cents: 0 });
    expect(await violationsIn(container)).toEqual([]);
    api.answer({ 'POST /v1/guest-visits/_stop': mine({ running: false }), [VIEW]: mine({ running: false }) });
    await user.click(screen.getByRole('button', { name: 'Ik vertrek nu' }));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Ik vertrek nu' }));
    expect(await screen.findByText('Uw bezoek is voorbij')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Meld nog een auto aan' })).toBeTruthy();
    expect(api.asked.find(({ path }) => path.endsWith('_stop'))?.body).toEqual({ key: sent.key });
  }); // prettier-ignore

  it.each([
    ['guest-link-expired', 'Deze gastlink is verlopen.'],
    ['guest-link-used-up', 'Deze gastlink is opgebruikt.'],
    ['guest-link-revoked', 'Deze gastlink is ingetrokken.'],
  ])('says kindly what is the matter with a link: %s [BEYOND-010]', async (code, sentence) => {
    testApi({ [LOOK]: refused(409, code) });
    const { user, container } = await visit('/guest#ABCDEFGHJKLM');
    await user.click(await screen.findByRole('button', { name: 'Verder' }));
    expect(await screen.findByText(new RegExp(sentence))).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says what a guest who pays will pay, before going to the checkout [PEERS-009]', async () => {
    testApi({ [LOOK]: look({ payer: 'guest' }), [QUOTE]: quote(360) });
    const { user, container } = await visit('/guest#ABCDEFGHJKLM');
    await user.click(await screen.findByRole('button', { name: 'Verder' }));
    expect(await screen.findByText('U betaalt zelf')).toBeTruthy();
    await typeStay(user);
    await user.click(screen.getByRole('button', { name: 'Bekijk wat het kost' }));
    expect(await screen.findByText(/Dit kost u €\s3,60/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Betaal en meld aan' })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('finds the visit again in the same browser, also after the checkout, and in English [PEERS-009]', async () => {
    localStorage.setItem('pw-guest-visit', 'k'.repeat(32));
    const api = testApi({
      [VIEW]: mine({ status: 'lapsed', running: false, startsAt: null, payer: 'guest', backCents: 360 }),
    });
    const { container } = await visit('/guest/PW-12345-67890', 'en');
    expect(await screen.findByText('Your car was not signed on')).toBeTruthy();
    expect(screen.getByText(/€\s?3\.60/)).toBeTruthy();
    expect(api.asked.find(({ path }) => path.endsWith('_view'))?.body).toEqual({ key: 'k'.repeat(32) });
    expect(await violationsIn(container)).toEqual([]);
  });
});
