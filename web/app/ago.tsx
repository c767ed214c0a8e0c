import { momentText, spanText, useNow } from './time.ts';

/** `4 min ago`, with the moment itself where one points at it. */
export function Ago({ at, suffix = ' ago' }: { readonly at: number; readonly suffix?: string }) {
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={momentText(at)}>
      {spanText(now - at)}
      {suffix}
    </time>
  );
}
