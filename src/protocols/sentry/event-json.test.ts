import { expect, describe, test } from 'vitest';
import { readBoundedJson } from '../logs/bounded-json.ts';
import { readEventItem } from './envelope.ts';
import { readEventJson } from './event-json.ts';

const frame = (name: string, at: number) => ({
  filename: `/srv/${name}/step-${at}.ts`,
  function: `handle "${at}" }]`,
  lineno: at,
  in_app: at > 3,
  context_line: 'const text = \'{"frames":[{}]}\'; // ü, 漢字, \\',
  vars: { order: '[1, {"a": 2}]', none: null },
});
const frames = (name: string, count = 12) => Array.from({ length: count }, (_, at) => frame(name, at));
const bytes = (value: unknown): Buffer =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const exception = (stack: unknown) => ({ type: 'Error', value: 'gone', stacktrace: { frames: stack } });

/** Without the variables of frames, as events are read whose frames came before. */
const outlineOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(outlineOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      name === 'vars' && typeof each === 'object' && each !== null ? {} : outlineOf(each),
    ]),
  );
};

/** Reads as the whole does, but for variables where it says so; and as an item it gives the whole. */
function expectSame(text: Uint8Array): void {
  const whole = readBoundedJson(text);
  expect(whole.ok).toBe(true);
  for (const read of readAgain(text)) {
    expect(read.ok).toBe(true);
    if (!read.ok || !whole.ok) continue;
    expect(read.value).toEqual(read.isWhole ? whole.value : outlineOf(whole.value));
    const item = readEventItem({ type: 'event' }, text);
    expect('value' in item ? item.value : null).toEqual(whole.value);
  }
}

/** Read often enough to be known, with other values around it. */
function readAgain(text: Uint8Array) {
  return [readEventJson(text), readEventJson(text), readEventJson(text), readEventJson(text)];
}

const secret = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dcHNmYq2Vt'].join('_');
const framesIn = (read: ReturnType<typeof readEventJson>): unknown =>
  ((read.ok ? read.value : null) as { exception: ReturnType<typeof exception> }).exception.stacktrace.frames;

