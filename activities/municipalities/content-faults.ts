import { type ParkingTerms } from '../../rules/municipalities/parking.ts';
import { type Product } from '../../rules/municipalities/product.ts';
import { type ReleaseContent } from '../../rules/municipalities/release.ts';
import { minuteOf } from '../../rules/values/civil-day.ts';
import { PLANNED_DAYS } from '../../rules/parking/visit-plan.ts';
import { isPerWeekday } from '../../rules/permit-applications/terms.ts';

/** Something that is written well and cannot be meant, with the place of the value. */
export interface Fault {
  file: 'municipality.yaml' | 'products.yaml' | 'addresses.yaml' | 'areas.geojson' | 'tariffs.yaml' | 'texts.yaml';
  path: (string | number)[];
  message: string;
}

/** What no shape can tell: names that must exist elsewhere, things that may occur once, numbers that must fit each other. */
export function contentFaults(content: ReleaseContent): Fault[] {
  const faults: Fault[] = [];
  const areas = new Set(content.areas.map(({ id }) => id));
  const kinds = new Set(content.evidence.map(({ id }) => id));

  for (const id of repeated(content.areas.map((area) => area.id))) {
    faults.push({ file: 'areas.geojson', path: ['features'], message: `area ${id} occurs more than once` });
  }
  content.addresses.forEach(({ area }, index) => {
    if (!areas.has(area))
      faults.push({ file: 'addresses.yaml', path: ['addresses', index, 'area'], message: `there is no area ${area}` });
  });
  content.municipality.thirdParties?.areas.forEach((area, index) => {
    if (!areas.has(area))
      faults.push({
        file: 'municipality.yaml',
        path: ['thirdParties', 'areas', index],
        message: `there is no area ${area}`,
      });
  });
  faults.push(...hintFaults(content));
  for (const id of repeated(content.products.map((product) => product.id))) {
    faults.push({ file: 'products.yaml', path: ['products'], message: `product ${id} occurs more than once` });
  }
  const debits = Boolean(content.municipality.directDebit);
  content.products.forEach((product, index) => {
    for (const { path, message } of debits ? [] : debitsAnyway(product))
      faults.push({ file: 'products.yaml', path: ['products', index, ...path], message: `${product.id}: ${message}` });
    for (const { path, message } of productFaults(product, areas, kinds)) {
      faults.push({ file: 'products.yaml', path: ['products', index, ...path], message: `${product.id}: ${message}` });
    }
  });
  if (!content.municipality.onDemand)
    content.products.forEach(({ id, parking }, index) => {
      const path = ['products', index, 'parking', 'onDemand'];
      const message = `${id}: municipality.yaml does not say how parking on demand is called: onDemand`;
      if (parking?.onDemand) faults.push({ file: 'products.yaml', path, message });
    });
  faults.push(...tariffFaults(content, areas));
  return faults;
}

/** A rule looks at stays: of products that are there and parked with, and in hours that end after they begin. */
function hintFaults({ municipality, products }: ReleaseContent): Fault[] {
  const { misuseHints } = municipality;
  if (!misuseHints) return [];
  const parked = new Set(products.filter(({ parking }) => parking).map(({ id }) => id));
  const faults: Fault[] = [];
  for (const rule of ['manyCars', 'sharedCar', 'temporaryAgain'] as const)
    misuseHints[rule]?.products.forEach((id, index) => {
      const path = ['misuseHints', rule, 'products', index];
      if (!parked.has(id))
        faults.push({ file: 'municipality.yaml', path, message: `nobody parks with a product ${id}` });
    });
  const hours = misuseHints.manyCars;
  if (hours && minuteOf(hours.to) <= minuteOf(hours.from)) {
    const path = ['misuseHints', 'manyCars', 'to'];
    faults.push({ file: 'municipality.yaml', path, message: 'the hours must end after they begin' });
  }
  return faults;
}

