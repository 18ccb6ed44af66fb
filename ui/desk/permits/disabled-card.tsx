import { useCallback, useState, type FormEvent } from 'react';
import type { PermitView } from '../../../api/permits/shapes.ts';
import { isPlate, readPlate } from '../../../rules/values/plate.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Badge, Note } from '../../components/note.tsx';
import { PlateInput, type TypedPlate } from '../../components/plate-input.tsx';
import { Plate } from '../../components/plate.tsx';
import { useAct } from '../../data/use-act.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { giveBackPlate, moveCardTo } from '../data/plate-changes.ts';
import { ProblemNote } from '../shown.tsx';

type Card = NonNullable<PermitView['disabledCard']>;

/** Where the card lies, with a button for the own car and one for another (PEERS-030). */
export function DisabledCard({ permit, card, onChanged }: { permit: PermitView; card: Card; onChanged: () => void }) {
  const t = useText();
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState<'own' | 'other' | null>(null);
  const back = useAct(giveBackPlate);
  const { ownCar, otherCar, otherCarHours, expiresOn } = card;
  const usable = permit.phase === 'valid';
  const goBack = async (plateChangeId: string) => {
    const answer = await back.perform(plateChangeId);
    if (!answer?.ok) return;
    setDone('own');
    onChanged();
  };
  return (
    <section className="pw-stack">
      <h2>{t('permit.card.title')}</h2>
      <p className="pw-muted">{t('permit.card.expires', { day: format.day(expiresOn) })}</p>
      <div role="status">{done && <Note kind="ok" level="h3" title={t(`permit.card.done.${done}`)} />}</div>
      {back.act.state === 'failed' && <ProblemNote problem={back.act.problem} />}
      <ul className="pw-ruled" role="list">
        <li className="pw-row">
          <span className="pw-grow pw-row">
            <strong>{t('permit.card.own')}</strong>
            {ownCar && <Plate country={ownCar.country} value={ownCar.display} quiet={otherCar !== null} />}
          </span>
          {otherCar === null ? (
            <Badge kind={usable ? 'ok' : 'off'}>{t(usable ? 'permit.counts' : 'permit.countsNot')}</Badge>
          ) : (
            <Button busy={back.act.state === 'busy'} onClick={() => void goBack(otherCar.plateChangeId)}>
              {t('permit.card.toOwn')}
            </Button>
          )}
        </li>
        <li className="pw-row">
          <span className="pw-grow pw-row">
            <strong>{t('permit.card.other')}</strong>
            {otherCar && <Plate country={otherCar.country} value={otherCar.display} />}
            <span>
              {otherCar === null
                ? t('permit.card.hours', { count: otherCarHours })
                : t('permit.card.until', { moment: format.moment(otherCar.until) })}
            </span>
          </span>
          {otherCar !== null ? (
            <Badge kind="ok">{t('permit.counts')}</Badge>
          ) : (
            usable && (
              <Button icon="car" onClick={() => setAsking(true)}>
                {t('permit.card.toOther')}
              </Button>
            )
          )}
        </li>
      </ul>
      {asking && (
        <OtherCarDialog
          permitId={permit.id}
          hours={otherCarHours}
          onClose={() => setAsking(false)}
          onMoved={() => {
            setAsking(false);
            setDone('other');
            onChanged();
          }}
        />
      )}
    </section>
  );
}

interface OtherCarProps {
  permitId: string;
  hours: number;
  onClose: () => void;
  onMoved: () => void;
}

function OtherCarDialog({ permitId, hours, onClose, onMoved }: OtherCarProps) {
  const t = useText();
  const sentences = useProblemSentences();
  const [plate, setPlate] = useState<TypedPlate>({ country: 'NL', text: '' });
  const [error, setError] = useState<string>();
  const { act, perform } = useAct(
    useCallback(
      (typed: { plate: string; country: string }, key: string) => moveCardTo(permitId, typed, key),
      [permitId],
    ),
  );
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const read = readPlate(plate.text, plate.country);
    if (!isPlate(read)) return setError(t(`refusal.${read}`));
    setError(undefined);
    const answer = await perform({ plate: plate.text.trim(), country: plate.country });
    if (answer?.ok) return onMoved();
    if (!answer) return;
    const { title, advice } = sentences(answer.problem);
    setError([title, advice].filter(Boolean).join(' '));
  };
  return (
    <Dialog title={t('permit.card.toOther')} onClose={onClose}>
      <form className="pw-stack" noValidate onSubmit={(event) => void submit(event)}>
        <p>{t('permit.card.explain', { count: hours })}</p>
        <PlateInput
          autoFocus
          error={error}
          value={plate}
          onChange={(next) => {
            setError(undefined);
            setPlate(next);
          }}
        />
        <Buttons wide>
          <Button look="primary" type="submit" busy={act.state === 'busy'}>
            {t('permit.card.move')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </Buttons>
      </form>
    </Dialog>
  );
}
