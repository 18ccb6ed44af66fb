/** So many of a name are remembered: the newest, which are most likely to be there still. */
const MOST = 40;

/** What answers told: ids, codes and numbers by the name they have there, to be used in what is asked next. */
export class Heard {
  private readonly values = new Map<string, string[]>();

  /** @param template the path as the description writes it; an `id` in its answer is one of that collection */
  listen(template: string, body: unknown): void {
    const collection = template.split('/').findLast((part) => /^[a-z]/.test(part)) ?? '';
    this.walk(body, collection);
  }

  /** `permitId` is also what was heard as the id of `permits`. */
  as(name: string): readonly string[] {
    return this.values.get(name) ?? this.values.get(`${name.replace(/Id$/, '')}s`) ?? [];
  }

  private walk(value: unknown, inside: string): void {
    if (Array.isArray(value)) return value.slice(0, MOST).forEach((item) => this.walk(item, inside));
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner !== 'string') this.walk(inner, name === 'items' ? inside : name);
      else if (inner.length > 0 && inner.length <= 200) this.keep(name === 'id' ? inside : name, inner);
    }
  }

  private keep(name: string, value: string): void {
    const known = this.values.get(name) ?? [];
    if (!known.includes(value)) this.values.set(name, [...known, value].slice(-MOST));
  }
}
