import type { PermitView } from '../../../api/permits/shapes.ts';
import { Badge, type BadgeKind } from '../../components/note.tsx';
import { useFormat, useText } from '../../text/text.tsx';

type Pass = NonNullable<PermitView['pass']>;

const KINDS: Record<Pass['status'], BadgeKind> = { 'being-made': 'us', made: 'us', posted: 'ok', blocked: 'off' };

/** The pass for the barrier: where it is, until when it comes, and from when the garage can be used (LOKET-054). */
export function BarrierPass({ pass }: { pass: Pass }) {
  const t = useText();
  const format = useFormat();
  const { number, status, dueOn, postedAt, blockedAt } = pass;
  const words = () => {
    switch (status) {
      case 'being-made':
      case 'made':
        return t('permit.pass.coming', { day: format.day(dueOn) });
      case 'posted':
        return t('permit.pass.posted', { day: format.day(postedAt ?? dueOn) });
      case 'blocked':
        return t('permit.pass.blocked', { day: format.day(blockedAt ?? dueOn) });
      default:
        return status satisfies never;
    }
  };
  return (
    <section className="pw-stack">
      <h2>{t('permit.pass.title')}</h2>
      <p className="pw-row">
        <Badge kind={KINDS[status]}>{t(`permit.pass.status.${status}`)}</Badge>
        <span className="pw-muted">{t('permit.pass.number', { number })}</span>
      </p>
      <p>{words()}</p>
    </section>
  );
}
