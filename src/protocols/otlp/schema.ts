/** How a scalar is written on the wire and in JSON. `hex`: bytes that OTLP/JSON writes as hex (trace and span ids). */
export type Scalar =
  | 'string'
  | 'hex'
  | 'bytes'
  | 'bool'
  | 'double'
  | 'int32'
  | 'uint32'
  | 'sint32'
  | 'int64'
  | 'uint64'
  | 'fixed32'
  | 'fixed64'
  | 'sfixed64';

export interface Field {
  readonly number: number;
  /** lowerCamelCase, as in OTLP/JSON. */
  readonly name: string;
  readonly type: { readonly scalar: Scalar } | { readonly message: string };
  readonly isRepeated: boolean;
  /** Part of a oneof or `optional`: a default value that was sent is kept. */
  readonly hasPresence: boolean;
}

export interface Message {
  readonly byNumber: ReadonlyMap<number, Field>;
  readonly byName: ReadonlyMap<string, Field>;
}

const scalars: ReadonlySet<string> = new Set([
  'string',
  'hex',
  'bytes',
  'bool',
  'double',
  'int32',
  'uint32',
  'sint32',
  'int64',
  'uint64',
  'fixed32',
  'fixed64',
  'sfixed64',
]);
const isScalar = (name: string): name is Scalar => scalars.has(name);

/** One field: `9 attributes KeyValue*`; `*` repeated, `?` keeps its default when sent. */
function field(text: string): Field {
  const [number = '', name = '', kind = ''] = text.trim().split(' ');
  const type = kind.replace(/[*?]$/, '');
  return {
    number: Number(number),
    name,
    type: isScalar(type) ? { scalar: type } : { message: type },
    isRepeated: kind.endsWith('*'),
    hasPresence: kind.endsWith('?'),
  };
}

export function message(text: string): Message {
  const fields = text.split(',').map(field);
  return {
    byNumber: new Map(fields.map((each) => [each.number, each])),
    byName: new Map(fields.map((each) => [each.name, each])),
  };
}
