import { expect, it } from 'vitest';
import { OpenStack } from './open-stack.ts';

const opened = (name: string, closed: string[], error: Error | null = null): AsyncDisposable => ({
  [Symbol.asyncDispose]: async () => {
    closed.push(name);
    if (error !== null) throw error;
  },
});

it('closes in reverse order, once, and tells the first failure when all are closed', async () => {
  const closed: string[] = [];
  const stack = new OpenStack();
  stack.use(opened('first', closed));
  stack.use(opened('second', closed, new Error('second would not close')));
  stack.defer(async () => void closed.push('third'));
  await expect(stack.disposeAsync()).rejects.toThrow('second would not close');
  await stack.disposeAsync();
  expect(closed).toEqual(['third', 'second', 'first']);
});

it('what was handed over is closed by who took it', async () => {
  const closed: string[] = [];
  let kept: OpenStack;
  {
    await using stack = new OpenStack();
    stack.use(opened('server', closed));
    kept = stack.move();
  }
  expect(closed).toEqual([]);
  await kept.disposeAsync();
  expect(closed).toEqual(['server']);
});
