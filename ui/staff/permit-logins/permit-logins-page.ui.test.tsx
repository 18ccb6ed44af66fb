import { screen, within } from '@testing-library/react';
import type { PermitLogin } from '../../../api/permit-logins/shapes.ts';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { onTheDay, signedInAs, TOWN } from '../testing/sample.ts';

const PAGE = '/voorbeeld/staff/permit-logins';
const FIND = 'POST /v1/staff/permit-logins/_find';

const login = (more: Partial<PermitLogin> = {}): PermitLogin => ({
  id: 'l1',
  userName: 'PL-000012',
  name: 'Bakkerij De Korst',
  issuedAt: '2026-11-20T10:00:00.000Z',
  mustChange: false,
  blockedAt: null,
  ...more,
});

const atTheCounter = (routes: Parameters<typeof signedInAs>[1]) =>
  signedInAs(['clerk'], {
    'GET /v1/municipalities/voorbeeld': onTheDay({
      ...TOWN,
      permitLogin: { label: { nl: 'Permit login', en: 'Permit login' }, hint: { nl: '', en: '' } },
    }),
    ...routes,
  });

describe('user names of businesses [LOKET-003]', () => {
  it('are given to a business that has none, with a password that is shown once', async () => {
    const api = atTheCounter({
      [FIND]: refused(404, 'not-found'),
      'POST /v1/staff/permit-logins': { login: login({ mustChange: true }), password: 'ABCD-EFGH-JKMN-PQRS-TUVW' },
    });
    const { user, container } = await visit(PAGE);
    await user.type(await screen.findByRole('textbox', { name: /KvK-nummer/ }), '9000 1231{Enter}');
    await user.click(await screen.findByRole('button', { name: 'Geef een gebruikersnaam' }));
    const card = within(await screen.findByRole('region', { name: 'PL-000012' }));
    expect(card.getByText('ABCD-EFGH-JKMN-PQRS-TUVW')).toBeTruthy();
    expect(card.getByText('Nog niet gebruikt')).toBeTruthy();
    expect(api.asked.at(-1)?.body).toEqual({ chamberNumber: '90001231' });
    expect(await violationsIn(container)).toEqual([]);
  });

  it('are found, blocked, released and given a new password', async () => {
    const api = atTheCounter({
      [FIND]: login(),
      'POST /v1/staff/permit-logins/l1/_block': login({ blockedAt: '2026-11-21T09:00:00.000Z' }),
      'POST /v1/staff/permit-logins/l1/_unblock': login(),
      'POST /v1/staff/permit-logins/l1/_reset': {
        login: login({ mustChange: true }),
        password: 'WXYZ-2345-6789-ABCD-EFGH',
      },
    });
    const { user } = await visit(PAGE, 'en');
    await user.type(await screen.findByRole('textbox', { name: /Chamber/ }), '90001231');
    await user.type(screen.getByRole('textbox', { name: /Branch/ }), '000012345678{Enter}');
    expect(await screen.findByText('Bakkerij De Korst')).toBeTruthy();
    expect(screen.getByText('In use')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Block' }));
    expect(await screen.findByText('Blocked')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Release again' }));
    expect(await screen.findByText('In use')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Give a new password' }));
    expect(await screen.findByText('WXYZ-2345-6789-ABCD-EFGH')).toBeTruthy();
    expect(api.asked.find(({ path }) => path.endsWith('_find'))?.body).toEqual({
      chamberNumber: '90001231',
      branchNumber: '000012345678',
    });
  });

  it('are not asked for with half a number', async () => {
    const { asked } = atTheCounter({});
    const { user } = await visit(PAGE);
    await user.type(await screen.findByRole('textbox', { name: /KvK-nummer/ }), '9000{Enter}');
    expect(await screen.findByText('Vul de acht cijfers van het KvK-nummer in.')).toBeTruthy();
    expect(asked.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});
