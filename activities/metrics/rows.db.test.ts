import { jest } from '@jest/globals';
import pg, { type Pool } from 'pg';
import { Registry } from 'prom-client';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { countRows } from './rows.ts';

jest.setTimeout(60_000);

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase(2);
});
afterAll(() => database.drop());

function fails(error: unknown): never {
  throw new Error('the rows cannot be counted', { cause: error });
}

async function linesOf(pool: Pool, onError: (error: unknown) => void = fails) {
  const registry = new Registry();
  countRows(registry, pool, onError);
  const text = await registry.metrics();
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

describe('numbers that stand in the database', () => {
  it('tell what waits to be delivered, since when, and what a person must see to', async () => {
    await database.pool.query(`
      INSERT INTO outbox (subject_id, kind, payload, created_at, attempts)
        VALUES (uuidv7(), 'payment-hint', '{}', now() - interval '90 seconds', 0), (uuidv7(), 'payment-hint', '{}', now(), 3);
      INSERT INTO incident (kind, subject, detail, opened_at, closed_at)
        VALUES ('process-overdue', 'a', '{}', now(), NULL), ('process-overdue', 'b', '{}', now(), NULL), ('process-overdue', 'c', '{}', now(), now());
      INSERT INTO component_beat (component, instance, version, at)
        VALUES ('worker', 'one', '1', now()), ('worker', 'two', '1', now()), ('worker', 'gone', '1', now() - interval '1 hour');
    `);
    const lines = await linesOf(database.pool);
    expect(lines).toEqual(
      expect.arrayContaining([
        'parkwerk_rows_readable 1',
        'parkwerk_outbox_waiting 2',
        'parkwerk_outbox_failing 1',
        'parkwerk_incidents_open{kind="process-overdue"} 2',
        'parkwerk_instances_heard{component="worker"} 2',
        'parkwerk_audit_unlinked 0',
      ]),
    );
    const oldest = lines.find((line) => line.startsWith('parkwerk_outbox_oldest_seconds '))!;
    expect(Number(oldest.split(' ')[1])).toBeGreaterThanOrEqual(90);
  });

  it('are absent, rather than zero, when the database cannot be asked', async () => {
    const faults: unknown[] = [];
    const away = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
    const lines = await linesOf(away, (error) => faults.push(error));
    expect(lines).toEqual(['parkwerk_rows_readable 0']);
    expect(faults).toHaveLength(1);
    await away.end();
  });
});
