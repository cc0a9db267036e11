package org.auralink.identity.control;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.shared.RefusedException;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.limits.RateLimit;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.limits.RequestLimits;

/**
 * Who may try a password, decided before it is hashed. Counted are attempts by address, and failures by account: those
 * from addresses that the account does not know together, those from each known address apart. So who guesses waits longer
 * and longer, wherever they are, and the owner at home neither waits for them nor is held up by a flood from the same
 * address.
 */
public final class SignInAttempts {
    private final RateLimiter limiter;
    private final RequestLimits limits;

    public SignInAttempts(RateLimiter limiter, RequestLimits limits) {
        this.limiter = limiter;
        this.limits = limits;
    }

    /**
     * @param email empty for what is no address, and so nobody's
     * @param account looks for the password of whoever has the e-mail address; asked once at most
     * @param locked called with the address of an account, if it is one, before somebody is refused because strangers have
     *     guessed its password too often
     * @throws RefusedException rate limited
     */
    public Attempt begin(
            Optional<EmailAddress> email,
            ClientAddress client,
            Supplier<Optional<StoredPassword>> account,
            Consumer<EmailAddress> locked) {
        Optional<RefusedException> crowded = refusalAt(client);
        if (email.isEmpty()) {
            crowded.ifPresent(SignInAttempts::refuse);
            return new Attempt(Optional.empty(), Applicant.at(client), () -> {});
        }
        return begin(email.get(), client, account, crowded, locked);
    }

    private Attempt begin(
            EmailAddress email,
            ClientAddress client,
            Supplier<Optional<StoredPassword>> account,
            Optional<RefusedException> crowded,
            Consumer<EmailAddress> locked) {
        String here = client.network() + "|" + email.value();
        // Taken before the account is looked at: a flood costs one look for each account that it names.
        crowded.ifPresent(refused -> takeOr(refused, limits.signInFromKnown(), here));
        Optional<StoredPassword> stored = account.get();
        if (!stored.map(StoredPassword::ownerWasHere).orElse(false)) {
            crowded.ifPresent(SignInAttempts::refuse);
            takeOr(limits.signInByAccount(), email, locked);
            return new Attempt(
                    stored, Applicant.at(client), () -> limiter.giveBack(limits.signInByAccount(), email.value()));
        }
        if (crowded.isEmpty()) {
            limiter.take(limits.signInFromKnown(), here);
        }
        return new Attempt(
                stored,
                new Applicant(client, Optional.of(email)),
                () -> limiter.giveBack(limits.signInFromKnown(), here));
    }

    private static void refuse(RefusedException refusal) {
        throw refusal;
    }

    private Optional<RefusedException> refusalAt(ClientAddress client) {
        try {
            limiter.take(limits.signInByAddress(), client);
            return Optional.empty();
        } catch (RefusedException refused) {
            return Optional.of(refused);
        }
    }

    private void takeOr(RateLimit limit, EmailAddress email, Consumer<EmailAddress> locked) {
        try {
            limiter.take(limit, email.value());
        } catch (RefusedException used) {
            locked.accept(email);
            throw used;
        }
    }

    private void takeOr(RefusedException refusal, RateLimit limit, String whose) {
        try {
            limiter.take(limit, whose);
        } catch (RefusedException used) {
            throw refusal;
        }
    }

    /**
     * An attempt that may be made.
     *
     * @param stored the password to compare with; empty when nobody has one, which costs the same time
     * @param applicant in whose turn the password is hashed
     * @param succeeded to be called when it was no failure, or was not judged
     */
    public record Attempt(Optional<StoredPassword> stored, Applicant applicant, Runnable succeeded) {}
}
