/** How long an ISO 8601 name such as `P12M` or `P1D` says something lasts; undefined when it is no such name. */
export function periodOf(name: string): { count: number; unit: 'months' | 'days' } | undefined {
  const [, count, letter] = /^P(\d+)([MD])$/.exec(name) ?? [];
  return count === undefined ? undefined : { count: Number(count), unit: letter === 'M' ? 'months' : 'days' };
}
