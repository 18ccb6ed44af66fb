import { type PlateChangeTerms, type Product } from '../municipalities/product.ts';
import { isSame, type PlateKey } from '../parking/active-plate.ts';
import { otherCarUntil } from '../permits/disabled-card.ts';
import { type PermitStatus } from '../permits/status.ts';
import {
  addDays,
  civilDateOf,
  daysBetween,
  endOfDay,
  startOfDay,
  type CivilDate,
  type TimeZone,
} from '../values/civil-day.ts';
import { type Cents } from '../values/money.ts';
import { epoch, latest, type Instant } from '../values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../values/refusal.ts';
import { addWorkingDays, type WorkingCalendar } from '../values/working-days.ts';
import { decidePlates, type PlatesGround } from '../vehicles.ts';
import { type Moments } from './status.ts';

/** Replace one plate, put one beside the others, take one off, or drive another car for a while. */
export type PlateAct = 'replace' | 'add' | 'remove' | 'temporary';

/** The plates somebody wants on the permit, and from when. */
export interface WantedPlates {
  plates: readonly PlateKey[];
  /** Null is as soon as everything is settled. */
  startsOn: CivilDate | null;
  /** Days on which the plate that goes still counts beside the new one. */
  overlapDays: number;
  /** Last day of a temporary car; null when the change is for good. */
  backOn: CivilDate | null;
  /** The other car of a card: it counts at once, for as many hours as the product says (PEERS-030). */
  otherCar?: boolean;
}

export interface PermitPlateFacts extends PlateKey {
  id: string;
  /** Replaced already, and counting for the rest of its overlap only. */
  leaving: boolean;
}

export interface PlateChangeFacts {
  product: Product;
  permit: { status: PermitStatus; blocked: boolean; lastDay: CivilDate };
  plates: readonly PermitPlateFacts[];
  /** Changes under way on this permit: which plate goes, which one comes. */
  underWay: readonly { replacesId: string | null; adds: PlateKey | null }[];
  /** First days of the temporary cars there were and are. */
  temporaryFrom: readonly CivilDate[];
  /** Another car counts on the card now. */
  otherCarOut: boolean;
  today: CivilDate;
}

export type PlateChangeGround =
  | PlatesGround
  | 'not-allowed-by-product'
  | 'permit-not-in-force'
  | 'no-plate-changed'
  | 'one-plate-at-a-time'
  | 'change-under-way'
  | 'start-in-past'
  | 'start-too-far'
  | 'overlap-too-long'
  | 'temporary-too-long'
  | 'temporary-used-up'
  | 'other-car-out';

export type PlateChangeDecision =
  | {
      outcome: 'allow';
      act: PlateAct;
      replacesId: string | null;
      adds: PlateKey | null;
      feeCents: Cents;
      /** How long another car counts on a card; null for every other change. */
      otherCarHours: number | null;
    }
  | Refusal<PlateChangeGround>;

/** Where a product says nothing of its own: free, at once. */
const AS_SUCH: PlateChangeTerms = { feeCents: 0, effect: 'at-once', overlapDaysAtMost: 0, aheadDays: 0 };

export const plateChangeTerms = ({ plateChange }: Product): PlateChangeTerms => plateChange ?? AS_SUCH;

/** One act on one plate, from what is on the permit and what is wanted: the rules are those of an application (PORTAL-071, LOKET-031). */
export function decidePlateChange(wanted: WantedPlates, facts: PlateChangeFacts): PlateChangeDecision {
  const { product, permit, plates, underWay, otherCarOut, today } = facts;
  if (!product.holderMay.changePlates || product.plates.max === 0)
    return refuse('not-allowed-by-product', { act: 'change-plates' }, 'choose-other-product');
  if (permit.status !== 'issued' || permit.blocked || permit.lastDay < today)
    return refuse('permit-not-in-force', { status: permit.status, blocked: permit.blocked }, 'look-again');
  // Which car the card goes back to is settled the moment the other one begins: until then nothing about it changes.
  if (otherCarOut) return refuse('other-car-out', {}, 'give-back-first');

  const now = plates.filter(({ leaving }) => !leaving);
  const comes = wanted.plates.filter((plate) => !now.some((known) => isSame(known, plate)));
  const goes = now.filter((known) => !wanted.plates.some((plate) => isSame(known, plate)));
  const coming = underWay.flatMap(({ adds, replacesId }) => (adds && replacesId === null ? [adds] : []));
  const counted = [...wanted.plates, ...coming].map(({ country, plate }) => ({ country, key: plate }));
  const fits = decidePlates(product.plates, counted, { complete: true });
  if (isRefusal(fits)) return fits;
  if (comes.length + goes.length === 0) return refuse('no-plate-changed', {}, 'give-other-plate');
  if (comes.length > 1 || goes.length > 1)
    return refuse('one-plate-at-a-time', { comes: comes.length, goes: goes.length }, 'one-after-another');
  const [adds = null] = comes;
  const [gone = null] = goes;
  const clash =
    underWay.some((change) => gone !== null && change.replacesId === gone.id) ||
    (adds !== null &&
      [...underWay.flatMap((change) => change.adds ?? []), ...plates].some((plate) => isSame(plate, adds)));
  if (clash) return refuse('change-under-way', {}, 'finish-change');

  const act: PlateAct =
    adds === null
      ? 'remove'
      : gone === null
        ? 'add'
        : wanted.backOn !== null || wanted.otherCar
          ? 'temporary'
          : 'replace';
  const otherCarHours = (wanted.otherCar && product.disabledCard?.otherCarHours) || null;
  if (wanted.otherCar && (otherCarHours === null || act !== 'temporary'))
    return refuse('not-allowed-by-product', { act: 'other-car' }, 'change-for-good');
  const timing = otherCarHours === null ? decideTiming(act, wanted, facts) : ALLOWED;
  if (isRefusal(timing)) return timing;
  const feeCents = act === 'remove' || act === 'temporary' ? 0 : plateChangeTerms(product).feeCents;
  return { outcome: 'allow', act, replacesId: gone?.id ?? null, adds, feeCents, otherCarHours };
}

