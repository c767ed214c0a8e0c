import type { ComponentChildren } from 'preact';

export const Chevron = () => (
  <svg class="chevron" viewBox="0 0 12 12" aria-hidden="true">
    <path d="M4 2l4 4-4 4" fill="none" stroke="currentColor" stroke-width="1.5" />
  </svg>
);

export interface FoldProps {
  readonly id: string;
  readonly title: string;
  readonly count: number;
  readonly hint?: string;
  readonly isOpen?: boolean;
  readonly children: ComponentChildren;
}

/** A section that is there, counted, and out of the way. Nothing to fold, nothing shown. */
export function Fold({ id, title, count, hint, isOpen = false, children }: FoldProps) {
  if (count === 0) return null;
  return (
    <details class="fold" id={id} open={isOpen}>
      <summary>
        <Chevron />
        <h3>{title}</h3>
        {hint === undefined ? null : <span class="label">{hint}</span>}
        <span class="count">{count}</span>
      </summary>
      <div class="fold-body">{children}</div>
    </details>
  );
}
