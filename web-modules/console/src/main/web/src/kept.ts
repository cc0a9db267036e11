/** The part of Storage that the console uses. */
export type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * The browser's storage; what it does not take is kept until the page is closed. A browser may block storage altogether,
 * so that even naming it throws, or have no room left.
 */
export function keptIn(storage: () => Storage): Kept {
  const memory = new Map<string, string>();
  return {
    getItem: (key) => {
      const here = memory.get(key);
      if (here !== undefined) return here;
      try {
        return storage().getItem(key);
      } catch {
        return null;
      }
    },
    setItem: (key, value) => {
      try {
        storage().setItem(key, value);
        memory.delete(key);
      } catch {
        memory.set(key, value);
      }
    },
    removeItem: (key) => {
      memory.delete(key);
      try {
        storage().removeItem(key);
      } catch {
        // Blocked: nothing is in there.
      }
    },
  };
}

/** Kept on this device. */
export const onDevice = keptIn(() => window.localStorage);

/** Kept in this tab, also over a reload. */
export const inTab = keptIn(() => window.sessionStorage);
