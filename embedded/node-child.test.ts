import { warningIn } from './node-child.ts';

describe('what a part writes to its log', () => {
  it('reaches the terminal from a warning on, with the reason', () => {
    const line = {
      level: 50,
      time: 1,
      err: { type: 'Error', message: 'relation "queue" is gone', stack: 'at …' },
      msg: 'queue',
    };
    expect(warningIn(JSON.stringify(line))).toBe('queue: relation "queue" is gone');
    expect(warningIn(JSON.stringify({ level: 40, msg: 'No heartbeat' }))).toBe('No heartbeat');
  });

  it.each([JSON.stringify({ level: 30, msg: 'listening' }), 'plain text', '', '{"level":50}'])(
    'does not otherwise: %s',
    (line) => {
      expect(warningIn(line)).toBeUndefined();
    },
  );
});
