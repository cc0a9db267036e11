package org.auralink.webhooks.entity;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Which events an endpoint is told: names of events, {@code call.*} for all of our own, {@code *} for all. */
public final class EventFilter {
    private static final String ALL = "*";
    private static final String OUR_OWN = "call.*";

    private final Set<String> names;

    private EventFilter(Set<String> names) {
        this.names = names;
    }

    /**
     * What was asked for, each name once; what was left out is {@code call.*}.
     *
     * @throws org.auralink.shared.RefusedException invalid, when the list is empty or has something else in it
     */
    public static EventFilter of(@Nullable List<String> events) {
        if (events == null) {
            return new EventFilter(Set.of(OUR_OWN));
        }
        if (events.isEmpty()) {
            throw Refusal.invalid("events", "must have at least one event; leave it out for call.*.")
                    .asException();
        }
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < events.size(); i++) {
            String name = events.get(i);
            if (name == null || !isKnown(name)) {
                throw Refusal.invalid("events[" + i + "]", "must be one of *, call.*, " + EventType.names() + ".")
                        .asException();
            }
            names.add(name);
        }
        return new EventFilter(names);
    }

    /** As it stands in the database. */
    static EventFilter stored(String[] names) {
        return new EventFilter(new LinkedHashSet<>(Arrays.asList(names)));
    }

    private static boolean isKnown(String name) {
        return name.equals(ALL) || name.equals(OUR_OWN) || EventType.parse(name).isPresent();
    }

    public boolean wants(EventType type) {
        return type == EventType.TEST
                || names.contains(ALL)
                || names.contains(type.wireName())
                || (names.contains(OUR_OWN) && type.wireName().startsWith("call."));
    }

    public List<String> names() {
        return List.copyOf(names);
    }

    String[] toStore() {
        return names.toArray(String[]::new);
    }
}
