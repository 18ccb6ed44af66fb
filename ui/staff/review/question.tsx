import type { TaskView } from '../../../api/review/shapes.ts';
import { Plate } from '../../components/plate.tsx';
import { Sentence, useLanguage, useText } from '../../text/text.tsx';

/** What somebody is asked to decide, as a question. */
export function Question({ task: { plates, requirements, productName, notice, fineReport } }: { task: TaskView }) {
  const t = useText();
  const { language } = useLanguage();
  if (notice) return t(`review.question.${notice.kind}`, { product: withSmallLetter(productName[language]) });
  if (fineReport) return t('review.question.fine-report');
  const doubted = plates.filter((plate) => requirements.some(({ plateId }) => plateId === plate.id));
  const [plate] = doubted;
  if (plate && doubted.length === 1) {
    return (
      <Sentence
        of="review.question.plate"
        parts={{ plate: <Plate value={plate.display} country={plate.country} size="l" quiet /> }}
      />
    );
  }
  if (doubted.length > 1) return t('review.question.plates', { count: doubted.length });
  const product = withSmallLetter(productName[language]);
  return requirements.length > 0 ? t('review.question.evidence', { product }) : t('review.question.whole', { product });
}

/** The name of a product inside a sentence; an abbreviation such as GPK stays as it is. */
function withSmallLetter(name: string): string {
  return /^\p{Lu}\p{Lu}/u.test(name) ? name : name.slice(0, 1).toLowerCase() + name.slice(1);
}
