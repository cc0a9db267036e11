import { useEffect, useState } from 'react';
import { onDevice } from '../kept.ts';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'auralink-theme';
const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };

function stored(): Theme {
  const value = onDevice.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : 'system';
}

function apply(theme: Theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Applies the stored choice; called before the first paint. */
export function startTheme() {
  apply(stored());
}

/** The chosen theme and a way to switch to the next one. */
export function useTheme(): [Theme, () => void] {
  const [theme, setTheme] = useState(stored);
  useEffect(() => {
    apply(theme);
    onDevice.setItem(KEY, theme);
  }, [theme]);
  return [theme, () => setTheme(NEXT[theme])];
}
