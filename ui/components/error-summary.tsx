import { useEffect, useRef } from 'react';
import { useText } from '../text/text.tsx';
import { Note } from './note.tsx';

export interface FormError {
  /** The id of what is around the field. */
  field: string;
  message: string;
}

/**
 * What is wrong in a form, all of it, above the form. It takes the focus each time somebody sends the form with faults (`errors` is then
 * another list), and each line leads to its field.
 */
export function ErrorSummary({ errors }: { errors: readonly FormError[] }) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length > 0) box.current?.focus();
  }, [errors]);
  if (errors.length === 0) return null;
  return (
    <div ref={box} tabIndex={-1} role="group" aria-label={t('parts.errors', { count: errors.length })}>
      <Note kind="bad" title={t('parts.errors', { count: errors.length })}>
        <ul className="pw-bullets">
          {errors.map(({ field, message }) => (
            <li key={field}>
              <a
                href={`#${field}`}
                onClick={(event) => {
                  event.preventDefault();
                  goTo(field);
                }}
              >
                {message}
              </a>
            </li>
          ))}
        </ul>
      </Note>
    </div>
  );
}

/** The control that is chosen already, or else the first one. */
function goTo(field: string): void {
  const around = document.getElementById(field);
  const control =
    around?.querySelector<HTMLElement>('input:checked') ??
    around?.querySelector<HTMLElement>('input, select, textarea');
  control?.focus();
}
