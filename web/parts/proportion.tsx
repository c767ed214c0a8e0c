import { Mark, type StateStyle } from './state.tsx';

export interface Share extends StateStyle {
  readonly word: string;
  readonly count: number;
}

const width = 1000;

/** One bar of shares with a legend in words and figures; widths are SVG attributes, so no inline style is needed. */
export function Proportion({ shares, label }: { readonly shares: readonly Share[]; readonly label: string }) {
  const total = shares.reduce((sum, share) => sum + share.count, 0);
  if (total === 0) return null;
  let x = 0;
  const bars = shares.map((share) => {
    const start = x;
    x += (share.count / total) * width;
    return { ...share, start, end: x };
  });
  const legend = shares.map(({ word, count }) => `${count} ${word}`).join(', ');
  return (
    <div>
      <svg
        class="proportion"
        viewBox={`0 0 ${width} 8`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${label}: ${legend}`}
      >
        {bars.map(({ tone, start, end }) => (
          <rect
            class={`bar-${tone}`}
            x={start}
            y="0"
            width={Math.max(0, end - start - (end < width ? 3 : 0))}
            height="8"
          />
        ))}
      </svg>
      <ul class="legend" aria-hidden="true">
        {shares.map(({ tone, shape, word, count }) => (
          <li class={tone}>
            <Mark shape={shape} />
            {count} {word}
          </li>
        ))}
      </ul>
    </div>
  );
}
