package org.auralink.calls.entity;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.auralink.shared.PlainText;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A call as it was asked for, checked.
 *
 * @param name trimmed, 1 to {@link Limits#NAME_LENGTH} characters
 * @param maxParticipants how many may be in it at once
 * @param lobby whom somebody inside has to let in
 */
public record CallDraft(String name, CallType type, int maxParticipants, LobbyMode lobby) {

    /**
     * Checks what was asked for; what was left out gets its default.
     *
     * @throws org.auralink.shared.RefusedException invalid, with the name of the field as the API spells it
     */
    public static CallDraft of(
            @Nullable String name, @Nullable String type, @Nullable Integer maxParticipants, @Nullable String lobby) {
        CallType checked = type(type);
        return new CallDraft(
                name(name),
                checked,
                maxParticipants(maxParticipants, checked),
                lobby == null ? LobbyMode.OFF : LobbyMode.check(lobby));
    }

    private static String name(@Nullable String name) {
        if (name == null || name.isBlank()) {
            throw Refusal.invalid("name", "must not be empty.").asException();
        }
        String trimmed = name.strip();
        if (!PlainText.isVisible(trimmed)) {
            throw Refusal.invalid("name", "must have something to see.").asException();
        }
        if (trimmed.codePointCount(0, trimmed.length()) > Limits.NAME_LENGTH) {
            throw Refusal.invalid("name", "may have at most " + Limits.NAME_LENGTH + " characters.")
                    .asException();
        }
        return trimmed;
    }

    private static CallType type(@Nullable String type) {
        if (type == null) {
            return CallType.GROUP;
        }
        return CallType.parse(type)
                .orElseThrow(() -> Refusal.invalid("call_type", "must be one of " + typeNames() + ".")
                        .asException());
    }

    private static String typeNames() {
        return Arrays.stream(CallType.values()).map(CallType::wireName).collect(Collectors.joining(", "));
    }

    private static int maxParticipants(@Nullable Integer wanted, CallType type) {
        if (wanted == null) {
            return type == CallType.ONE_TO_ONE ? Limits.LEAST_PARTICIPANTS : Limits.USUAL_PARTICIPANTS;
        }
        int most = type == CallType.ONE_TO_ONE ? Limits.LEAST_PARTICIPANTS : Limits.MOST_PARTICIPANTS;
        if (wanted < Limits.LEAST_PARTICIPANTS || wanted > most) {
            String range = most == Limits.LEAST_PARTICIPANTS
                    ? "must be " + most + " for a call of type one_to_one."
                    : "must be from " + Limits.LEAST_PARTICIPANTS + " to " + most + ".";
            throw Refusal.invalid("max_participants", range).asException();
        }
        return wanted;
    }
}
