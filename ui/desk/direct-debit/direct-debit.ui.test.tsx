import { screen, within } from '@testing-library/react';
import type { DirectDebitView } from '../../../api/direct-debit/shapes.ts';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { atTheDesk } from '../testing/sample.ts';

const READ = 'GET /v1/me/mandate';
const GIVE = 'POST /v1/me/mandate';
const consent = { nl: 'Ik machtig de gemeente.', en: 'I allow the municipality.' };
const topUp: DirectDebitView['topUps'][number] = {
  permitId: 'v1',
  permitNumber: 'BZ-2026-00001',
  productName: { nl: 'Bezoekersregeling', en: 'Visitor scheme' },
  unit: 'eurocent',
  available: 1250,
  thresholdAtMost: 2000,
  options: [
    { id: 'five', amount: 500, cents: 500 },
    { id: 'ten', amount: 1000, cents: 1000 },
  ],
  chosen: null,
  debitingCents: null,
};
const none: DirectDebitView = {
  offer: { creditor: 'Gemeente Voorbeeldstad', creditorId: 'NL00ZZZ999999990000', consent },
  mandate: null,
  topUps: [topUp],
  debits: [],
};
const given: DirectDebitView = {
  ...none,
  mandate: {
    number: 'M-12',
    iban: 'NL•• •••• •••• ••43 00',
    status: 'valid',
    consentedAt: '2026-11-20T12:00:00.000Z',
    consent: consent.nl,
    renewals: true,
  },
  debits: [{ reference: 'PW-ABCDE-FGHJK', cents: 1000, at: '2026-11-20T12:00:00.000Z', status: 'charged-back' }],
};

describe('paying by mandate', () => {
  it('is agreed to with an account that can exist and a tick, and nothing is sent before [PEERS-020]', async () => {
    const api = atTheDesk({ [READ]: none, [GIVE]: given });
    const { user, container } = await visit('/voorbeeld/desk/direct-debit');
    const give = await screen.findByRole('button', { name: 'Geef een machtiging' });
    expect(await violationsIn(container)).toEqual([]);
    await user.click(give);
    expect(await screen.findByText('Zet hier een vinkje als u akkoord gaat.')).toBeTruthy();
    expect(api.asked.filter(({ method }) => method === 'POST')).toEqual([]);
    await user.type(screen.getByLabelText(/IBAN/), 'NL91 ABNA 0417 1643 00');
    await user.type(screen.getByLabelText(/Op naam van/), 'Willem Bakker');
    await user.click(screen.getByRole('checkbox', { name: 'Ik ga hiermee akkoord' }));
    await user.click(give);
    expect(await screen.findByText('NL•• •••• •••• ••43 00')).toBeTruthy();
    expect(api.asked.find(({ method }) => method === 'POST')?.body).toMatchObject({ agrees: true, renewals: true, language: 'nl' }); // prettier-ignore
  });

  it('is shown as it was agreed to, with what was debited, and can be revoked at any moment [PEERS-020]', async () => {
    const revoked = { ...given, mandate: { ...given.mandate!, status: 'revoked' as const } };
    const api = atTheDesk({ [READ]: given, 'POST /v1/me/mandate/_revoke': revoked });
    const { user, container } = await visit('/voorbeeld/desk/direct-debit');
    expect(await screen.findByText(/€ 10,00 op 20 november 2026: door de bank teruggehaald/)).toBeTruthy();
    expect(screen.getByText(consent.nl)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: /Trek de machtiging in/ }));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Ja' }));
    expect(await screen.findByText('Uw machtiging is ingetrokken.')).toBeTruthy();
    expect(api.asked.some(({ path }) => path.endsWith('/_revoke'))).toBe(true);
  });

  it('tops up below a threshold in euros as people type them, within what the product allows [PEERS-020]', async () => {
    const set = 'PUT /v1/permits/v1/automatic-top-up';
    const chosen = { optionId: 'ten', threshold: 750, stopped: null };
    const api = atTheDesk({ [READ]: given, [set]: { ...given, topUps: [{ ...topUp, chosen, debitingCents: 1000 }] } });
    const { user, container } = await visit('/voorbeeld/desk/direct-debit');
    const field = await screen.findByLabelText(/Onder welk bedrag/);
    await user.type(field, '25');
    await user.click(screen.getByRole('button', { name: /Zet aan/ }));
    expect(await screen.findByText(/Vul een getal in, hoogstens € 20,00/)).toBeTruthy();
    await user.clear(field);
    await user.type(field, '7,5');
    await user.click(screen.getByRole('radio', { name: /10,00/ }));
    await user.click(screen.getByRole('button', { name: /Zet aan/ }));
    expect(await screen.findByText(/Aan: onder € 7,50 waarderen wij € 10,00 op/)).toBeTruthy();
    expect(screen.getByText(/Er wordt nu € 10,00 afgeschreven/)).toBeTruthy();
    expect(api.asked.find(({ method }) => method === 'PUT')?.body).toEqual({ optionId: 'ten', threshold: 750 });
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says why it stopped, in English, too, and what the API refuses', async () => {
    const chosen = { optionId: 'ten', threshold: 750, stopped: 'debit-failed' as const };
    atTheDesk({
      [READ]: { ...given, topUps: [{ ...topUp, chosen }] },
      'PUT /v1/permits/v1/automatic-top-up': refused(409, 'permit-not-in-force'),
    });
    const { user } = await visit('/voorbeeld/desk/direct-debit', 'en');
    expect(await screen.findByText(/Stopped. The bank did not debit./)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /Switch on/ }));
    expect(await screen.findByRole('alert')).toBeTruthy();
  });
});
