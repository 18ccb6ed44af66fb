import type { TaskView } from '../../../api/review/shapes.ts';
import { Note } from '../../components/note.tsx';
import { Plate } from '../../components/plate.tsx';
import { useLanguage, useSentenceNamed, useText } from '../../text/text.tsx';
import { RuleTrace } from '../rule-trace.tsx';

/** The rules of the product as they come out now, with what is left to a person. */
export function ReviewRules({ task }: { task: TaskView }) {
  const t = useText();
  const { language } = useLanguage();
  return (
    <section className="pw-stack">
      <h2>{t('review.rules')}</h2>
      {task.keeperUnavailable && (
        <Note kind="wait" level="h3" title={t('review.noKeeper.title')}>
          <p>{t('review.noKeeper.text')}</p>
        </Note>
      )}
      <RuleTrace
        steps={task.steps}
        more={({ rule, values }) => {
          const plate = rule === 'keeper-or-evidence' ? task.plates[Number(values['plate']) - 1] : undefined;
          if (plate) return <PlateOf plate={plate} />;
          const requirement = rule === 'evidence' && task.requirements.find(({ id }) => id === values['evidence']);
          return requirement ? <div>{requirement.reason[language]}</div> : null;
        }}
      />
    </section>
  );
}

/** The car as the vehicle register knows it, to compare with what stands in the document. */
function PlateOf({ plate }: { plate: TaskView['plates'][number] }) {
  const t = useText();
  const sentence = useSentenceNamed();
  const { vehicle, colour } = plate;
  const seen = [vehicle, colour !== null && (sentence(`colour.${colour}`) ?? colour)].filter(Boolean).join(', ');
  return (
    <div className="pw-row pw-row--tight">
      <Plate value={plate.display} country={plate.country} size="s" quiet />
      <span>{seen === '' ? t('review.noVehicle') : seen}</span>
    </div>
  );
}
