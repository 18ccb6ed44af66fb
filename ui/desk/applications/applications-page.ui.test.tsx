import { screen, within } from '@testing-library/react';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import type { ApplicationSummary } from '../../../api/permit-applications/shapes.ts';
import { application, atTheDesk, summary } from '../testing/sample.ts';

const PAGE = '/voorbeeld/desk/applications';
const READ = 'GET /v1/applications';

const list = (...items: ApplicationSummary[]) => ({ [READ]: { items } });
const entry = async (name: RegExp = /^Bewonersvergunning/) =>
  within((await screen.findByRole('heading', { level: 2, name })).closest('li')!);

const TO_CONTINUE: [ApplicationSummary['status'], string, string][] = [
  ['draft', 'Wacht op afronding aanvraag', 'PORTAL-058'],
  ['awaiting-documents', 'Wacht op documenten', 'PORTAL-055'],
  ['awaiting-confirmation', 'Wacht op uw bevestiging', 'PORTAL-056'],
  ['documents-approved', 'Uw documenten zijn goedgekeurd', 'PORTAL-057'],
  ['rejected-new-document', 'Aanvraag afgekeurd, upload nieuw document', 'PORTAL-054'],
];

describe('running applications', () => {
  it.each(TO_CONTINUE)(
    'with status %s are called "%s" and go on with [Vervolg aanvraag] [%s]',
    async (status, name) => {
      atTheDesk(list(summary({ status })));
      const { container } = await visit(PAGE);
      const item = await entry();
      expect(item.getByText(name)).toBeTruthy();
      expect(item.getByRole('link', { name: /^Vervolg aanvraag/ }).getAttribute('href')).toBe(`${PAGE}/a1`);
      expect(item.getByRole('button', { name: /^Trek in/ })).toBeTruthy();
      expect(item.getByText(/Doe dit uiterlijk 20 december 2026/)).toBeTruthy();
      expect(await violationsIn(container)).toEqual([]);
    },
  );

  it('that wait for payment lead to the cart [PORTAL-051]', async () => {
    atTheDesk(list(summary({ status: 'awaiting-payment', actions: ['to-cart', 'withdraw'] })));
    await visit(PAGE);
    const item = await entry();
    expect(item.getByText('Wacht op betaling')).toBeTruthy();
    expect(item.getByRole('link', { name: /^Naar winkelwagen/ }).getAttribute('href')).toBe('/voorbeeld/desk/cart');
  });

  it('that wait for the municipality ask nothing, and say until when it decides [PORTAL-052]', async () => {
    atTheDesk(
      list(summary({ status: 'in-review', actions: ['withdraw'], lapsesAt: null, decideBefore: '2027-01-16' })),
    );
    await visit(PAGE);
    const item = await entry();
    expect(item.getByText('Wacht op goedkeuring')).toBeTruthy();
    expect(item.getByText(/Wij beslissen uiterlijk 16 januari 2027\./)).toBeTruthy();
    expect(item.getAllByRole('button')).toHaveLength(1);
    expect(item.queryByRole('link', { name: /Vervolg|winkelwagen/ })).toBeNull();
  });

  it('that were rejected say why, and can only be withdrawn [PORTAL-053] [BEYOND-007]', async () => {
    atTheDesk(list(summary({ status: 'rejected', actions: ['withdraw'], ground: 'evidence-expired', lapsesAt: null })));
    await visit(PAGE);
    const item = await entry();
    expect(item.getByText('Aanvraag afgekeurd')).toBeTruthy();
    expect(item.getByText('Het document is verlopen.')).toBeTruthy();
    expect(item.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^Trek in/),
    ]);
    expect(item.queryByRole('link', { name: /Vervolg/ })).toBeNull();
  });

  it('are gone from the list once withdrawn, after a question [PORTAL-050] [PORTAL-059]', async () => {
    const api = atTheDesk({
      ...list(summary()),
      'POST /v1/applications/a1/_withdraw': application(null, { status: 'withdrawn' }),
    });
    const { user, container } = await visit(PAGE);
    const item = await entry();
    await user.click(item.getByRole('button', { name: /^Trek in/ }));
    const dialog = within(screen.getByRole('dialog', { name: 'Wilt u deze aanvraag intrekken?' }));
    expect(await violationsIn(container)).toEqual([]);
    await user.click(dialog.getByRole('button', { name: 'Nee' }));
    expect(api.asked.some(({ method }) => method === 'POST')).toBe(false);
    await user.click(item.getByRole('button', { name: /^Trek in/ }));
    api.answer(list());
    await user.click(screen.getByRole('button', { name: 'Ja' }));
    expect(await screen.findByText('U heeft de aanvraag voor Bewonersvergunning ingetrokken.')).toBeTruthy();
    expect(await screen.findByRole('heading', { name: 'U heeft geen aanvraag lopen' })).toBeTruthy();
  });

  it('say in the dialog why withdrawing did not work', async () => {
    atTheDesk({ ...list(summary()), 'POST /v1/applications/a1/_withdraw': refused(409, 'payment-under-way') });
    const { user } = await visit(PAGE);
    await user.click((await entry()).getByRole('button', { name: /^Trek in/ }));
    await user.click(screen.getByRole('button', { name: 'Ja' }));
    expect(await within(screen.getByRole('dialog')).findByRole('alert')).toBeTruthy();
  });

  it('are none, with the way to products, in English too [PORTAL-016] [PORTAL-050]', async () => {
    atTheDesk(list());
    const { container } = await visit(PAGE, 'en');
    expect(await screen.findByRole('heading', { name: /no application/i })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });
});
