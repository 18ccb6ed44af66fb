import { useEffect, useEffectEvent, useRef } from 'react';
import type { Timeline } from '../../../api/audit/shapes.ts';
import type { Asked } from '../../data/use-call.ts';

const EVERY_MS = 10_000;

/** Who looked is recorded too, this page's own looking included: it says nothing about where the case is. */
const READINGS = [
  'case-read',
  'document-read',
  'person-shown',
  'plate-searched',
  'case-checked',
  'signed-in',
  'signed-out',
];

/** Keeps the page where the case is: looks for new events, and asks for the case itself only when it moved. */
export function useLivePosition({ call, refresh }: Asked<Timeline>, onMoved: () => Promise<void>): void {
  const items = call.state === 'done' ? call.value.items : null;
  const latest = items?.findLast(({ kind }) => !READINGS.includes(kind))?.id ?? null;
  const known = useRef<string | null>(null);
  const moved = useEffectEvent(() => void onMoved());
  useEffect(() => {
    if (latest === null) return;
    if (known.current !== null && known.current !== latest) moved();
    known.current = latest;
  }, [latest]);

  const look = useEffectEvent(() => {
    if (document.visibilityState === 'visible' && items !== null) void refresh();
  });
  useEffect(() => {
    const timer = window.setInterval(() => look(), EVERY_MS);
    return () => window.clearInterval(timer);
  }, []);
}
