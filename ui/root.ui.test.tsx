import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { act, useEffect, useState } from 'react';
import { createMemoryRouter, Link } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { Root } from './root.tsx';

const page = (title: string, to: string) => (
  <main id="main" tabIndex={-1}>
    <h1>{title}</h1>
    <Link to={to}>Verder</Link>
  </main>
);

let arrive: (there: boolean) => void;
const awaits = (listener: typeof arrive) => {
  arrive = listener;
};

/** A page whose content has to be fetched first. */
function Slow() {
  const [there, setThere] = useState(false);
  useEffect(() => awaits(setThere), []);
  return (
    <main id="main" tabIndex={-1}>
      {there ? <h1>Derde</h1> : <p>Ophalen</p>}
      <Link to="/">Terug</Link>
    </main>
  );
}

const site = () =>
  createMemoryRouter([
    {
      element: <Root />,
      children: [
        { path: '/', element: page('Eerste', '/second') },
        { path: '/second', element: page('Tweede', '/third') },
        { path: '/third', element: <Slow /> },
      ],
    },
  ]);

describe('going to another page', () => {
  it('puts the focus at its title, but leaves it alone when the site opens', async () => {
    render(<RouterProvider router={site()} />);
    expect(document.activeElement).toBe(document.body);
    await userEvent.click(screen.getByRole('link'));
    expect(await screen.findByRole('heading', { name: 'Tweede' })).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Tweede' }));
  });

  it('waits at the content for a title that comes later', async () => {
    render(<RouterProvider router={site()} />);
    await userEvent.click(screen.getByRole('link'));
    await screen.findByRole('heading', { name: 'Tweede' });
    await userEvent.click(screen.getByRole('link'));
    await screen.findByText('Ophalen');
    expect(document.activeElement).toBe(screen.getByRole('main'));
    act(() => arrive(true));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Derde' })));
  });

  it('leaves the focus where somebody put it meanwhile', async () => {
    render(<RouterProvider router={site()} />);
    await userEvent.click(screen.getByRole('link'));
    await screen.findByRole('heading', { name: 'Tweede' });
    await userEvent.click(screen.getByRole('link'));
    await screen.findByText('Ophalen');
    screen.getByRole('link').focus();
    act(() => arrive(true));
    await screen.findByRole('heading', { name: 'Derde' });
    expect(document.activeElement).toBe(screen.getByRole('link'));
  });
});
