import { useState } from 'react';
import { Link } from 'react-router';
import type { TokenList, TokenMade } from '../../../api/accounts/shapes.ts';
import { Note } from '../../components/note.tsx';
import { Empty } from '../../components/states.tsx';
import { useCall } from '../../data/use-call.ts';
import { AskFirst } from '../../desk/ask-first.tsx';
import { Shown } from '../../desk/shown.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { readTokens, takeTokenBack } from '../data/programs.ts';
import { ParkingShell } from '../parking-shell.tsx';
import { TokenForm } from './token-form.tsx';
import './programs.css';

/** Tokens for programs of one's own, such as a doorbell that signs visitors on: made, seen once, and taken back (PEERS-040). */
export default function ProgramsPage() {
  const t = useText();
  const asked = useCall(readTokens);
  const [made, setMade] = useState<TokenMade | null>(null);
  return (
    <ParkingShell title={t('parking.programs.title')}>
      <div className="pw-stack pw-stack--apart pw-measure">
        <div className="pw-stack">
          <h1>{t('parking.programs.title')}</h1>
          <p className="pw-lead">{t('parking.programs.lead')}</p>
          <p>
            <Link className="pw-alone" to="/parking/programs/help">
              {t('parking.programs.help.link')}
            </Link>
          </p>
        </div>
        {made && (
          <Note kind="wait" title={t('parking.programs.made')} urgent>
            <p>{t('parking.programs.madeText')}</p>
            <pre className="pw-code">{made.token}</pre>
          </Note>
        )}
        <section className="pw-stack">
          <h2>{t('parking.programs.yours')}</h2>
          <Shown asked={asked} loading={t('parking.programs.loading')}>
            {({ items }) =>
              items.length === 0 ? (
                <Empty icon="lock" title={t('parking.programs.none')} />
              ) : (
                <ul className="pw-ruled" role="list" aria-label={t('parking.programs.yours')}>
                  {items.map((token) => (
                    <li key={token.id}>
                      <TokenRow
                        token={token}
                        onGone={() => {
                          if (made?.id === token.id) setMade(null);
                          void asked.refresh();
                        }}
                      />
                    </li>
                  ))}
                </ul>
              )
            }
          </Shown>
        </section>
        <TokenForm
          onMade={(token) => {
            setMade(token);
            void asked.refresh();
          }}
        />
      </div>
    </ParkingShell>
  );
}

function TokenRow({ token, onGone }: { token: TokenList['items'][number]; onGone: () => void }) {
  const t = useText();
  const format = useFormat();
  const { id, name, scopes, madeAt, endsAt, usedAt } = token;
  return (
    <div className="pw-stack pw-stack--tight">
      <strong className="pw-code__part">{name}</strong>
      <p className="pw-small">{scopes.map((scope) => t(`parking.programs.scope.${scope}`)).join(', ')}</p>
      <p className="pw-small pw-muted">
        {t('parking.programs.term', { made: format.moment(madeAt), ends: format.moment(endsAt) })}{' '}
        {usedAt === null ? t('parking.programs.unused') : t('parking.programs.used', { used: format.moment(usedAt) })}
      </p>
      <div>
        <AskFirst
          label={t('parking.programs.takeBack')}
          about={name}
          look="secondary"
          icon="trash"
          question={t('parking.programs.question', { name })}
          send={takeTokenBack}
          id={id}
          onDone={onGone}
        >
          <p>{t('parking.programs.effect')}</p>
        </AskFirst>
      </div>
    </div>
  );
}
