import type { ParkingPermit } from '../../../api/parking/shapes.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Money } from '../../components/figures.tsx';
import { DescriptionList } from '../../components/lists.tsx';
import { Note } from '../../components/note.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { useAmount } from '../amount.ts';

/** What is free to use, what is set aside, and how long it lasts; nothing for a product without a balance. */
export function BalanceCard({ permit }: { permit: ParkingPermit }) {
  const t = useText();
  const format = useFormat();
  const amount = useAmount();
  const { balances, alarm, may, id } = permit;
  if (balances.length === 0) return null;
  return (
    <section className="pw-card pw-card--wash pw-stack">
      <h2 className="pw-heading-l">{t('parking.actions.balance.title')}</h2>
      {balances.map(({ unit, available, held, period, lastsUntil, extra }) => (
        <div key={`${unit}-${period?.from ?? ''}`} className="pw-stack pw-stack--tight">
          {unit === 'eurocent' ? (
            <Money cents={available} big />
          ) : (
            <p className="pw-figure">{amount({ unit, amount: available })}</p>
          )}
          <DescriptionList
            thin
            items={[
              { term: t('parking.actions.balance.held'), value: amount({ unit, amount: held }) },
              ...(period ? [{ term: t('parking.actions.balance.period'), value: format.day(period.lastDay) }] : []),
              ...(extra
                ? [
                    {
                      term: t('parking.actions.balance.bought'),
                      value: amount({ unit, amount: extra.bought }),
                    },
                    {
                      term: t('parking.actions.balance.carried'),
                      value: amount({ unit, amount: extra.carried }),
                    },
                    {
                      term: t('parking.actions.balance.goesOn'),
                      value: t('parking.actions.balance.atMost', {
                        amount: amount({ unit, amount: extra.carryAtMost }),
                      }),
                    },
                  ]
                : []),
              ...(lastsUntil !== null
                ? [
                    {
                      term: t('parking.actions.balance.lasts'),
                      value: t('parking.actions.balance.about', { day: format.day(lastsUntil) }),
                    },
                  ]
                : []),
              ...(alarm?.unit === unit
                ? [
                    {
                      term: t('parking.actions.balance.alarm'),
                      value: t('parking.actions.balance.below', { amount: amount({ unit, amount: alarm.threshold }) }),
                    },
                  ]
                : []),
            ]}
          />
        </div>
      ))}
      {alarm?.below && <Note kind="wait" icon="bell" level="h3" title={t('parking.actions.balance.low')} />}
      {may.includes('top-up') && (
        <div>
          <ButtonLink to={`/parking/p/${id}/top-up`}>{t('parking.menu.topUp')}</ButtonLink>
        </div>
      )}
    </section>
  );
}
