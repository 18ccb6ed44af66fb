import type { PlateChangeTerms } from '../../../../api/plate-changes/shapes.ts';
import { useFormat, useText } from '../../../text/text.tsx';

/** What a change costs and when it counts, before anybody begins one (PORTAL-071). */
export function TermsOfChange({ terms: { feeCents, workingDays } }: { terms: PlateChangeTerms }) {
  const t = useText();
  const format = useFormat();
  return (
    <p>
      {feeCents === 0 ? t('plates.free') : t('plates.costs', { amount: format.money(feeCents) })}{' '}
      {workingDays === null
        ? t(feeCents === 0 ? 'plates.atOnce' : 'plates.whenPaid')
        : t('plates.barrier', { days: workingDays })}
    </p>
  );
}
