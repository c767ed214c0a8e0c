import { useState } from 'preact/hooks';
import { rememberedTheme, rememberTheme, themes, wear } from '../scripts/theme-memory.ts';

export function ThemeChoice() {
  const [theme, setTheme] = useState(rememberedTheme());
  return (
    <div class="segments" role="group" aria-label="Colour scheme">
      {themes.map((each) => (
        <button
          class="button"
          type="button"
          aria-pressed={each === theme}
          onClick={() => {
            rememberTheme(each);
            wear(each);
            setTheme(each);
          }}
        >
          {each}
        </button>
      ))}
    </div>
  );
}
