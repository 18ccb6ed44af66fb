import { useState } from 'react';
import type { IncidentPage, IncidentView } from '../../../api/operations/shapes.ts';
import { SKIP_REASONS, type IncidentOutcome, type SkipReason } from '../../../rules/staff-work/incidents.ts';
import { STAFF_ROLES } from '../../../rules/staff.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Radios } from '../../components/choice.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { Select, TextArea } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useText } from '../../text/text.tsx';
import { assignIncident, finishIncident } from '../data/operations.ts';

interface DialogProps {
  incident: IncidentView;
  about: string;
  onClose: () => void;
  onActed: () => void;
}

/** To a colleague who operates, or to everybody of a role. */
export function Assign({ incident: { id }, about, colleagues, onClose, onActed }: DialogProps & Pick<IncidentPage, 'colleagues'>) {
  const t = useText();
  const sentences = useProblemSentences();
  const { act, perform } = useAct(assignIncident);
  const options = [
    ...colleagues.map((colleague) => ({ value: colleague.id, text: colleague.name })),
    ...STAFF_ROLES.map((role) => ({ value: role, text: t('staff.incidents.role', { role: t(`staff.role.${role}`) }) })),
  ];
  const [chosen, setChosen] = useState(options[0]!.value);
  const send = async () => {
    const role = STAFF_ROLES.find((known) => known === chosen);
    const answer = await perform({ id, ...(role ? { role } : { staffId: chosen }) });
    if (!answer?.ok) return;
    onClose();
    onActed();
  };
  return (
    <Dialog title={`${t('staff.incidents.assign')}: ${about}`} onClose={onClose}>
      <Select label={t('staff.incidents.to')} value={chosen} onChange={setChosen} options={options} />
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      <Buttons wide>
        <Button look="primary" busy={act.state === 'busy'} onClick={() => void send()}>
          {t('staff.incidents.assign')}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </Buttons>
    </Dialog>
  );
} // prettier-ignore

/** Skipped with a reason, or closed with a note; where money is at stake this asks a colleague, or says yes to one who asked. */
export function Finish({ incident: { id, aboutMoney }, about, onClose, onActed }: DialogProps) {
  const t = useText();
  const sentences = useProblemSentences();
  const { act, perform } = useAct(finishIncident);
  const [outcome, setOutcome] = useState<IncidentOutcome>('closed');
  const [reason, setReason] = useState<SkipReason>(SKIP_REASONS[0]);
  const [note, setNote] = useState('');
  const [lacking, setLacking] = useState(false);
  const send = async () => {
    const written = note.trim() === '' ? null : note.trim();
    setLacking(outcome === 'closed' && written === null);
    if (outcome === 'closed' && written === null) return;
    const answer = await perform({ id, outcome, reason: outcome === 'skipped' ? reason : null, note: written });
    if (!answer?.ok) return;
    onClose();
    onActed();
  };
  return (
    <Dialog title={`${t('staff.incidents.finish')}: ${about}`} onClose={onClose}>
      {aboutMoney && <p>{t('staff.incidents.money')}</p>}
      <Radios
        label={t('staff.incidents.how')}
        chosen={outcome}
        onChoose={(value) => setOutcome(value === 'skipped' ? 'skipped' : 'closed')}
        options={[
          { value: 'closed', title: t('staff.incidents.close'), more: t('staff.incidents.closeText') },
          { value: 'skipped', title: t('staff.incidents.skip'), more: t('staff.incidents.skipText') },
        ]}
      />
      {outcome === 'skipped' && (
        <Select
          label={t('staff.incidents.why')}
          value={reason}
          onChange={(value) => setReason(SKIP_REASONS.find((known) => known === value) ?? SKIP_REASONS[0])}
          options={SKIP_REASONS.map((value) => ({ value, text: t(`incident.reason.${value}`) }))}
        />
      )}
      <TextArea
        label={t('staff.incidents.note')}
        hint={t('staff.incidents.noteHint')}
        optional={outcome === 'skipped'}
        value={note}
        onChange={setNote}
        maxLength={500}
        {...(lacking && { error: t('staff.incidents.noteNeeded') })}
      />
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      <Buttons wide>
        <Button look="primary" busy={act.state === 'busy'} onClick={() => void send()}>
          {t('staff.incidents.finish')}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </Buttons>
    </Dialog>
  );
}
