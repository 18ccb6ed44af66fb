import { useId, useState, type FormEvent } from 'react';
import { Button, Buttons } from '../components/button.tsx';
import { Radios } from '../components/choice.tsx';
import { ErrorSummary, type FormError } from '../components/error-summary.tsx';
import { TextInput } from '../components/text-input.tsx';
import type { Question } from '../data/municipalities.ts';
import { isPlate, readPlate } from '../../rules/values/plate.ts';
import { useText } from '../text/text.tsx';

interface QuestionFormProps {
  /** What the button says. */
  label: string;
  begin?: Question;
  onAsk: (question: Question) => void;
}

const POSTCODE = /^\d{4}\s?[A-Za-z]{2}$|^\d{4}$/;
const CARS = [1, 2, 3, 4, 5];
const CAR_KINDS = ['any', 'electric', 'plate'] as const;
type Car = (typeof CAR_KINDS)[number];

/** Where, for whom, and for how many cars. It stays in this page: nothing goes into an address or a store. */
export function QuestionForm({ label, begin, onAsk }: QuestionFormProps) {
  const t = useText();
  // Two of these forms may stand on one page.
  const id = useId();
  const [postcode, setPostcode] = useState(begin?.postcode ?? '');
  const [houseNumber, setHouseNumber] = useState(begin ? String(begin.houseNumber) : '');
  const [applicant, setApplicant] = useState(begin?.applicant ?? 'person');
  const [cars, setCars] = useState(begin?.cars ?? 1);
  const [car, setCar] = useState<Car>(begin?.electric ? 'electric' : begin?.plate ? 'plate' : 'any');
  const [plate, setPlate] = useState(begin?.plate ?? '');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const errorAt = (field: string) => errors.find((error) => error.field === `${id}-${field}`)?.message;

  const ask = (event: FormEvent) => {
    event.preventDefault();
    const wrong: FormError[] = [];
    if (!POSTCODE.test(postcode.trim()))
      wrong.push({ field: `${id}-postcode`, message: t('pages.check.postcodeWrong') });
    if (!/^[1-9]\d{0,4}$/.test(houseNumber.trim()))
      wrong.push({ field: `${id}-house-number`, message: t('pages.check.houseNumberWrong') });
    if (car === 'plate' && !isPlate(readPlate(plate, 'NL')))
      wrong.push({ field: `${id}-plate`, message: t('pages.check.plateWrong') });
    setErrors(wrong);
    if (wrong.length === 0)
      onAsk({
        postcode: postcode.trim(),
        houseNumber: Number(houseNumber.trim()),
        applicant,
        cars,
        electric: car === 'electric',
        plate: car === 'plate' ? plate.trim() : null,
      });
  };

  return (
    <form className="pw-stack" noValidate onSubmit={ask}>
      <ErrorSummary errors={errors} />
      <div id={`${id}-postcode`}>
        <TextInput
          short
          label={t('pages.check.postcode')}
          hint={t('pages.check.postcodeHint')}
          autoComplete="postal-code"
          value={postcode}
          onChange={setPostcode}
          error={errorAt('postcode')}
        />
      </div>
      <div id={`${id}-house-number`}>
        <TextInput
          short
          label={t('pages.check.houseNumber')}
          hint={t('pages.check.houseNumberHint')}
          inputMode="numeric"
          value={houseNumber}
          onChange={setHouseNumber}
          error={errorAt('house-number')}
        />
      </div>
      <Radios
        label={t('pages.check.who')}
        options={[
          { value: 'person', title: t('pages.check.person') },
          { value: 'business', title: t('pages.check.business') },
        ]}
        chosen={applicant}
        onChoose={(value) => setApplicant(value === 'business' ? 'business' : 'person')}
      />
      <Radios
        label={t('pages.check.cars')}
        hint={t('pages.check.carsHint')}
        options={CARS.map((count) => ({ value: String(count), title: String(count) }))}
        chosen={String(cars)}
        onChoose={(value) => setCars(Number(value))}
      />
      <Radios
        label={t('pages.check.car')}
        hint={t('pages.check.carHint')}
        options={CAR_KINDS.map((kind) => ({ value: kind, title: t(`pages.check.carKind.${kind}`) }))}
        chosen={car}
        onChoose={(value) => setCar(CAR_KINDS.find((kind) => kind === value) ?? 'any')}
      />
      {car === 'plate' && (
        <div id={`${id}-plate`}>
          <TextInput
            short
            label={t('pages.check.plate')}
            hint={t('pages.check.plateHint')}
            autoComplete="off"
            value={plate}
            onChange={setPlate}
            error={errorAt('plate')}
          />
        </div>
      )}
      <Buttons>
        <Button look="primary" type="submit">
          {label}
        </Button>
      </Buttons>
    </form>
  );
}
