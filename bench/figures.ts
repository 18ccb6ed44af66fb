/** One measured thing, with what it is compared to. */
export interface Figure {
  name: string;
  /** `wrong` counts what should not be there. */
  unit: 'ms' | 's' | '/s' | 'MiB' | 'wrong';
  /** The median, or the only value there is. */
  value: number;
  p95?: number;
  target?: Target;
  baseline?: Baseline;
  /** Processor time, which says the same on a busy machine as on a quiet one, unlike the time something takes. */
  isCpu?: true;
}

/** A bound on what was measured: at most for times and memory, at least for rates. */
export interface Target {
  bound: number;
  /** Which value has to keep it; the median when not given. */
  of?: 'p95';
}

/** The least that the same thing could cost on this machine, measured in the same run and in the same unit. */
export interface Baseline {
  what: string;
  value: number;
  /** What part of the baseline's speed has to be left. */
  target?: number;
}

/** The part of the baseline's speed that is left: 1 is as fast as the baseline, 0.5 is half as fast. */
export function ratioOf({ unit, value, baseline }: Figure): number | undefined {
  if (!baseline) return undefined;
  return unit === '/s' ? value / baseline.value : baseline.value / value;
}

/** Undefined where nothing was aimed at. */
export function isMet(figure: Figure): boolean | undefined {
  const { unit, value, p95, target, baseline } = figure;
  const verdicts: boolean[] = [];
  if (target) {
    const measured = target.of === 'p95' ? (p95 ?? value) : value;
    verdicts.push(unit === '/s' ? measured >= target.bound : measured <= target.bound);
  }
  if (baseline?.target !== undefined) verdicts.push(ratioOf(figure)! >= baseline.target);
  return verdicts.length > 0 ? verdicts.every(Boolean) : undefined;
}

/**
 * What a machine may be stopped by: a ratio or a processor time that misses its target. Times and rates say as much about what else this
 * machine does as about us, so they are told and stop nobody.
 */
export function isBroken(figure: Figure): boolean {
  const { baseline, isCpu, unit } = figure;
  if (isCpu || unit === 'wrong') return isMet(figure) === false;
  return baseline?.target !== undefined && ratioOf(figure)! < baseline.target;
}

/** The value below which this part of all samples lies. */
export function percentile(samples: readonly number[], part: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)];
  if (found === undefined) throw new Error('nothing was measured');
  return found;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** Median and 95th percentile, as every figure of samples has them. */
export const spread = (samples: readonly number[]): { value: number; p95: number } => ({
  value: median(samples),
  p95: percentile(samples, 0.95),
});

export function table(figures: readonly Figure[]): string {
  const baselines = [...new Set(figures.flatMap(({ baseline }) => (baseline ? [baseline.what] : [])))];
  const rows = [
    ['figure', 'median', 'p95', 'baseline', 'ratio', 'target', 'met'],
    ...figures.map((figure) => cells(figure, baselines)),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: string[]): string =>
    row
      .map((cell, column) =>
        column === 0 || column > 4 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join('  ')
      .trimEnd();
  const notes = baselines.map((what, index) => `[${index + 1}] ${what}`);
  const missed = figures.filter((figure) => isMet(figure) === false).map(({ name }) => name);
  const summary = missed.length === 0 ? 'Every target is met.' : `Missed: ${missed.join('; ')}.`;
  const compared = notes.length === 0 ? [] : ['Baselines, measured in the same run:', ...notes, ''];
  return [...rows.map(line), '', ...compared, summary].join('\n');
}

/** For machines: one row a figure, with nothing where nothing was measured or aimed at. */
export const forMachines = (figures: readonly Figure[]) =>
  figures.map((figure) => ({
    name: figure.name,
    value: rounded(figure.value),
    p95: figure.p95 === undefined ? null : rounded(figure.p95),
    unit: figure.unit,
    target: figure.target?.bound ?? null,
    met: isMet(figure) ?? null,
    baseline: figure.baseline ? rounded(figure.baseline.value) : null,
    ratio: figure.baseline ? rounded(ratioOf(figure)!) : null,
    ratioTarget: figure.baseline?.target ?? null,
  }));

const rounded = (value: number): number => Number(value.toPrecision(4));

function cells(figure: Figure, baselines: readonly string[]): string[] {
  const { name, unit, value, p95, target, baseline } = figure;
  const met = isMet(figure);
  const aims = [
    target && `${unit === '/s' ? '≥' : '≤'} ${quantity(target.bound, unit)}${target.of ? ` (${target.of})` : ''}`,
    baseline?.target !== undefined && `ratio ≥ ${baseline.target}`,
  ];
  return [
    name,
    quantity(value, unit),
    p95 === undefined ? '' : quantity(p95, unit),
    baseline ? `${quantity(baseline.value, unit)} [${baselines.indexOf(baseline.what) + 1}]` : '',
    baseline ? ratioOf(figure)!.toFixed(2) : '',
    aims.filter(Boolean).join(', '),
    met === undefined ? '' : met ? 'met' : 'MISSED',
  ];
}

function quantity(value: number, unit: Figure['unit']): string {
  const digits = value >= 100 || Number.isInteger(value) ? 0 : value >= 10 ? 1 : 2;
  return unit === '/s' ? `${value.toFixed(digits)}/s` : `${value.toFixed(digits)} ${unit}`;
}
