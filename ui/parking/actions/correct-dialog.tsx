import { useState } from 'react';
import { isPlate, readPlate } from '../../../rules/values/plate.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { PlateInput, type TypedPlate } from '../../components/plate-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { ProblemNote } from '../../desk/shown.tsx';
import { useSentenceNamed, useText } from '../../text/text.tsx';
import { correctPlate } from '../data/actions.ts';
import type { ActDialogProps } from './action-acts.tsx';

/** Puts a mistyped plate right, once, shortly after the start; the start and the price stay as they are (BEYOND-002). */
export function CorrectDialog({ action, done, close }: ActDialogProps) {
  const t = useText();
  const sentence = useSentenceNamed();
  const { country = 'NL', display = '' } = action.plate ?? {};
  const [typed, setTyped] = useState<TypedPlate>({ country, text: display });
  const [wrong, setWrong] = useState<string | null>(null);
  const { act, perform } = useAct(correctPlate);

  const send = async () => {
    const read = readPlate(typed.text, typed.country);
    if (!isPlate(read) && read !== 'plate-not-dutch') return setWrong(read);
    const plate = isPlate(read) ? read.display : typed.text.trim().toUpperCase();
    const answer = await perform({ id: action.id, plate, country: typed.country });
    if (answer?.ok) done(t('parking.actions.correct.done', { from: display, to: plate }));
  };

  return (
    <Dialog title={t('parking.actions.correct.title')} onClose={close}>
      <form
        className="pw-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p>{t('parking.actions.correct.text')}</p>
        <PlateInput
          value={typed}
          autoFocus
          error={wrong === null ? undefined : sentence(`refusal.${wrong}`)}
          onChange={(value) => {
            setTyped(value);
            setWrong(null);
          }}
        />
        {act.state === 'failed' && <ProblemNote problem={act.problem} />}
        <Buttons wide>
          <Button look="primary" type="submit" busy={act.state === 'busy'}>
            {t('parking.actions.correct.yes')}
          </Button>
          <Button onClick={close}>{t('common.cancel')}</Button>
        </Buttons>
      </form>
    </Dialog>
  );
}
