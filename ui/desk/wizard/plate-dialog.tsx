import { useState, type FormEvent } from 'react';
import { isPlate, readPlate } from '../../../rules/values/plate.ts';
import type { ApplicationView } from '../../../api/permit-applications/shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { PlateInput, type TypedPlate } from '../../components/plate-input.tsx';
import { useDraft } from '../../data/draft.ts';
import type { Answer } from '../../data/http.ts';
import type { Act } from '../../data/use-act.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useText } from '../../text/text.tsx';
import { isOutdated } from './outdated.ts';

interface PlateDialogProps {
  applicationId: string;
  /** Plates of other countries are allowed. */
  foreign: boolean;
  acting: Act<ApplicationView>;
  add: (plate: { plate: string; country: string }) => Promise<Answer<ApplicationView> | undefined>;
  onClose: () => void;
}

const NOTHING: TypedPlate = { country: 'NL', text: '' };

/** Asks for one plate, in any spelling; what is wrong is said here, and nothing typed is lost (PORTAL-037, PORTAL-038). */
export function PlateDialog({ applicationId, foreign, acting, add, onClose }: PlateDialogProps) {
  const t = useText();
  const sentences = useProblemSentences();
  const [typed, change, forget] = useDraft(`application.${applicationId}.plate`, NOTHING, isTypedPlate);
  const [error, setError] = useState<string>();
  const busy = acting.state === 'busy';

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const read = readPlate(typed.text, typed.country);
    if (!isPlate(read)) return setError(t(`refusal.${read}`));
    setError(undefined);
    const answer = await add({ plate: typed.text.trim(), country: typed.country });
    if (!answer) return;
    if (!answer.ok && !isOutdated(answer.problem)) {
      const { title, advice } = sentences(answer.problem);
      return setError([title, advice].filter(Boolean).join(' '));
    }
    forget();
    onClose();
  };

  return (
    <Dialog title={t('wizard.plates.dialog')} onClose={onClose}>
      <form className="pw-stack" noValidate onSubmit={(event) => void submit(event)}>
        <PlateInput
          autoFocus
          hint={t(foreign ? 'wizard.plates.foreign' : 'wizard.plates.dutchOnly')}
          error={error}
          value={typed}
          onChange={(next) => {
            setError(undefined);
            change(next);
          }}
        />
        <div role="status">{busy && <p className="pw-muted">{t('wizard.plates.checking')}</p>}</div>
        <Buttons wide>
          <Button look="primary" type="submit" busy={busy}>
            {t('common.ok')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </Buttons>
      </form>
    </Dialog>
  );
}

function isTypedPlate(value: unknown): value is TypedPlate {
  if (typeof value !== 'object' || value === null) return false;
  const { country, text } = value as Partial<TypedPlate>;
  return typeof country === 'string' && typeof text === 'string';
}
