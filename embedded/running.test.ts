import { execFileSync } from 'node:child_process';
import { getPriority } from 'node:os';
import { givingWay } from './running.ts';

it('engine and workers run behind the others of their machine, except in tests', () => {
  const asked = (environment: string): number => {
    const before = process.env.NODE_ENV;
    process.env.NODE_ENV = environment;
    const [file, args] = givingWay('nice', []);
    process.env.NODE_ENV = before;
    return Number(execFileSync(file, args, { encoding: 'utf8' }));
  };
  expect([asked('test'), asked('production')]).toEqual([getPriority(), Math.min(19, getPriority() + 5)]);
});
