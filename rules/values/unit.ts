/** What the books count: money, minutes or actions (eenheid). Amounts of different units never meet. */
export type Unit = 'eurocent' | 'minute' | 'action';
