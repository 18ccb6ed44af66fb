import type { Reach } from '../../../api/announcements/shapes.ts';
import { useText } from '../../text/text.tsx';

/** Who would get it now, and how many cannot. */
export function ReachLine({ reach: { nl, en, withoutMail } }: { reach: Reach }) {
  const t = useText();
  return (
    <>
      <p>{t('staff.announcements.reach', { count: nl + en, nl, en })}</p>
      {withoutMail > 0 && (
        <p className="pw-small pw-muted">{t('staff.announcements.withoutMail', { count: withoutMail })}</p>
      )}
    </>
  );
}
