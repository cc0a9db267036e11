package org.auralink.identity.control;

import org.auralink.identity.entity.EmailAddress;
import org.auralink.identity.entity.OneTimeTokenKind;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.limits.RateLimiter;

/**
 * Who may have a mail sent, decided before it is known whether the address is anybody's: the answer is the same for all of
 * them.
 */
public final class MailAllowance {
    private final RateLimiter limiter;
    private final AccountLimits limits;

    public MailAllowance(RateLimiter limiter, AccountLimits limits) {
        this.limiter = limiter;
        this.limits = limits;
    }

    /** @throws RefusedException rate limited; {@code over_email_send_rate_limit} for the e-mail address */
    public void take(ClientAddress client, EmailAddress email, OneTimeTokenKind kind) {
        limiter.take(limits.mailByAddress(), client);
        try {
            limiter.take(limits.mailByAccount(), kind.column() + "|" + email.value());
        } catch (RefusedException refused) {
            if (refused.refusal() instanceof Refusal.RateLimited limited) {
                throw new Refusal.RateLimited(
                                "over_email_send_rate_limit",
                                "For security purposes, you can only request this after "
                                        + limited.retryAfter().toSeconds() + " seconds.",
                                limited.retryAfter(),
                                limited.quota())
                        .asException();
            }
            throw refused;
        }
    }
}
