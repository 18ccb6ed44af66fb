import { useCallback, useState } from 'react';
import type { EndView } from '../../../../api/permits/ending-shapes.ts';
import type { PermitView } from '../../../../api/permits/shapes.ts';
import type { AccountBody } from '../../../../api/refunds/shapes.ts';
import { Button, Buttons } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Ledger } from '../../../components/figures.tsx';
import { Note } from '../../../components/note.tsx';
import { useAct } from '../../../data/use-act.ts';
import { useCall } from '../../../data/use-call.ts';
import { useFormat, useText } from '../../../text/text.tsx';
import { endPermit, previewEnd } from '../../data/refunds.ts';
import { useDesk, useLocal } from '../../desk.ts';
import { AccountFields, focusFault, isComplete } from '../../refunds/account-fields.tsx';
import { WorkedOut } from '../../refunds/worked-out.tsx';
import { ProblemNote, Shown } from '../../shown.tsx';

interface EndButtonProps {
  permit: Pick<PermitView, 'id' | 'productName'>;
  onEnded: () => void;
  /** Where it stands beside other things that can be done. */
  label?: string;
}

/** [Beëindig]: first what goes back and what ends with it, then at once (PORTAL-074, LOKET-034). */
export function EndButton({ permit, onEnded, label }: EndButtonProps) {
  const t = useText();
  const product = useLocal()(permit.productName);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button icon="cross" about={product} onClick={() => setAsking(true)}>
        {label ?? t('permit.end.button')}
      </Button>
      {asking && (
        <Dialog title={t('permit.end.title', { product })} onClose={() => setAsking(false)}>
          <Ending permitId={permit.id} onEnded={onEnded} onNo={() => setAsking(false)} />
        </Dialog>
      )}
    </>
  );
}

interface EndingProps {
  permitId: string;
  onEnded: () => void;
  onNo: () => void;
}

function Ending({ permitId, onEnded, onNo }: EndingProps) {
  const t = useText();
  const asked = useCall(useCallback((signal: AbortSignal) => previewEnd(permitId, signal), [permitId]));
  return (
    <Shown asked={asked} loading={t('permit.end.loading')}>
      {(preview) => <Preview preview={preview} {...{ permitId, onEnded, onNo }} />}
    </Shown>
  );
}

function Preview({ preview, permitId, onEnded, onNo }: EndingProps & { preview: EndView }) {
  const t = useText();
  const { refreshCounts } = useDesk();
  const [other, setOther] = useState(false);
  const [account, setAccount] = useState<AccountBody>({ iban: '', name: '' });
  const [checked, setChecked] = useState(false);
  const { act, perform } = useAct(endPermit);
  const typing = preview.accountNeeded || other;
  const end = async (form: HTMLFormElement) => {
    setChecked(true);
    if (typing && !isComplete(account)) return focusFault(form, account);
    const answer = await perform({ permitId, account: typing ? account : null });
    if (!answer?.ok) return;
    refreshCounts();
    onEnded();
  };
  return (
    <form
      className="pw-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void end(event.currentTarget);
      }}
    >
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <Note kind="wait" title={t('permit.end.atOnce')} level="h3">
        <p>{t('permit.end.atOnceText')}</p>
        <WhatElse with={preview.with} />
      </Note>
      <Refund preview={preview} />
      {typing && (
        <>
          <p>{t('permit.end.account')}</p>
          <AccountFields account={account} checked={checked} onChange={setAccount} />
        </>
      )}
      {!typing && preview.refundCents > 0 && preview.account && (
        <p className="pw-row">
          {t('permit.end.known', preview.account)}
          <Button look="subtle" onClick={() => setOther(true)}>
            {t('permit.end.other')}
          </Button>
        </p>
      )}
      <Buttons wide>
        <Button look="primary" type="submit" busy={act.state === 'busy'}>
          {t('permit.end.confirm')}
        </Button>
        <Button onClick={onNo}>{t('permit.end.no')}</Button>
      </Buttons>
    </form>
  );
}

function WhatElse({ with: { actions, grants, renewals, plateChanges } }: Pick<EndView, 'with'>) {
  const t = useText();
  const lines = [
    actions > 0 && t('permit.end.with.actions', { count: actions }),
    grants > 0 && t('permit.end.with.grants', { count: grants }),
    renewals > 0 && t('permit.end.with.renewals'),
    plateChanges > 0 && t('permit.end.with.plateChanges'),
  ].filter((line) => line !== false);
  if (lines.length === 0) return null;
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function Refund({ preview: { refundCents, periods, payBy, route } }: { preview: EndView }) {
  const t = useText();
  const format = useFormat();
  if (refundCents === 0)
    return (
      <div className="pw-stack pw-stack--tight">
        <p>{t('permit.end.nothingBack')}</p>
        {periods.map(({ startsOn, rules }) => (
          <WorkedOut key={startsOn} rules={rules} />
        ))}
      </div>
    );
  return (
    <div className="pw-stack pw-stack--tight">
      <Ledger
        caption={t('permit.end.back')}
        lines={periods.map(({ startsOn, cents }) => ({
          text: t('permit.end.period', { day: format.day(startsOn) }),
          cents,
        }))}
        total={{ text: t('permit.end.total'), cents: refundCents }}
      />
      {periods.map(({ startsOn, rules }) => (
        <WorkedOut key={startsOn} rules={rules} />
      ))}
      {payBy !== null && <p>{t('permit.end.payBy', { day: format.day(payBy) })}</p>}
      {route !== null && <p className="pw-muted">{t(`permit.end.route.${route}`)}</p>}
    </div>
  );
}
