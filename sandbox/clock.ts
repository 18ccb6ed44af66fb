import type { State } from './state.ts';

/** Business time: real time plus the offset the system told. Everything a stand-in stamps or compares asks this clock. */
export interface BusinessClock {
  now(): Date;
  offsetMs(): number;
  set(offsetMs: number): void;
  onMoved(listener: () => void): void;
}

export function openClock(state: State): BusinessClock {
  const settings = state.table<number>('clock');
  const listeners: (() => void)[] = [];
  const offsetMs = () => settings.get('offsetMs') ?? 0;

  return {
    now: () => new Date(Date.now() + offsetMs()),
    offsetMs,
    set(offset) {
      settings.put('offsetMs', offset);
      listeners.forEach((listener) => listener());
    },
    onMoved: (listener) => void listeners.push(listener),
  };
}
