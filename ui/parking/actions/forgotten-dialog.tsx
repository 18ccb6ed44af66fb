import { useState } from 'react';
import { civilDateOf } from '../../../rules/values/civil-day.ts';
import { epoch } from '../../../rules/values/moment.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { DateField } from '../../components/date-field.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TimeField } from '../../components/time-field.tsx';
import { useAct } from '../../data/use-act.ts';
import { ProblemNote } from '../../desk/shown.tsx';
import { useText } from '../../text/text.tsx';
import { tellForgottenStop, type Story } from '../data/actions.ts';
import { useAmounts } from './amounts.ts';
import { momentOf, type TypedMoment } from './typed-stay.ts';
import { useMoments } from './use-moments.ts';

interface ForgottenDialogProps {
  story: Story;
  timeZone: string;
  done: (told: string) => void;
  close: () => void;
}

/** When the car really left, of an action that was stopped too late or runs on still (BEYOND-009). */
export function ForgottenDialog({ story, timeZone, done, close }: ForgottenDialogProps) {
  const t = useText();
  const amounts = useAmounts();
  const { now } = useMoments(timeZone);
  const first = civilDateOf(story.startsAt, timeZone);
  const today = civilDateOf(now, timeZone);
  const endDay = civilDateOf(story.endsAt, timeZone);
  const last = endDay < today ? endDay : today;
  const [typed, setTyped] = useState<TypedMoment>({ day: last, time: null });
  const [missing, setMissing] = useState(false);
  const { act, perform } = useAct(tellForgottenStop);
  const leftAt = momentOf(typed, timeZone);

  const send = async () => {
    setMissing(leftAt === null);
    if (leftAt === null) return;
    const answer = await perform({ id: story.id, leftAt });
    if (!answer?.ok) return;
    const { status, back } = answer.value;
    done(
      status === 'forgiven'
        ? t('parking.actions.forgotten.forgiven', { amount: amounts(back) ?? '' })
        : t('parking.actions.forgotten.asked'),
    );
  };
  const runs = story.state === 'running' && epoch(now) < epoch(story.endsAt);
  return (
    <Dialog title={t('parking.actions.forgotten.title')} onClose={close}>
      <form
        className="pw-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p>{t('parking.actions.forgotten.text')}</p>
        {runs && <p>{t('parking.actions.forgotten.stopsToo')}</p>}
        <div className="pw-moment">
          <DateField
            label={t('parking.actions.forgotten.day')}
            value={typed.day}
            onChange={(day) => setTyped({ ...typed, day })}
            {...{ today, first, last }}
          />
          <TimeField
            label={t('parking.actions.forgotten.time')}
            value={typed.time}
            onChange={(time) => setTyped({ ...typed, time })}
            error={missing && leftAt === null ? t('parking.actions.forgotten.missing') : undefined}
          />
        </div>
        {act.state === 'failed' && <ProblemNote problem={act.problem} />}
        <Buttons wide>
          <Button look="primary" type="submit" busy={act.state === 'busy'}>
            {t('parking.actions.forgotten.yes')}
          </Button>
          <Button onClick={close}>{t('common.cancel')}</Button>
        </Buttons>
      </form>
    </Dialog>
  );
}
