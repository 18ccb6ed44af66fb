import { useCallback, useEffect, useRef, useState } from 'react';
import type { OfflineChecksKept, SignedPack, SigningKeys } from '../../../api/enforcement/shapes.ts';
import type { PackFault } from '../../../rules/offline-pack.ts';
import { MINUTE_MS, type Instant } from '../../../rules/values/moment.ts';
import { now } from '../../data/clock.ts';
import { call } from '../../data/http.ts';
import { keepOnDevice, readOnDevice } from '../../data/on-device.ts';
import { keep, readKept } from '../../kept.ts';
import {
  askPack,
  canCheckOffline,
  lockCheck,
  openPack,
  type LockedCheck,
  type OfflineAnswer,
  type OpenPack,
} from './pack.ts';

/** What this device can check with when the connection goes. */
export type OfflineList =
  { state: 'none' } | { state: 'ready'; madeAt: Instant; goodUntil: Instant } | { state: 'refused'; fault: PackFault };

export interface CheckedOffline extends OfflineAnswer {
  id: string;
  at: Instant;
  /** How old the list is that answered. */
  madeAt: Instant;
}

export interface Offline {
  list: OfflineList;
  /** Checks made here that the service does not have yet. */
  waiting: number;
  /** Null when there is no list to ask. */
  ask: (question: { plate: string; country: string; area: string }) => Promise<CheckedOffline | PackFault | null>;
}

interface KeptList {
  signed: SignedPack;
  keys: SigningKeys['items'];
}

/** A fresh list every minute while there is a connection, so that it is as young as can be when that goes. */
const REFRESHED_EVERY_MS = MINUTE_MS;
const SENT_AT_ONCE = 100;

/**
 * Checking without connection (BEYOND-025). The list is kept on the device as long as it is good, so that the page also comes up anew
 * without one; what was checked with it waits there, locked for the service, until there is a connection again.
 */
export function useOfflineList(municipality: string): Offline {
  const [list, setList] = useState<OfflineList>({ state: 'none' });
  const [waiting, setWaiting] = useState(() => readWaiting().length);
  const open = useRef<OpenPack | null>(null);

  /** Until when it may be used; null when it is refused. */
  const take = useCallback(
    async ({ signed, keys }: KeptList): Promise<Instant | null> => {
      const opened = await openPack(signed, keys, { municipality, at: now() });
      const refused = typeof opened === 'string';
      open.current = refused ? null : opened;
      setList(
        refused
          ? { state: 'refused', fault: opened }
          : { state: 'ready', madeAt: opened.pack.madeAt, goodUntil: opened.pack.goodUntil },
      );
      return refused ? null : opened.pack.goodUntil;
    },
    [municipality],
  );

  const refresh = useCallback(
    async (signal: AbortSignal) => {
      const keys = await call<SigningKeys>('/v1/signing-keys', { signal });
      const signed = keys.ok ? await call<SignedPack>('/v1/enforcement/packs/current', { signal }) : keys;
      // Without connection, or where it is not offered, the one we have stays until it is too old.
      if (signal.aborted) return;
      if (!keys.ok || !signed.ok) {
        // The page came up without a connection: it takes the list of before, and looks at it as if it had just come.
        const kept = open.current === null ? await readOnDevice<KeptList>(`list ${municipality}`) : undefined;
        if (kept !== undefined && !signal.aborted) await take(kept);
        return;
      }
      const fresh: KeptList = { signed: signed.value, keys: keys.value.items };
      const goodUntil = await take(fresh);
      if (goodUntil !== null) await keepOnDevice({ [`list ${municipality}`]: fresh }, goodUntil);
      if (await sendWaiting()) setWaiting(readWaiting().length);
    },
    [municipality, take],
  );

  useEffect(() => {
    if (!canCheckOffline()) return undefined;
    const leaving = new AbortController();
    const again = () => void refresh(leaving.signal);
    again();
    const timer = window.setInterval(again, REFRESHED_EVERY_MS);
    window.addEventListener('online', again);
    return () => {
      leaving.abort();
      window.clearInterval(timer);
      window.removeEventListener('online', again);
    };
  }, [refresh]);

  const ask = useCallback<Offline['ask']>(
    async (question) => {
      if (open.current === null) return null;
      const at = now();
      const answer = await askPack(open.current, question, { municipality, at });
      if (typeof answer === 'string') {
        setList({ state: 'refused', fault: answer });
        return answer;
      }
      const { boxKey, madeAt } = open.current.pack;
      const locked = await lockCheck(boxKey, { ...question, at, verdict: answer.verdict });
      keepWaiting([...readWaiting(), locked]);
      setWaiting(readWaiting().length);
      return { ...answer, id: locked.id, at, madeAt };
    },
    [municipality],
  );

  return { list, waiting, ask };
}

/** True when something left. What the service cannot read it never will: that goes as well. */
async function sendWaiting(): Promise<boolean> {
  const items = readWaiting().slice(0, SENT_AT_ONCE);
  if (items.length === 0) return false;
  const answer = await call<OfflineChecksKept>('/v1/enforcement/offline-checks', { method: 'POST', body: { items } });
  if (!answer.ok) return false;
  const sent = new Set(items.map(({ id }) => id));
  keepWaiting(readWaiting().filter(({ id }) => !sent.has(id)));
  return true;
}

const keepWaiting = (checks: readonly LockedCheck[]): void => keep('parkwerk.offline-checks', JSON.stringify(checks));

function readWaiting(): LockedCheck[] {
  const kept = readKept('parkwerk.offline-checks');
  return kept === null ? [] : (JSON.parse(kept) as LockedCheck[]); // written by `keepWaiting` alone
}
