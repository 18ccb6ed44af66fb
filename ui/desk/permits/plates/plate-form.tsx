import { useCallback, useState, type FormEvent } from 'react';
import { addDays } from '../../../../rules/values/civil-day.ts';
import { civilDayAt } from '../../../../rules/values/format.ts';
import { isPlate, readPlate } from '../../../../rules/values/plate.ts';
import type { PermitView } from '../../../../api/permits/shapes.ts';
import type { PlateChangeTerms, PlateChangeView, PlatesBody } from '../../../../api/plate-changes/shapes.ts';
import { Button, Buttons } from '../../../components/button.tsx';
import { Checkboxes, Radios } from '../../../components/choice.tsx';
import { DateField } from '../../../components/date-field.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { PlateInput, type TypedPlate } from '../../../components/plate-input.tsx';
import { now } from '../../../data/clock.ts';
import { useDraft } from '../../../data/draft.ts';
import { useAct } from '../../../data/use-act.ts';
import { useProblemSentences } from '../../../text/problem-sentences.ts';
import { useText } from '../../../text/text.tsx';
import { askForPlates } from '../../data/plate-changes.ts';
import { TermsOfChange } from './terms.tsx';
import { asTyped } from './typed.ts';

/** What somebody is about to do: another plate instead of this one, for good or for a while, or one more. */
export type Wish = { kind: 'replace' | 'temporary'; goes: PermitView['plates'][number] } | { kind: 'add'; goes: null };

interface PlateFormProps {
  permit: PermitView;
  terms: PlateChangeTerms;
  wish: Wish;
  onAsked: (change: PlateChangeView) => void;
  onClose: () => void;
}

const NOTHING: TypedPlate = { country: 'NL', text: '' };

/** Asks for the new plate and the day; the change itself is confirmed afterwards, with its fee and moment (LOKET-031). */
export function PlateForm({ permit, terms, wish, onAsked, onClose }: PlateFormProps) {
  const t = useText();
  const sentences = useProblemSentences();
  const [typed, change, forget] = useDraft(`permit.${permit.id}.plate`, NOTHING, isTypedPlate);
  const [planned, setPlanned] = useState(false);
  const [startsOn, setStartsOn] = useState<string | null>(null);
  const [backOn, setBackOn] = useState<string | null>(null);
  const [overlap, setOverlap] = useState(false);
  const [error, setError] = useState<string>();
  const { act, perform } = useAct(
    useCallback((body: PlatesBody, key: string) => askForPlates(permit.id, body, key), [permit.id]),
  );
  const today = civilDayAt(now());
  const busy = act.state === 'busy';
  const temporary = wish.kind === 'temporary' ? terms.temporary : null;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const read = readPlate(typed.text, typed.country);
    if (!isPlate(read)) return setError(t(`refusal.${read}`));
    if ((planned && startsOn === null) || (temporary && backOn === null)) return setError(t('plates.chooseDay'));
    setError(undefined);
    const stays = permit.plates.filter((plate) => plate !== wish.goes).map(asTyped);
    const answer = await perform({
      plates: [...stays, { plate: typed.text.trim(), country: typed.country }],
      startsOn: planned ? startsOn : null,
      overlapDays: overlap && wish.kind === 'replace' ? 1 : 0,
      backOn: temporary ? backOn : null,
    });
    if (!answer) return;
    if (!answer.ok) {
      const { title, advice } = sentences(answer.problem);
      return setError([title, advice].filter(Boolean).join(' '));
    }
    forget();
    onAsked(answer.value);
  };

  return (
    <Dialog title={t(`plates.dialog.${wish.kind}`, { plate: wish.goes?.display ?? '' })} onClose={onClose}>
      <form className="pw-stack" noValidate onSubmit={(event) => void submit(event)}>
        <PlateInput
          autoFocus
          hint={t(terms.foreign ? 'wizard.plates.foreign' : 'wizard.plates.dutchOnly')}
          error={error}
          value={typed}
          onChange={(next) => {
            setError(undefined);
            change(next);
          }}
        />
        {!temporary && <TermsOfChange terms={terms} />}
        {terms.lastStart !== null && (
          <Radios
            label={t('plates.from')}
            options={[
              { value: 'now', title: t('plates.fromNow') },
              { value: 'later', title: t('plates.fromDay') },
            ]}
            chosen={planned ? 'later' : 'now'}
            onChoose={(value) => setPlanned(value === 'later')}
          />
        )}
        {planned && terms.lastStart !== null && (
          <DateField
            label={t('plates.firstDay')}
            value={startsOn}
            onChange={setStartsOn}
            today={today}
            first={addDays(today, 1)}
            last={terms.lastStart}
          />
        )}
        {temporary && (
          <DateField
            label={t('plates.lastDay')}
            hint={t('plates.temporaryHint', { days: temporary.daysAtMost, times: temporary.perYear })}
            value={backOn}
            onChange={setBackOn}
            today={today}
            first={startsOn ?? today}
            last={addDays(startsOn ?? today, temporary.daysAtMost - 1)}
          />
        )}
        {wish.kind === 'replace' && terms.overlapDaysAtMost > 0 && (
          <Checkboxes
            label={t('plates.overlapLabel')}
            options={[{ value: 'overlap', title: t('plates.overlap'), more: t('plates.overlapHint') }]}
            chosen={overlap ? ['overlap'] : []}
            onChoose={(values) => setOverlap(values.length > 0)}
          />
        )}
        <div role="status">{busy && <p className="pw-muted">{t('wizard.plates.checking')}</p>}</div>
        <Buttons wide>
          <Button look="primary" type="submit" busy={busy}>
            {t('plates.check')}
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