const ALLOWED = { outcome: 'allow' } as const;

function decideTiming(
  act: PlateAct,
  { startsOn, overlapDays, backOn }: WantedPlates,
  { product, permit, temporaryFrom, today }: PlateChangeFacts,
): { outcome: 'allow' } | Refusal<PlateChangeGround> {
  const terms = plateChangeTerms(product);
  if (startsOn !== null && startsOn < today) return refuse('start-in-past', { first: today }, 'choose-other-day');
  const ahead = addDays(today, terms.aheadDays);
  const last = ahead < permit.lastDay ? ahead : permit.lastDay;
  if (startsOn !== null && startsOn > last) return refuse('start-too-far', { last }, 'choose-other-day');
  if (overlapDays > (act === 'replace' ? terms.overlapDaysAtMost : 0))
    return refuse('overlap-too-long', { atMost: terms.overlapDaysAtMost }, 'shorter-overlap');
  if (backOn === null) return { outcome: 'allow' };

  const offered = product.temporaryVehicle;
  if (!offered || act !== 'temporary')
    return refuse('not-allowed-by-product', { act: 'temporary-car' }, 'change-for-good');
  const first = startsOn ?? today;
  const days = daysBetween(first, backOn) + 1;
  if (days < 1) return refuse('start-in-past', { first }, 'choose-other-day');
  if (days > offered.daysAtMost)
    return refuse(
      'temporary-too-long',
      { atMost: offered.daysAtMost, last: addDays(first, offered.daysAtMost - 1) },
      'choose-other-day',
    );
  const ofThisYear = temporaryFrom.filter((day) => daysBetween(day, first) < YEAR_DAYS).sort();
  if (ofThisYear.length >= offered.perYear) {
    const next = addDays(ofThisYear[ofThisYear.length - offered.perYear]!, YEAR_DAYS);
    return refuse('temporary-used-up', { perYear: offered.perYear, next }, 'change-for-good');
  }
  return { outcome: 'allow' };
}

/** A quota per year looks back over so many days, whatever the calendar year (PEERS-023). */
const YEAR_DAYS = 365;

/** What was asked that moments follow from. */
export interface AskedMoments extends Pick<WantedPlates, 'startsOn' | 'overlapDays' | 'backOn'> {
  otherCarHours?: number | null;
}

export interface MomentFacts {
  terms: PlateChangeTerms;
  timeZone: TimeZone;
  calendar: WorkingCalendar;
}

/**
 * When a change counts that is settled now. On the street at once, or from the day that was asked; where a barrier must learn the plate
 * first, on the last working day that takes, at its beginning (LOKET-032, LOKET-055, R15).
 */
export function momentsOf(
  act: PlateAct,
  { startsOn, overlapDays, backOn, otherCarHours }: AskedMoments,
  { terms, timeZone, calendar }: MomentFacts,
  settledAt: Instant,
): Moments {
  // A card is moved from one windscreen to another: no barrier has to learn a plate first.
  if (otherCarHours != null)
    return { effectiveAt: settledAt, overlapUntil: null, backAt: otherCarUntil(settledAt, otherCarHours) };
  const wanted = startsOn === null ? settledAt : latest(settledAt, startOfDay(startsOn, timeZone));
  const linked =
    terms.effect === 'at-once' || act === 'remove'
      ? settledAt
      : startOfDay(addWorkingDays(civilDateOf(settledAt, timeZone), terms.effect.workingDays, calendar), timeZone);
  const effectiveAt = latest(wanted, linked);
  const effectiveOn = civilDateOf(effectiveAt, timeZone);
  return {
    effectiveAt,
    overlapUntil:
      act === 'replace' && overlapDays > 0 ? endOfDay(addDays(effectiveOn, overlapDays - 1), timeZone) : null,
    backAt:
      act === 'temporary' && backOn !== null ? endOfDay(backOn < effectiveOn ? effectiveOn : backOn, timeZone) : null,
  };
}

/** Confirmed, or approved by a person: first the fee, if there is one; then it takes effect, now or later. */
export function afterSettling(
  feeCents: Cents,
  { paid, moments, now }: { paid: boolean; moments: Moments; now: Instant },
): 'pay' | 'wait' | 'take-effect' {
  if (feeCents > 0 && !paid) return 'pay';
  return epoch(moments.effectiveAt) <= epoch(now) ? 'take-effect' : 'wait';
}
