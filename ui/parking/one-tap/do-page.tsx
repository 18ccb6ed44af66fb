import { useCallback, useState } from 'react';
import { Link as RouterLink } from 'react-router';
import { Button, Buttons } from '../../components/button.tsx';
import { DescriptionList } from '../../components/lists.tsx';
import { Note } from '../../components/note.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { useLocal } from '../../desk/desk.ts';
import { ProblemNote, Shown } from '../../desk/shown.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { useToken } from '../account/use-token.ts';
import { useAmounts } from '../actions/amounts.ts';
import { actByLink, viewLinkedAction, type LinkedAction } from '../data/links.ts';
import { OpenParkingShell } from '../parking-shell.tsx';

/**
 * One parking action, from the link in a reminder: stop it, or give it a later end, without signing in (PEERS-003). Opening the page
 * changes nothing, because programs that look through mail open links too.
 */
export default function DoPage() {
  const t = useText();
  const token = useToken();
  const asked = useCall(useCallback((signal: AbortSignal) => viewLinkedAction(token, signal), [token]));
  return (
    <OpenParkingShell title={t('parking.oneTap.title')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <Shown asked={asked} loading={t('parking.oneTap.loading')}>
          {(action) => <OneAction token={token} action={action} onChanged={asked.refresh} />}
        </Shown>
        <p>
          <RouterLink className="pw-alone" to="/parking">
            {t('parking.oneTap.toApp')}
          </RouterLink>
        </p>
      </div>
    </OpenParkingShell>
  );
}

interface OneActionProps {
  token: string;
  action: LinkedAction;
  onChanged: () => Promise<void>;
}

function OneAction({ token, action, onChanged }: OneActionProps) {
  const t = useText();
  const local = useLocal();
  const format = useFormat();
  const amounts = useAmounts();
  const [done, setDone] = useState<'stop' | 'extend' | null>(null);
  const { act, perform } = useAct(actByLink);
  const { productName, municipalityName, areaName, plateEnd, startsAt, endsAt, openEnd, state, may, choices } = action;

  const press = async (body: Parameters<typeof actByLink>[0]) => {
    const answer = await perform(body);
    if (!answer?.ok) return;
    setDone(body.do);
    await onChanged();
  };
  const busy = act.state === 'busy';
  return (
    <>
      <h1>{t(`parking.oneTap.heading.${state}`)}</h1>
      {done !== null && (
        <Note kind="ok" urgent title={t(`parking.oneTap.done.${done}`, { until: format.moment(endsAt) })} />
      )}
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <DescriptionList
        items={[
          { term: t('parking.link.product'), value: <strong>{local(productName)}</strong> },
          { term: t('parking.link.place'), value: `${areaName}, ${municipalityName}` },
          ...(plateEnd === null
            ? []
            : [{ term: t('parking.history.plate'), value: t('parking.oneTap.plateEnd', { end: plateEnd }) }]),
          { term: t('parking.history.begin'), value: format.moment(startsAt) },
          {
            term: t('parking.history.end'),
            value:
              openEnd && state !== 'ended'
                ? t('parking.oneTap.untilStopped', { until: format.moment(endsAt) })
                : format.moment(endsAt),
          },
        ]}
      />
      {may.includes('extend') && choices.length > 0 && (
        <section className="pw-stack">
          <h2>{t('parking.oneTap.extend')}</h2>
          <Buttons>
            {choices.map(({ minutes, endsAt: later, holds }) => (
              <Button key={minutes} busy={busy} onClick={() => void press({ token, do: 'extend', minutes })}>
                {t('parking.oneTap.later', {
                  until: format.time(later),
                  price: amounts(holds) ?? t('parking.actions.nothing'),
                })}
              </Button>
            ))}
          </Buttons>
        </section>
      )}
      {may.includes('stop') && (
        <section className="pw-stack">
          <h2>{t('parking.oneTap.stop')}</h2>
          <p>{t('parking.oneTap.stopText')}</p>
          <p>
            <Button look="primary" busy={busy} onClick={() => void press({ token, do: 'stop' })}>
              {t('parking.actions.stop.yes')}
            </Button>
          </p>
        </section>
      )}
    </>
  );
}
