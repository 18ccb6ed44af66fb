import { Button } from '../../components/button.tsx';
import { Fact, Note } from '../../components/note.tsx';
import { useCall } from '../../data/use-call.ts';
import { AskFirst } from '../../desk/ask-first.tsx';
import { ProblemNote, Shown } from '../../desk/shown.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { hasPasskeys, makePasskey } from '../account/passkeys.ts';
import { usePasskey } from '../account/use-passkey.ts';
import { addPasskey, askNewPasskey, readPasskeys, removePasskey, type Passkeys } from '../data/account.ts';

/** Passkeys of this account: made on this device, or taken off the list (PEERS-046). */
export function PasskeyList() {
  const t = useText();
  const asked = useCall(readPasskeys);
  const { state, start } = usePasskey({ ask: askNewPasskey, answer: makePasskey, send: addPasskey });
  const add = async () => {
    if (await start(false)) await asked.refresh();
  };
  return (
    <section className="pw-stack">
      <h3>{t('parking.passkey.title')}</h3>
      <p>{t('parking.passkey.lead')}</p>
      <Shown asked={asked} loading={t('parking.passkey.loading')}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="pw-muted">{t('parking.passkey.none')}</p>
          ) : (
            <ul className="pw-ruled" role="list" aria-label={t('parking.passkey.title')}>
              {items.map((passkey) => (
                <li key={passkey.id}>
                  <PasskeyRow passkey={passkey} onGone={() => void asked.refresh()} />
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
      {typeof state === 'object' && <ProblemNote problem={state.problem} />}
      {state === 'stopped' && (
        <Note title={t('parking.passkey.addStopped.title')} level="h4" urgent>
          <p>{t('parking.passkey.addStopped.text')}</p>
        </Note>
      )}
      {hasPasskeys() && (
        <p>
          <Button icon="plus" busy={state === 'busy'} onClick={() => void add()}>
            {t('parking.passkey.add')}
          </Button>
        </p>
      )}
      <div role="status">{state === 'done' && <Fact>{t('parking.passkey.added')}</Fact>}</div>
    </section>
  );
}

function PasskeyRow({ passkey, onGone }: { passkey: Passkeys['items'][number]; onGone: () => void }) {
  const t = useText();
  const format = useFormat();
  const { id, name, since, usedAt } = passkey;
  return (
    <div className="pw-row">
      <div className="pw-grow">
        <strong>{name}</strong>
        <p className="pw-small pw-muted">
          {usedAt === null
            ? t('parking.passkey.unused', { since: format.moment(since) })
            : t('parking.passkey.used', { since: format.moment(since), used: format.moment(usedAt) })}
        </p>
      </div>
      <AskFirst
        label={t('common.delete')}
        about={name}
        look="secondary"
        icon="trash"
        question={t('parking.passkey.question', { name })}
        send={removePasskey}
        id={id}
        onDone={onGone}
      >
        <p>{t('parking.passkey.effect')}</p>
      </AskFirst>
    </div>
  );
}
