import { useState, type FormEvent } from 'react';
import type { LoginGiven, PermitLogin } from '../../../api/permit-logins/shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Note } from '../../components/note.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useText } from '../../text/text.tsx';
import { findLogin, issueLogin, type Business } from '../data/permit-logins.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';
import { LoginCard } from './login-card.tsx';

/** User names for businesses without eHerkenning: found, given out, renewed and blocked, one business at a time (LOKET-003). */
export default function PermitLoginsPage() {
  return (
    <Guard permission="hand-out" place="permit-logins">
      <PermitLogins />
    </Guard>
  );
}

function PermitLogins() {
  const t = useText();
  const sentences = useProblemSentences();
  const [chamber, setChamber] = useState('');
  const [branch, setBranch] = useState('');
  const [tried, setTried] = useState(false);
  const [login, setLogin] = useState<PermitLogin | null>(null);
  const [given, setGiven] = useState<LoginGiven | null>(null);
  const finding = useAct(findLogin);
  const issuing = useAct(issueLogin);
  const business: Business = {
    chamberNumber: digits(chamber),
    ...(branch.trim() !== '' && { branchNumber: digits(branch) }),
  };
  const fault = {
    chamber: tried && digits(chamber).length !== 8 && t('staff.logins.fault.chamber'),
    branch: tried && branch.trim() !== '' && digits(branch).length !== 12 && t('staff.logins.fault.branch'),
  };
  const nobody = finding.act.state === 'failed' && finding.act.problem.code === 'not-found';

  const find = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setGiven(null);
    setLogin(null);
    issuing.reset();
    if (digits(chamber).length !== 8 || (branch.trim() !== '' && digits(branch).length !== 12)) return;
    const answer = await finding.perform(business);
    if (answer?.ok) setLogin(answer.value);
  };
  const show = (next: LoginGiven) => {
    setGiven(next);
    setLogin(next.login);
    finding.reset();
  };
  const issue = async () => {
    const answer = await issuing.perform(business);
    if (answer?.ok) show(answer.value);
  };

  return (
    <StaffShell title={t('staff.menu.permit-logins')} place="permit-logins">
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t('staff.logins.title')}</h1>
        <p className="pw-lead">{t('staff.logins.lead')}</p>
        <form className="pw-stack" noValidate role="search" onSubmit={(event) => void find(event)}>
          <TextInput
            short
            label={t('staff.logins.chamber')}
            hint={t('staff.logins.chamberHint')}
            error={fault.chamber}
            inputMode="numeric"
            autoComplete="off"
            maxLength={20}
            value={chamber}
            onChange={setChamber}
          />
          <TextInput
            short
            optional
            label={t('staff.logins.branch')}
            hint={t('staff.logins.branchHint')}
            error={fault.branch}
            inputMode="numeric"
            autoComplete="off"
            maxLength={20}
            value={branch}
            onChange={setBranch}
          />
          <Buttons>
            <Button type="submit" icon="search" busy={finding.act.state === 'busy'}>
              {t('staff.logins.search')}
            </Button>
          </Buttons>
          <p className="pw-small pw-muted">{t('staff.logins.notice')}</p>
        </form>
        {finding.act.state === 'failed' && !nobody && <ErrorNote {...sentences(finding.act.problem)} />}
        {nobody && (
          <Note title={t('staff.logins.none')} urgent>
            <p>{t('staff.logins.noneText')}</p>
            <p>
              <Button look="primary" busy={issuing.act.state === 'busy'} onClick={() => void issue()}>
                {t('staff.logins.issue')}
              </Button>
            </p>
          </Note>
        )}
        {issuing.act.state === 'failed' && <ErrorNote {...sentences(issuing.act.problem)} />}
        {login && (
          <LoginCard
            key={login.id}
            login={login}
            given={given}
            onGiven={show}
            onChanged={(next) => {
              setLogin(next);
              setGiven(null);
            }}
          />
        )}
      </div>
    </StaffShell>
  );
}

/** People write numbers in groups. */
const digits = (typed: string): string => typed.replace(/\s/g, '');
