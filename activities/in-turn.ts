const queues = new WeakMap<object, Map<string, Promise<unknown>>>();

/**
 * Does work about one thing after the work about it that came before, for everybody who shares a pool. Only spares losing races that the
 * database would decide anyway: fifty who start on one balance at once would otherwise each try fifty times.
 */
export function inTurn<Result>(pool: object, key: string, work: () => Promise<Result>): Promise<Result> {
  const waiting = queues.get(pool) ?? new Map<string, Promise<unknown>>();
  queues.set(pool, waiting);
  const mine = (waiting.get(key) ?? Promise.resolve()).then(work, work);
  const done = mine
    .catch(() => undefined) // whoever asked hears of it; the next one goes on
    .then(() => {
      if (waiting.get(key) === done) waiting.delete(key);
    });
  waiting.set(key, done);
  return mine;
}
