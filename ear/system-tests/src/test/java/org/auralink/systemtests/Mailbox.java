package org.auralink.systemtests;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the mailbox of the shared stack has for one address; each mail is read once. */
final class Mailbox {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final String address;
    private final Set<String> read = new HashSet<>();

    Mailbox(String address) {
        this.address = address;
    }

    /** A mail as its reader uses it. */
    record Letter(String link, String code) {}

    /** The newest mail of a kind, as soon as there is one that was not read yet. */
    Letter next(String kind) {
        JsonObject mail = Eventually.see("a mail of the kind " + kind, LIMIT, () -> unread(kind), Optional::isPresent)
                .orElseThrow();
        read.add(mail.get("id").getAsString());
        return new Letter(text(mail, "link"), text(mail, "code"));
    }

    private Optional<JsonObject> unread(String kind) {
        var found = Api.anonymous()
                .get("/dev/mailbox/messages?to=" + URLEncoder.encode(address, StandardCharsets.UTF_8))
                .expect(200)
                .json()
                .getAsJsonArray("items");
        List<JsonObject> mails =
                found.asList().stream().map(JsonElement::getAsJsonObject).toList();
        return mails.stream()
                .filter(mail -> mail.get("kind").getAsString().equals(kind)
                        && !read.contains(mail.get("id").getAsString()))
                .findFirst();
    }

    private static String text(JsonObject mail, String field) {
        JsonElement value = mail.get(field);
        return value == null || value.isJsonNull() ? "" : value.getAsString();
    }
}
