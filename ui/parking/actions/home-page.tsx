import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { epoch, MINUTE_MS } from '../../../rules/values/moment.ts';
import type { ActionView, ParkingPermit } from '../../../api/parking/shapes.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Note } from '../../components/note.tsx';
import { Plate } from '../../components/plate.tsx';
import { Empty } from '../../components/states.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { useNow } from '../../data/clock.ts';
import { useCall } from '../../data/use-call.ts';
import { Shown } from '../../desk/shown.tsx';
import { useEvery } from '../../desk/use-every.ts';
import { WhatCameOver } from '../../old-system/came-over.tsx';
import { StreetNotices } from '../../street-notices/street-notices.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { readOpenActions } from '../data/actions.ts';
import { useParking, usePermit } from '../parking.ts';
import { ParkingShell } from '../parking-shell.tsx';
import { PlannedCard, RunningCard } from './action-card.tsx';
import { BalanceCard } from './balance-card.tsx';
import { PaidNow } from './paid-now.tsx';
import { OwnPlates, PermitState, PlacesInUse } from './permit-state.tsx';
import { WaitingList } from './waiting-list.tsx';
import './actions.css';

/** What others do, and what time does, shows within this; what officers must still get to see is asked for sooner. */
const CALM_MS = 30_000;
const WAITING_MS = 5_000;
/** What lasts for days is not counted down in a title. */
const LONG_MINUTES = 48 * 60;

interface OpenActions {
  running: readonly ActionView[];
  planned: readonly ActionView[];
}

/** One product of the app: what runs and what is planned under it, and the way to a new one (2PARK-050). */
export default function HomePage() {
  const t = useText();
  const permit = usePermit();
  const { reload } = useParking();
  const [told, setTold] = useState<string | null>(null);
  const asked = useCall(useCallback((signal: AbortSignal) => readOpenActions(permit.id, signal), [permit.id]));
  const { call, refresh } = asked;

  const renew = useCallback(() => {
    void refresh();
    void reload();
  }, [refresh, reload]);
  const open = call.state === 'done' ? call.value : null;
  const unseen = open?.running.some(({ visibleSince }) => visibleSince === null) ?? false;
  useEvery(unseen ? WAITING_MS : CALM_MS, unseen ? () => void refresh() : renew);
  useOnReturn(renew);
  useOnTurn(open, renew);

  const ahead = useTimeLeft(open?.running ?? []);

  const done = (sentence: string) => {
    setTold(sentence);
    renew();
  };
  return (
    <ParkingShell title={t('parking.menu.actions')} ahead={ahead}>
      <div className="pw-cols">
        <div className="pw-stack pw-stack--wide">
          <div className="pw-row">
            <h1>{t(`parking.actions.heading.${permit.kind}`)}</h1>
            <NewButton permit={permit} />
          </div>
          <WaitingList onRegistered={renew} />
          <PermitState permit={permit} />
          <WhatCameOver whose="account" />
          <StreetNotices whose="account" permitId={permit.id} />
          {told !== null && <Note kind="ok" title={told} urgent />}
          <PlacesInUse permit={permit} />
          <OwnPlates permit={permit} />
          <PaidNow permit={permit} />
          <Shown asked={asked} loading={t('parking.actions.loading')}>
            {({ running, planned }) => (
              <Tabs
                label={t('parking.menu.actions')}
                tabs={[
                  {
                    id: 'running',
                    title: t('parking.actions.running'),
                    count: running.length,
                    panel:
                      running.length === 0 ? (
                        <Nothing of="running" permit={permit} />
                      ) : (
                        <ul className="pw-cards" role="list">
                          {running.map((action) => (
                            <RunningCard key={action.id} action={action} permit={permit} onDone={done} />
                          ))}
                        </ul>
                      ),
                  },
                  {
                    id: 'planned',
                    title: t('parking.actions.planned'),
                    count: planned.length,
                    panel:
                      planned.length === 0 ? (
                        <Nothing of="planned" permit={permit} />
                      ) : (
                        <ul className="pw-cards" role="list">
                          {planned.map((action) => (
                            <PlannedCard key={action.id} action={action} permit={permit} onDone={done} />
                          ))}
                        </ul>
                      ),
                  },
                ]}
              />
            )}
          </Shown>
        </div>
        <aside className="pw-stack pw-stack--wide" aria-label={t('parking.actions.aside')}>
          <BalanceCard permit={permit} />
        </aside>
      </div>
    </ParkingShell>
  );
}

function NewButton({ permit: { id, may } }: { permit: ParkingPermit }) {
  const t = useText();
  if (!may.includes('start') && !may.includes('plan')) return null;
  return (
    <span className="pw-push">
      <ButtonLink look="primary" icon="plus" to={`/parking/p/${id}/new`}>
        {t('parking.actions.new')}
      </ButtonLink>
    </span>
  );
}

function Nothing({ of, permit: { grantPlate, may } }: { of: 'running' | 'planned'; permit: ParkingPermit }) {
  const t = useText();
  return (
    <Empty
      level="h2"
      title={t(`parking.actions.empty.${of}.title`)}
      {...(grantPlate
        ? { picture: <Plate country={grantPlate.country} value={grantPlate.display} quiet /> }
        : { icon: 'car' as const })}
    >
      <p>{t(may.includes('start') ? `parking.actions.empty.${of}.text` : 'parking.actions.empty.text')}</p>
    </Empty>
  );
}

/** The time left of what ends first stands in the title of the window, and so in the task bar of an installed app (PEERS-004). */
function useTimeLeft(running: readonly ActionView[]): string | undefined {
  const format = useFormat();
  const now = useNow();
  const minutes = Math.floor((Math.min(...running.map(({ endsAt }) => epoch(endsAt))) - epoch(now)) / MINUTE_MS);
  return running.length > 0 && minutes >= 0 && minutes < LONG_MINUTES
    ? format.duration(Math.max(1, minutes))
    : undefined;
}

/** Who comes back to the page, from another window or from a locked phone, sees how it stands now. */
function useOnReturn(act: () => void): void {
  const back = useEffectEvent(() => {
    if (document.visibilityState === 'visible') act();
  });
  useEffect(() => {
    const listener = () => back();
    document.addEventListener('visibilitychange', listener);
    window.addEventListener('focus', listener);
    return () => {
      document.removeEventListener('visibilitychange', listener);
      window.removeEventListener('focus', listener);
    };
  }, []);
}

/** What is planned begins, and what runs ends, at a moment that is known: it is asked for a moment later. */
function useOnTurn(open: OpenActions | null, act: () => void): void {
  const turn = useEffectEvent(act);
  const now = useNow();
  const moments = [
    ...(open?.running ?? []).map(({ endsAt }) => endsAt),
    ...(open?.planned ?? []).map(({ startsAt }) => startsAt),
  ];
  const passed = moments.some((moment) => epoch(moment) <= epoch(now));
  useEffect(() => {
    if (passed) turn();
  }, [passed, now]);
}
