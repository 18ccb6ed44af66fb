import { useId } from 'react';
import type { PlateChangeView } from '../../../../api/plate-changes/shapes.ts';
import { Button, Buttons } from '../../../components/button.tsx';
import { DescriptionList, type Description } from '../../../components/lists.tsx';
import { Badge, Fact, type BadgeKind } from '../../../components/note.tsx';
import { Plate } from '../../../components/plate.tsx';
import { useAct } from '../../../data/use-act.ts';
import { useFormat, useSentenceNamed, useText } from '../../../text/text.tsx';
import { ToPay } from '../../cart/to-pay.tsx';
import { confirmPlateChange, giveBackPlate } from '../../data/plate-changes.ts';
import { ProblemNote } from '../../shown.tsx';
import { Proof } from './proof.tsx';
import { WithdrawChange } from './withdraw-change.tsx';

interface ChangeCardProps {
  change: PlateChangeView;
  onChanged: (change: PlateChangeView) => void;
  onRefresh: () => void;
}

const KINDS: Record<PlateChangeView['status'], BadgeKind> = {
  'awaiting-documents': 'you',
  'awaiting-confirmation': 'you',
  'in-review': 'us',
  'awaiting-payment': 'you',
  scheduled: 'us',
  changed: 'ok',
  returned: 'off',
  rejected: 'bad',
  withdrawn: 'off',
  lapsed: 'off',
};

/** One change: which car comes, which goes, what it costs, from when, and what can be done (LOKET-055, BEYOND-016). */
export function ChangeCard({ change, onChanged, onRefresh }: ChangeCardProps) {
  const t = useText();
  const format = useFormat();
  const sentence = useSentenceNamed();
  const id = useId();
  const confirm = useAct(confirmPlateChange);
  const giveBack = useAct(giveBackPlate);
  const { comes, goes, act, status, actions, feeCents, effectiveAt, overlapUntil, backAt, settled, ground } = change;
  const failed = [confirm, giveBack].find((one) => one.act.state === 'failed');
  const perform = async (one: typeof confirm) => {
    const answer = await one.perform(change.id);
    if (answer?.ok) onChanged(answer.value);
  };
  const filling = actions.includes('continue');
  const over = status === 'rejected' || status === 'withdrawn' || status === 'lapsed';
  const facts: (Description | false)[] = [
    !over && { term: t(settled ? 'plates.countsFrom' : 'plates.wouldCountFrom'), value: format.moment(effectiveAt) },
    overlapUntil !== null && { term: t('plates.oldUntil'), value: format.moment(overlapUntil) },
    backAt !== null && { term: t('plates.backAt'), value: format.moment(backAt) },
    (feeCents > 0 || filling) && {
      term: t('plates.fee'),
      value: feeCents === 0 ? t('desk.free') : format.money(feeCents),
    },
  ];

  return (
    <section className="pw-card pw-stack" aria-labelledby={id}>
      <div className="pw-row">
        <h3 id={id} className="pw-row pw-row--tight pw-heading-l">
          {t(`plates.act.${act}`)}
        </h3>
        <span className="pw-push">
          <Badge kind={KINDS[status]}>{t(`status.plateChange.${status}`)}</Badge>
        </span>
      </div>
      <div className="pw-row">
        {goes && (
          <span className="pw-row pw-row--tight">
            <span className="pw-muted">{t('plates.goes')}</span>{' '}
            <Plate country={goes.country} value={goes.display} quiet />
          </span>
        )}
        {comes && (
          <span className="pw-row pw-row--tight">
            <span className="pw-muted">{t('plates.comes')}</span>{' '}
            <Plate country={comes.country} value={comes.display} quiet={status !== 'changed'} />
          </span>
        )}
      </div>
      {filling && comes && comes.keeper !== 'not-asked' && (
        <Fact kind={comes.keeper === 'own' ? 'ok' : 'wait'}>{t(`keeper.${comes.keeper}`)}.</Fact>
      )}
      <DescriptionList items={facts.filter((fact) => fact !== false)} />
      {!over && status !== 'changed' && goes && <p>{t('plates.untilThen', { plate: goes.display })}</p>}
      {ground !== null && <p>{sentence(`ground.${ground}`) ?? ground}</p>}
      {filling && change.requirement && <Proof change={change} requirement={change.requirement} onSent={onRefresh} />}
      {failed?.act.state === 'failed' && <ProblemNote problem={failed.act.problem} />}
      {actions.length > 0 && (
        <Buttons>
          {status === 'awaiting-confirmation' && (
            <Button look="primary" busy={confirm.act.state === 'busy'} onClick={() => void perform(confirm)}>
              {t('common.confirm')}
            </Button>
          )}
          {actions.includes('to-cart') && <ToPay caseIds={[change.id]} label={t('plates.toCart')} />}
          {actions.includes('give-back') && (
            <Button busy={giveBack.act.state === 'busy'} onClick={() => void perform(giveBack)}>
              {t('plates.giveBack')}
            </Button>
          )}
          {actions.includes('withdraw') && (
            <WithdrawChange changeId={change.id} about={change.number} onWithdrawn={onChanged} />
          )}
        </Buttons>
      )}
    </section>
  );
}
