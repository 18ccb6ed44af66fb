import type { CaseView } from '../../../api/audit/shapes.ts';
import { Empty } from '../../components/states.tsx';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { RuleTrace } from '../rule-trace.tsx';

/** Each decision with the rules as they came out then: what an objection committee or a court asks for (BEYOND-007). */
export function Decisions({ decisions }: { decisions: CaseView['decisions'] }) {
  const t = useText();
  if (decisions.length === 0) {
    return (
      <Empty icon="scale" title={t('audit.decision.none')} level="h3">
        <p className="pw-muted">{t('audit.decision.noneText')}</p>
      </Empty>
    );
  }
  return (
    <ol className="pw-stack pw-stack--apart">
      {decisions.map((decision) => (
        <li key={decision.id}>
          <DecisionShown decision={decision} />
        </li>
      ))}
    </ol>
  );
}

function DecisionShown({ decision }: { decision: CaseView['decisions'][number] }) {
  const t = useText();
  const format = useFormat();
  const sentence = useSentenceNamed();
  const { id, by, staffName, result, ground, note, release, at, steps } = decision;
  return (
    <div className="pw-stack">
      <div className="pw-stack pw-stack--close">
        <h3 className="pw-heading-l">{sentence(`audit.result.${result}`) ?? result}</h3>
        <p className="pw-small pw-muted">
          {t(by === 'rule' ? 'audit.decision.byRule' : 'audit.decision.byStaff', {
            name: staffName ?? '',
            moment: `${format.day(at)} ${format.clock(at)}`,
            release,
          })}
        </p>
        {ground !== null && <p>{t('audit.decision.ground', { ground: sentence(`ground.${ground}`) ?? ground })}</p>}
        {note !== null && <p>{t('audit.decision.note', { note })}</p>}
      </div>
      <RuleTrace steps={steps} />
      <p className="pw-small pw-muted pw-break">{t('audit.decision.trace', { id })}</p>
    </div>
  );
}
