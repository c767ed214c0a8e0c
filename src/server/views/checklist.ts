import type { OutboxEntry } from '../../model/store.ts';
import type { AuditRow, ChecklistItem } from '../contract.ts';
import type { Server } from '../server.ts';
import type { Board } from './monitor-rows.ts';

/** The first run is the list: what is still missing before an outage at night reaches somebody. */
export async function checklistOf(
  server: Server,
  seen: { readonly board: Board; readonly audit: AuditRow | null; readonly outbox: readonly OutboxEntry[] },
): Promise<readonly ChecklistItem[]> {
  const people = await server.store.people.users();
  const isTested = seen.outbox.some(({ alert, state }) => alert.kind === 'test' && state === 'done');
  return [
    {
      id: 'manifest',
      title: 'Describe the product',
      isDone: server.manifest()?.isDeclared === true,
      about: 'launch.yaml says what the product promises; monitors and checks follow from it.',
      command: 'launch-ready init',
      href: null,
    },
    {
      id: 'audit',
      title: 'Look once from outside',
      isDone: seen.audit !== null,
      about: 'The audit finds what would lose visitors, mail or money.',
      command: 'launch-ready audit',
      href: '/audit',
    },
    {
      id: 'monitors',
      title: 'Watch it every minute',
      isDone: seen.board.monitors.length > 0,
      about: 'Monitors are derived; you see the list before it is applied.',
      command: 'launch-ready watch plan',
      href: '/monitors',
    },
    {
      id: 'route',
      title: 'Say who is told',
      isDone: server.alerts.routes().length > 0,
      about: 'Email, Slack, SMS, webhook or chat, by severity and hours.',
      command: null,
      href: '/settings',
    },
    {
      id: 'alert-test',
      title: 'Prove that an alert arrives',
      isDone: isTested,
      about: 'A test takes the way of a real alert; the receiver’s answer is kept.',
      command: 'launch-ready alerts test',
      href: '/settings',
    },
    {
      id: 'colleague',
      title: 'Let a second person in',
      isDone: people.length > 1,
      about: 'Somebody has to be there when you are not.',
      command: null,
      href: '/settings',
    },
  ];
}
