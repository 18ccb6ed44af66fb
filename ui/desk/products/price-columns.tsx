import type { PublicProduct } from '../../../api/municipalities/shapes.ts';
import { Money } from '../../components/figures.tsx';
import type { Column } from '../../components/table.tsx';
import type { Say } from '../../text/sentences.ts';
import { useText } from '../../text/text.tsx';
import { periodWords, zoneSign } from './period-words.ts';

type Place = Pick<PublicProduct['places'][number], 'areaId' | 'areaName' | 'prices'>;

/** Where a product is issued, and beside it what each of its periods costs there. */
export function priceColumns(t: Say, where: string, periods: PublicProduct['periods']): Column<Place>[] {
  return [
    {
      title: where,
      head: true,
      cell: ({ areaId, areaName }) => [areaName, zoneSign(t, areaId)].filter(Boolean).join(', '),
    },
    ...periods.map((period): Column<Place> => ({
      title: periodWords(t, period),
      end: true,
      cell: ({ prices }) => <Price cents={prices.find(({ periodId }) => periodId === period.id)?.cents} />,
    })),
  ];
}

function Price({ cents }: { cents: number | undefined }) {
  const t = useText();
  if (cents === undefined) return '–';
  return cents === 0 ? t('desk.free') : <Money cents={cents} />;
}
