import { useLocation } from 'react-router';

/** What a mailed link carries behind its `#`: that part of an address never leaves the browser. */
export function useToken(): string {
  return useLocation().hash.slice(1);
}
