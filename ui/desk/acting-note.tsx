import { useCallback } from 'react';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { forgetDrafts } from '../data/draft.ts';
import { call } from '../data/http.ts';
import { useAct } from '../data/use-act.ts';
import { useMunicipality } from '../municipality-frame.tsx';
import { useText } from '../text/text.tsx';
import { useDesk } from './desk.ts';
import { ProblemNote } from './shown.tsx';

/** On every page of the desk while staff acts for somebody: for whom, and the way back to their own work (PEERS-035). */
export function ActingNote() {
  const t = useText();
  const { id } = useMunicipality();
  const { me, holder } = useDesk();
  const { act, perform } = useAct(
    useCallback((_body: null, key: string) => call<undefined>('/v1/staff/acting', { method: 'DELETE', key }), []),
    { once: true },
  );
  const { actsFor } = me;
  if (actsFor === null) return null;
  const stop = async () => {
    const answer = await perform(null);
    if (!answer?.ok) return;
    forgetDrafts();
    window.location.assign(`/${id}/staff/people/${actsFor.personId}`);
  };
  return (
    <div className="pw-desk-offline">
      <Note kind="wait" icon="user" title={t('desk.acting.title', { name: holder.name })}>
        <p>{t(`desk.acting.${actsFor.channel}`)}</p>
        {act.state === 'failed' && <ProblemNote problem={act.problem} />}
        <p>
          <Button busy={act.state === 'busy'} onClick={() => void stop()}>
            {t('desk.acting.stop')}
          </Button>
        </p>
      </Note>
    </div>
  );
}
