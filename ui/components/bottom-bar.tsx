import type { ReactNode } from 'react';
import './bottom-bar.css';

/** What the view is for, always in reach: a sum or a date at the left, the main act at the right. Give it to the shell. */
export function BottomBar({ label, value, children }: { label?: ReactNode; value?: ReactNode; children: ReactNode }) {
  return (
    <div className="pw-bottom-bar">
      <div className="pw-wrap pw-bottom-bar__in">
        {(label || value) && (
          <div className="pw-bottom-bar__about">
            {label && <div className="pw-small pw-muted">{label}</div>}
            {value && <strong className="pw-bottom-bar__value">{value}</strong>}
          </div>
        )}
        <div className="pw-bottom-bar__acts">{children}</div>
      </div>
    </div>
  );
}
