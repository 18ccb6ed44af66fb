import { useCallback, useState, type FormEvent } from 'react';
import type { PermitView } from '../../../api/permits/shapes.ts';
import { addDays } from '../../../rules/values/civil-day.ts';
import { civilDayAt } from '../../../rules/values/format.ts';
import { isPlate, readPlate } from '../../../rules/values/plate.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { DateField } from '../../components/date-field.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Note } from '../../components/note.tsx';
import { PlateInput, type TypedPlate } from '../../components/plate-input.tsx';
import { Plate } from '../../components/plate.tsx';
import { now } from '../../data/clock.ts';
import { useAct } from '../../data/use-act.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { activateVoucher, type VoucherUse } from '../data/vouchers.ts';

type Vouchers = NonNullable<PermitView['vouchers']>;

/** How many vouchers are left, using one for a plate, and what the others were used for (PEERS-042). */
export function VoucherList({
  permit,
  vouchers,
  onChanged,
}: {
  permit: PermitView;
  vouchers: Vouchers;
  onChanged: () => void;
}) {
  const t = useText();
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState(false);
  const { unused, used, days, lastStart } = vouchers;
  const open = unused > 0 && permit.phase === 'valid' && lastStart >= civilDayAt(now());
  return (
    <section className="pw-stack">
      <h2>{t('permit.vouchers.title')}</h2>
      <p>{unused === 0 ? t('permit.vouchers.none') : t('permit.vouchers.left', { count: unused, days })}</p>
      <div role="status">{done && <Note kind="ok" level="h3" title={t('permit.vouchers.done')} />}</div>
      {open && (
        <p>
          <Button icon="add" onClick={() => setAsking(true)}>
            {t('permit.vouchers.activate')}
          </Button>
        </p>
      )}
      {used.length > 0 && (
        <>
          <h3>{t('permit.vouchers.used')}</h3>
          <ul className="pw-ruled" role="list">
            {used.map(({ country, plate, from, until }) => (
              <li key={`${country} ${plate} ${from}`} className="pw-row">
                {plate === null ? (
                  t('permit.vouchers.erased')
                ) : (
                  <Plate
                    country={country}
                    value={shown(plate, country)}
                    size="s"
                    quiet={from > now() || until <= now()}
                  />
                )}
                <span>
                  {t('permit.vouchers.fromTo', {
                    from: format.day(from),
                    to: format.day(addDays(civilDayAt(until), -1)),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {asking && (
        <UseDialog
          permitId={permit.id}
          vouchers={vouchers}
          onClose={() => setAsking(false)}
          onUsed={() => {
            setAsking(false);
            setDone(true);
            onChanged();
          }}
        />
      )}
    </section>
  );
}

/** In the groups of its country, as plates are drawn everywhere. */
function shown(plate: string, country: string): string {
  const read = readPlate(plate, country);
  return isPlate(read) ? read.display : plate;
}

interface UseDialogProps {
  permitId: string;
  vouchers: Vouchers;
  onClose: () => void;
  onUsed: () => void;
}

function UseDialog({ permitId, vouchers: { days, lastStart }, onClose, onUsed }: UseDialogProps) {
  const t = useText();
  const sentences = useProblemSentences();
  const today = civilDayAt(now());
  const [plate, setPlate] = useState<TypedPlate>({ country: 'NL', text: '' });
  const [day, setDay] = useState<string | null>(today);
  const [error, setError] = useState<string>();
  const { act, perform } = useAct(
    useCallback((body: VoucherUse, key: string) => activateVoucher(permitId, body, key), [permitId]),
  );
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const read = readPlate(plate.text, plate.country);
    if (!isPlate(read)) return setError(t(`refusal.${read}`));
    if (day === null) return;
    setError(undefined);
    const answer = await perform({ plate: plate.text.trim(), country: plate.country, startsOn: day });
    if (answer?.ok) return onUsed();
    if (!answer) return;
    const { title, advice } = sentences(answer.problem);
    setError([title, advice].filter(Boolean).join(' '));
  };
  return (
    <Dialog title={t('permit.vouchers.activate')} onClose={onClose}>
      <form className="pw-stack" noValidate onSubmit={(event) => void submit(event)}>
        <PlateInput
          autoFocus
          error={error}
          value={plate}
          onChange={(next) => {
            setError(undefined);
            setPlate(next);
          }}
        />
        <DateField
          label={t('permit.vouchers.day')}
          hint={t('permit.vouchers.hint', { days })}
          value={day}
          onChange={setDay}
          today={today}
          first={today}
          last={lastStart}
        />
        <Buttons wide>
          <Button look="primary" type="submit" busy={act.state === 'busy'}>
            {t('permit.vouchers.activate')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </Buttons>
      </form>
    </Dialog>
  );
}
