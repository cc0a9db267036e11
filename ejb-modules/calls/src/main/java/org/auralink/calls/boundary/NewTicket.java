package org.auralink.calls.boundary;

import java.util.List;
import org.auralink.calls.entity.DisplayName;
import org.auralink.calls.entity.Limits;
import org.auralink.calls.entity.TicketIdentity;
import org.auralink.media.connector.JoinPermissions;
import org.auralink.shared.PlainText;
import org.auralink.shared.Refusal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A ticket that an organization's own back end hands to somebody: under a name of its own choice, with what they may do. As
 * LiveKit's server SDKs make them with a key of the node, which no organization has. Not checked yet.
 */
@Schema(name = "NewTicket")
public record NewTicket(
        @Schema(
                required = true,
                minLength = 1,
                maxLength = 100,
                description =
                        "Unique within the call. Not the id of an account, and not guest_…: those are people whom the"
                                + " server let in itself")
        @Nullable
        String identity,

        @Schema(required = true, minLength = 1, maxLength = 100, description = "What others see") @Nullable
        String displayName,

        @Schema(maxLength = 1000, description = "Free text that travels with the participant") @Nullable
        String metadata,

        @Schema(defaultValue = "true") @Nullable Boolean canPublish,
        @Schema(defaultValue = "true") @Nullable Boolean canSubscribe,
        @Schema(defaultValue = "true") @Nullable Boolean canPublishData,

        @Schema(defaultValue = "false", description = "Whether it may mute and remove others") @Nullable
        Boolean roomAdmin) {
    /** @throws org.auralink.shared.RefusedException invalid, naming the field */
    String checkedIdentity() {
        return TicketIdentity.check(identity, Limits.TICKET_IDENTITY_LENGTH);
    }

    /** @throws org.auralink.shared.RefusedException invalid, naming the field */
    String checkedName() {
        return DisplayName.check(displayName);
    }

    /** @throws org.auralink.shared.RefusedException invalid, naming the field */
    String checkedMetadata() {
        String text = metadata == null ? "" : metadata;
        String objection = PlainText.objectionToLines(text);
        if (objection == null && text.length() > Limits.TICKET_METADATA_LENGTH) {
            objection = "may have at most " + Limits.TICKET_METADATA_LENGTH + " characters.";
        }
        if (objection != null) {
            throw Refusal.invalid("metadata", objection).asException();
        }
        return text;
    }

    JoinPermissions permissions() {
        return new JoinPermissions(
                isOn(canPublish),
                List.of(),
                isOn(canSubscribe),
                isOn(canPublishData),
                false,
                false,
                false,
                Boolean.TRUE.equals(roomAdmin));
    }

    private static boolean isOn(@Nullable Boolean wish) {
        return wish == null || wish;
    }

    @Override
    public String toString() {
        return "NewTicket[redacted]";
    }
}
