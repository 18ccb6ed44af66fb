import { useState } from 'react';
import type { ActionView, ParkingPermit } from '../../../api/parking/shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { useAct } from '../../data/use-act.ts';
import { ProblemNote } from '../../desk/shown.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { deleteAction, stopAction } from '../data/actions.ts';
import { useAmounts } from './amounts.ts';
import { CorrectDialog } from './correct-dialog.tsx';
import { ExtendDialog } from './extend-dialog.tsx';

interface ActionActsProps {
  action: ActionView;
  permit: ParkingPermit;
  /** Nearly over: a later end is what most people want then. */
  urgent?: boolean;
  /** With what happened, as a sentence. */
  onDone: (told: string) => void;
}

/** What may be done with an action, and nothing else (2PARK-060, 2PARK-061, 2PARK-062, BEYOND-002). */
export function ActionActs({ action, permit, urgent = false, onDone }: ActionActsProps) {
  const t = useText();
  const [open, setOpen] = useState<ActionView['may'][number] | null>(null);
  const about = action.name ?? action.plate?.display ?? '';
  const close = () => setOpen(null);
  const done = (told: string) => {
    close();
    onDone(told);
  };
  const { may } = action;
  if (may.length === 0) return null;
  return (
    <>
      <Buttons>
        {may.includes('extend') && (
          <Button look={urgent ? 'primary' : 'secondary'} icon="wait" about={about} onClick={() => setOpen('extend')}>
            {t('parking.actions.extend.act')}
          </Button>
        )}
        {may.includes('stop') && (
          <Button icon="stop" about={about} onClick={() => setOpen('stop')}>
            {t('parking.actions.stop.act')}
          </Button>
        )}
        {may.includes('delete') && (
          <Button icon="trash" about={about} onClick={() => setOpen('delete')}>
            {t('parking.actions.delete.act')}
          </Button>
        )}
        {may.includes('correct') && (
          <Button look="subtle" about={about} onClick={() => setOpen('correct')}>
            {t('parking.actions.correct.act')}
          </Button>
        )}
      </Buttons>
      {open === 'stop' && <StopDialog {...{ action, done, close }} />}
      {open === 'delete' && <DeleteDialog {...{ action, done, close }} />}
      {open === 'extend' && <ExtendDialog {...{ action, permit, done, close }} />}
      {open === 'correct' && <CorrectDialog {...{ action, done, close }} />}
    </>
  );
}

export interface ActDialogProps {
  action: ActionView;
  done: (told: string) => void;
  close: () => void;
}

function StopDialog({ action, done, close }: ActDialogProps) {
  const t = useText();
  const format = useFormat();
  const amounts = useAmounts();
  const { act, perform } = useAct(stopAction);
  const stop = async () => {
    const answer = await perform(action.id);
    if (!answer?.ok) return;
    const { endedAt, costs, back } = answer.value;
    const [cost, returned] = [amounts(costs), amounts(back)];
    done(
      [
        t('parking.actions.stop.done', { time: format.clock(endedAt) }),
        cost !== null && t('parking.actions.stop.cost', { amount: cost }),
        returned !== null && t('parking.actions.stop.back', { amount: returned }),
      ]
        .filter((sentence) => sentence !== false)
        .join(' '),
    );
  };
  return (
    <ConfirmDialog
      question={t('parking.actions.stop.question', { plate: action.plate?.display ?? '' })}
      yes={t('parking.actions.stop.yes')}
      no={t('parking.actions.stop.no')}
      busy={act.state === 'busy'}
      onYes={() => void stop()}
      onNo={close}
    >
      <p>{t(amounts(action.amounts) === null ? 'parking.actions.stop.free' : 'parking.actions.stop.text')}</p>
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
    </ConfirmDialog>
  );
}

function DeleteDialog({ action, done, close }: ActDialogProps) {
  const t = useText();
  const amounts = useAmounts();
  const { act, perform } = useAct(deleteAction);
  const held = amounts(action.amounts);
  const back = held === null ? '' : t('parking.actions.delete.back', { amount: held });
  const remove = async () => {
    const answer = await perform(action.id);
    if (answer?.ok) done([t('parking.actions.delete.done'), back].filter(Boolean).join(' '));
  };
  return (
    <ConfirmDialog
      question={t('parking.actions.delete.question', { plate: action.plate?.display ?? '' })}
      yes={t('parking.actions.delete.act')}
      no={t('parking.actions.delete.no')}
      busy={act.state === 'busy'}
      onYes={() => void remove()}
      onNo={close}
    >
      {back && <p>{back}</p>}
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
    </ConfirmDialog>
  );
}
