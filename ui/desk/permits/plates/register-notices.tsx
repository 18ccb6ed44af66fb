import { useCallback, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { PermitView } from '../../../../api/permits/shapes.ts';
import { civilDayAt } from '../../../../rules/values/format.ts';
import { epoch, instant } from '../../../../rules/values/moment.ts';
import type { RegisterNotice } from '../../../../api/register-notices/shapes.ts';
import { Button, Buttons } from '../../../components/button.tsx';
import { Note } from '../../../components/note.tsx';
import { Plate } from '../../../components/plate.tsx';
import { useAct } from '../../../data/use-act.ts';
import { useFormat, useText } from '../../../text/text.tsx';
import { objectToNotice } from '../../data/plate-changes.ts';
import { useDesk } from '../../desk.ts';
import { ProblemNote } from '../../shown.tsx';
import { EndButton } from '../end/end-button.tsx';

/** What a register told about this permit, and what its holder can do: the permit itself stays valid (BEYOND-017, PEERS-025). */
export function RegisterNotices({ permit, onEnded }: { permit: PermitView; onEnded: () => void }) {
  const { notices } = permit;
  const [answered, setAnswered] = useState<{ of: readonly RegisterNotice[]; items: RegisterNotice[] } | null>(null);
  const shown = answered?.of === notices ? answered.items : notices;
  return shown.map((notice) => (
    <OneNotice
      key={notice.id}
      permit={permit}
      notice={notice}
      onEnded={onEnded}
      onAnswered={(items) => setAnswered({ of: notices, items })}
    />
  ));
}

interface OneNoticeProps {
  permit: PermitView;
  notice: RegisterNotice;
  onEnded: () => void;
  onAnswered: (items: RegisterNotice[]) => void;
}

function OneNotice({ permit, notice, onAnswered, onEnded }: OneNoticeProps) {
  const { id: permitId } = permit;
  const t = useText();
  const format = useFormat();
  const { base } = useDesk();
  const { kind, status, plate, respondBefore, actions } = notice;
  const { act, perform } = useAct(
    useCallback((noticeId: string, key: string) => objectToNotice(permitId, noticeId, key), [permitId]),
  );
  const said = useRef<HTMLParagraphElement>(null);
  const object = async () => {
    const answer = await perform(notice.id);
    if (!answer?.ok) return;
    onAnswered(answer.value.items);
    // The button that was pressed is gone now: who listens goes on at what is said instead of it.
    said.current?.focus();
  };
  // The moment itself is too late: the day before it is the last.
  const lastDay = civilDayAt(instant(epoch(respondBefore) - 1));
  return (
    <Note kind={status === 'asked' ? 'wait' : 'info'} title={t(`notice.${kind}.title`)}>
      {plate && <Plate country={plate.country} value={plate.display} quiet />}
      <p>{t(`ground.${kind}`)}</p>
      <p ref={said} tabIndex={-1}>
        {status === 'asked' ? t('notice.asked', { day: format.day(lastDay) }) : t('notice.withStaff')}
      </p>
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      {actions.length > 0 && (
        <Buttons>
          {actions.includes('change-plate') && (
            <Link className="pw-alone" to={`${base}/permits/${permitId}/plates`}>
              {t('notice.changePlate')}
            </Link>
          )}
          {actions.includes('end') && <EndButton permit={permit} label={t('notice.endNow')} onEnded={onEnded} />}
          {actions.includes('object') && (
            <Button busy={act.state === 'busy'} onClick={() => void object()}>
              {t('notice.object')}
            </Button>
          )}
        </Buttons>
      )}
      {actions.includes('end') && <p className="pw-small">{t('notice.end')}</p>}
    </Note>
  );
}
