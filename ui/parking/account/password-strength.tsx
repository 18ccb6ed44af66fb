import { passwordStrength, STRENGTHS } from '../../../rules/accounts.ts';
import { useText } from '../../text/text.tsx';

/** How hard a new password is to guess, said again only when that changes. It advises and refuses nothing (ASVS 2.1.8). */
export function PasswordStrength({ password }: { password: string }) {
  const t = useText();
  const strength = passwordStrength(password);
  const words = t(`parking.account.strength.${strength}`);
  return (
    <div className="pw-strength">
      {password !== '' && (
        <meter
          aria-label={t('parking.account.strength.label')}
          min={0}
          max={STRENGTHS.length}
          value={STRENGTHS.indexOf(strength) + 1}
        >
          {words}
        </meter>
      )}
      <span role="status">{password !== '' && words}</span>
    </div>
  );
}