/** What a next release may not do to the one in force: what was issued, parked or decided is explained with names that stay. */
export function successionFaults(current: ReleaseContent, next: ReleaseContent): Fault[] {
  const faults: Fault[] = [];
  const add = (file: Fault['file'], message: string) => faults.push({ file, path: [], message });
  for (const field of ['id', 'country', 'timeZone'] as const)
    if (current.municipality[field] !== next.municipality[field])
      add('municipality.yaml', `${field}: this stays ${current.municipality[field]}`);
  const kept = new Set(next.products.map(({ id }) => id));
  for (const { id } of current.products)
    if (!kept.has(id)) add('products.yaml', `product ${id} is gone: keep it, with withdrawn: true`);
  const areas = new Set(next.areas.map(({ id }) => id));
  for (const { id } of current.areas) if (!areas.has(id)) add('areas.geojson', `area ${id} is gone: keep it`);
  return faults;
}

/** Who names no creditor cannot debit. */
function debitsAnyway({ renewal, parking }: Product): Inside[] {
  const message = 'municipality.yaml names nobody who debits: directDebit';
  return [
    ...(renewal?.debit ? [{ path: ['renewal', 'debit'], message }] : []),
    ...(parking?.topUp?.automatic ? [{ path: ['parking', 'topUp', 'automatic'], message }] : []),
  ];
}

function tariffFaults({ tariffs: { regulations, fares } }: ReleaseContent, areas: Set<string>): Fault[] {
  const faults: Fault[] = [];
  const known = new Set(fares.map(({ id }) => id));
  const add = (path: Fault['path'], message: string) => faults.push({ file: 'tariffs.yaml', path, message });
  for (const id of repeated(regulations.map((regulation) => regulation.id)))
    add(['regulations'], `regulation ${id} occurs more than once`);
  for (const id of repeated(fares.map((fare) => fare.id))) add(['fares'], `fare ${id} occurs more than once`);
  regulations.forEach((regulation, index) => {
    for (const area of regulation.areas)
      if (!areas.has(area)) add(['regulations', index, 'areas'], `there is no area ${area}`);
    regulation.frames.forEach(({ from, to, fare }, frame) => {
      if (from >= to) add(['regulations', index, 'frames', frame], 'it ends before it begins');
      if (fare !== null && !known.has(fare))
        add(['regulations', index, 'frames', frame, 'fare'], `there is no fare ${fare}`);
    });
  });
  fares.forEach(({ parts }, index) =>
    parts.forEach(({ from, to }, part) => {
      if (to !== null && to <= from) add(['fares', index, 'parts', part], 'it ends before it begins');
    }),
  );
  return faults;
}

type Inside = Pick<Fault, 'path' | 'message'>;

