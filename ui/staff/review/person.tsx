import { useCallback } from 'react';
import { Button } from '../../components/button.tsx';
import { DescriptionList } from '../../components/lists.tsx';
import { Fact } from '../../components/note.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useAct } from '../../data/use-act.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useText } from '../../text/text.tsx';
import { showPerson } from '../data/tasks.ts';

/** Who applies: shown when somebody asks for it, which is recorded and which the applicant can see. */
export function PersonDisclosure({ taskId }: { taskId: string }) {
  const t = useText();
  const sentences = useProblemSentences();
  const { act, perform, reset } = useAct(useCallback((_body: null, key: string) => showPerson(taskId, key), [taskId]));
  const ask = () => void perform(null);
  return (
    <div className="pw-stack pw-stack--tight">
      {act.state === 'done' ? (
        <div className="pw-card pw-card--wash pw-stack">
          <h2 className="pw-heading-l">{t('review.person.title')}</h2>
          <DescriptionList
            thin
            items={[
              { term: t('review.person.name'), value: act.value.name },
              {
                term: t('review.person.address'),
                value:
                  act.value.address.length > 0
                    ? act.value.address.map((line) => <div key={line}>{line}</div>)
                    : t('review.person.noAddress'),
              },
              { term: t('review.person.email'), value: act.value.email ?? t('review.person.noEmail') },
            ]}
          />
          {act.value.emailBounced && <Fact kind="bad">{t('review.person.bounced')}</Fact>}
          <Button look="subtle" onClick={reset}>
            {t('review.person.hide')}
          </Button>
        </div>
      ) : (
        <div className="pw-row pw-row--tight">
          <Button look="subtle" icon="eye" busy={act.state === 'busy'} onClick={ask}>
            {t('review.person.show')}
          </Button>
          <span className="pw-small pw-muted">{t('review.person.notice')}</span>
        </div>
      )}
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} onRetry={ask} />}
    </div>
  );
}
