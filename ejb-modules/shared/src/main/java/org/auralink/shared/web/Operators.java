package org.auralink.shared.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.auralink.shared.Caller;
import org.auralink.shared.Refusal;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;

/** Who operates the server, as the setting {@code auralink.operator.accounts} says. */
@ApplicationScoped
public class Operators {

    private static final JsonMapper JSON = new JsonMapper();

    private Set<String> accounts = Set.of();

    /** For the container. */
    public Operators() {}

    Operators(Set<String> accounts) {
        this.accounts = accounts.stream().map(Operators::form).collect(Collectors.toUnmodifiableSet());
    }

    @PostConstruct
    void readSettings() {
        Settings settings = Settings.current();
        accounts = settings.optional(SharedSettings.OPERATORS).isEmpty()
                ? Set.of()
                : settings.names(SharedSettings.OPERATORS.name()).stream()
                        .map(Operators::form)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the caller operates the server, by the account's id or by its e-mail address. No program does. */
    public boolean includes(Caller caller) {
        return !caller.program()
                && (accounts.contains(form(caller.userId().value().toString()))
                        || accounts.contains(form(email(caller))));
    }

    /** @throws org.auralink.shared.RefusedException forbidden, when the caller does not operate the server */
    public void require(Caller caller) {
        if (!includes(caller)) {
            throw Refusal.forbidden("Only those who operate this server may do this. They are listed in its setting "
                            + SharedSettings.OPERATORS.name() + ".")
                    .asException();
        }
    }

    private static String email(Caller caller) {
        try {
            JsonNode claims = JSON.readTree(caller.claims());
            return claims.path("email").asText("");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the claims of a verified token are JSON", e);
        }
    }

    private static String form(String account) {
        return account.toLowerCase(Locale.ROOT);
    }
}
