import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { MINUTE_MS } from '../../../rules/values/moment.ts';
import { useText } from '../../text/text.tsx';

/** So long before the end somebody is asked whether they are still there. */
const WARNING_MS = 2 * MINUTE_MS;
/** Who reads or types asks the service nothing: it is told now and then that they are there. */
const TELL_MS = 5 * MINUTE_MS;
/** Seconds left at which somebody who cannot see the figure is told. */
const SPOKEN_AT = [10, 30, 60];
const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'wheel', 'touchstart', 'input'] as const;

interface IdleGuardProps {
  minutes: number;
  /** Tells the service that somebody is there. */
  onAlive: () => void;
  onIdle: () => void;
}

/**
 * Signs out who did nothing for so many minutes, and asks first (2PARK-023). What counts is what a person does, in any tab: a page that asks
 * the service for news by itself is no sign of life. Real time, as a phone that slept must not come back signed in.
 */
export function IdleGuard({ minutes, onAlive, onIdle }: IdleGuardProps) {
  const t = useText();
  const [leftMs, setLeftMs] = useState<number | null>(null);
  const active = useRef(0);
  const told = useRef(0);
  const over = useRef(false);

  const look = useEffectEvent(() => {
    const left = active.current + minutes * MINUTE_MS - Date.now();
    setLeftMs(left <= WARNING_MS ? Math.max(0, left) : null);
    if (left > 0 || over.current) return;
    over.current = true;
    onIdle();
  });
  const alive = useEffectEvent((): boolean => {
    // Once asked, somebody has to answer: a sleeve over the screen is no answer.
    if (leftMs !== null) return false;
    active.current = Date.now();
    if (active.current - told.current >= TELL_MS) {
      told.current = active.current;
      onAlive();
    }
    return true;
  });
  const elsewhere = useEffectEvent(() => {
    active.current = Date.now();
    setLeftMs(null);
  });

  const tabs = useRef<BroadcastChannel | null>(null);
  useEffect(() => {
    active.current = told.current = Date.now();
    const channel = 'BroadcastChannel' in window ? new BroadcastChannel('parkwerk.alive') : null;
    tabs.current = channel;
    const stir = () => alive() && channel?.postMessage(null);
    const hear = () => elsewhere();
    channel?.addEventListener('message', hear);
    const back = () => look();
    const timer = window.setInterval(back, 1_000);
    document.addEventListener('visibilitychange', back);
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, stir, { capture: true, passive: true });
    return () => {
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', back);
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, stir, { capture: true });
      channel?.close();
      tabs.current = null;
    };
  }, []);

  if (leftMs === null) return null;
  const said = SPOKEN_AT.find((seconds) => leftMs <= seconds * 1_000);
  const stay = () => {
    active.current = told.current = Date.now();
    setLeftMs(null);
    tabs.current?.postMessage(null);
    onAlive();
  };
  return (
    <Dialog title={t('parking.idle.title')} onClose={stay}>
      <p>{t('parking.idle.text')}</p>
      {/* The figure changes every second, which nobody could listen to: it is said when a moment is passed. */}
      <span className="pw-said" role="status">
        {said !== undefined && t('parking.idle.left', { count: said })}
      </span>
      <p role="timer">{t('parking.idle.left', { count: Math.ceil(leftMs / 1_000) })}</p>
      <p>
        <Button look="primary" data-first-focus onClick={stay}>
          {t('parking.idle.stay')}
        </Button>
      </p>
    </Dialog>
  );
}
