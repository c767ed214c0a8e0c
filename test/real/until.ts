export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until it is so; what cannot be asked yet is not so yet. Generous, because machines that test are busy. */
export async function until(isSo: () => Promise<boolean>, limitMs = 120_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > end) throw new Error(`It did not become so within ${limitMs / 1000} s`);
    await pause(200);
  }
}
