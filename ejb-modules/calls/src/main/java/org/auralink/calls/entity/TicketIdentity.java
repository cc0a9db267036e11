package org.auralink.calls.entity;

import java.util.regex.Pattern;
import org.auralink.shared.PlainText;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** What an organization's back end calls somebody in a call: never what this server calls those whom it lets in itself. */
public final class TicketIdentity {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final String GUEST = "guest_";

    private TicketIdentity() {}

    /**
     * @param most characters
     * @return it without white space around it
     * @throws org.auralink.shared.RefusedException invalid, naming the field {@code identity}
     */
    public static String check(@Nullable String identity, int most) {
        String wanted = identity == null ? "" : identity.strip();
        String objection = wanted.isEmpty() ? "must not be empty." : PlainText.objectionToLine(wanted);
        if (objection == null && wanted.length() > most) {
            objection = "may have at most " + most + " characters.";
        }
        if (objection == null && (ACCOUNT.matcher(wanted).matches() || wanted.startsWith(GUEST))) {
            objection = "must not be the id of an account and not begin with guest_: those are people whom the server"
                    + " let in itself.";
        }
        if (objection != null) {
            throw Refusal.invalid("identity", objection).asException();
        }
        return wanted;
    }
}
