/** What goes on to the next period now: what is left, as far as it may with what went on before (PEERS-014, R11). */
export const toCarry = ({ left, before, atMost }: { left: number; before: number; atMost: number }): number =>
  Math.max(0, Math.min(left, atMost - before));
