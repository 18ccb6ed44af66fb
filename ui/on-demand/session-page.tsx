import { useCallback, useState } from 'react';
import { useParams } from 'react-router';
import { Note } from '../components/note.tsx';
import { useCall } from '../data/use-call.ts';
import { Shown } from '../desk/shown.tsx';
import { ActionDetails } from '../parking/actions/action-page.tsx';
import { readStory } from '../parking/data/actions.ts';
import { readParkingPermits } from '../parking/data/permits.ts';
import { useText } from '../text/text.tsx';
import { OnDemandShell } from './on-demand-shell.tsx';
import { useOnDemand } from './on-demand.ts';

/** One session: its price piece by piece, and what may be done with it. */
export default function SessionPage() {
  const t = useText();
  const { base, reload } = useOnDemand();
  const { action: id = '' } = useParams();
  const [told, setTold] = useState<string | null>(null);
  const asked = useCall(useCallback((signal: AbortSignal) => readStory(id, signal), [id]));
  const { call } = useCall(readParkingPermits);
  const permits = call.state === 'done' ? call.value.items : [];
  const done = (sentence: string) => {
    setTold(sentence);
    void asked.refresh();
    void reload();
  };
  return (
    <OnDemandShell title={t('parking.actions.details')}>
      {told !== null && <Note kind="ok" title={told} urgent />}
      <Shown asked={asked} loading={t('parking.actions.loadingOne')}>
        {(story) => (
          <ActionDetails
            story={story}
            permit={permits.find((permit) => permit.id === story.permitId)}
            onDone={done}
            home={base}
          />
        )}
      </Shown>
    </OnDemandShell>
  );
}
