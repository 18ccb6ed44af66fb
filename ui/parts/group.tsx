import type { ReactNode } from 'react';

/** A group of parts that belong together. */
export function Group({
  id,
  title,
  intro,
  children,
}: {
  id: string;
  title: string;
  intro: string;
  children: ReactNode;
}) {
  return (
    <section className="pw-stack pw-stack--wide pw-parts__group" aria-labelledby={id}>
      <div className="pw-stack pw-stack--tight">
        <h2 id={id}>{title}</h2>
        <p className="pw-muted pw-measure">{intro}</p>
      </div>
      <div className="pw-parts__list">{children}</div>
    </section>
  );
}

/** One part in the states it can have. */
export function Part({ name, wide = false, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <section className={wide ? 'pw-stack pw-parts__part pw-parts__part--wide' : 'pw-stack pw-parts__part'}>
      <h3>{name}</h3>
      {children}
    </section>
  );
}
