import { Button } from '../../components/button.tsx';
import { useAct } from '../../data/use-act.ts';
import { ProblemNote } from '../../desk/shown.tsx';
import { useText } from '../../text/text.tsx';
import { type Grant } from '../data/grants.ts';
import { setManager } from '../data/staff.ts';
import { usePermit } from '../parking.ts';

/** Who manages the list of colleagues with the others (PEERS-029). Nobody manages from an invitation that was not taken up. */
export function ManagerSwitch({ grant, onChanged }: { grant: Grant; onChanged: () => Promise<void> }) {
  const t = useText();
  const { id: permitId } = usePermit();
  const { act, perform } = useAct(setManager);
  const { id, email, manager, status } = grant;
  if (status !== 'accepted') return null;
  const change = async () => {
    const answer = await perform({ permitId, id, manager: !manager });
    if (answer?.ok) await onChanged();
  };
  return (
    <>
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <Button about={email} busy={act.state === 'busy'} onClick={() => void change()}>
        {t(manager ? 'parking.grants.noManager' : 'parking.grants.makeManager')}
      </Button>
    </>
  );
}
