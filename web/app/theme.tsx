import { useState } from 'preact/hooks';

const key = 'launch-ready-theme';
const themes = ['system', 'light', 'dark'] as const;

/** Sets what was chosen before; called before the first drawing. */
export function startTheme(): void {
  choose(remembered());
}

export function ThemeChoice() {
  const [theme, setTheme] = useState(remembered());
  return (
    <div class="segments" role="group" aria-label="Colour scheme">
      {themes.map((each) => (
        <button
          class="button"
          type="button"
          aria-pressed={each === theme}
          onClick={() => {
            remember(each);
            choose(each);
            setTheme(each);
          }}
        >
          {each}
        </button>
      ))}
    </div>
  );
}

function choose(theme: string): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

// Storage throws in private windows of some browsers; the choice then holds for this page only.
function remembered(): string {
  try {
    return localStorage.getItem(key) ?? 'system';
  } catch {
    return 'system';
  }
}

function remember(theme: string): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Nothing to do: see above.
  }
}
