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

/** One bar a day, oldest first; said in words as counts. One shape for each colour: lists have hundreds of these. */
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
      {[...outlines(letters)].map(([tone, outline]) => (
        <path key={tone} class={`bar-${tone}`} d={outline} />
      ))}
    </svg>
  );
}

function outlines(letters: readonly string[]): ReadonlyMap<string, string> {
  const byTone = new Map<string, string>();
  for (const [index, letter] of letters.entries()) {
    const { height, tone } = lookOf(letter);
    const bar = `M${index * 6} ${24 - height}h4v${height}h-4z`;
    byTone.set(tone, `${byTone.get(tone) ?? ''}${bar}`);
  }
  return byTone;
}

function summary(letters: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const letter of letters) counts.set(lookOf(letter).word, (counts.get(lookOf(letter).word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
}