function productFaults(product: Product, areas: Set<string>, kinds: Set<string>): Inside[] {
  const { plates, periods, places, steps, start, eligibility } = product;
  const faults: Inside[] = [];
  const unless = (holds: boolean, path: Inside['path'], message: string) => {
    if (!holds) faults.push({ path, message });
  };

  unless(repeated(periods.map(({ id }) => id)).length === 0, ['periods'], 'a period occurs more than once');
  periods.forEach(({ months, days }, index) =>
    unless(months + days > 0, ['periods', index], 'a period lasts at least a day'),
  );
  unless(repeated(places.map(({ area }) => area)).length === 0, ['places'], 'an area occurs more than once');
  places.forEach(({ area, prices }, index) => {
    unless(areas.has(area), ['places', index, 'area'], `there is no area ${area}`);
    for (const period of Object.keys(prices)) {
      unless(
        periods.some(({ id }) => id === period),
        ['places', index, 'prices', period],
        `there is no period ${period}`,
      );
    }
    for (const { id } of periods) unless(id in prices, ['places', index, 'prices'], `the price for ${id} is missing`);
  });
  for (const [area, others] of Object.entries(eligibility.neighbours)) {
    for (const other of [area, ...others])
      unless(areas.has(other), ['eligibility', 'neighbours', area], `there is no area ${other}`);
  }
  unless(start.earliestDays <= start.latestDays, ['start'], 'the earliest day lies after the latest');
  unless(plates.min <= plates.max, ['plates'], 'the minimum of plates is above the maximum');
  unless(plates.atOnce <= plates.max, ['plates', 'atOnce'], 'more plates count at once than there can be');
  unless(
    !product.parking?.onlyPlates || plates.max > 0,
    ['parking', 'onlyPlates'],
    'there are no plates on the permit',
  );
  unless(
    !product.parking?.visitPlan ||
      (product.parking.kind !== 'plate-switch' && product.parking.horizonDays >= PLANNED_DAYS),
    ['parking', 'visitPlan'],
    `visits are planned ${PLANNED_DAYS} days ahead, which the horizon does not allow`,
  );
  unless(
    !plates.keeperCheck || plates.evidence !== null,
    ['plates'],
    'a keeper check needs the evidence that takes its place',
  );
  const evidence = [
    ...product.evidence,
    ...(plates.evidence ? [plates.evidence] : []),
    ...(product.secondAddress ? [product.secondAddress.evidence] : []),
    ...(product.takeover ? [product.takeover.evidence] : []),
  ];
  for (const kind of evidence.flatMap((rule) => rule.kinds)) {
    unless(kinds.has(kind), ['evidence'], `there is no kind of evidence ${kind}`);
  }
  unless(repeated(steps).length === 0, ['steps'], 'a step occurs more than once');
  unless(steps.at(-1) === 'declaration', ['steps'], 'the declaration comes last');
  unless(
    places.length === 1 || steps.includes('location'),
    ['steps'],
    'with more than one place the step location is needed',
  );
  unless(
    periods.length === 1 || steps.includes('period'),
    ['steps'],
    'with more than one period the step period is needed',
  );
  if (isPerWeekday(product)) {
    const of = product.weekdays ?? [];
    unless(new Set(of).size === of.length, ['weekdays'], 'a weekday occurs more than once');
    unless(steps.includes('days'), ['steps'], 'with weekdays the step days is needed');
    unless(plates.atOnce === plates.max, ['plates', 'atOnce'], 'what is bought per weekday counts for all its plates');
    unless(product.parking === null, ['parking'], 'what is bought per weekday is not used in the parking app');
    unless(!product.holderMay.changePlates, ['holderMay', 'changePlates'], 'plates of what is bought per weekday stay');
    unless(!product.renewal, ['renewal'], 'what is bought per weekday is bought again, not renewed');
  }
  if (product.voucher) {
    const { counts } = product.voucher;
    unless(new Set(counts).size === counts.length, ['voucher', 'counts'], 'a number occurs more than once');
    unless(steps.includes('amount'), ['steps'], 'with vouchers the step amount is needed');
    unless(plates.max === 0, ['plates', 'max'], 'vouchers get their plates when they are activated');
    unless(product.parking === null, ['parking'], 'vouchers are not used in the parking app');
    unless(!isPerWeekday(product), ['weekdays'], 'vouchers are not bought per weekday');
    unless(!product.renewal, ['renewal'], 'vouchers are bought again, not renewed');
  }
  if (product.disabledCard) {
    for (const area of product.disabledCard.alsoIn)
      unless(areas.has(area), ['disabledCard', 'alsoIn'], `there is no area ${area}`);
    unless(steps.includes('card'), ['steps'], 'with a card the step card is needed');
    unless(plates.min === 1 && plates.max === 1, ['plates'], 'a card lies behind one windscreen: min and max are 1');
    unless(!plates.keeperCheck, ['plates', 'keeperCheck'], 'a card goes along in cars of others');
    unless(product.parking === null, ['parking'], 'a card is not used in the parking app');
    unless(product.renewal === null, ['renewal'], 'a card is not renewed, a new one is registered');
    unless(
      product.plateChange == null || product.plateChange.overlapDaysAtMost === 0,
      ['plateChange', 'overlapDaysAtMost'],
      'of the plates of a card one counts at a time',
    );
    unless(!product.temporaryVehicle, ['temporaryVehicle'], 'a card has its other car already');
  }
  unless(
    !product.zeroEmission || plates.keeperCheck,
    ['zeroEmission'],
    'a price by emission needs the vehicle register: keeperCheck',
  );
  unless(
    !product.takeover || product.review.when !== 'never',
    ['takeover'],
    'a deed is judged by a person: review is not never',
  );
  if (product.secondAddress) {
    unless(steps.includes('second-address'), ['steps'], 'with a second address the step second-address is needed');
    unless(eligibility.area === 'address', ['eligibility', 'area'], 'the first of two addresses is the registered one');
    unless(places.length > 1, ['places'], 'two addresses need two areas');
    unless(product.parking === null, ['parking'], 'a permit at two addresses is not used in the parking app');
  }
  unless(plates.max === 0 || steps.includes('plates'), ['steps'], 'with plates the step plates is needed');
  unless(evidence.length === 0 || steps.includes('documents'), ['steps'], 'with evidence the step documents is needed');
  unless(
    product.questions.length === 0 || steps.includes('questions'),
    ['steps'],
    'with questions the step questions is needed',
  );
  unless(steps.includes('start-date'), ['steps'], 'the step start-date is needed');
  const { plateChange, temporaryVehicle, holderMay } = product;
  unless(
    holderMay.changePlates || (!plateChange && !temporaryVehicle),
    [plateChange ? 'plateChange' : 'temporaryVehicle'],
    'its holder may not change plates',
  );
  unless(
    !plateChange || plateChange.effect === 'at-once' || plateChange.overlapDaysAtMost === 0,
    ['plateChange', 'overlapDaysAtMost'],
    'where a barrier learns plates the old one counts until the new one does',
  );
  const { renewal } = product;
  if (renewal) {
    const lies = (days: number) => days < renewal.opensDaysBefore;
    unless(
      renewal.reminderDays.every(lies),
      ['renewal', 'reminderDays'],
      'a reminder comes after the renewal is there: fewer days than opensDaysBefore',
    );
    unless(
      !renewal.automatic || places.every(({ prices }) => Object.values(prices).every((cents) => cents === 0)),
      ['renewal', 'automatic'],
      'what has a price is not renewed by itself',
    );
    unless(
      !(renewal.automatic && renewal.needsConfirmation),
      ['renewal', 'automatic'],
      'what is renewed by itself is not confirmed first',
    );
    const { debit } = renewal;
    unless(
      !debit || debit.noticeDays + debit.daysBefore <= renewal.opensDaysBefore,
      ['renewal', 'debit'],
      'announced in time it would be debited too late: noticeDays and daysBefore together are more than opensDaysBefore',
    );
  }
  if (product.parking) faults.push(...parkingFaults(product.parking, areas));
  const list = product.waitingList;
  list?.reminderDays.forEach((day, index) =>
    unless(day < list.offerDays, ['waitingList', 'reminderDays', index], 'the offer has ended before this reminder'),
  );
  unless(
    !list || places.some(({ ceiling }) => ceiling !== null),
    ['waitingList'],
    'without a ceiling nothing is ever full',
  );
  return faults;
}

