import type { PlainMessage } from '../../protocols/otlp/budget.ts';
import { levelOf, type InsideLog } from '../inside/log.ts';
import { nameText, originOf, type Origin } from '../inside/origin.ts';
import { anyValue, attributesIn, listIn, messageIn, millisIn, numberIn, textIn } from './attributes.ts';

/** The records of a `LogsRequest`. */
export const logsIn = (request: PlainMessage): readonly InsideLog[] =>
  listIn(request, 'resourceLogs').flatMap((resourceLogs) => {
    const origin = originOf(attributesIn(messageIn(resourceLogs, 'resource')));
    return listIn(resourceLogs, 'scopeLogs')
      .flatMap((scope) => listIn(scope, 'logRecords'))
      .map((record) => logOf(record, origin));
  });

function logOf(record: PlainMessage, origin: Origin): InsideLog {
  const body = messageIn(record, 'body');
  // Bodies that are maps, as structured loggers and collectors that parse files send them.
  const fields = attributesIn(messageIn(body, 'kvlistValue'), 'values');
  const attributes = { ...fields, ...attributesIn(record) };
  const said = fields['message'] ?? fields['msg'] ?? fields['body'] ?? anyValue(body);
  const eventName = nameText(textIn(record, 'eventName') || attributes['event.name']);
  const traceId = textIn(record, 'traceId');
  return {
    atMs: millisIn(record, 'timeUnixNano') || millisIn(record, 'observedTimeUnixNano'),
    level: levelOf(numberIn(record, 'severityNumber') ?? 0, textIn(record, 'severityText')),
    message: String(said ?? eventName),
    eventName: eventName === '' ? null : eventName,
    attributes,
    // W3C Trace Context: an id of zeros is none.
    traceId: /^(?!0{32})[\da-f]{32}$/.test(traceId) ? traceId : null,
    origin,
  };
}
