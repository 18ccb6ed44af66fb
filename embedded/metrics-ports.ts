/** What makes the programs of a copy tell their numbers: three ports in a row from the one that was asked for, or none at all. */
export function metricsPorts(given: NodeJS.ProcessEnv): Record<'api' | 'worker' | 'none', NodeJS.ProcessEnv> {
  // Both programs here share a machine and an environment: one name for the port of either would be taken by the first.
  const none = { METRICS_PORT: '', ENGINE_METRICS_PORT: '' };
  const first = Number(given['PARKWERK_METRICS_PORT'] || NaN);
  if (!Number.isInteger(first)) return { api: none, worker: none, none };
  return {
    api: { ...none, METRICS_PORT: String(first) },
    none,
    worker: { METRICS_PORT: String(first + 1), ENGINE_METRICS_PORT: String(first + 2) },
  };
}
