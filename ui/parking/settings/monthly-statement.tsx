import { Button } from '../../components/button.tsx';
import { Fact } from '../../components/note.tsx';
import { useAct } from '../../data/use-act.ts';
import { ProblemNote } from '../../desk/shown.tsx';
import { useText } from '../../text/text.tsx';
import { keepMonthlyStatement } from '../data/account.ts';
import { useParking } from '../parking.ts';

/** Whether the statement of each month comes by mail; nobody gets it who did not ask for it (PEERS-019). */
export function MonthlyStatement() {
  const t = useText();
  const { account, reloadAccount } = useParking();
  const { act, perform } = useAct(keepMonthlyStatement);
  const wanted = account.monthlyStatement;
  const change = async () => {
    const answer = await perform(!wanted);
    if (answer?.ok) await reloadAccount();
  };
  return (
    <section className="pw-stack">
      <h2>{t('parking.monthly.title')}</h2>
      <p>{t('parking.monthly.text')}</p>
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <div role="status">
        <Fact icon="mail" kind={wanted ? 'ok' : 'info'}>
          {t(wanted ? 'parking.monthly.isOn' : 'parking.monthly.isOff')}
        </Fact>
      </div>
      <p>
        <Button busy={act.state === 'busy'} onClick={() => void change()}>
          {t(wanted ? 'parking.monthly.off' : 'parking.monthly.on')}
        </Button>
      </p>
    </section>
  );
}
