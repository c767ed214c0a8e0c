const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
const requests = 56;
const text = (key: string, value: string): object => ({ key, value: { stringValue: value } });

/** What an exporter sends at once: 56 requests with eight spans below each, 504 in all. */
export function traceBatch(number: number, now: number): object {
  const spans = Array.from({ length: requests }, (_, at) => spansOf(number * requests + at + 1, now)).flat();
  const attributes = [text('service.name', 'shop'), text('service.version', '1.4.2')];
  return { resourceSpans: [{ resource: { attributes }, scopeSpans: [{ scope: { name: 'bench' }, spans }] }] };
}

function spansOf(trace: number, now: number): readonly object[] {
  const common = { traceId: hex(trace, 32), flags: 1 };
  const at = (offsetMs: number): string => `${now - 1000 + offsetMs}000000`;
  const request = {
    ...common,
    spanId: hex(trace * 16, 16),
    name: 'GET /products/:id',
    kind: 2,
    startTimeUnixNano: at(0),
    endTimeUnixNano: at(120 + (trace % 300)),
    attributes: [
      text('http.request.method', 'GET'),
      text('http.route', `/products/${trace % 20 === 0 ? 'new' : ':id'}`),
      { key: 'http.response.status_code', value: { intValue: '200' } },
    ],
  };
  const inner = Array.from({ length: 8 }, (_, number) => ({
    ...common,
    spanId: hex(trace * 16 + number + 1, 16),
    parentSpanId: request.spanId,
    name: 'SELECT',
    kind: 3,
    startTimeUnixNano: at(5 + number * 10),
    endTimeUnixNano: at(12 + number * 10),
    attributes: [
      text('db.system.name', 'postgresql'),
      text(
        'db.query.text',
        `SELECT * FROM ${['stock', 'prices', 'pictures', 'reviews'][number % 4]} WHERE id = ${number}`,
      ),
    ],
  }));
  return [...inner, request];
}
