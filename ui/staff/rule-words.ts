import type { RuleStep } from '../../rules/values/refusal.ts';
import type { Formats } from '../../rules/values/format.ts';
import { sayValues } from '../text/problem-sentences.ts';
import type { Say } from '../text/sentences.ts';

const KEEPERS = ['own', 'other', 'unknown', 'unavailable', 'not-asked'] as const;

/** The values a rule saw, in a sentence for staff; null when its title says everything. */
export function sayWhatRuleSaw({ rule, values }: RuleStep, t: Say, format: Formats): string | null {
  const count = (name: string) => Number(values[name]);
  switch (rule) {
    case 'not-for-this-applicant':
      return values['applicant'] === 'business' ? t('audit.saw.business') : t('audit.saw.person');
    case 'address-outside-area':
      return values['area'] == null ? t('audit.saw.noArea') : t('audit.saw.area', { area: String(values['area']) });
    case 'own-places':
      return [
        values['atMost'] != null && t('audit.saw.atMost', { count: count('atMost') }),
        values['atLeast'] != null && t('audit.saw.atLeast', { count: count('atLeast') }),
      ]
        .filter(Boolean)
        .join(' ');
    case 'place-left':
      return values['ceiling'] == null
        ? t('audit.saw.noCeiling', { count: count('taken') })
        : t('audit.saw.places', { taken: format.number(count('taken')), ceiling: format.number(count('ceiling')) });
    case 'keeper-or-evidence': {
      const keeper = KEEPERS.find((known) => known === values['keeper']);
      return keeper === undefined ? null : t(`audit.saw.keeper.${keeper}`);
    }
    case 'evidence':
    case 'address-unknown':
      return null;
    default:
      // A rule nobody wrote a sentence for yet: its values as they are, rather than nothing.
      return Object.entries(sayValues(values, format))
        .map(([name, value]) => `${name}: ${value}`)
        .join(', ');
  }
}
