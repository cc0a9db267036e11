package org.auralink.identity.control;

import jakarta.persistence.EntityManager;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.identity.entity.OneTimeTokenKind;
import org.auralink.identity.entity.User;
import org.jspecify.annotations.Nullable;

/** Links that an administrator has made for people, within the caller's transaction. */
public final class AdminLinks {
    private final OneTimeTokens tokens;
    private final AccountSettings settings;
    private final Duration validity;

    /** @param validity of a link and its code */
    public AdminLinks(OneTimeTokens tokens, AccountSettings settings, Duration validity) {
        this.tokens = tokens;
        this.settings = settings;
        this.validity = validity;
    }

    /**
     * @param url what to open, once
     * @param token the part of it that counts
     * @param code six digits, for the same
     * @param target where it leads then
     */
    public record Link(String url, String token, String code, String target) {
        @Override
        public String toString() {
            return "Link[redacted]";
        }
    }

    /**
     * @param type of the link, in GoTrue's words: {@code signup}, {@code invite}, {@code recovery} …
     * @param address that whoever opens it reads
     * @param wish where it is to lead; where that is not allowed, it leads to the site
     */
    public Link issue(
            EntityManager entityManager,
            User user,
            OneTimeTokenKind kind,
            String type,
            EmailAddress address,
            @Nullable String wish,
            Instant now) {
        OneTimeTokens.Issued issued = tokens.issue(entityManager, user.id(), kind, address, Optional.empty(), now);
        user.mailTimes().sent(kind, now);
        String target = settings.redirects().choose(wish).toString();
        return new Link(
                settings.authUrl() + "/verify?token=" + issued.token() + "&type=" + type + "&redirect_to="
                        + URLEncoder.encode(target, StandardCharsets.UTF_8),
                issued.token(),
                issued.code(),
                target);
    }

    public Duration validity() {
        return validity;
    }
}
