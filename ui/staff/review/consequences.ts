import type { TaskView } from '../../../api/review/shapes.ts';
import type { VerdictKind } from '../../../rules/review.ts';
import type { Values } from '../../../rules/sentences.ts';
import type { TextKey } from '../../text/sentences.ts';

export interface Consequence {
  key: TextKey;
  values?: Values;
}

type Facts = Pick<TaskView, 'declaration' | 'priceCents' | 'terms'>;

/** What a decision brings about for the applicant: the same words before it is made and after. */
export function consequencesOf(verdict: VerdictKind, { declaration, priceCents, terms }: Facts): Consequence[] {
  const { documentDays, paymentDays, objectionWeeks } = terms;
  switch (verdict) {
    case 'approve':
      if (declaration === null) {
        return [{ key: 'review.effect.mailApproved' }, { key: 'review.effect.goOn', values: { count: paymentDays } }];
      }
      return (priceCents ?? 0) === 0
        ? [{ key: 'review.effect.issued' }, { key: 'review.effect.letterIssued' }]
        : [{ key: 'review.effect.mailApproved' }, { key: 'review.effect.pay', values: { count: paymentDays } }];
    case 'ask-documents':
      return [
        { key: 'review.effect.mailAsked' },
        { key: 'review.effect.still', values: { count: documentDays } },
        { key: 'review.effect.statusAsked' },
      ];
    case 'reject-new-document':
      return [
        { key: 'review.effect.mailSentBack' },
        { key: 'review.effect.still', values: { count: documentDays } },
        { key: 'review.effect.statusSentBack' },
      ];
    case 'reject':
      return [
        { key: 'review.effect.letterRejected', values: { count: objectionWeeks } },
        { key: 'review.effect.nothingDue' },
      ];
    default:
      return verdict satisfies never;
  }
}
