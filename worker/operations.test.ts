import { collectDefaultMetrics, Registry } from 'prom-client';
import { parse } from 'yaml';
import { filesIn, readText } from './testing/files.ts';

interface Alert {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; runbook: string };
}

const { groups } = parse(readText('operations/alerts.yml')) as { groups: { rules: Alert[] }[] };
const alerts = groups.flatMap(({ rules }) => rules);

interface Panel {
  id: number;
  title: string;
  targets: { expr: string }[];
}
const dashboards = filesIn('operations/dashboards').map((file) => ({
  file,
  ...(JSON.parse(readText(file)) as { uid: string; panels: Panel[] }),
}));

/** What the engine's runtime tells under these names; those that come with work alone are asked of a running worker by `metrics.api.test.ts`. */
const OF_THE_ENGINE = [
  'temporal_workflow_task_execution_failed',
  'temporal_activity_execution_failed',
  'temporal_workflow_task_schedule_to_start_latency',
  'temporal_worker_task_slots_available',
  'temporal_worker_task_slots_used',
  'temporal_sticky_cache_size',
];

/** Every name our programs tell, as it stands in their source. */
function ours(): string[] {
  const sources = ['activities/metrics/registry.ts', 'activities/metrics/rows.ts', 'api/http/measure.ts', 'worker/measure.ts'];
  return sources.flatMap((file) => [...readText(file).matchAll(/'(parkwerk_\w+)'/g)].map(([, name]) => name!));
} // prettier-ignore

async function ofNode(): Promise<string[]> {
  const register = new Registry();
  collectDefaultMetrics({ register });
  return (await register.getMetricsAsJSON()).map(({ name }) => name);
}

const namesIn = (expression: string): string[] =>
  [...expression.matchAll(/\b(?:parkwerk|temporal|nodejs|process)_\w+/g)].map(([name]) =>
    name.replace(/_(bucket|count|sum)$/, ''),
  );

describe('alarms and dashboards', () => {
  it('ask for numbers only that a program tells', async () => {
    const known = new Set([...ours(), ...(await ofNode()), ...OF_THE_ENGINE]);
    const asked = [...alerts, ...dashboards.flatMap(({ panels }) => panels.flatMap(({ targets }) => targets))];
    expect(asked.length).toBeGreaterThan(40);
    expect(asked.filter(({ expr }) => namesIn(expr).length === 0 && !expr.includes('up{'))).toEqual([]);
    expect(asked.flatMap(({ expr }) => namesIn(expr)).filter((name) => !known.has(name))).toEqual([]);
  });

  it('show every number of our own somewhere', () => {
    const shown = new Set(
      dashboards.flatMap(({ panels }) => panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => namesIn(expr)))),
    );
    expect(ours().filter((name) => !shown.has(name))).toEqual([]);
  });

  it('balance their brackets and quotes', () => {
    const expressions = [...alerts, ...dashboards.flatMap(({ panels }) => panels.flatMap(({ targets }) => targets))];
    for (const { expr } of expressions) {
      for (const [open, close] of ['()', '[]', '{}']) {
        expect([expr, expr.split(open!).length]).toEqual([expr, expr.split(close!).length]);
      }
      expect([expr, expr.split('"').length % 2]).toEqual([expr, 1]);
    }
  });

  it('have each their own number and place on a page', () => {
    for (const { uid, panels } of dashboards) {
      expect([uid, new Set(panels.map(({ id }) => id)).size]).toEqual([uid, panels.length]);
    }
    expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(dashboards.length);
  });
});

describe('runbooks', () => {
  const headings = [...readText('operations/runbooks.md').matchAll(/^## (.+)$/gm)].map(([, title]) => title!);

  it('say for each alarm what it means and what to do, and for nothing else but what is done without one', () => {
    expect(headings.filter((title) => title !== 'Replacing the master key').sort()).toEqual(
      alerts.map(({ alert }) => alert).sort(),
    );
  });

  it('are where the alarm says, and each alarm says whether somebody must get up', () => {
    for (const { alert, annotations, labels } of alerts) {
      expect(annotations.runbook).toBe(`runbooks.md#${alert.toLowerCase()}`);
      expect(annotations.summary).not.toBe('');
      expect(['page', 'ticket']).toContain(labels.severity);
    }
  });

  it('name settings and log lines that exist', () => {
    const text = readText('operations/runbooks.md');
    const said: [line: string, file: string][] = [
      ['request failed', 'api/http/problem.ts'],
      ['not delivered yet', 'worker/main.ts'],
      ['rows cannot be counted now', 'worker/main.ts'],
      ['MAX_CACHED_WORKFLOWS', 'activities/config.ts'],
      ['busy-try-again', 'api/http/problem.ts'],
      ['PARKWERK_MASTER_KEY_PREVIOUS', 'activities/config.ts'],
      ['every keyed hash is under the new master key', 'activities/db/migrate.ts'],
    ];
    for (const [line, file] of said) {
      expect(text).toContain(line);
      expect(readText(file)).toContain(line);
    }
  });
});
