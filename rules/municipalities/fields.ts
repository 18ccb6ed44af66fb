/** How a value of a release is written for people; `cents` are shown as euros, `euros` is an exact decimal. */
export type FieldUnit =
  'cents' | 'euros' | 'count' | 'days' | 'minutes' | 'percent' | 'yes-no' | 'text' | 'dates' | 'shape';

/** A place in a release that has a name of its own; `*` stands for one id. Its sentence lies in `text/` under `staff.releases.field`. */
interface Field {
  name: string;
  path: readonly string[];
  unit: FieldUnit;
  /** Something that is changed on an ordinary day, by a form instead of in a file. */
  everyday?: 'required' | 'may-be-empty';
}

const product = (name: string, path: string, unit: FieldUnit, everyday?: Field['everyday']): Field => ({
  name,
  path: ['products', '*', ...path.split('/')],
  unit,
  ...(everyday && { everyday }),
});
const of = (name: string, path: string, unit: FieldUnit, everyday?: Field['everyday']): Field => ({
  name,
  path: path.split('/'),
  unit,
  ...(everyday && { everyday }),
});

/** What has a name. Whatever stands nowhere here is told by its place in the file, so that nothing that differs goes unseen. */
export const FIELDS: readonly Field[] = [
  product('price', 'places/*/prices/*', 'cents', 'required'),
  product('ceiling', 'places/*/ceiling', 'count', 'may-be-empty'),
  product('place', 'places/*', 'text'),
  product('withdrawn', 'withdrawn', 'yes-no'),
  product('name', 'name/*', 'text'),
  product('summary', 'summary/*', 'text'),
  product('article', 'article', 'text'),
  product('vat', 'vatPercent', 'percent'),
  product('platesMost', 'plates/max', 'count', 'required'),
  product('platesAtOnce', 'plates/atOnce', 'count', 'required'),
  product('changeFee', 'plateChange/feeCents', 'cents', 'required'),
  product('temporaryDays', 'temporaryVehicle/daysAtMost', 'days', 'required'),
  product('temporaryPerYear', 'temporaryVehicle/perYear', 'count', 'required'),
  product('zeroEmission', 'zeroEmission/pricePercent', 'percent', 'required'),
  product('offerDays', 'waitingList/offerDays', 'days', 'required'),
  product('renewalOpens', 'renewal/opensDaysBefore', 'days', 'required'),
  product('renewalGrace', 'renewal/graceDays', 'days', 'required'),
  product('refundLeast', 'refund/minimumCents', 'cents', 'required'),
  product('actionsAtOnce', 'parking/atOnce', 'count', 'required'),
  product('horizon', 'parking/horizonDays', 'days', 'required'),
  product('longest', 'parking/longestMinutes', 'minutes', 'may-be-empty'),
  product('carryOver', 'parking/balances/*/carryOver/atMost', 'count', 'required'),
  product('onlyPlates', 'parking/onlyPlates', 'yes-no'),
  product('forgottenStops', 'parking/forgottenStops', 'count', 'may-be-empty'),
  product('visitPlan', 'parking/visitPlan', 'yes-no'),
  product('grantsMost', 'parking/grants/most', 'count', 'may-be-empty'),
  product('grantManagers', 'parking/grants/managers', 'yes-no'),
  product('allowance', 'parking/balances/*/allowance', 'count', 'required'),
  of('fare', 'tariffs/fares/*/parts/*/euros', 'euros', 'required'),
  of('step', 'tariffs/fares/*/parts/*/stepMinutes', 'minutes', 'required'),
  of('farePart', 'tariffs/fares/*/parts/*', 'text'),
  of('dayMaximum', 'tariffs/regulations/*/dayMaximumCents', 'cents', 'may-be-empty'),
  of('frame', 'tariffs/regulations/*/frames/*', 'text'),
  of('frameFare', 'tariffs/regulations/*/frames/*/fare', 'text'),
  of('regulationFrom', 'tariffs/regulations/*/from', 'text'),
  of('regulationUntil', 'tariffs/regulations/*/until', 'text'),
  of('regulationAreas', 'tariffs/regulations/*/areas', 'text'),
  of('holidays', 'municipality/extraHolidays', 'dates', 'may-be-empty'),
  of('draftDays', 'municipality/terms/draftDays', 'days', 'required'),
  of('documentDays', 'municipality/terms/documentDays', 'days', 'required'),
  of('paymentDays', 'municipality/terms/paymentDays', 'days', 'required'),
  of('targetDays', 'municipality/terms/targetWorkingDays', 'days', 'required'),
  of('keptPlates', 'municipality/retention/plates', 'days'),
  of('keptChecks', 'municipality/retention/checks', 'days'),
  of('keptWords', 'municipality/retention/words', 'days'),
  of('keptProofs', 'municipality/retention/proofs', 'days'),
  of('keptNotes', 'municipality/retention/notes', 'count'),
  of('keptAccounts', 'municipality/retention/bankAccounts', 'days'),
  of('keptFiles', 'municipality/retention/refundFiles', 'count'),
  of('hintDays', 'municipality/misuseHints/days', 'days'),
  of('hintCars', 'municipality/misuseHints/manyCars/cars', 'count'),
  of('hintHouseholds', 'municipality/misuseHints/sharedCar/households', 'count'),
  of('hintTimes', 'municipality/misuseHints/temporaryAgain/times', 'count'),
  of('areaShape', 'areas/*/polygons', 'shape'),
  of('areaName', 'areas/*/name', 'text'),
  of('backdrop', 'backdrop', 'shape'),
  of('national', 'national', 'shape'),
];

/** The field a path leads to, and what its stars stand for beyond the first. */
export function fieldAt(path: readonly string[]): { field: Field; details: string[] } | undefined {
  const field = FIELDS.find(
    ({ path: pattern }) =>
      pattern.length === path.length && pattern.every((name, at) => name === '*' || name === path[at]),
  );
  if (!field) return undefined;
  const stars = field.path.flatMap((name, at) => (name === '*' ? [path[at]!] : []));
  return { field, details: stars.slice(1) };
}
