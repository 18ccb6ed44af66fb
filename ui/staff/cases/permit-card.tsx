import { useCallback, useRef, useState } from 'react';
import type { CaseView } from '../../../api/audit/shapes.ts';
import { addDays } from '../../../rules/values/civil-day.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Radios } from '../../components/choice.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { DescriptionList } from '../../components/lists.tsx';
import { Badge, Note, type BadgeKind } from '../../components/note.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useAct } from '../../data/use-act.ts';
import { civilDayAt } from '../../../rules/values/format.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { END_GROUNDS, endPermit, type EndGround } from '../data/cases.ts';
import { useStaff } from '../staff-frame.tsx';
import { BlockDialog, UnblockDialog } from './block-dialog.tsx';

const BADGES: Record<NonNullable<CaseView['permitPhase']>, BadgeKind> = {
  upcoming: 'us',
  valid: 'ok',
  ended: 'off',
  expired: 'off',
};

const TITLES = { blocked: 'audit.permit.block.done', lifted: 'audit.permit.block.lifted' } as const;

/** The permit this case led to, which staff may end at once, or hold back and let go again. */
export function PermitCard({ found, onEnded }: { found: CaseView; onEnded: () => Promise<void> }) {
  const t = useText();
  const format = useFormat();
  const { may } = useStaff();
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState<'ended' | 'blocked' | 'lifted' | null>(null);
  const [holding, setHolding] = useState(false);
  const {
    permitBlockedAt: blockedAt,
    permitId,
    permitNumber,
    permitPhase,
    permitInForce,
    permitFrom,
    permitUntil,
  } = found;
  const HoldDialog = blockedAt === null ? BlockDialog : UnblockDialog;
  if (permitId === null || permitPhase === null || permitFrom === null || permitUntil === null) return null;
  return (
    <section className="pw-card pw-stack">
      <h2 className="pw-heading-l">{t('audit.permit.title')}</h2>
      {blockedAt !== null && permitInForce ? (
        <Badge kind="bad">{t('audit.permit.block.badge')}</Badge>
      ) : (
        <Badge kind={BADGES[permitPhase]}>{t(`status.permit.${permitPhase}`)}</Badge>
      )}
      <DescriptionList
        thin
        items={[
          { term: t('audit.permit.number'), value: permitNumber },
          { term: t('audit.permit.from'), value: format.day(permitFrom) },
          // It ends with its last day, at midnight.
          { term: t('audit.permit.until'), value: format.day(addDays(civilDayAt(permitUntil), -1)) },
          ...(blockedAt !== null && permitInForce
            ? [{ term: t('audit.permit.block.since'), value: format.moment(blockedAt) }]
            : []),
        ]}
      />
      {done !== null && (
        <Note kind="ok" level="h3" title={t(done === 'ended' ? 'audit.permit.ended' : TITLES[done])} urgent>
          <p>{t('audit.permit.endedText')}</p>
        </Note>
      )}
      {may('end-permit') && permitInForce && (
        <Buttons>
          <Button icon="lock" onClick={() => setHolding(true)} about={permitNumber ?? ''}>
            {t(blockedAt === null ? 'audit.permit.block.act' : 'audit.permit.block.lift')}
          </Button>
          <Button icon="stop" onClick={() => setAsking(true)} about={permitNumber ?? ''}>
            {t('audit.permit.end')}
          </Button>
        </Buttons>
      )}
      {holding && (
        <HoldDialog
          permitId={permitId}
          number={permitNumber ?? ''}
          onClose={() => setHolding(false)}
          onDone={() => {
            setHolding(false);
            setDone(blockedAt === null ? 'blocked' : 'lifted');
            void onEnded();
          }}
        />
      )}
      {asking && (
        <EndDialog
          permitId={permitId}
          number={permitNumber ?? ''}
          onClose={() => setAsking(false)}
          onEnded={() => {
            setAsking(false);
            setDone('ended');
            void onEnded();
          }}
        />
      )}
    </section>
  );
}

interface EndDialogProps {
  permitId: string;
  number: string;
  onClose: () => void;
  onEnded: () => void;
}

function EndDialog({ permitId, number, onClose, onEnded }: EndDialogProps) {
  const t = useText();
  const sentences = useProblemSentences();
  const [ground, setGround] = useState<EndGround | null>(null);
  const [missing, setMissing] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  const { act, perform } = useAct(
    useCallback((chosen: EndGround, key: string) => endPermit(permitId, chosen, key), [permitId]),
  );
  const end = async () => {
    setMissing(ground === null);
    if (ground === null) {
      form.current?.querySelector('input')?.focus();
      return;
    }
    const answer = await perform(ground);
    if (answer?.ok) onEnded();
  };
  return (
    <Dialog title={t('audit.permit.question', { number })} onClose={onClose}>
      <p>{t('audit.permit.consequence')}</p>
      <div ref={form}>
        <Radios
          label={t('audit.permit.ground')}
          hint={t('review.form.groundHint')}
          error={missing ? t('review.fault.ground') : undefined}
          chosen={ground}
          onChoose={(value) => {
            setGround(END_GROUNDS.find((known) => known === value) ?? null);
            setMissing(false);
          }}
          options={END_GROUNDS.map((value) => ({ value, title: t(`ground.${value}`) }))}
        />
      </div>
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      <Buttons wide>
        <Button look="primary" busy={act.state === 'busy'} onClick={() => void end()}>
          {t('audit.permit.yes')}
        </Button>
        <Button onClick={onClose}>{t('audit.permit.no')}</Button>
      </Buttons>
    </Dialog>
  );
}
