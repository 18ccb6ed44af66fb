import { screen } from '@testing-library/react';
import { show, violationsIn } from '../testing/render.tsx';
import { Tabs } from './tabs.tsx';

const tabs = [
  { id: 'running', title: 'Lopend', count: 2, panel: <label>Zoek <input /></label> },
  { id: 'planned', title: 'Gepland', count: 1, panel: <p>Jonas komt zaterdag</p> },
  { id: 'ended', title: 'Afgelopen', panel: <p>Nog niets</p> },
]; // prettier-ignore

describe('tabs', () => {
  it('name their panel and say how many are in it', async () => {
    const { container } = await show(<Tabs label="Parkeeracties" tabs={tabs} />);
    const tab = screen.getByRole('tab', { name: 'Lopend 2' });
    expect(tab.getAttribute('aria-selected')).toBe('true');
    expect(screen.getByRole('tabpanel', { name: 'Lopend 2' }).id).toBe(tab.getAttribute('aria-controls'));
    expect(await violationsIn(container)).toEqual([]);
  });

  it('are one stop for the Tab key, with arrows, Home and End between them', async () => {
    const { user } = await show(<Tabs label="Parkeeracties" tabs={tabs} />);
    await user.tab();
    expect(document.activeElement?.textContent).toContain('Lopend');
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement?.textContent).toContain('Gepland');
    expect(screen.getByText('Jonas komt zaterdag')).toBeTruthy();
    await user.keyboard('{End}');
    expect(document.activeElement?.textContent).toBe('Afgelopen');
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement?.textContent).toContain('Lopend');
    await user.keyboard('{ArrowLeft}{Home}');
    expect(screen.getAllByRole('tab').map((tab) => tab.tabIndex)).toEqual([0, -1, -1]);
    await user.tab();
    expect(document.activeElement?.getAttribute('role')).toBe('tabpanel');
  });

  it('keep what was typed in a panel that is left', async () => {
    const { user } = await show(<Tabs label="Parkeeracties" tabs={tabs} />);
    await user.type(screen.getByLabelText('Zoek'), 'oma');
    await user.click(screen.getByRole('tab', { name: 'Gepland 1' }));
    expect(screen.queryByRole('textbox')).toBeNull();
    await user.click(screen.getByRole('tab', { name: 'Lopend 2' }));
    expect(screen.getByLabelText<HTMLInputElement>('Zoek').value).toBe('oma');
  });
});
