import { type Pool, type PoolClient, type QueryConfig } from 'pg';

/** A pool that writes down what is asked of it: the name of every statement, or its text where it has none. */
export function watched(pool: Pool): { pool: Pool; asked: string[] } {
  const asked: string[] = [];
  const watching = <Target extends Pool | PoolClient>(target: Target): Target =>
    new Proxy(target, {
      get(of, key) {
        const value: unknown = Reflect.get(of, key, of);
        if (typeof value !== 'function') return value;
        if (key === 'query')
          return (query: string | QueryConfig, ...more: unknown[]): unknown => {
            asked.push(typeof query === 'string' ? query : (query.name ?? query.text));
            return Reflect.apply(value, of, [query, ...more]);
          };
        if (key === 'connect') return async () => watching(await (of as Pool).connect());
        return (...given: unknown[]): unknown => Reflect.apply(value, of, given);
      },
    });
  return { pool: watching(pool), asked };
}
