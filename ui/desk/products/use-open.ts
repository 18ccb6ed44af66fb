import { useNavigate } from 'react-router';
import { useAct, type Act } from '../../data/use-act.ts';
import type { ApplicationView, OpenBody } from '../../../api/permit-applications/shapes.ts';
import { openApplication } from '../data/products.ts';
import { useDesk } from '../desk.ts';

/** Begins an application and goes to its first step; pressing twice is pressing once. */
export function useOpenApplication(): {
  act: Act<ApplicationView>;
  open: (productId: string, instead?: Omit<OpenBody, 'productId'>) => Promise<void>;
} {
  const { base } = useDesk();
  const navigate = useNavigate();
  const { act, perform } = useAct(openApplication, { once: true });
  const open = async (productId: string, instead: Omit<OpenBody, 'productId'> = {}) => {
    const answer = await perform({ productId, ...instead });
    if (answer?.ok) await navigate(`${base}/applications/${answer.value.id}`);
  };
  return { act, open };
}
