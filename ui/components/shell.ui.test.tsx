import { screen, within } from '@testing-library/react';
import { useState } from 'react';
import { Route, Routes } from 'react-router';
import { setMedia } from '../testing/browser.ts';
import { show, violationsIn } from '../testing/render.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { Button } from './button.tsx';
import { CartLink, Shell } from './shell.tsx';
import { TextInput } from './text-input.tsx';

let loggedOut = 0;

function Page() {
  const [mail, setMail] = useState('');
  return (
    <Shell
      brand={{ name: 'Loket', place: 'Lindewaard', to: '/' }}
      title="Start"
      start={{
        menu: [
          {
            entries: [
              { label: 'Winkelwagen', icon: 'cart', to: '/cart', count: 3 },
              { label: 'Start', icon: 'home', to: '/', current: true },
            ],
          },
          { title: 'Altijd', entries: [{ label: 'Uitloggen', icon: 'leave', onPress: () => (loggedOut += 1) }] },
        ],
      }}
      end={<CartLink to="/cart" count={3} />}
      user={{ name: 'S. Haddou', to: '/user' }}
      footer={{ help: 'Bel 14 0500', accessibility: '/accessibility', privacy: '/privacy', version: '1.4.2' }}
      bottomBar={
        <BottomBar label="Nu te betalen" value="€ 90,00">
          <Button look="primary">Betaal</Button>
        </BottomBar>
      }
    >
      <h1>Wat wilt u regelen?</h1>
      <TextInput label="E-mail" value={mail} onChange={setMail} />
    </Shell>
  );
}

const app = (
  <Routes>
    <Route path="/" element={<Page />} />
    <Route path="/cart" element={<h1>Winkelwagen</h1>} />
  </Routes>
);

beforeEach(() => {
  window.localStorage.clear();
  delete document.documentElement.dataset['contrast'];
  loggedOut = 0;
});

describe('the shell around a page', () => {
  it('has landmarks, one title, and a way past the header', async () => {
    const { container, user } = await show(app);
    expect(document.title).toBe('Start · Loket Lindewaard');
    await user.tab();
    expect(document.activeElement?.getAttribute('href')).toBe(`#${screen.getByRole('main').id}`);
    expect(within(screen.getByRole('contentinfo')).getByText('Versie 1.4.2')).toBeTruthy();
    expect(screen.getByRole('link', { name: '3 in uw winkelwagen' })).toBeTruthy();
    expect(within(screen.getByRole('main')).getByRole('button', { name: 'Betaal' })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });
});

describe('the menu', () => {
  it('can be left without choosing, by its button and by Escape, and gives the focus back', async () => {
    const { user } = await show(app);
    const opener = screen.getByRole('button', { name: 'Menu' });
    await user.click(opener);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Sluit menu' }));
    await user.keyboard('{Enter}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(opener);
    await user.keyboard('{Enter}{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(opener);
    expect(screen.getByRole('heading', { name: 'Wat wilt u regelen?' })).toBeTruthy();
  });

  it('shows all entries with their counts, and which one is open', async () => {
    const { user, container } = await show(app);
    await user.click(screen.getByRole('button', { name: 'Menu' }));
    const menu = within(screen.getByRole('navigation', { name: 'Menu' }));
    expect(menu.getAllByRole('link').map((link) => link.textContent)).toEqual(['Winkelwagen 3', 'Start']);
    expect(menu.getByRole('link', { name: 'Start' }).getAttribute('aria-current')).toBe('page');
    expect(await violationsIn(container)).toEqual([]);
  });

  it('goes where somebody chooses, and does what somebody chooses', async () => {
    const { user } = await show(app);
    await user.click(screen.getByRole('button', { name: 'Menu' }));
    await user.click(screen.getByRole('button', { name: 'Uitloggen' }));
    expect(loggedOut).toBe(1);
    await user.click(screen.getByRole('button', { name: 'Menu' }));
    await user.click(screen.getByRole('link', { name: 'Winkelwagen 3' }));
    expect(screen.getByRole('heading', { name: 'Winkelwagen' })).toBeTruthy();
  });
});

describe('colours and contrast', () => {
  it('are five, shown at once and kept on the device', async () => {
    const { user } = await show(app);
    await user.click(screen.getByRole('button', { name: 'Weergave kleuren en contrast' }));
    expect(screen.getAllByRole('radio').map((radio) => radio.closest('label')?.textContent)).toEqual([
      'Standaard',
      'Zwart op wit',
      'Wit op zwart',
      'Zwart op geel',
      'Geel op zwart',
    ]);
    await user.click(screen.getByRole('radio', { name: 'Geel op zwart' }));
    expect(document.documentElement.dataset['contrast']).toBe('yellow-on-black');
    expect(window.localStorage.getItem('parkwerk.contrast')).toBe('yellow-on-black');
    await user.click(screen.getByRole('radio', { name: 'Standaard' }));
    expect(document.documentElement.dataset['contrast']).toBeUndefined();
  });

  it('close by Escape, giving the focus back, and by pressing elsewhere', async () => {
    const { user } = await show(app);
    const opener = screen.getByRole('button', { name: 'Weergave kleuren en contrast' });
    await user.click(opener);
    await user.tab();
    await user.keyboard('{Escape}');
    expect(opener.getAttribute('aria-expanded')).toBe('false');
    expect(document.activeElement).toBe(opener);
    await user.click(opener);
    await user.click(screen.getByRole('heading', { level: 1 }));
    expect(opener.getAttribute('aria-expanded')).toBe('false');
  });

  it('give way to the colours of the system, also when those are switched on later', async () => {
    await show(app);
    setMedia('(forced-colors: active)', true);
    expect(document.documentElement.dataset['contrast']).toBe('system');
    setMedia('(forced-colors: active)', false);
    expect(document.documentElement.dataset['contrast']).toBeUndefined();
  });
});

describe('the language switch', () => {
  it('says the other language in that language, and loses nothing that was typed', async () => {
    const { user } = await show(app);
    await user.type(screen.getByLabelText('E-mail'), 'sanne@');
    const toEnglish = screen.getByRole('button', { name: 'EN English' });
    expect(toEnglish.lang).toBe('en');
    await user.click(toEnglish);
    expect(await screen.findByRole('link', { name: 'Skip to content' })).toBeTruthy();
    expect(document.documentElement.lang).toBe('en');
    expect(window.localStorage.getItem('parkwerk.language')).toBe('en');
    expect(screen.getByLabelText<HTMLInputElement>('E-mail').value).toBe('sanne@');
    await user.click(screen.getByRole('button', { name: 'NL Nederlands' }));
    expect(await screen.findByRole('link', { name: 'Naar de inhoud' })).toBeTruthy();
  });
});
