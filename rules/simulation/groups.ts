/** What a number is told about: never so few permits that somebody could be recognised (k-anonimiteit). */
export interface Tally {
  actions: number;
  /** Different permits behind them; counted, never told by name. */
  permits: number;
  before: number;
  after: number;
}

/** Puts actions of permits in groups while they go by, and forgets which permits they were when it is asked for the sums. */
export class Grouping {
  private readonly groups = new Map<string, { actions: number; permits: Set<string>; before: number; after: number }>();

  add(group: string, permitId: string, before: number, after: number): void {
    const found = this.groups.get(group) ?? { actions: 0, permits: new Set<string>(), before: 0, after: 0 };
    this.groups.set(group, found);
    found.actions += 1;
    found.permits.add(permitId);
    found.before += before;
    found.after += after;
  }

  /**
   * The groups with at least `k` permits, and the others taken together. When what is taken together would still be too small, or would
   * follow from the total because it is one group alone, the next smallest goes with it: nobody finds it by subtraction. Null: all of it
   * together is too small to be told.
   */
  told(k: number): { groups: ({ id: string } & Tally)[]; together: (Tally & { groups: number }) | null } | null {
    const smallestFirst = [...this.groups].sort(
      ([a, one], [b, other]) => one.permits.size - other.permits.size || (a < b ? -1 : 1),
    );
    let hidden = smallestFirst.filter(([, { permits }]) => permits.size < k).length;
    const permitsIn = (count: number) =>
      new Set(smallestFirst.slice(0, count).flatMap(([, { permits }]) => [...permits])).size;
    while (hidden > 0 && (hidden === 1 || permitsIn(hidden) < k)) {
      if (hidden === smallestFirst.length) {
        if (permitsIn(hidden) < k) return null;
        break;
      }
      hidden += 1;
    }
    const [small, large] = [smallestFirst.slice(0, hidden), smallestFirst.slice(hidden)];
    const total = (amount: (one: { actions: number; before: number; after: number }) => number) =>
      small.reduce((sum, [, one]) => sum + amount(one), 0);
    return {
      groups: large
        .map(([id, { permits, ...sums }]) => ({ id, ...sums, permits: permits.size }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
      together:
        hidden === 0
          ? null
          : {
              groups: hidden,
              actions: total(({ actions }) => actions),
              permits: permitsIn(hidden),
              before: total(({ before }) => before),
              after: total(({ after }) => after),
            },
    };
  }
}
