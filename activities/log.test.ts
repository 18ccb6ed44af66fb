import { Writable } from 'node:stream';
import { pino } from 'pino';
import { createLog } from './log.ts';

/** What a log made by us writes, as text. */
function written(say: (log: ReturnType<typeof createLog>) => void): string {
  const log = createLog('test', 'debug');
  let text = '';
  const stream = log as unknown as Record<symbol, unknown>;
  stream[pino.symbols.streamSym] = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  say(log);
  return text;
}

describe('the log', () => {
  it('is a line of JSON per event, with who speaks and when, in UTC', () => {
    const line = JSON.parse(written((log) => log.info({ workflowId: 'permit-1' }, 'started'))) as object;
    expect(line).toMatchObject({ component: 'test', workflowId: 'permit-1', msg: 'started' });
    expect(line).toHaveProperty('time', expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/));
  });

  it('hides what somebody is called, drives or reads their mail at, should it get there by a slip', () => {
    const person = { email: 'emma@huis.example', plate: 'T17KRV', name: 'Emma Visser' };
    const text = written((log) => log.warn({ ...person, holder: person }, 'a slip'));
    expect(text).not.toMatch(/emma@|T17KRV|Visser/);
    expect(text.match(/\[personal\]/g)).toHaveLength(6);
  });

  it('hides the values a statement failed on', () => {
    const error = Object.assign(new Error('duplicate key'), {
      parameters: ['T17KRV'],
      detail: 'Key (plate)=(T17KRV) already exists.',
      where: 'COPY holder, line 1: "Emma Visser"',
      code: '23505',
    });
    const text = written((log) => log.error({ err: error }, 'statement'));
    expect(text).not.toMatch(/T17KRV|Visser/);
    expect(text).toContain('23505');
  });
});
