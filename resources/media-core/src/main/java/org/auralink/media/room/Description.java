package org.auralink.media.room;

import java.util.HashMap;
import java.util.Map;
import org.auralink.media.room.model.ParticipantInfo;
import org.jspecify.annotations.Nullable;

/** What a participant is called and tells about itself. */
final class Description {
    private final Map<String, String> attributes;
    private String name;
    private String metadata;

    Description(String name, String metadata, Map<String, String> attributes) {
        this.name = name;
        this.metadata = metadata;
        this.attributes = new HashMap<>(attributes);
    }

    String name() {
        return name;
    }

    String metadata() {
        return metadata;
    }

    Map<String, String> attributes() {
        return attributes;
    }

    /** Changes what is not null, and the attributes that are named; an empty value removes one. */
    void change(@Nullable String shown, @Nullable String text, Map<String, String> changes) {
        name = shown == null ? name : shown;
        metadata = text == null ? metadata : text;
        changes.forEach((key, value) -> {
            if (value.isEmpty()) {
                attributes.remove(key);
            } else {
                attributes.put(key, value);
            }
        });
    }

    /** Becomes that of the same participant elsewhere. */
    void become(ParticipantInfo info) {
        name = info.name();
        metadata = info.metadata();
        attributes.clear();
        attributes.putAll(info.attributes());
    }
}
