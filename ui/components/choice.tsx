import { useId, type ReactNode } from 'react';
import { FieldGroup, type FieldFace } from './field.tsx';
import { Icon, type IconName } from './icon.tsx';
import { Count } from './note.tsx';
import './field.css';

interface ChoiceProps {
  type: 'radio' | 'checkbox';
  name: string;
  value: string;
  title: ReactNode;
  more?: ReactNode;
  /** At the far end: a badge, a price, a plate. */
  end?: ReactNode;
  checked: boolean;
  disabled?: boolean | undefined;
  onChange: (checked: boolean) => void;
}

/** A radio or checkbox of which the whole row can be pressed. */
export function Choice({ type, name, value, title, more, end, checked, disabled, onChange }: ChoiceProps) {
  const id = useId();
  const described = [more && `${id}-more`, end && `${id}-end`].filter(Boolean).join(' ');
  return (
    <label className="pw-choice">
      <input
        type={type}
        name={name}
        value={value}
        checked={checked}
        disabled={disabled}
        aria-labelledby={`${id}-title`}
        aria-describedby={described || undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="pw-choice__title" id={`${id}-title`}>
        {title}
      </span>
      {end ? <span id={`${id}-end`}>{end}</span> : <span />}
      {more && (
        <span className="pw-choice__more" id={`${id}-more`}>
          {more}
        </span>
      )}
    </label>
  );
}

export interface ChoiceOption {
  value: string;
  title: ReactNode;
  more?: ReactNode;
  end?: ReactNode;
  disabled?: boolean;
}

interface ChoicesProps extends FieldFace {
  options: readonly ChoiceOption[];
  /** The question is the title of the page. */
  heading?: boolean;
}

/** One of several. */
export function Radios({
  options,
  chosen,
  onChoose,
  ...face
}: ChoicesProps & { chosen: string | null; onChoose: (value: string) => void }) {
  const name = useId();
  return (
    <FieldGroup {...face}>
      <div className="pw-choices">
        {options.map((option) => (
          <Choice
            key={option.value}
            type="radio"
            name={name}
            {...option}
            checked={option.value === chosen}
            onChange={() => onChoose(option.value)}
          />
        ))}
      </div>
    </FieldGroup>
  );
}

/** Any number of several. */
export function Checkboxes({
  options,
  chosen,
  onChoose,
  ...face
}: ChoicesProps & { chosen: readonly string[]; onChoose: (values: string[]) => void }) {
  const name = useId();
  const toggled = (value: string, checked: boolean) =>
    options.map((option) => option.value).filter((other) => (other === value ? checked : chosen.includes(other)));
  return (
    <FieldGroup {...face}>
      <div className="pw-choices">
        {options.map((option) => (
          <Choice
            key={option.value}
            type="checkbox"
            name={name}
            {...option}
            checked={chosen.includes(option.value)}
            onChange={(checked) => onChoose(toggled(option.value, checked))}
          />
        ))}
      </div>
    </FieldGroup>
  );
}

interface ChipProps {
  chosen: boolean;
  onPress: () => void;
  icon?: IconName;
  count?: number;
  children: ReactNode;
}

/** A favourite, a filter, a quick end: pressed or not. */
export function Chip({ chosen, onPress, icon, count, children }: ChipProps) {
  const drawn = chosen ? 'tick' : icon;
  return (
    <button type="button" className="pw-chip" aria-pressed={chosen} onClick={onPress}>
      {drawn && <Icon name={drawn} size={18} />}
      {children}
      {count !== undefined && (
        <>
          {' '}
          <Count>{count}</Count>
        </>
      )}
    </button>
  );
}
