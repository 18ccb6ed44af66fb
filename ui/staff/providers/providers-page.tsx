import { useState } from 'react';
import type { ProviderSecret, Providers } from '../../../api/third-parties/shapes.ts';
import { PROVIDER_SCOPES, type ProviderScope } from '../../../rules/third-parties.ts';
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
import { admitProvider, readProviders } from '../data/providers.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';
import { ProviderTable } from './provider-table.tsx';

/** Other apps whose rights are side by side with ours: who may, with which key, and stopping it (PEERS-041). */
export default function ProvidersPage() {
  return (
    <Guard permission="operate" place="providers">
      <Page />
    </Guard>
  );
}

function Page() {
  const t = useText();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(readProviders);
  const [given, setGiven] = useState<ProviderSecret | null>(null);
  const show = (secret: ProviderSecret) => {
    setGiven(secret);
    void refresh();
  };
  return (
    <StaffShell title={t('staff.providers.title')} place="providers">
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack">
          <h1>{t('staff.providers.title')}</h1>
          <p className="pw-lead pw-measure">{t('staff.providers.lead')}</p>
          {call.state === 'done' && <Where providers={call.value} />}
        </div>
        {given && <Given secret={given} />}
        {call.state === 'loading' && <Loading>{t('staff.providers.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
        {call.state === 'done' &&
          (call.value.items.length === 0 ? (
            <Empty icon="globe" title={t('staff.providers.none')}>
              <p className="pw-muted">{t('staff.providers.noneText')}</p>
            </Empty>
          ) : (
            <ProviderTable items={call.value.items} onGiven={show} onChanged={() => void refresh()} />
          ))}
        <Admit onGiven={show} />
      </div>
    </StaffShell>
  );
}

function Where({ providers: { areas, longestHours } }: { providers: Providers }) {
  const t = useText();
  return (
    <p className="pw-small pw-muted">
      {areas.length === 0 || longestHours === null
        ? t('staff.providers.closed')
        : t('staff.providers.where', { areas: areas.map(({ name }) => name).join(', '), hours: longestHours })}
    </p>
  );
}

function Given({ secret: { clientId, secret } }: { secret: ProviderSecret }) {
  const t = useText();
  return (
    <Note kind="wait" title={t('staff.providers.given')} urgent>
      <p>{t('staff.providers.givenText')}</p>
      <DescriptionList
        thin
        items={[
          { term: t('staff.providers.clientId'), value: <code className="pw-break">{clientId}</code> },
          { term: t('staff.providers.secret'), value: <code className="pw-break">{secret}</code> },
        ]}
      />
    </Note>
  );
}

/** What most are admitted for; a machine in the street signs people on instead. */
const OF_APPS = PROVIDER_SCOPES.filter((scope) => scope !== 'permits:sign-on');

function Admit({ onGiven }: { onGiven: (secret: ProviderSecret) => void }) {
  const t = useText();
  const sentences = useProblemSentences();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly ProviderScope[]>(OF_APPS);
  const [tried, setTried] = useState(false);
  const { act, perform } = useAct(admitProvider);
  const admit = async () => {
    setTried(true);
    if (name.trim().length < 2 || scopes.length === 0) return;
    const answer = await perform({ name: name.trim(), scopes: [...scopes] });
    if (!answer?.ok) return;
    setName('');
    setTried(false);
    onGiven(answer.value);
  };
  return (
    <section className="pw-stack pw-measure">
      <h2>{t('staff.providers.admitTitle')}</h2>
      <form
        className="pw-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void admit();
        }}
      >
        <TextInput
          label={t('staff.providers.name')}
          value={name}
          onChange={setName}
          maxLength={80}
          autoComplete="off"
          error={tried && name.trim().length < 2 && t('staff.providers.nameFault')}
        />
        <Checkboxes
          label={t('staff.providers.mayLabel')}
          options={PROVIDER_SCOPES.map((scope) => ({ value: scope, title: t(`staff.providers.scope.${scope}`) }))}
          chosen={scopes}
          onChoose={(chosen) => setScopes(PROVIDER_SCOPES.filter((scope) => chosen.includes(scope)))}
          error={tried && scopes.length === 0 && t('staff.providers.mayFault')}
        />
        {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
        <Buttons>
          <Button type="submit" look="primary" busy={act.state === 'busy'}>
            {t('staff.providers.admit')}
          </Button>
        </Buttons>
      </form>
    </section>
  );
}
