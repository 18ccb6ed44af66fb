import { screen } from '@testing-library/react';
import { useState } from 'react';
import { show, violationsIn } from '../testing/render.tsx';
import { Button } from './button.tsx';
import { ConfirmDialog, Dialog } from './dialog.tsx';
import { PlateInput } from './plate-input.tsx';

const answers: string[] = [];

function Question() {
  const [open, setOpen] = useState(false);
  const answer = (what: string) => () => {
    answers.push(what);
    setOpen(false);
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>Trek in</Button>
      {open && (
        <ConfirmDialog question="Wilt u deze aanvraag intrekken?" onYes={answer('yes')} onNo={answer('no')}>
          <p>De aanvraag verdwijnt uit uw lijst.</p>
        </ConfirmDialog>
      )}
    </>
  );
}

beforeEach(() => answers.splice(0));

describe('a question before something that cannot be undone', () => {
  it('is named by its question and starts at the answer that changes nothing', async () => {
    const { user, container } = await show(<Question />);
    await user.click(screen.getByRole('button', { name: 'Trek in' }));
    expect(screen.getByRole('dialog', { name: 'Wilt u deze aanvraag intrekken?' })).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Nee' }));
    expect(await violationsIn(container)).toEqual([]);
  });

  it.each([
    ['yes', '[Tab][Tab]'],
    ['no', '[Escape]'],
    ['no', '[Enter]'],
  ])('answers %s and gives the focus back', async (answer, keys) => {
    const { user } = await show(<Question />);
    await user.click(screen.getByRole('button', { name: 'Trek in' }));
    if (answer === 'yes') await user.click(screen.getByRole('button', { name: 'Ja' }));
    else await user.keyboard(keys.replaceAll('[', '{').replaceAll(']', '}'));
    expect(answers).toEqual([answer]);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Trek in' }));
  });
});

describe('a dialog that asks for one thing', () => {
  it('starts in its field, and can be closed by a button with a word', async () => {
    let closed = 0;
    const { user } = await show(
      <Dialog title="Eerste kenteken" onClose={() => (closed += 1)}>
        <PlateInput value={{ country: 'NL', text: '' }} onChange={() => undefined} autoFocus />
      </Dialog>,
    );
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Kenteken' }));
    await user.click(screen.getByRole('button', { name: 'Sluit' }));
    expect(closed).toBe(1);
  });
});
