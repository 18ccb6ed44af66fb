import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Badge } from '../components/note.tsx';
import { useCall } from '../data/use-call.ts';
import { Shown } from '../desk/shown.tsx';
import { useFormat, useText } from '../text/text.tsx';
import { readOwnChecks } from './data/wrong.ts';
import { SystemWrong } from './system-wrong.tsx';

/** What one checked in the last days, without plates: to say afterwards that the system was wrong. Asked for, never shown by itself. */
export function OwnChecks() {
  const t = useText();
  const [shown, setShown] = useState(false);
  return (
    <section className="pw-stack pw-stack--tight">
      <div>
        <Button look="subtle" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {t('check.wrong.before')}
        </Button>
      </div>
      {shown && <List />}
    </section>
  );
}

function List() {
  const t = useText();
  const format = useFormat();
  const asked = useCall(readOwnChecks);
  return (
    <Shown asked={asked} loading={t('check.wrong.loading')}>
      {({ items }) =>
        items.length === 0 ? (
          <p>{t('check.wrong.none')}</p>
        ) : (
          <ul className="pw-ruled" role="list">
            {items.map(({ id, at, areaName, green, cause }) => (
              <li key={id} className="pw-stack pw-stack--tight">
                <div className="pw-row">
                  <Badge kind={green ? 'ok' : 'bad'}>{t(green ? 'check.verdict.green' : 'check.wrong.notGreen')}</Badge>
                  <span className="pw-small">
                    {areaName}, {format.moment(at)}
                  </span>
                </div>
                <SystemWrong checkId={id} about={`${areaName}, ${format.moment(at)}`} said={cause} />
              </li>
            ))}
          </ul>
        )
      }
    </Shown>
  );
}
