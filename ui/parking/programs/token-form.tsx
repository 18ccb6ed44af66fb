import { useState } from 'react';
import type { TokenMade } from '../../../api/accounts/shapes.ts';
import { TOKEN_DAYS, TOKEN_SCOPES, type TokenDays, type TokenScope } from '../../../rules/account-tokens.ts';
import { Button } from '../../components/button.tsx';
import { Checkboxes } from '../../components/choice.tsx';
import { Select, TextInput } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { ProblemNote } from '../../desk/shown.tsx';
import { useText } from '../../text/text.tsx';
import { makeToken } from '../data/programs.ts';

const USUAL: TokenDays = 90;

/** What the program is called, what it may do and how long; nothing is ticked beforehand. */
export function TokenForm({ onMade }: { onMade: (made: TokenMade) => void }) {
  const t = useText();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly TokenScope[]>([]);
  const [days, setDays] = useState<TokenDays>(USUAL);
  const [tried, setTried] = useState(false);
  const { act, perform } = useAct(makeToken);
  const make = async () => {
    setTried(true);
    if (name.trim() === '' || scopes.length === 0) return;
    const answer = await perform({ name: name.trim(), scopes: [...scopes], days });
    if (!answer?.ok) return;
    setName('');
    setScopes([]);
    setTried(false);
    onMade(answer.value);
  };
  return (
    <form
      className="pw-stack pw-stack--wide pw-card"
      aria-labelledby="new-token"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <h2 id="new-token">{t('parking.programs.new')}</h2>
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <TextInput
        label={t('parking.programs.name')}
        hint={t('parking.programs.nameHint')}
        value={name}
        onChange={setName}
        maxLength={60}
        autoComplete="off"
        error={tried && name.trim() === '' && t('parking.programs.nameFault')}
      />
      <Checkboxes
        label={t('parking.programs.may')}
        options={TOKEN_SCOPES.map((scope) => ({
          value: scope,
          title: t(`parking.programs.scope.${scope}`),
          more: t(`parking.programs.scopeMore.${scope}`),
        }))}
        chosen={scopes}
        onChoose={(chosen) => setScopes(TOKEN_SCOPES.filter((scope) => chosen.includes(scope)))}
        error={tried && scopes.length === 0 && t('parking.programs.mayFault')}
      />
      <Select
        label={t('parking.programs.days')}
        value={String(days)}
        options={TOKEN_DAYS.map((count) => ({
          value: String(count),
          text: t('parking.programs.daysCount', { count }),
        }))}
        onChange={(chosen) => setDays(TOKEN_DAYS.find((count) => String(count) === chosen) ?? USUAL)}
      />
      <p>
        <Button type="submit" look="primary" busy={act.state === 'busy'}>
          {t('parking.programs.make')}
        </Button>
      </p>
    </form>
  );
}
