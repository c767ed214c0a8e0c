/**
 * Runs in the page before its own scripts: gathers what the browser reports about loading (Largest Contentful Paint, Layout
 * Instability, Long Tasks, Resource Timing 2) below one global that `watchReading` reads and bounds.
 */
export const watchScript = `(() => {
  if (window.top !== window) return;
  const seen = { lcp: null, lcpNode: '', shifts: [], longMs: 0, worst: 0, from: 0, last: 0, sum: 0 };
  const nameOf = (node) => {
    if (!node || node.nodeType !== 1) return '';
    const id = node.id ? '#' + node.id : '';
    const classes = typeof node.className === 'string' && node.className ? '.' + node.className.trim().split(/\\s+/).slice(0, 3).join('.') : '';
    return (node.tagName.toLowerCase() + id + classes + ' ' + node.outerHTML.slice(0, 100)).slice(0, 200);
  };
  const watch = (type, take) => {
    try { new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true }); } catch {}
  };
  watch('largest-contentful-paint', (entry) => { seen.lcp = entry.startTime; seen.lcpNode = nameOf(entry.element); });
  watch('layout-shift', (entry) => {
    if (entry.hadRecentInput) return;
    // Windows of at most five seconds with gaps below one: the largest counts (web.dev/articles/cls).
    const isSame = entry.startTime - seen.last < 1000 && entry.startTime - seen.from < 5000;
    if (!isSame) { seen.from = entry.startTime; seen.sum = 0; }
    seen.last = entry.startTime;
    seen.sum += entry.value;
    seen.worst = Math.max(seen.worst, seen.sum);
    if (seen.shifts.length < 20) seen.shifts.push({ node: nameOf(entry.sources && entry.sources[0] && entry.sources[0].node), score: entry.value });
  });
  watch('longtask', (entry) => { seen.longMs += Math.max(0, entry.duration - 50); });
  Object.defineProperty(window, '__launchReady', { value: seen });
})()`;

/** Expression that gives what was gathered, as JSON. */
export const watchReading = `(() => {
  const seen = window.__launchReady || { shifts: [], worst: 0, longMs: 0, lcp: null, lcpNode: '' };
  const [navigation] = performance.getEntriesByType('navigation');
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  const resources = performance.getEntriesByType('resource');
  return {
    largestPaintMs: seen.lcp, largestPaintNode: seen.lcpNode, layoutShift: seen.worst, shifts: seen.shifts, blockingMs: seen.longMs,
    firstPaintMs: paint ? paint.startTime : null,
    firstByteMs: navigation ? navigation.responseStart : null,
    loadMs: navigation ? navigation.loadEventEnd : null,
    blocking: resources.filter((each) => each.renderBlockingStatus === 'blocking').slice(0, 20).map((each) => ({ url: each.name.slice(0, 2000), wastedMs: each.responseEnd - each.startTime })),
    pageWidth: document.documentElement.scrollWidth, windowWidth: Math.min(window.innerWidth, screen.width),
  };
})()`;