// MON-6: what is not read again is the same as what is.
describe('the JSON of an event whose frames came before', () => {
  test.each<[string, unknown]>([
    ['one exception', { event_id: '1', exception: { values: [exception(frames('one'))] } }],
    ['a chain', { exception: { values: [exception(frames('a')), exception(frames('b'))] } }],
    ['the same frames twice', { exception: { values: [exception(frames('c')), exception(frames('c'))] } }],
    ['a bare list', { exception: [exception(frames('d'))], extra: { a: [1, 2] } }],
    ['a bare exception', { exception: exception(frames('e')) }],
    ['threads', { threads: { values: [{ id: 1, stacktrace: { frames: frames('f') } }] } }],
    ['a raw stack', { exception: { values: [{ raw_stacktrace: { frames: frames('g') } }] } }],
    ['a stack of older clients', { stacktrace: { frames: frames('h') } }],
    ['frames somewhere else', { extra: { frames: frames('i') } }],
    ['frames there and elsewhere', { extra: { frames: frames('j') }, exception: exception(frames('j')) }],
    ['frames in frames', { exception: exception([{ frames: frames('k') }]) }],
    ['no frames', { message: 'gone', exception: exception([]) }],
    ['frames that are no list', { exception: exception({ 0: 'a' }) }],
    [
      'a name that ends like frames',
      `{"exception":{"stacktrace":{"x\\"frames":[1,2],"y":"{\\"frames\\":[3]"}}}`,
    ],
    ['a name told twice', `{"stacktrace":{"frames":[{"a":1}],"frames":[{"b":2}]}}`],
    [
      'frames of a place holder',
      { stacktrace: { frames: '\u007fframes 0' }, exception: exception(frames('l')) },
    ],
    ['a byte order of its own', ' { "stacktrace" : {"frames":[ {"a" : 1 } ] , "z" : 0 } } '],
    ['no object', `[{"frames":[1]}]`],
  ])('%s is the same as read whole', (_name, value) => {
    const text = bytes(value);
    expectSame(text);
  });

  test.each<[string, string]>([
    ['an end that is missing', `{"stacktrace":{"frames":[{"m":1},{"m":2}]`],
    ['a text that begins in between', `{"a":"b,"frames":[{"m":1},{"m":2}]}`],
    ['rubbish behind it', `{"stacktrace":{"frames":[{"m":1},{"m":2}]x}}`],
    ['two values', `{"stacktrace":{"frames":[{"m":1},{"m":2}]}}{}`],
    ['an end too many', `]]{"stacktrace":{"frames":[{"m":1},{"m":2}]}}`],
  ])('%s is refused however often its frames came', (_name, text) => {
    const good = bytes(`{"stacktrace":{"frames":[{"m":1},{"m":2}]}}`);
    for (const read of readAgain(good)) expect(read.ok).toBe(true);
    for (const read of readAgain(bytes(text))) expect(read.ok).toBe(false);
  });

  test('bytes that are no UTF-8 are read as they are read whole', () => {
    const [before, after] = [bytes('{"stacktrace":{"frames":[{"a":"'), bytes('"}]},"b":"')];
    const text = Buffer.concat([before, Buffer.from([0xe2, 0x82]), after, Buffer.from([0xff]), bytes('"}')]);
    expectSame(text);
  });

  test('frames are shared and cannot be changed; what stands around them is of each event', () => {
    const of = (id: string) => {
      const read = readEventJson(bytes({ event_id: id, exception: exception(frames('shared')) }));
      return (read.ok ? read.value : null) as { event_id: string; exception: ReturnType<typeof exception> };
    };
    of('1');
    of('2');
    const [three, four] = [of('3'), of('4')];
    expect([three.event_id, four.event_id]).toEqual(['3', '4']);
    expect(three.exception).not.toBe(four.exception);
    const [one, other] = [three.exception.stacktrace.frames, four.exception.stacktrace.frames];
    expect(one).toBe(other);
    expect(Object.isFrozen(one) && Object.isFrozen((one as object[])[0])).toBe(true);
  });

  test('frames with a secret or a customer in them are never kept', () => {
    const stacks = [secret, 'maria.lopez@example.com'].map((value) => [
      { ...frame('kept', 5), context_line: `const it = '${value}';` },
    ]);
    for (const stack of stacks) {
      const text = bytes({ exception: exception(stack) });
      for (const read of readAgain(text)) {
        expect(read).toEqual({ ...readBoundedJson(text), isWhole: true });
        expect(Object.isFrozen(framesIn(read))).toBe(false);
      }
    }
  });

  test('stacks whose variables differ are the same stack, and the variables of none are kept', () => {
    const of = (order: string) =>
      bytes({
        event_id: '1',
        exception: exception(
          frames('vars').map((each) => ({ ...each, vars: { order, deep: { vars: { order } } } })),
        ),
      });
    for (const order of ['1', '2']) expect(readEventJson(of(order))).toMatchObject({ isWhole: true });
    const [three, four] = [readEventJson(of('}{"[\\')), readEventJson(of(secret))];
    expect([three, four]).toMatchObject([{ isWhole: false }, { isWhole: false }]);
    expect(framesIn(four)).toBe(framesIn(three));
    expect(JSON.stringify(four)).not.toContain(secret.slice(3));
    expectSame(of(secret));
    expectSame(of('}{"[\\'));
  });

  test('variables that are damaged cost the variables, an end that is missing the event', () => {
    const of = (vars: string) => bytes(`{"event_id":"7","stacktrace":{"frames":[{"n":1,"vars":${vars}}]}}`);
    readAgain(of('{"a":1}'));
    const damaged = readEventItem({ type: 'event' }, of('{"a":nothing}'));
    expect('value' in damaged ? damaged.value : null).toEqual({
      event_id: '7',
      stacktrace: { frames: [{ n: 1, vars: {} }] },
    });
    for (const vars of ['{"a":1', '[1]', '{"a":"1}', '7']) {
      const read = readEventJson(of(vars));
      const whole = readBoundedJson(of(vars));
      expect(read.ok ? { ok: true, value: read.value } : read).toEqual(whole);
    }
    const deep = `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`;
    expect(readEventJson(of(deep))).toMatchObject({ ok: true, isWhole: false });
    const item = readEventItem({ type: 'event' }, of(deep));
    expect('value' in item ? item.value : null).toMatchObject({ stacktrace: { frames: [{ vars: {} }] } });
  });

  test('lists that begin alike are told apart', () => {
    const of = (last: number) =>
      bytes({ exception: exception([...frames('alike', 20), frame('last', last)]) });
    for (let round = 0; round < 2; round += 1)
      for (let last = 0; last < 40; last += 1) expect(readEventJson(of(last)).ok).toBe(true);
    const known = Array.from({ length: 40 }, (_, last) => readEventJson(of(last)));
    expect(known.filter((read) => read.ok && !read.isWhole).length).toBe(32);
    for (let last = 0; last < 40; last += 1) expectSame(of(last));
  });

  test('bounds hold for what stands around and for what is put back', () => {
    const deep = (depth: number, inner: string) => '{"a":'.repeat(depth) + inner + '}'.repeat(depth);
    const known = `{"stacktrace":{"frames":[{"n":1}]}}`;
    readAgain(bytes(known));
    for (const depth of [40, 60, 90, 99]) expectSame(bytes(`{"x":${deep(depth, '1')},${known.slice(1)}`));
    expect(readEventJson(bytes(`{"x":${deep(100, '1')},${known.slice(1)}`)).ok).toBe(false);
    const far = bytes({ stacktrace: { frames: JSON.parse(`[${deep(40, '1')}]`) } });
    expectSame(far);
  });

  test('more stacks than there is room for are read whole, and stacks of today follow those of yesterday', () => {
    const text = (group: number) => bytes({ exception: exception(frames(`many-${group}`, 60)) });
    const isShared = (group: number): boolean => {
      const read = () => {
        const value = readEventJson(text(group));
        return (value.ok ? value.value : null) as { exception: ReturnType<typeof exception> };
      };
      return read().exception.stacktrace.frames === read().exception.stacktrace.frames;
    };
    // What stands around the frames is not kept, nor are braces of variables.
    const size = bytes(outlineOf(JSON.parse(text(0).toString()))).length * 0.95;
    const room = Math.floor((2 * 1024 * 1024) / size);
    for (let round = 0; round < 3; round += 1)
      for (let group = 0; group < 2 * room; group += 1) expect(readEventJson(text(group)).ok).toBe(true);
    const shared = Array.from({ length: 2 * room }, (_, group) => group).filter((group) => isShared(group));
    expect(shared.length).toBeGreaterThan(room / 2);
    expect(shared.length).toBeLessThanOrEqual(room);
    // Those before are sent no more: after a while they make room.
    const todays = Array.from({ length: 50 }, (_, group) => text(1_000_000 + group));
    for (let count = 0; count < 12_000; count += 1)
      readEventJson(todays[count % todays.length] ?? Buffer.alloc(0));
    expect(isShared(1_000_000)).toBe(true);
  });
});
