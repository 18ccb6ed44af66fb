import { useCallback, useState } from 'react';
import { usePages } from '../../data/use-pages.ts';
import { useParams } from 'react-router';
import type { CaseView } from '../../../api/audit/shapes.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Details } from '../../components/disclosure.tsx';
import { ErrorNote, Loading } from '../../components/states.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { useCall } from '../../data/use-call.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useLanguage, useText } from '../../text/text.tsx';
import { CaseBadge } from '../case-badge.tsx';
import { readCase, readTimeline } from '../data/cases.ts';
import { Guard } from '../guard.tsx';
import { CaseNotes } from '../notes.tsx';
import { useStaff } from '../staff-frame.tsx';
import { StaffShell } from '../staff-shell.tsx';
import { CaseProcess } from './case-process.tsx';
import { Decisions } from './decisions.tsx';
import { DeclarationCard } from './declaration.tsx';
import { EngineSteps } from './engine-steps.tsx';
import { PermitCard } from './permit-card.tsx';
import { ProcessDrawings } from './process-drawings.tsx';
import { Proof } from './proof.tsx';
import { Story } from './story.tsx';
import { useLivePosition } from './use-live-position.ts';

/** One case from beginning to end: where it is, what happened, on which rules, and what the engine recorded (dossier). */
export default function CasePage() {
  const { id = '' } = useParams();
  return (
    <Guard permission="read-case" place="cases">
      <CaseOf key={id} id={id} />
    </Guard>
  );
}

function CaseOf({ id }: { id: string }) {
  const t = useText();
  const sentences = useProblemSentences();
  const municipality = useMunicipality();
  const { call, refresh } = useCall(useCallback((signal: AbortSignal) => readCase(id, signal), [id]));
  if (call.state === 'loading') {
    return (
      <StaffShell title={t('audit.title')} place="cases">
        <Loading>{t('audit.loading')}</Loading>
      </StaffShell>
    );
  }
  if (call.state === 'failed') {
    const gone = call.problem.status === 404;
    const { title, ...rest } = sentences(call.problem);
    return (
      <StaffShell title={t('audit.title')} place="cases">
        <div className="pw-stack pw-stack--wide pw-measure">
          <h1>{gone ? t('audit.gone.title') : title}</h1>
          {gone ? (
            <p className="pw-lead">{t('audit.gone.text')}</p>
          ) : (
            <ErrorNote title={t('staff.notShown')} {...rest} onRetry={() => void refresh()} />
          )}
          <p>
            <ButtonLink to={`/${municipality.id}/staff/cases`}>{t('review.toCases')}</ButtonLink>
          </p>
        </div>
      </StaffShell>
    );
  }
  return <CaseShown found={call.value} refreshing={call.refreshing} problem={call.problem} onAskAnew={refresh} />;
}

interface CaseShownProps {
  found: CaseView;
  refreshing: boolean;
  problem: Parameters<ReturnType<typeof useProblemSentences>>[0] | null;
  onAskAnew: () => Promise<void>;
}

function CaseShown({ found, refreshing, problem, onAskAnew }: CaseShownProps) {
  const t = useText();
  const { language } = useLanguage();
  const municipality = useMunicipality();
  const sentences = useProblemSentences();
  const { id } = found;
  const story = usePages(
    useCallback((cursor: string | null, signal?: AbortSignal) => readTimeline(id, cursor, signal), [id]),
  );
  // The engine keeps much, and few look: fetched when somebody does.
  const [engineOpened, setEngineOpened] = useState(false);
  const [drawingOpened, setDrawingOpened] = useState(false);
  const [proofOpened, setProofOpened] = useState(false);
  const { may } = useStaff();
  const askStory = story.refresh;
  const askAnew = useCallback(async () => {
    await Promise.all([onAskAnew(), askStory()]);
  }, [onAskAnew, askStory]);
  useLivePosition(story, onAskAnew);
  const title = t('audit.caseTitle', { number: found.number });
  return (
    <StaffShell title={title} place="cases">
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack pw-stack--tight">
          <div className="pw-row">
            <h1>{title}</h1>
            <span className="pw-push pw-row pw-row--tight">
              {may('act-for') && (
                <ButtonLink icon="user" to={`/${municipality.id}/staff/people/${found.personId}`}>
                  {t('audit.person')}
                </ButtonLink>
              )}
              <Button icon="renew" busy={refreshing} onClick={() => void askAnew()}>
                {t('common.refresh')}
              </Button>
            </span>
          </div>
          <p className="pw-row">
            <CaseBadge status={found.status} />
            <span className="pw-muted">
              {[found.productName[language], found.areaName].filter(Boolean).join(', ')}
              {' · '}
              {t('audit.release', { release: found.release })}
            </span>
          </p>
        </div>
        {problem && <ErrorNote {...sentences(problem)} onRetry={() => void askAnew()} />}
        <section className="pw-stack">
          <h2>{t('audit.where')}</h2>
          <CaseProcess found={found} />
          <Details summary={t('process.show')} onOpen={() => setDrawingOpened(true)}>
            {drawingOpened && <ProcessDrawings key={found.status} caseId={id} />}
          </Details>
        </section>
        <div className="pw-cols">
          <section className="pw-stack">
            <h2>{t('audit.what')}</h2>
            <Tabs
              label={t('audit.what')}
              onChoose={(tab) => {
                setEngineOpened((before) => before || tab === 'engine');
                setProofOpened((before) => before || tab === 'proof');
              }}
              tabs={[
                { id: 'story', title: t('audit.tab.story'), panel: <Story found={found} story={story} /> },
                {
                  id: 'decisions',
                  title: t('audit.tab.decisions'),
                  count: found.decisions.length,
                  panel: <Decisions decisions={found.decisions} />,
                },
                {
                  id: 'engine',
                  title: t('audit.tab.engine'),
                  panel: engineOpened ? <EngineSteps caseId={id} /> : null,
                },
                ...(may('audit')
                  ? [{ id: 'proof', title: t('audit.tab.proof'), panel: proofOpened ? <Proof caseId={id} /> : null }]
                  : []),
              ]}
            />
          </section>
          <div className="pw-stack pw-stack--wide">
            <PermitCard found={found} onEnded={askAnew} />
            <DeclarationCard declaration={found.declaration} />
            <CaseNotes caseId={id} />
          </div>
        </div>
      </div>
    </StaffShell>
  );
}
