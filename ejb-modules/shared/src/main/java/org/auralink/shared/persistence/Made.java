package org.auralink.shared.persistence;

import org.auralink.shared.web.Json;

/**
 * What a creating request made, as it is answered.
 *
 * @param id of what was made
 * @param json the body of the answer
 * @param again whether an earlier request with the same key made it
 */
public record Made(String id, String json, boolean again) {
    /** Something new. */
    public static Made of(String id, Object view) {
        return new Made(id, Json.text(view), false);
    }

    @Override
    public String toString() {
        return "Made[" + id + "]";
    }
}
