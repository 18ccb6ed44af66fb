import { type CivilDate } from '../values/civil-day.ts';
import { type Instant } from '../values/moment.ts';
import { type Unit } from '../values/unit.ts';

/** A balance as it stands: what is free to be drawn on. */
export interface Balance {
  id: string;
  unit: Unit;
  /** Days it is for, the last not included; null is always. */
  period: { from: CivilDate; until: CivilDate } | null;
  available: number;
}

/** An action that is not over: planned or running. */
export interface OpenAction {
  id: string;
  country: string;
  plate: string;
  from: Instant;
  to: Instant;
}
