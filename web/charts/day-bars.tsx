/** u up, s slow, p part of the day down, d down, - nothing known: height and colour, so that it reads without colour. */
const looks: Readonly<
  Record<string, { readonly height: number; readonly tone: string; readonly word: string }>
> = {
  u: { height: 24, tone: 'ok', word: 'up' },
  s: { height: 18, tone: 'warn', word: 'slow' },
  p: { height: 12, tone: 'bad', word: 'part of the day down' },
  d: { height: 24, tone: 'bad', word: 'down' },
};
const nothing = { height: 4, tone: 'idle', word: 'not known' };

export const lookOf = (letter: string) => looks[letter] ?? nothing;

/** One bar a day, oldest first; said in words as counts. */
export function DayBars({ days, title }: { readonly days: string; readonly title: string }) {
  const letters = [...days];
  return (
    <svg
      class="day-bars"
      viewBox={`0 0 ${letters.length * 6} 24`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${title}, ${letters.length} days: ${summary(letters)}`}
    >
      {letters.map((letter, index) => {
        const { height, tone } = lookOf(letter);
        return <rect class={`bar-${tone}`} x={index * 6} y={24 - height} width="4" height={height} />;
      })}
    </svg>
  );
}

function summary(letters: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const letter of letters) counts.set(lookOf(letter).word, (counts.get(lookOf(letter).word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
}
