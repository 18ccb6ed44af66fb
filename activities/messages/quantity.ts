import { type Language } from '../../rules/messages.ts';
import { formatsIn } from '../../rules/values/format.ts';
import { type Unit } from '../../rules/values/unit.ts';
import { type Say } from '../texts.ts';

/** So much of a balance, as people say it: euros, hours and minutes, or actions (2PARK-032). */
export function quantityOf(unit: Unit, amount: number, language: Language, say: Say): string {
  const formats = formatsIn(language);
  switch (unit) {
    case 'eurocent':
      return formats.money(amount);
    case 'minute':
      return formats.durationInWords(amount);
    case 'action':
      return say('mail.actions', { count: amount });
    default:
      return unit satisfies never;
  }
}
