import { useTheme, type Theme } from '../theme/theme.ts';
import { MoonIcon, SunIcon, SystemIcon } from './icons.tsx';

const WORDS: Record<Theme, string> = { system: 'System theme', light: 'Light theme', dark: 'Dark theme' };

/** Goes round system, light, dark. */
export function ThemeSwitch({ className = 'rail-item' }: { className?: string }) {
  const [theme, next] = useTheme();
  return (
    <button type="button" className={className} onClick={next} aria-label={`${WORDS[theme]}. Change theme`} title={WORDS[theme]}>
      {theme === 'system' ? <SystemIcon /> : theme === 'light' ? <SunIcon /> : <MoonIcon />}
      <span className="rail-label">{WORDS[theme]}</span>
    </button>
  );
}
