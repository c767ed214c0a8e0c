/**
 * An error as `@sentry/node` sends it: 30 frames with the lines around them, 10 KB. `locals`: with the variables of each frame, as clients of
 * Python send them, so that no two stacks are the same.
 */
export function eventText(id: string, group: number, locals = false): string {
  const frames = Array.from({ length: 30 }, (_, at) => ({
    filename: `/srv/shop/src/room-${group}/step-${at}.ts`,
    module: `room-${group}.step-${at}`,
    function: `handleStep${at}`,
    lineno: 10 + at,
    colno: 7,
    in_app: at > 15,
    pre_context: ['  const order = await orders.get(id);', '  if (order === null) return notFound();'],
    context_line: `  return charge(order.total, order.customer.card, step${at});`,
    post_context: ['}', ''],
    ...(locals ? { vars: { order: `'${id}'`, step: String(at) } } : {}),
  }));
  const event = {
    event_id: id,
    level: 'error',
    platform: 'node',
    environment: 'production',
    release: 'shop@1.4.2',
    transaction: `POST /api/orders/${group}/pay`,
    user: { id: `u-${id.slice(0, 4)}` },
    contexts: {
      runtime: { name: 'node', version: 'v24' },
      trace: { trace_id: id, span_id: id.slice(0, 16) },
    },
    exception: {
      values: [
        {
          type: 'PaymentError',
          value: `card declined for order ${id.slice(0, 6)}`,
          stacktrace: { frames },
          mechanism: { handled: false },
        },
      ],
    },
  };
  return ['{}', '{"type":"event"}', JSON.stringify(event)].join('\n');
}
