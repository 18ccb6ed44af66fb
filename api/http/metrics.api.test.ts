import { jest } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { freePorts, isFree } from '../../embedded/ports.ts';
import { eventually } from '../testing/eventually.ts';
import { permitInForce } from '../testing/cases.ts';
import { citizen, staff } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { ownSystem } from '../testing/stack.ts';

jest.setTimeout(180_000);

let system: Awaited<ReturnType<typeof ownSystem>>;
let ports: { api: number; worker: number; engine: number };
beforeAll(async () => {
  const first = await threeInARow();
  ports = { api: first, worker: first + 1, engine: first + 2 };
  system = await ownSystem('metrics', { PARKWERK_METRICS_PORT: String(first) });
});
afterAll(() => system.stop());

async function threeInARow(): Promise<number> {
  for (;;) {
    const [first = 0] = await freePorts(1);
    if ((await isFree(first + 1)) && (await isFree(first + 2))) return first;
  }
}

const numbersAt = async (port: number): Promise<string> =>
  (await fetch(`http://127.0.0.1:${port}/metrics`, { signal: AbortSignal.timeout(10_000) })).text();

const DASHBOARDS = new URL('../../operations/dashboards/', import.meta.url);

/** What comes only with a failure, which nobody here makes. */
const OF_FAILURES = ['temporal_workflow_task_execution_failed', 'temporal_activity_execution_failed'];

/** Every number the dashboards show, as it is written there. */
function shown(): string[] {
  const text = readdirSync(DASHBOARDS).map((file) => readFileSync(new URL(file, DASHBOARDS), 'utf8'));
  const names = [...text.join('\n').matchAll(/\b(?:parkwerk|temporal|nodejs|process)_\w+/g)].map(([name]) => name);
  return [...new Set(names.map((name) => name.replace(/_(bucket|count|sum)$/, '')))].filter((name) => !OF_FAILURES.includes(name)); // prettier-ignore
}

describe('the numbers of a running system', () => {
  it('tell what people and workers did, without a trace of anybody, and all the dashboards show', async () => {
    const baker = await citizen(system, 'bakkerij');
    const plate = dutch(freshPlate());
    const permit = await permitInForce(baker, system.sandbox, 'business', { plates: [plate] });
    await baker.ask('GET', `/v1/permits/${permit.id}`);
    const officer = await staff(system, 'officer');
    await officer.ask('POST', '/v1/enforcement/checks', { ...plate, area: 'A' });

    const api = await eventually('the check is counted', () => numbersAt(ports.api), (text) => /^parkwerk_check_duration_seconds_count\{/m.test(text)); // prettier-ignore
    expect(api).toMatch(/^parkwerk_http_requests_total\{method="GET",route="\/v1\/permits\/\{id\}",status="200"\} [1-9]/m);
    expect(api).toMatch(/^parkwerk_acts_total\{act="application-declared"\} 1$/m);

    const worker = await numbersAt(ports.worker);
    expect(worker).toMatch(/^parkwerk_rows_readable 1$/m);
    expect(worker).toMatch(/^parkwerk_commands_total\{kind="[a-z-]+",outcome="delivered"\} [1-9]/m);
    expect(worker).toMatch(/^parkwerk_instances_heard\{component="worker"\} 1$/m);

    const engine = await eventually('processes have run', () => numbersAt(ports.engine), (text) => text.includes('temporal_workflow_task_schedule_to_start_latency')); // prettier-ignore
    const everything = [api, worker, engine].join('\n');
    const told = new Set([...everything.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name!));
    expect(shown().filter((name) => !told.has(name))).toEqual([]);
    for (const trace of [permit.id, plate.plate, plate.plate.replaceAll('-', '')]) expect(everything).not.toContain(trace);
  }); // prettier-ignore

  it('are not told on the public port', async () => {
    const answer = await fetch(`${system.url}/metrics`);
    expect(await answer.text()).not.toContain('parkwerk_');
  });
});
