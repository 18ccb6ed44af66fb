import type { ApplicationView } from '../../../api/permit-applications/shapes.ts';
import { DescriptionList, type Description } from '../../components/lists.tsx';
import { Plate } from '../../components/plate.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { useDesk, useLocal } from '../desk.ts';
import { periodWords } from '../products/period-words.ts';

/** The product and every choice made so far; a plate is drawn quiet, because it does not count yet. */
export function Choices({ application }: { application: ApplicationView }) {
  const t = useText();
  const local = useLocal();
  const format = useFormat();
  const { holder } = useDesk();
  const { answers, areaName, options, priceCents, lastDay, lapsesAt } = application;
  const period = options.periods.find(({ id }) => id === answers.periodId);
  const who = [holder.name, holder.address?.lines[0]].filter(Boolean).join(', ');
  const items: (Description | false)[] = [
    { term: t('wizard.term.for'), value: who },
    areaName !== null && { term: t('wizard.term.place'), value: areaName },
    answers.startsOn !== null && { term: t('wizard.term.start'), value: format.day(answers.startsOn) },
    period !== undefined && { term: t('wizard.term.period'), value: periodWords(t, period) },
    answers.amount !== null && { term: t('wizard.term.amount'), value: String(answers.amount) },
    answers.weekdays.length > 0 && { term: t('wizard.term.days'), value: format.isoWeekdays(answers.weekdays) },
    lastDay !== null && { term: t('wizard.term.until'), value: format.day(lastDay) },
    answers.plates.length > 0 && {
      term: t('wizard.term.plates'),
      value: (
        <span className="pw-row pw-row--tight">
          {answers.plates.map(({ id, country, display }) => (
            <Plate key={id} country={country} value={display} size="s" quiet />
          ))}
        </span>
      ),
    },
    priceCents !== null && {
      term: t('wizard.term.price'),
      value: priceCents === 0 ? t('desk.free') : format.money(priceCents),
    },
  ];
  return (
    <section className="pw-stack pw-stack--tight" aria-label={t('wizard.chosen')}>
      <div className="pw-card pw-card--wash pw-stack pw-stack--tight">
        <h2 className="pw-heading-l">{local(application.productName)}</h2>
        <div className="pw-choices-so-far">
          <DescriptionList thin items={items.filter((item) => item !== false)} />
        </div>
      </div>
      {lapsesAt !== null && (
        <p className="pw-small pw-muted">{t('wizard.kept', { day: format.day(before(lapsesAt)) })}</p>
      )}
    </section>
  );
}

/** A term ends at midnight: its last day is the day before. */
export const before = (moment: string): string => new Date(Date.parse(moment) - 1).toISOString();
