import type { Problem } from '../../data/problem.ts';

/** The case moved on elsewhere: in another tab, at the municipality, or by itself. */
const OUTDATED = ['move-not-allowed', 'plates-already-confirmed', 'documents-already-confirmed', 'not-found'];

export const isOutdated = ({ code }: Problem): boolean => OUTDATED.includes(code);
