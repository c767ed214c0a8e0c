import { useEffect, useState } from 'preact/hooks';
import { formatter } from '../parts/format.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** `12 s`, `4 min`, `3 h 5 min`, `2 days`. */
export function spanText(ms: number): string {
  if (ms < minuteMs) return `${Math.max(0, Math.round(ms / 1000))} s`;
  if (ms < hourMs) return `${Math.floor(ms / minuteMs)} min`;
  if (ms < dayMs) {
    const minutes = Math.floor((ms % hourMs) / minuteMs);
    return `${Math.floor(ms / hourMs)} h${minutes === 0 ? '' : ` ${minutes} min`}`;
  }
  const days = Math.floor(ms / dayMs);
  return days === 1 ? '1 day' : `${days} days`;
}

const clock = formatter({ timeStyle: 'medium' });
const moment = formatter({ dateStyle: 'medium', timeStyle: 'short' });

/** In the reader's own time zone. */
export const timeText = (unixMs: number): string => clock().format(unixMs);
export const momentText = (unixMs: number): string => moment().format(unixMs);

const stepMs = 10_000;

/** The present, once in ten seconds: what says `ago` must not stand still. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), stepMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** `99.95 %`, never rounded up to a promise that was not kept. */
export const percentText = (share: number | null): string =>
  share === null ? 'not known' : `${(Math.floor(share * 10_000) / 100).toFixed(share === 1 ? 0 : 2)} %`;
