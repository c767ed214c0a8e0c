import type { Outside } from '../model/outside.ts';

/**
 * When a process was born, in the words of this machine: two processes with one number differ in it. Null when it is gone or
 * nobody can tell. Linux: field 22 of /proc/PID/stat (proc(5)); elsewhere `ps`.
 */
export async function bornAt(outside: Outside, pid: number): Promise<string | null> {
  const stat = await outside.files.readText(`/proc/${pid}/stat`, { maxBytes: 10_000 });
  if (stat.ok) {
    // The name in parentheses may hold spaces and parentheses itself.
    const fields = stat.value.slice(stat.value.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  }
  if ((await outside.files.stat('/proc/1/stat')).ok) return null;
  const asked = await outside.processes.run({
    command: 'ps',
    args: ['-o', 'lstart=', '-p', String(pid)],
    timeoutMs: 5_000,
  });
  const text = asked.ok ? new TextDecoder().decode(asked.value.stdout).trim() : '';
  return text === '' ? null : text;
}

export async function isAlive(
  outside: Outside,
  known: { readonly pid: number; readonly bornAt: string | null },
): Promise<boolean> {
  const now = await bornAt(outside, known.pid);
  return now !== null && (known.bornAt === null || known.bornAt === now);
}
