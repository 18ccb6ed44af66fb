import { useState } from 'react';
import type { ProviderSecret, Providers } from '../../../api/third-parties/shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Radios } from '../../components/choice.tsx';
import { ConfirmDialog, Dialog } from '../../components/dialog.tsx';
import { Badge } from '../../components/note.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { useAct } from '../../data/use-act.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { rotateKey, stopProvider } from '../data/providers.ts';

type Provider = Providers['items'][number];

interface Acts {
  onGiven: (secret: ProviderSecret) => void;
  onChanged: () => void;
}

export function ProviderTable({ items, ...acts }: { items: readonly Provider[] } & Acts) {
  const t = useText();
  const format = useFormat();
  return (
    <Table
      caption={t('staff.providers.caption')}
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        {
          title: t('staff.providers.column.name'),
          head: true,
          cell: ({ name, admittedAt, admittedBy }) => (
            <>
              {name}
              <div className="pw-small pw-muted">
                {t('staff.providers.admitted', { day: format.day(admittedAt), name: admittedBy })}
              </div>
            </>
          ),
        },
        {
          title: t('staff.providers.column.may'),
          cell: ({ scopes, stoppedAt }) =>
            stoppedAt === null ? (
              scopes.map((scope) => t(`staff.providers.scope.${scope}`)).join(', ')
            ) : (
              <Badge kind="off">{t('staff.providers.stoppedOn', { day: format.day(stoppedAt) })}</Badge>
            ),
        },
        { title: t('staff.providers.column.now'), end: true, cell: ({ rightsNow }) => format.decimal(rightsNow) },
        { title: t('staff.providers.column.key'), cell: (provider) => <Keys provider={provider} {...acts} /> },
      ]}
    />
  );
}

function Keys({ provider, onGiven, onChanged }: { provider: Provider } & Acts) {
  const t = useText();
  const format = useFormat();
  const sentences = useProblemSentences();
  const [asking, setAsking] = useState<'rotate' | 'stop' | null>(null);
  const { act, perform } = useAct(stopProvider);
  const { id, name, keys, stoppedAt } = provider;
  const stop = async (stopped: boolean) => {
    const answer = await perform({ id, stopped });
    setAsking(null);
    if (answer?.ok) onChanged();
  };
  return (
    <>
      {keys.length === 0 && <p className="pw-muted">{t('staff.providers.noKey')}</p>}
      {keys.map(({ id: key, madeAt, endsAt }) => (
        <p key={key} className="pw-small">
          {[
            t('staff.providers.keySince', { day: format.day(madeAt) }),
            endsAt !== null && t('staff.providers.keyUntil', { moment: format.moment(endsAt) }),
          ]
            .filter(Boolean)
            .join(', ')}
        </p>
      ))}
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} />}
      <Buttons>
        {stoppedAt === null ? (
          <>
            <Button icon="renew" about={name} onClick={() => setAsking('rotate')}>
              {t('staff.providers.rotate')}
            </Button>
            <Button look="subtle" about={name} onClick={() => setAsking('stop')}>
              {t('staff.providers.stop')}
            </Button>
          </>
        ) : (
          <Button about={name} busy={act.state === 'busy'} onClick={() => void stop(false)}>
            {t('staff.providers.resume')}
          </Button>
        )}
      </Buttons>
      {asking === 'stop' && (
        <ConfirmDialog
          question={t('staff.providers.stopTitle', { name })}
          yes={t('staff.providers.stop')}
          no={t('common.cancel')}
          busy={act.state === 'busy'}
          onYes={() => void stop(true)}
          onNo={() => setAsking(null)}
        >
          <p>{t('staff.providers.stopText')}</p>
        </ConfirmDialog>
      )}
      {asking === 'rotate' && <Rotate provider={provider} onClose={() => setAsking(null)} onGiven={onGiven} />}
    </>
  );
}

/** So many hours the key before works beside the new one. */
const OVERLAPS = ['24', '168', '0'] as const;

function Rotate({
  provider: { id, name },
  onClose,
  onGiven,
}: {
  provider: Provider;
  onClose: () => void;
  onGiven: (secret: ProviderSecret) => void;
}) {
  const t = useText();
  const sentences = useProblemSentences();
  const [overlap, setOverlap] = useState<string>('24');
  const { act, perform } = useAct(rotateKey);
  const rotate = async () => {
    const answer = await perform({ id, overlapHours: Number(overlap) });
    if (!answer?.ok) return;
    onClose();
    onGiven(answer.value);
  };
  return (
    <Dialog title={t('staff.providers.rotateTitle', { name })} onClose={onClose}>
      <p>{t('staff.providers.rotateText')}</p>
      <Radios
        label={t('staff.providers.overlapLabel')}
        chosen={overlap}
        onChoose={setOverlap}
        options={OVERLAPS.map((hours) => ({ value: hours, title: t(`staff.providers.overlap.${hours}`) }))}
      />
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      <Buttons wide>
        <Button look="primary" busy={act.state === 'busy'} onClick={() => void rotate()}>
          {t('staff.providers.rotate')}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </Buttons>
    </Dialog>
  );
}
