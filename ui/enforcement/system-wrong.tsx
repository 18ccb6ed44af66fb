import { useCallback, useState } from 'react';
import type { OwnChecks } from '../../api/error-rates/shapes.ts';
import { WRONG_CAUSES, type WrongCause } from '../../rules/fine-reports/status.ts';
import { Button, Buttons } from '../components/button.tsx';
import { Fact } from '../components/note.tsx';
import { useAct } from '../data/use-act.ts';
import { ProblemNote } from '../desk/shown.tsx';
import { useText } from '../text/text.tsx';
import { saySystemWrong } from './data/wrong.ts';

interface SystemWrongProps {
  checkId: string;
  /** Which check it is, for who does not see where the button stands. */
  about: string;
  /** What was said before. */
  said?: WrongCause | null;
  onSaid?: (checks: OwnChecks) => void;
}

/** "The system is wrong": one tap, and one for what was wrong (BEYOND-026). It tells nothing of a person. */
export function SystemWrong({ checkId, about, said: before = null, onSaid }: SystemWrongProps) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState<WrongCause | null>(before);
  const { act, perform } = useAct(
    useCallback((cause: WrongCause, key: string) => saySystemWrong(checkId, cause, key), [checkId]),
  );
  const say = async (cause: WrongCause) => {
    const answer = await perform(cause);
    if (!answer?.ok) return;
    setSaid(cause);
    setOpen(false);
    onSaid?.(answer.value);
  };
  return (
    <div className="pw-stack pw-stack--tight">
      <div role="status">
        {said !== null && <Fact kind="info">{t('check.wrong.said', { cause: t(`wrongCause.${said}`) })}</Fact>}
      </div>
      {said === null && (
        <div>
          <Button look="subtle" icon="warn" about={about} aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('check.wrong.ask')}
          </Button>
        </div>
      )}
      {open && (
        <div role="group" aria-label={t('check.wrong.what')}>
          <p className="pw-small">{t('check.wrong.what')}</p>
          <Buttons wide>
            {WRONG_CAUSES.map((cause) => (
              <Button key={cause} busy={act.state === 'busy'} onClick={() => void say(cause)}>
                {t(`wrongCause.${cause}`)}
              </Button>
            ))}
          </Buttons>
          {act.state === 'failed' && <ProblemNote problem={act.problem} />}
        </div>
      )}
    </div>
  );
}
