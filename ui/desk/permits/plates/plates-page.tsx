import { useCallback, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { PermitView } from '../../../../api/permits/shapes.ts';
import type { PlateChangeView } from '../../../../api/plate-changes/shapes.ts';
import { Button, Buttons } from '../../../components/button.tsx';
import { ConfirmDialog } from '../../../components/dialog.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Fact, Note } from '../../../components/note.tsx';
import { Plate } from '../../../components/plate.tsx';
import { useAct } from '../../../data/use-act.ts';
import { useCall } from '../../../data/use-call.ts';
import { useText } from '../../../text/text.tsx';
import { readPermit } from '../../data/permits.ts';
import { askForPlates, readPlateChanges } from '../../data/plate-changes.ts';
import { placed, useDesk, useLocal } from '../../desk.ts';
import { DeskShell } from '../../desk-shell.tsx';
import { NewestLetter } from '../../documents/newest-letter.tsx';
import { ProblemNote, Shown } from '../../shown.tsx';
import { ChangeCard } from './change-card.tsx';
import { PlateForm, type Wish } from './plate-form.tsx';
import { asTyped } from './typed.ts';
import { TermsOfChange } from './terms.tsx';

/** Beheer kenteken(s): which plates are on the permit, one change at a time, and what became of earlier ones (LOKET-031, PORTAL-071). */
export default function PlatesPage() {
  const t = useText();
  const { permit: id = '' } = useParams();
  const asked = useCall(useCallback((signal: AbortSignal) => readPermit(id, signal), [id]));
  return (
    <DeskShell title={t('desk.menu.permits')}>
      <Shown asked={asked} loading={t('permit.loadingOne')}>
        {(permit) => <Plates permit={permit} onChanged={() => void asked.refresh()} />}
      </Shown>
    </DeskShell>
  );
}

type Plate = PermitView['plates'][number];

/** What is worth saying above the list once it is so; the rest waits for its holder, and says so in its own card. */
const SAID: ReadonlySet<PlateChangeView['status']> = new Set(['changed', 'scheduled', 'in-review']);

function Done({ change: { status, permitId, openedAt, otherCar } }: { change: PlateChangeView }) {
  const t = useText();
  if (status === 'in-review')
    return (
      <Note title={t('plates.inReview')}>
        <p>{t('plates.inReviewText')}</p>
      </Note>
    );
  return (
    <Note kind="ok" title={t(status === 'changed' ? 'status.platesChanged' : 'plates.planned')}>
      {/* Of what is over within hours there is a mail and no letter. */}
      {!otherCar && <NewestLetter permitId={permitId} of={{ kind: 'plate-changed', since: openedAt }} />}
    </Note>
  );
}

function Plates({ permit, onChanged }: { permit: PermitView; onChanged: () => void }) {
  const t = useText();
  const local = useLocal();
  const { base, refreshCounts } = useDesk();
  const changes = useCall(useCallback((signal: AbortSignal) => readPlateChanges(permit.id, signal), [permit.id]));
  const [wish, setWish] = useState<Wish | null>(null);
  const [removing, setRemoving] = useState<Plate | null>(null);
  const [done, setDone] = useState<PlateChangeView | null>(null);
  const removal = useAct(
    useCallback(
      (plates: { plate: string; country: string }[], key: string) => askForPlates(permit.id, { plates }, key),
      [permit.id],
    ),
  );
  const terms = permit.plateChange;
  const changed = (change: PlateChangeView) => {
    setWish(null);
    setDone(SAID.has(change.status) ? change : null);
    refreshCounts();
    onChanged();
    void changes.refresh();
  };
  const remove = async (plate: Plate) => {
    const left = permit.plates.filter((other) => other !== plate).map(asTyped);
    const answer = await removal.perform(left);
    setRemoving(null);
    if (answer?.ok) changed(answer.value);
  };

  return (
    <div className="pw-stack pw-stack--apart pw-measure">
      <div className="pw-stack">
        <p>
          <Link className="pw-alone" to={`${base}/permits/${permit.id}`}>
            <Icon name="back" size={20} />
            {t('plates.back')}
          </Link>
        </p>
        <h1>{t('plates.title')}</h1>
        <p className="pw-muted">
          {placed(local(permit.productName), permit.areaName)} · {permit.number}
        </p>
        <div role="status">{done && <Done change={done} />}</div>
        {removal.act.state === 'failed' && <ProblemNote problem={removal.act.problem} />}
      </div>
      {terms === null ? (
        <Note title={t('plates.fixed')} />
      ) : (
        <section className="pw-stack">
          <h2>{t('permit.plates')}</h2>
          <TermsOfChange terms={terms} />
          <ul className="pw-ruled" role="list">
            {permit.plates.map((plate) => (
              <li key={plate.country + plate.display} className="pw-row">
                <Plate country={plate.country} value={plate.display} size="l" quiet={!plate.counts} />
                <span className="pw-push pw-row pw-row--tight">
                  <Button about={plate.display} onClick={() => setWish({ kind: 'replace', goes: plate })}>
                    {t('plates.change')}
                  </Button>
                  {terms.temporary && (
                    <Button
                      look="subtle"
                      about={plate.display}
                      onClick={() => setWish({ kind: 'temporary', goes: plate })}
                    >
                      {t('plates.temporary')}
                    </Button>
                  )}
                  {permit.plates.length > terms.min && (
                    <Button look="subtle" icon="trash" about={plate.display} onClick={() => setRemoving(plate)}>
                      {t('common.delete')}
                    </Button>
                  )}
                </span>
              </li>
            ))}
          </ul>
          {permit.plates.length < terms.max ? (
            <Buttons>
              <Button icon="add" onClick={() => setWish({ kind: 'add', goes: null })}>
                {t('plates.add')}
              </Button>
            </Buttons>
          ) : (
            <Fact kind="info">{t('plates.full', { count: terms.max })}</Fact>
          )}
          {wish && (
            <PlateForm permit={permit} terms={terms} wish={wish} onAsked={changed} onClose={() => setWish(null)} />
          )}
        </section>
      )}
      <section className="pw-stack">
        <h2>{t('plates.changes')}</h2>
        <Shown asked={changes} loading={t('plates.loading')}>
          {({ items }) =>
            items.length === 0 ? (
              <p>{t('plates.noChanges')}</p>
            ) : (
              <div className="pw-stack">
                {items.map((change) => (
                  <ChangeCard
                    key={change.id}
                    change={change}
                    onChanged={changed}
                    onRefresh={() => void changes.refresh()}
                  />
                ))}
              </div>
            )
          }
        </Shown>
      </section>
      {removing && (
        <ConfirmDialog
          question={t('plates.removeQuestion', { plate: removing.display })}
          busy={removal.act.state === 'busy'}
          onYes={() => void remove(removing)}
          onNo={() => setRemoving(null)}
        >
          <p>{t('plates.removeText')}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
