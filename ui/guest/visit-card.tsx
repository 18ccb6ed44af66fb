import { useCallback, useEffect, useState } from 'react';
import type { GuestVisitView } from '../../api/guests/shapes.ts';
import { Button, Buttons } from '../components/button.tsx';
import { ConfirmDialog } from '../components/dialog.tsx';
import { DescriptionList } from '../components/lists.tsx';
import { Note, type NoteKind } from '../components/note.tsx';
import { Plate } from '../components/plate.tsx';
import { useAct } from '../data/use-act.ts';
import { useCall } from '../data/use-call.ts';
import { ProblemNote, Shown } from '../desk/shown.tsx';
import { useFormat, useText } from '../text/text.tsx';
import { payVisit, readVisit, stopVisit } from './data.ts';

/** While somebody else has to act, it is asked so often. */
const ASK_AGAIN_MS = 4_000;

/** One's own visit: waiting for a yes or for the money, parked, or over. */
export function VisitCard({ visitKey, onLeave }: { visitKey: string; onLeave: () => void }) {
  const t = useText();
  const asked = useCall(useCallback((signal: AbortSignal) => readVisit(visitKey, signal), [visitKey]));
  const { call, refresh } = asked;
  const waits = call.state === 'done' && ['asked', 'paying'].includes(call.value.status);
  // What parks or may still park is let go of by nobody: only with its key can it be stopped.
  const counts = call.state === 'done' && (waits || call.value.status === 'allowed' || call.value.running);
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(() => void refresh(), ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [waits, refresh]);
  return (
    <>
      <Shown asked={asked} loading={t('guest.loading')}>
        {(visit) => <Visit visitKey={visitKey} visit={visit} onChanged={refresh} />}
      </Shown>
      {!counts && call.state !== 'loading' && (
        <p>
          <Button look="subtle" onClick={onLeave}>
            {t('guest.again')}
          </Button>
        </p>
      )}
    </>
  );
}

interface VisitProps {
  visitKey: string;
  visit: GuestVisitView;
  onChanged: () => Promise<void>;
}

type Face = Exclude<GuestVisitView['status'], 'started'> | 'started' | 'ended';
const KINDS: Record<Face, NoteKind> = {
  asked: 'wait',
  allowed: 'wait',
  paying: 'wait',
  started: 'ok',
  ended: 'info',
  refused: 'bad',
  lapsed: 'bad',
};

function Visit({ visitKey, visit, onChanged }: VisitProps) {
  const t = useText();
  const format = useFormat();
  const [leaving, setLeaving] = useState(false);
  const stopping = useAct(stopVisit);
  const paying = useAct(payVisit, { once: true });
  const { status, running, endsAt, startsAt, until, municipalityName, areaName, plate, paidCents, backCents } = visit;
  const face: Face = status === 'started' && !running ? 'ended' : status;
  const stop = async () => {
    const answer = await stopping.perform(visitKey);
    setLeaving(false);
    if (answer?.ok) await onChanged();
  };
  const pay = async () => {
    const answer = await paying.perform(visitKey);
    if (answer?.ok) window.location.assign(answer.value.checkoutUrl);
    else await onChanged();
  };
  const failed = [stopping.act, paying.act].find((act) => act.state === 'failed');
  const values = { end: format.moment(endsAt), until: format.timeInWords(until) };
  return (
    <>
      <h1>{t('guest.welcome', { municipality: municipalityName })}</h1>
      <div role="status">
        <Note kind={KINDS[face]} title={t(`guest.visit.${face}`)}>
          <p>{t(`guest.text.${face}`, values)}</p>
        </Note>
      </div>
      {failed && <ProblemNote problem={failed.problem} />}
      <DescriptionList
        items={[
          ...(plate
            ? [{ term: t('guest.facts.plate'), value: <Plate value={plate.display} country={plate.country} /> }]
            : []),
          { term: t('guest.facts.place'), value: areaName },
          ...(startsAt ? [{ term: t('guest.facts.from'), value: format.moment(startsAt) }] : []),
          { term: t('guest.facts.until'), value: format.moment(endsAt) },
          ...(paidCents ? [{ term: t('guest.facts.paid'), value: format.money(paidCents) }] : []),
          ...(backCents ? [{ term: t('guest.facts.back'), value: format.money(backCents) }] : []),
        ]}
      />
      <Buttons>
        {running && (
          <Button look="primary" busy={stopping.act.state === 'busy'} onClick={() => setLeaving(true)}>
            {t('guest.stop')}
          </Button>
        )}
        {(status === 'allowed' || status === 'paying') && (
          <Button look="primary" busy={paying.act.state === 'busy'} onClick={() => void pay()}>
            {t('guest.payNow')}
          </Button>
        )}
        {!running && <Button onClick={() => void onChanged()}>{t('guest.refresh')}</Button>}
      </Buttons>
      {leaving && (
        <ConfirmDialog
          question={t('guest.stopAsk')}
          yes={t('guest.stop')}
          busy={stopping.act.state === 'busy'}
          onYes={() => void stop()}
          onNo={() => setLeaving(false)}
        >
          <p>{t('guest.stopText')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
