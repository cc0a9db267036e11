package org.auralink.shared.redis;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The copies that one server keeps itself, and the marks of what changed on it. Bounded; what was not asked longest goes. */
final class CopiesInMemory {
    private final Map<String, StoredCopy> copies = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, String> marks = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > CopyLimits.MOST_IN_MEMORY;
        }
    };
    private int characters;

    synchronized @Nullable StoredCopy find(String key, long now) {
        StoredCopy found = copies.get(key);
        return found == null || now - found.at() >= CopyLimits.KEPT_IN_MEMORY.toMillis() ? null : found;
    }

    synchronized void put(String key, StoredCopy copy) {
        StoredCopy before = copies.put(key, copy);
        characters += copy.text().length() - (before == null ? 0 : before.text().length());
        Iterator<StoredCopy> eldest = copies.values().iterator();
        while (copies.size() > CopyLimits.MOST_IN_MEMORY || characters > CopyLimits.MEMORY) {
            characters -= eldest.next().text().length();
            eldest.remove();
        }
    }

    synchronized String mark(String subject) {
        return marks.getOrDefault(subject, "");
    }

    synchronized void changed(String subject, String mark) {
        // Removed first: the order is that of the last change.
        marks.remove(subject);
        marks.put(subject, mark);
    }

    synchronized int size() {
        return copies.size();
    }
}
