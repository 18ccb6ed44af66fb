import type { RefundView } from '../../../api/refunds/shapes.ts';
import { fill } from '../../../rules/sentences.ts';
import { useSentenceNamed } from '../../text/text.tsx';

/** The rules an amount rests on, with their article. */
export function WorkedOut({ rules }: { rules: RefundView['rules'] }) {
  const named = useSentenceNamed();
  return (
    <ul className="pw-small pw-muted">
      {rules.map(({ rule, article, values }) => (
        <li key={rule}>
          {fill(
            named(`rule.${rule}`) ?? rule,
            Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])),
          )}
          {article !== null && ` (${article})`}
        </li>
      ))}
    </ul>
  );
}
