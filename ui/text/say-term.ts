import type { RetentionTerms } from '../../api/audit/shapes.ts';
import type { Say } from './sentences.ts';

/** A term of keeping in words; one of nothing is over at once. */
export const sayTerm = (term: number, unit: RetentionTerms['items'][number]['unit'], t: Say): string =>
  term === 0 ? t('retention.term.now') : t(`retention.term.${unit}`, { count: term });
