import { all, show } from './elements.ts';

/** Copies the code beside the button; without clipboard access it selects the text instead. */
export function startCopyButtons(): void {
  for (const button of all('[data-copy]')) {
    show(button);
    button.addEventListener('click', () => {
      const code = button.parentElement?.querySelector('code');
      if (code !== null && code !== undefined) void copyCode(code, button);
    });
  }
}

/** Says on the button what became of it. */
export async function copyCode(code: HTMLElement, button: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(code.textContent ?? '');
    button.textContent = 'Copied';
  } catch {
    getSelection()?.selectAllChildren(code);
    button.textContent = 'Selected';
  }
  setTimeout(() => (button.textContent = 'Copy'), 2000);
}
