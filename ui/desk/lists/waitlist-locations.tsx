import { useState } from 'react';
import type { WaitlistEntryView } from '../../../api/waitlist/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Checkboxes } from '../../components/choice.tsx';
import { Details } from '../../components/disclosure.tsx';
import { useAct } from '../../data/use-act.ts';
import { useText } from '../../text/text.tsx';
import { chooseLocations } from '../data/waitlist.ts';
import { ProblemNote } from '../shown.tsx';

/** "Another location would do as well": each has a line of its own (BEYOND-014). */
export function LocationsForm({
  entry,
  onChanged,
}: {
  entry: WaitlistEntryView;
  onChanged: (entry: WaitlistEntryView) => void;
}) {
  const t = useText();
  const standing = entry.lines.map(({ areaId }) => areaId);
  const [chosen, setChosen] = useState<readonly string[]>(standing);
  const { act, perform } = useAct(chooseLocations);
  const save = async () => {
    const answer = await perform({ id: entry.id, areaIds: chosen });
    if (answer?.ok) onChanged(answer.value);
  };
  return (
    <Details summary={t('desk.waitlist.locations.title')}>
      <div className="pw-stack">
        {act.state === 'failed' && <ProblemNote problem={act.problem} />}
        <Checkboxes
          label={t('desk.waitlist.locations.label')}
          hint={t('desk.waitlist.locations.hint')}
          options={[...entry.lines, ...entry.elsewhere].map(({ areaId, areaName }) => ({
            value: areaId,
            title: areaName,
          }))}
          chosen={chosen}
          onChoose={setChosen}
        />
        <p>
          <Button disabled={chosen.length === 0} busy={act.state === 'busy'} onClick={() => void save()}>
            {t('common.save')}
          </Button>
        </p>
      </div>
    </Details>
  );
}
