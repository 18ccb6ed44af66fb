import { readVatNumber } from '../../rules/values/vat-number.ts';
import { Radios } from '../components/choice.tsx';
import { Select, TextInput } from '../components/text-input.tsx';
import { useSentenceNamed, useText } from '../text/text.tsx';
import type { InvoiceWish } from './data.ts';

/** An invoice as somebody fills it in; `none` is not asked for. */
export interface TypedInvoice extends Omit<InvoiceWish, 'kind' | 'vatNumber'> {
  kind: InvoiceWish['kind'] | 'none';
  vatNumber: string;
}

export const NO_INVOICE: TypedInvoice = {
  kind: 'none',
  name: '',
  street: '',
  postcode: '',
  city: '',
  country: 'BE',
  vatNumber: '',
};

/** What it lacks, by field; a VAT number is checked here as it is by the service. */
export function lacksOf(typed: TypedInvoice): Partial<Record<keyof TypedInvoice, 'missing' | 'vat-number-wrong'>> {
  if (typed.kind === 'none') return {};
  const lacks: ReturnType<typeof lacksOf> = {};
  for (const field of ['name', 'street', 'postcode', 'city'] as const)
    if (typed[field].trim() === '') lacks[field] = 'missing';
  if (typed.kind === 'invoice' && readVatNumber(typed.vatNumber).outcome === 'refuse')
    lacks.vatNumber = 'vat-number-wrong';
  return lacks;
}

/** As the service wants it; null when none is asked for. */
export function wishOf({ kind, vatNumber, ...rest }: TypedInvoice): InvoiceWish | null {
  return kind === 'none' ? null : { ...rest, kind, vatNumber: kind === 'invoice' ? vatNumber : null };
}

/** A receipt for oneself, an invoice for a company, or neither (POM-011). */
export function InvoiceFields({
  typed,
  onChange,
  tried,
}: {
  typed: TypedInvoice;
  onChange: (typed: TypedInvoice) => void;
  tried: boolean;
}) {
  const t = useText();
  const sentence = useSentenceNamed();
  const lacks = tried ? lacksOf(typed) : {};
  const wrong = (field: keyof TypedInvoice) => {
    const code = lacks[field];
    return code && (code === 'missing' ? t('onDemand.invoice.missing') : sentence(`refusal.${code}`));
  };
  const lines = ['name', 'street', 'postcode', 'city'] as const;
  return (
    <div className="pw-stack">
      <Radios
        label={t('onDemand.invoice.ask')}
        options={(['none', 'receipt', 'invoice'] as const).map((kind) => ({
          value: kind,
          title: t(`onDemand.invoice.kind.${kind}`),
        }))}
        chosen={typed.kind}
        onChoose={(kind) => onChange({ ...typed, kind: kind as TypedInvoice['kind'] })}
      />
      {typed.kind !== 'none' && (
        <>
          {lines.map((field) => (
            <TextInput
              key={field}
              label={t(`onDemand.invoice.${field}`)}
              error={wrong(field)}
              value={typed[field]}
              onChange={(value) => onChange({ ...typed, [field]: value })}
            />
          ))}
          <Select
            label={t('onDemand.invoice.country')}
            value={typed.country}
            options={[
              { value: 'BE', text: 'België / Belgique' },
              { value: 'NL', text: 'Nederland' },
            ]}
            onChange={(country) => onChange({ ...typed, country: country as TypedInvoice['country'] })}
          />
          {typed.kind === 'invoice' && (
            <TextInput
              label={t('onDemand.invoice.vatNumber')}
              hint={t('onDemand.invoice.vatHint')}
              error={wrong('vatNumber')}
              value={typed.vatNumber}
              onChange={(vatNumber) => onChange({ ...typed, vatNumber })}
            />
          )}
        </>
      )}
    </div>
  );
}
