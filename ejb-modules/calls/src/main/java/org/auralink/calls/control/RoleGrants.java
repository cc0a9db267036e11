package org.auralink.calls.control;

import java.util.List;
import java.util.Map;
import org.auralink.calls.entity.CallRole;
import org.auralink.media.connector.JoinPermissions;

/** What a role in a call means at the media node: what its bearer may do in the room, and how the others see what it is. */
public final class RoleGrants {
    /** Name of the attribute with the role. Nobody may change their own attributes, so it is true. */
    public static final String ATTRIBUTE = "auralink.role";

    private static final List<String> FACE_AND_VOICE = List.of("camera", "microphone");

    private RoleGrants() {}

    /**
     * What it may do in the room. The node's own API, which knows neither ranks nor the audit, is open to the host alone:
     * whoever was given a moderator's grant for it would keep it, when the role is taken away, as long as they stay.
     */
    public static JoinPermissions of(CallRole role) {
        List<String> sources = role == CallRole.GUEST ? FACE_AND_VOICE : List.of();
        return new JoinPermissions(true, sources, true, true, false, false, false, role == CallRole.HOST);
    }

    /** What travels with its bearer. */
    public static Map<String, String> attributes(CallRole role) {
        return Map.of(ATTRIBUTE, role.wireName());
    }
}
