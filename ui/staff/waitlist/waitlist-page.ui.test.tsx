import { screen } from '@testing-library/react';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { signedInAs } from '../testing/sample.ts';

const PAGE = '/voorbeeld/staff/waitlist';
const ACCEPT = 'POST /v1/staff/waitlist-entries/_accept';

describe('an offer of the waiting list at the counter', () => {
  it('is taken up by its number, and says where the holder goes on [PORTAL-083]', async () => {
    const api = signedInAs(['clerk'], { [ACCEPT]: { number: 'Z-2304' } });
    const { user, container } = await visit(PAGE);
    const field = await screen.findByRole('textbox', { name: /Nummer/ });
    await user.type(field, 'twaalf{Enter}');
    expect(screen.getByText('Vul een nummer in, zoals W-12.')).toBeTruthy();
    await user.clear(field);
    await user.type(field, 'w-12{Enter}');
    expect((await screen.findByRole('alert')).textContent).toMatch(/Z-2304/);
    expect(api.asked.at(-1)?.body).toEqual({ number: 'W-12' });
    expect(await violationsIn(container)).toEqual([]);
  });

  it('that has ended is refused, with the reason', async () => {
    signedInAs(['senior'], { [ACCEPT]: refused(409, 'offer-expired') });
    const { user } = await visit(PAGE);
    await user.type(await screen.findByRole('textbox', { name: /Nummer/ }), 'W-12{Enter}');
    expect((await screen.findByRole('alert')).textContent).toMatch(/voorbij/);
  });
});
