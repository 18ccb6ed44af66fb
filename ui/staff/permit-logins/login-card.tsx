import type { LoginGiven, PermitLogin } from '../../../api/permit-logins/shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { DescriptionList } from '../../components/lists.tsx';
import { Badge, Note } from '../../components/note.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useAct } from '../../data/use-act.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { blockLogin, resetLogin } from '../data/permit-logins.ts';

interface LoginCardProps {
  login: PermitLogin;
  /** A password that was given out just now: shown this once. */
  given: LoginGiven | null;
  onGiven: (given: LoginGiven) => void;
  onChanged: (login: PermitLogin) => void;
}

export function LoginCard({ login, given, onGiven, onChanged }: LoginCardProps) {
  const t = useText();
  const format = useFormat();
  const sentences = useProblemSentences();
  const resetting = useAct(resetLogin);
  const blocking = useAct(blockLogin);
  const { id, userName, name, issuedAt, mustChange, blockedAt } = login;
  const blocked = blockedAt !== null;
  const reset = async () => {
    const answer = await resetting.perform(id);
    if (answer?.ok) onGiven(answer.value);
  };
  const block = async () => {
    const answer = await blocking.perform({ id, blocked: !blocked });
    if (answer?.ok) onChanged(answer.value);
  };
  return (
    <section className="pw-card pw-stack" aria-label={userName}>
      <DescriptionList
        thin
        items={[
          { term: t('staff.logins.name'), value: name },
          { term: t('staff.logins.userName'), value: userName },
          { term: t('staff.logins.issued'), value: format.day(issuedAt) },
          {
            term: t('staff.logins.state'),
            value: blocked ? (
              <Badge kind="off">{t('staff.logins.blocked')}</Badge>
            ) : (
              <Badge kind={mustChange ? 'us' : 'ok'}>
                {t(mustChange ? 'staff.logins.waiting' : 'staff.logins.inUse')}
              </Badge>
            ),
          },
        ]}
      />
      {given && (
        <Note kind="wait" level="h2" title={t('staff.logins.given')} urgent>
          <p>{t('staff.logins.givenText')}</p>
          <DescriptionList
            thin
            items={[
              { term: t('staff.logins.userName'), value: given.login.userName },
              { term: t('staff.logins.password'), value: <code>{given.password}</code> },
            ]}
          />
        </Note>
      )}
      {resetting.act.state === 'failed' && <ErrorNote {...sentences(resetting.act.problem)} />}
      {blocking.act.state === 'failed' && <ErrorNote {...sentences(blocking.act.problem)} />}
      <Buttons>
        <Button icon="renew" busy={resetting.act.state === 'busy'} onClick={() => void reset()}>
          {t('staff.logins.reset')}
        </Button>
        <Button icon="lock" busy={blocking.act.state === 'busy'} onClick={() => void block()}>
          {t(blocked ? 'staff.logins.unblock' : 'staff.logins.block')}
        </Button>
      </Buttons>
    </section>
  );
}
