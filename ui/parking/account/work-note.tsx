import { ProblemNote } from '../../desk/shown.tsx';
import { useText } from '../../text/text.tsx';
import type { WorkState } from './use-work.ts';

/** Says what the device is doing, and how far it is. */
export function WorkNote({ work }: { work: WorkState }) {
  const t = useText();
  if (work.state === 'failed') return <ProblemNote problem={work.problem} />;
  if (work.state === 'idle') return null;
  const percent = Math.round(100 * work.likely);
  return (
    <div className="pw-stack pw-stack--tight" role="status">
      <p>{t('parking.account.work')}</p>
      <div
        className="pw-progress"
        role="progressbar"
        aria-label={t('parking.account.work')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div className="pw-progress__done" style={{ inlineSize: `${percent}%` }} />
      </div>
    </div>
  );
}
