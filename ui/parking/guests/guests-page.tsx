import { useCallback, useState } from 'react';
import type { GuestPassMade } from '../../../api/guests/shapes.ts';
import { Button, ButtonLink, Buttons } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Badge, Note } from '../../components/note.tsx';
import { Plate } from '../../components/plate.tsx';
import { Empty } from '../../components/states.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { ProblemNote, Shown } from '../../desk/shown.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { answerGuest, readGuestPasses, revokeGuestPass, type GuestPass, type GuestVisit } from '../data/guests.ts';
import { useParking, usePermit } from '../parking.ts';
import { ParkingShell } from '../parking-shell.tsx';
import { GuestPassForm } from './guest-pass-form.tsx';
import { MadePass } from './made-pass.tsx';

/** Links with which guests sign on themselves, who waits for a yes, and who came (BEYOND-010, PEERS-009). */
export default function GuestsPage() {
  const t = useText();
  const { reload } = useParking();
  const { id: permitId } = usePermit();
  const asked = useCall(useCallback((signal: AbortSignal) => readGuestPasses(permitId, signal), [permitId]));
  const [made, setMade] = useState<GuestPassMade | null>(null);
  const [leaving, setLeaving] = useState<GuestPass | null>(null);
  const revoking = useAct(revokeGuestPass);
  const answering = useAct(answerGuest);

  const changed = async () => {
    await Promise.all([asked.refresh(), reload()]);
  };
  const revoke = async ({ id }: GuestPass) => {
    const answer = await revoking.perform({ permitId, id });
    setLeaving(null);
    if (answer?.ok) await changed();
  };
  const say = async ({ id }: GuestVisit, answer: 'allow' | 'refuse') => {
    await answering.perform({ permitId, id, answer });
    await changed();
  };
  return (
    <ParkingShell title={t('parking.menu.guests')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t('parking.guests.heading')}</h1>
        <p className="pw-lead">{t('parking.guests.lead')}</p>
        {[revoking.act, answering.act].map(
          (act, index) => act.state === 'failed' && <ProblemNote key={index} problem={act.problem} />,
        )}
        <Shown asked={asked} loading={t('parking.guests.loading')}>
          {({ items, terms }) => (
            <>
              {items
                .flatMap(({ visits }) => visits)
                .filter(({ status }) => status === 'asked')
                .map((visit) => (
                  <Waiting key={visit.id} visit={visit} busy={answering.act.state === 'busy'} onSay={say} />
                ))}
              {made ? (
                <MadePass
                  made={made}
                  onDone={() => {
                    setMade(null);
                  }}
                />
              ) : (
                <GuestPassForm
                  key={items.length}
                  terms={terms}
                  onMade={(pass) => {
                    setMade(pass);
                    void asked.refresh();
                  }}
                />
              )}
              {items.length === 0 ? (
                <Empty icon="user" title={t('parking.guests.empty.title')}>
                  <p>{t('parking.guests.empty.text')}</p>
                </Empty>
              ) : (
                <ul className="pw-parking-list" role="list">
                  {items.map((pass) => (
                    <PassEntry key={pass.id} pass={pass} onRevoke={() => setLeaving(pass)} />
                  ))}
                </ul>
              )}
            </>
          )}
        </Shown>
      </div>
      {leaving && (
        <ConfirmDialog
          question={t('parking.guests.revoke.question')}
          yes={t('parking.guests.revoke.yes')}
          busy={revoking.act.state === 'busy'}
          onYes={() => void revoke(leaving)}
          onNo={() => setLeaving(null)}
        >
          <p>{t('parking.guests.revoke.text')}</p>
        </ConfirmDialog>
      )}
    </ParkingShell>
  );
}

interface WaitingProps {
  visit: GuestVisit;
  busy: boolean;
  onSay: (visit: GuestVisit, answer: 'allow' | 'refuse') => Promise<void>;
}

function Waiting({ visit, busy, onSay }: WaitingProps) {
  const t = useText();
  const format = useFormat();
  const who = visit.name ?? visit.plate?.display ?? t('parking.guests.someone');
  return (
    <Note kind="wait" title={t('parking.guests.asks.title')}>
      <p>{t('parking.guests.asks.text', { who, end: format.moment(visit.endsAt) })}</p>
      {visit.plate && <Plate size="s" value={visit.plate.display} country={visit.plate.country} />}
      <Buttons>
        <Button look="primary" about={who} busy={busy} onClick={() => void onSay(visit, 'allow')}>
          {t('parking.guests.asks.allow')}
        </Button>
        <Button about={who} busy={busy} onClick={() => void onSay(visit, 'refuse')}>
          {t('parking.guests.asks.refuse')}
        </Button>
      </Buttons>
    </Note>
  );
}

function PassEntry({ pass, onRevoke }: { pass: GuestPass; onRevoke: () => void }) {
  const t = useText();
  const format = useFormat();
  const { name, state, uses, used, mostMinutes, payer, consent, endsAt, visits } = pass;
  const title = name ?? t('parking.guests.noName');
  return (
    <li className="pw-parking-grant">
      <h2 className="pw-parking-grant__who">{title}</h2>
      <Badge kind={state === 'live' ? 'ok' : 'us'}>{t(`parking.guests.state.${state}`)}</Badge>
      <p>
        {t('parking.guests.until', { end: format.moment(endsAt) })}. {t('parking.guests.uses', { used, uses })}.
      </p>
      <p>
        {t(`parking.guests.payer.${payer}`)}. {t(`parking.guests.consent.${consent}`)}.{' '}
        {mostMinutes === null
          ? t('parking.guests.anyLength')
          : t('parking.guests.longest', { count: mostMinutes / 60 })}
        .
      </p>
      {visits.length > 0 && (
        <ul className="pw-ruled" role="list" aria-label={t('parking.guests.visits')}>
          {visits.map((visit) => (
            <li key={visit.id} className="pw-row">
              {visit.plate && <Plate size="s" value={visit.plate.display} country={visit.plate.country} />}
              <span className="pw-grow">
                {visit.name !== null && <strong>{visit.name} </strong>}
                {t(`parking.guests.visit.${visit.running ? 'running' : visit.status}`, {
                  end: format.moment(visit.endsAt),
                })}
              </span>
              {visit.actionId !== null && (
                <ButtonLink
                  look="subtle"
                  to={`/parking/a/${encodeURIComponent(visit.actionId)}`}
                  about={visit.name ?? title}
                >
                  {t('parking.guests.see')}
                </ButtonLink>
              )}
            </li>
          ))}
        </ul>
      )}
      {state === 'live' && (
        <p>
          <Button about={title} onClick={onRevoke}>
            {t('parking.guests.revoke.button')}
          </Button>
        </p>
      )}
    </li>
  );
}
