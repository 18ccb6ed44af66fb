import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, Link } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { Root } from './root.tsx';

const page = (title: string, to: string) => (
  <main id="main" tabIndex={-1}>
    <h1>{title}</h1>
    <Link to={to}>Verder</Link>
  </main>
);

describe('going to another page', () => {
  it('puts the focus at its content, but leaves it alone when the site opens', async () => {
    const router = createMemoryRouter([
      {
        element: <Root />,
        children: [
          { path: '/', element: page('Eerste', '/second') },
          { path: '/second', element: page('Tweede', '/') },
        ],
      },
    ]);
    render(<RouterProvider router={router} />);
    expect(document.activeElement).toBe(document.body);
    await userEvent.click(screen.getByRole('link'));
    expect(await screen.findByRole('heading', { name: 'Tweede' })).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('main'));
  });
});
