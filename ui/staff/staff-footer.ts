import type { FooterProps } from '../components/shell.tsx';
import { useText } from '../text/text.tsx';
import { version } from '../version.ts';

/** The same on every page for staff. Citizens call the desk; staff calls its own helpdesk. */
export function useStaffFooter(): FooterProps {
  const t = useText();
  return { help: t('staff.help'), accessibility: '/accessibility', privacy: '/privacy', version: version() };
}
