import { message, type Message } from './schema.ts';

const point = '2 startTimeUnixNano fixed64, 3 timeUnixNano fixed64';

/** opentelemetry-proto v1, stable signals: field numbers of trace, metrics, logs, common and resource. */
export const messages: Readonly<Record<string, Message>> = {
  TraceRequest: message('1 resourceSpans ResourceSpans*'),
  MetricsRequest: message('1 resourceMetrics ResourceMetrics*'),
  LogsRequest: message('1 resourceLogs ResourceLogs*'),

  AnyValue: message(
    '1 stringValue string?, 2 boolValue bool?, 3 intValue int64?, 4 doubleValue double?, ' +
      '5 arrayValue ArrayValue, 6 kvlistValue KeyValueList, 7 bytesValue bytes?',
  ),
  ArrayValue: message('1 values AnyValue*'),
  KeyValueList: message('1 values KeyValue*'),
  KeyValue: message('1 key string, 2 value AnyValue'),
  Scope: message('1 name string, 2 version string, 3 attributes KeyValue*, 4 droppedAttributesCount uint32'),
  Resource: message('1 attributes KeyValue*, 2 droppedAttributesCount uint32, 3 entityRefs EntityRef*'),
  EntityRef: message('1 schemaUrl string, 2 type string, 3 idKeys string*, 4 descriptionKeys string*'),

  ResourceSpans: message('1 resource Resource, 2 scopeSpans ScopeSpans*, 3 schemaUrl string'),
  ScopeSpans: message('1 scope Scope, 2 spans Span*, 3 schemaUrl string'),
  Span: message(
    '1 traceId hex, 2 spanId hex, 3 traceState string, 4 parentSpanId hex, 5 name string, 6 kind int32, ' +
      '7 startTimeUnixNano fixed64, 8 endTimeUnixNano fixed64, 9 attributes KeyValue*, 10 droppedAttributesCount uint32, ' +
      '11 events SpanEvent*, 12 droppedEventsCount uint32, 13 links Link*, 14 droppedLinksCount uint32, 15 status Status, ' +
      '16 flags fixed32',
  ),
  SpanEvent: message(
    '1 timeUnixNano fixed64, 2 name string, 3 attributes KeyValue*, 4 droppedAttributesCount uint32',
  ),
  Link: message(
    '1 traceId hex, 2 spanId hex, 3 traceState string, 4 attributes KeyValue*, 5 droppedAttributesCount uint32, 6 flags fixed32',
  ),
  Status: message('2 message string, 3 code int32'),

  ResourceLogs: message('1 resource Resource, 2 scopeLogs ScopeLogs*, 3 schemaUrl string'),
  ScopeLogs: message('1 scope Scope, 2 logRecords LogRecord*, 3 schemaUrl string'),
  LogRecord: message(
    '1 timeUnixNano fixed64, 2 severityNumber int32, 3 severityText string, 5 body AnyValue, 6 attributes KeyValue*, ' +
      '7 droppedAttributesCount uint32, 8 flags fixed32, 9 traceId hex, 10 spanId hex, 11 observedTimeUnixNano fixed64, ' +
      '12 eventName string',
  ),

  ResourceMetrics: message('1 resource Resource, 2 scopeMetrics ScopeMetrics*, 3 schemaUrl string'),
  ScopeMetrics: message('1 scope Scope, 2 metrics Metric*, 3 schemaUrl string'),
  Metric: message(
    '1 name string, 2 description string, 3 unit string, 5 gauge Gauge, 7 sum Sum, 9 histogram Histogram, ' +
      '10 exponentialHistogram ExponentialHistogram, 11 summary Summary, 12 metadata KeyValue*',
  ),
  Gauge: message('1 dataPoints NumberPoint*'),
  Sum: message('1 dataPoints NumberPoint*, 2 aggregationTemporality int32, 3 isMonotonic bool'),
  Histogram: message('1 dataPoints HistogramPoint*, 2 aggregationTemporality int32'),
  ExponentialHistogram: message('1 dataPoints ExponentialPoint*, 2 aggregationTemporality int32'),
  Summary: message('1 dataPoints SummaryPoint*'),
  NumberPoint: message(
    `${point}, 4 asDouble double?, 5 exemplars Exemplar*, 6 asInt sfixed64?, 7 attributes KeyValue*, 8 flags uint32`,
  ),
  HistogramPoint: message(
    `${point}, 4 count fixed64, 5 sum double?, 6 bucketCounts fixed64*, 7 explicitBounds double*, 8 exemplars Exemplar*, ` +
      '9 attributes KeyValue*, 10 flags uint32, 11 min double?, 12 max double?',
  ),
  ExponentialPoint: message(
    `1 attributes KeyValue*, ${point}, 4 count fixed64, 5 sum double?, 6 scale sint32, 7 zeroCount fixed64, ` +
      '8 positive Buckets, 9 negative Buckets, 10 flags uint32, 11 exemplars Exemplar*, 12 min double?, 13 max double?, ' +
      '14 zeroThreshold double',
  ),
  Buckets: message('1 offset sint32, 2 bucketCounts uint64*'),
  SummaryPoint: message(
    `${point}, 4 count fixed64, 5 sum double, 6 quantileValues Quantile*, 7 attributes KeyValue*, 8 flags uint32`,
  ),
  Quantile: message('1 quantile double, 2 value double'),
  Exemplar: message(
    '2 timeUnixNano fixed64, 3 asDouble double?, 4 spanId hex, 5 traceId hex, 6 asInt sfixed64?, 7 filteredAttributes KeyValue*',
  ),
};