function parkingFaults({ balances, topUp, locations, kind, onDemand }: ParkingTerms, areas: Set<string>): Inside[] {
  const faults: Inside[] = [];
  const add = (path: Inside['path'], message: string) => faults.push({ path: ['parking', ...path], message });
  if (repeated(balances.map(({ unit }) => unit)).length > 0) add(['balances'], 'a unit occurs more than once');
  if (topUp && !balances.some(({ unit }) => unit === topUp.unit))
    add(['topUp', 'unit'], `there is no balance in ${topUp.unit} to top up`);
  if (topUp && repeated(topUp.options.map((option) => option.id)).length > 0)
    add(['topUp', 'options'], 'an option occurs more than once');
  topUp?.options.forEach(({ amount, cents }, index) => {
    if (topUp.unit === 'eurocent' && amount !== cents)
      add(['topUp', 'options', index], 'a euro bought is a euro on the balance');
  });
  if (topUp && topUp.options.length === 0 && !topUp.free) add(['topUp', 'options'], 'there is nothing to buy');
  if (topUp?.free && topUp.unit !== 'eurocent') add(['topUp', 'free'], 'a free amount is an amount of euros');
  if (topUp?.free && topUp.free.least > topUp.free.most) add(['topUp', 'free'], 'the least is more than the most');
  balances.forEach(({ period, carryOver }, index) => {
    if (carryOver && period === 'permit')
      add(['balances', index, 'carryOver'], 'a balance as long as the permit has no next period');
  });
  if (onDemand && !balances.some((one) => one.unit === 'eurocent' && one.period === 'permit'))
    add(['onDemand'], 'it is paid from a balance in euros as long as the permit');
  const { automatic, maximum } = topUp ?? {};
  if (automatic && maximum && automatic.thresholdAtMost > maximum.amount)
    add(['topUp', 'automatic', 'thresholdAtMost'], 'more than can be bought in a period');
  for (const area of locations) if (!areas.has(area)) add(['locations'], `there is no area ${area}`);
  if (kind === 'prepaid' && locations.length === 0)
    add(['locations'], 'prepaid parking needs locations to choose from');
  return faults;
}

const repeated = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
];
