import { readFileSync } from 'node:fs';
import { render } from '@testing-library/react';
import { setMedia } from '../testing/browser.ts';
import { MunicipalityTheme } from './municipality-theme.tsx';

const script = readFileSync('ui/public/before-paint.js', 'utf8');

/** As the browser does at the top of the page. */
function beforePaint(path = '/'): void {
  window.history.replaceState(null, '', path);
  const element = document.createElement('script');
  element.textContent = script;
  document.head.append(element);
}

const root = document.documentElement;
const themes = () => [...document.head.querySelectorAll('link')].map((link) => link.getAttribute('href'));

beforeEach(() => {
  window.localStorage.clear();
  delete root.dataset['contrast'];
  root.lang = 'nl';
  document.head.replaceChildren();
});

describe('before anything is drawn', () => {
  it('the page has the language and the contrast somebody chose', () => {
    window.localStorage.setItem('parkwerk.language', 'en');
    window.localStorage.setItem('parkwerk.contrast', 'white-on-black');
    beforePaint();
    expect([root.lang, root.dataset['contrast']]).toEqual(['en', 'white-on-black']);
  });

  it('it is Dutch and standard for who chose nothing', () => {
    beforePaint();
    expect([root.lang, root.dataset['contrast']]).toEqual(['nl', undefined]);
  });

  it('it follows the colours of the system, whatever was chosen', () => {
    window.localStorage.setItem('parkwerk.contrast', 'white-on-black');
    setMedia('(forced-colors: active)', true);
    beforePaint();
    setMedia('(forced-colors: active)', false);
    expect(root.dataset['contrast']).toBe('system');
  });

  it.each([
    ['/deventer/desk', ['/theme/deventer.css']],
    ['/antwerpen/staff/tasks/1', ['/theme/antwerpen.css']],
    ['/assen/enforcement', ['/theme/assen.css']],
    ['/parking', []],
    ['/deventer/deskundigen', []],
  ])('%s is dressed by %j', (path, expected) => {
    beforePaint(path);
    expect(themes()).toEqual(expected);
  });
});

describe('the colours of a municipality', () => {
  it('are fetched once, change with the municipality, and leave with it', () => {
    beforePaint('/deventer/desk');
    const { rerender, unmount } = render(<MunicipalityTheme municipality="deventer" />);
    expect(themes()).toEqual(['/theme/deventer.css']);
    rerender(<MunicipalityTheme municipality="assen" />);
    expect(themes()).toEqual(['/theme/assen.css']);
    unmount();
    expect(themes()).toEqual([]);
  });
});
