import { useState } from 'react';
import type { SubscriptionKey, Subscriptions } from '../../../api/outgoing-events/shapes.ts';
import { OUTGOING_KINDS, type OutgoingKind } from '../../../rules/outgoing-events.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Checkboxes } from '../../components/choice.tsx';
import { DescriptionList } from '../../components/lists.tsx';
import { Note } from '../../components/note.tsx';
import { Empty, ErrorNote, Loading } from '../../components/states.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useText } from '../../text/text.tsx';
import { makeSubscription, readSubscriptions } from '../data/events.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';
import { DeliveryList } from './delivery-list.tsx';
import { SubscriptionTable } from './subscription-table.tsx';

/** Which other systems hear what happens, and whether it arrives. */
export default function EventsPage() {
  return (
    <Guard permission="operate" place="events">
      <Page />
    </Guard>
  );
}

function Page() {
  const t = useText();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(readSubscriptions);
  const [given, setGiven] = useState<SubscriptionKey | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const items = call.state === 'done' ? call.value.items : [];
  const followed = items.find(({ id }) => id === shown);
  return (
    <StaffShell title={t('staff.events.title')} place="events">
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack">
          <h1>{t('staff.events.title')}</h1>
          <p className="pw-lead pw-measure">{t('staff.events.lead')}</p>
          {call.state === 'done' && <Source subscriptions={call.value} />}
        </div>
        {given && <Given subscriptionKey={given} />}
        {call.state === 'loading' && <Loading>{t('staff.events.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
        {call.state === 'done' && items.length === 0 && (
          <Empty icon="globe" title={t('staff.events.none')}>
            <p className="pw-muted">{t('staff.events.noneText')}</p>
          </Empty>
        )}
        {items.length > 0 && <SubscriptionTable items={items} onShow={setShown} onChanged={() => void refresh()} />}
        {followed && <DeliveryList key={followed.id} subscription={followed} onChanged={() => void refresh()} />}
        <Make
          onGiven={(key) => {
            setGiven(key);
            void refresh();
          }}
        />
      </div>
    </StaffShell>
  );
}

function Source({ subscriptions: { oin } }: { subscriptions: Subscriptions }) {
  const t = useText();
  return (
    <p className="pw-small pw-muted">{oin === null ? t('staff.events.noOin') : t('staff.events.source', { oin })}</p>
  );
}

function Given({ subscriptionKey: { keyId, secret } }: { subscriptionKey: SubscriptionKey }) {
  const t = useText();
  return (
    <Note kind="wait" title={t('staff.events.given')} urgent>
      <p>{t('staff.events.givenText')}</p>
      <DescriptionList
        thin
        items={[
          { term: t('staff.events.keyId'), value: <code className="pw-break">{keyId}</code> },
          { term: t('staff.events.secret'), value: <code className="pw-break">{secret}</code> },
        ]}
      />
    </Note>
  );
}

function Make({ onGiven }: { onGiven: (key: SubscriptionKey) => void }) {
  const t = useText();
  const sentences = useProblemSentences();
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [kinds, setKinds] = useState<readonly OutgoingKind[]>([]);
  const [tried, setTried] = useState(false);
  const { act, perform } = useAct(makeSubscription);
  const make = async () => {
    setTried(true);
    if (name.trim().length < 2 || !URL.canParse(url.trim()) || kinds.length === 0) return;
    const answer = await perform({ name: name.trim(), url: url.trim(), kinds: [...kinds] });
    if (!answer?.ok) return;
    setName('');
    setUrl('');
    setTried(false);
    onGiven(answer.value);
  };
  return (
    <section className="pw-stack pw-measure">
      <h2>{t('staff.events.makeTitle')}</h2>
      <form
        className="pw-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <TextInput
          label={t('staff.events.name')}
          value={name}
          onChange={setName}
          maxLength={80}
          autoComplete="off"
          error={tried && name.trim().length < 2 && t('staff.events.nameFault')}
        />
        <TextInput
          label={t('staff.events.url')}
          hint={t('staff.events.urlHint')}
          value={url}
          onChange={setUrl}
          maxLength={500}
          inputMode="url"
          autoComplete="off"
          error={tried && !URL.canParse(url.trim()) && t('staff.events.urlFault')}
        />
        <Checkboxes
          label={t('staff.events.about')}
          options={OUTGOING_KINDS.map((kind) => ({ value: kind, title: t(`event.kind.${kind}`) }))}
          chosen={kinds}
          onChoose={(chosen) => setKinds(OUTGOING_KINDS.filter((kind) => chosen.includes(kind)))}
          error={tried && kinds.length === 0 && t('staff.events.aboutFault')}
        />
        {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
        <Buttons>
          <Button type="submit" look="primary" busy={act.state === 'busy'}>
            {t('staff.events.make')}
          </Button>
        </Buttons>
      </form>
    </section>
  );
}
