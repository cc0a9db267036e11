package org.auralink.contacts.boundary;

import org.auralink.contacts.entity.ContactStatus;
import org.auralink.contacts.entity.ContactWords;
import org.auralink.shared.Refusal;
import org.auralink.shared.web.PageCursor;
import org.auralink.shared.web.QueryParameters;
import org.jspecify.annotations.Nullable;

/**
 * Which contacts somebody wants to see; what is null does not matter.
 *
 * @param search in lower case, compared with names, AuraIDs, addresses and tags
 */
public record ContactQuery(
        @Nullable String search,
        @Nullable ContactStatus status,
        @Nullable Boolean favourite,
        @Nullable String tag,
        PageCursor after,
        int limit) {

    /** @throws org.auralink.shared.RefusedException invalid, naming the parameter */
    public static ContactQuery of(
            @Nullable String search,
            @Nullable String status,
            @Nullable String favourite,
            @Nullable String tag,
            @Nullable String cursor,
            @Nullable String limit) {
        return new ContactQuery(
                search == null ? null : ContactWords.search(search),
                QueryParameters.oneOf("status", status, ContactStatus.values(), ContactStatus::wireName),
                yesOrNo(favourite),
                tag == null ? null : ContactWords.tag(tag),
                PageCursor.parse(cursor),
                QueryParameters.limit(limit));
    }

    private static @Nullable Boolean yesOrNo(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw Refusal.invalid("favourite", "must be true or false.").asException();
        };
    }

    @Override
    public String toString() {
        return "ContactQuery[redacted]";
    }
}
