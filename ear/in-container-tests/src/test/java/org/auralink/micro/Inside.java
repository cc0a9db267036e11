package org.auralink.micro;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.transaction.UserTransaction;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.auralink.calls.boundary.Calls;
import org.auralink.identity.boundary.SignUp;
import org.auralink.identity.boundary.SignUps;
import org.auralink.identity.boundary.SignedUp;
import org.auralink.mail.boundary.Mailboxes;
import org.auralink.mail.boundary.Mails;
import org.auralink.media.control.MediaNodes;
import org.auralink.shared.Caller;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.web.BearerTokens;
import org.auralink.webhooks.boundary.WebhookEndpoints;

/**
 * The application as code inside its server finds it. What is checked there stands by subject in interfaces of this kind,
 * which one class gathers: Payara Micro starts with each deployment, and so with each test class.
 */
interface Inside {
    /** Of people's requests. */
    DataSource people();

    /** Of sign-up and sign-in. */
    DataSource service();

    ManagedExecutorService threads();

    SignUps signUps();

    BearerTokens tokens();

    Calls calls();

    MediaNodes nodes();

    WebhookEndpoints webhooks();

    Mails mails();

    Mailboxes mailboxes();

    UserTransaction transaction();

    /** Somebody with an account of their own. */
    default Caller newMember() {
        String email = UUID.randomUUID() + "@example.org";
        SignedUp signedUp = signUps().signUp(new SignUp(email, null, "correct horse 7", Map.of()), null, somewhere());
        return tokens().verify(((SignedUp.Open) signedUp).session().accessToken());
    }

    /** Everybody at an address of their own, or the limits would count them together. */
    static ClientAddress somewhere() {
        long network = UUID.randomUUID().getMostSignificantBits();
        return ClientAddress.parse("2001:db8:%x:%x::1".formatted(network >>> 48, network >>> 16 & 0xffff))
                .orElseThrow();
    }
}
