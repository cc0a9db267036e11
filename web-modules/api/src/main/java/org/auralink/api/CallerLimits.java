package org.auralink.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.limits.RequestLimits;
import org.auralink.shared.web.Clients;
import org.auralink.shared.web.CurrentCaller;

/** How often the caller may ask, counted by their address and by their account. */
@RequestScoped
public class CallerLimits {

    @Inject
    private Clients clients;

    @Inject
    private CurrentCaller caller;

    @Inject
    private RateLimiter limiter;

    @Inject
    private RequestLimits limits;

    /**
     * What reads, or changes what costs no more than reading.
     *
     * @throws org.auralink.shared.RefusedException rate limited
     */
    void reading(HttpServletRequest request) {
        limiter.take(limits.readByAddress(), clients.of(request));
        limiter.take(limits.readByAccount(), whose());
    }

    /**
     * What makes the application send something to somebody's webhook.
     *
     * @throws org.auralink.shared.RefusedException rate limited
     */
    void sending(HttpServletRequest request) {
        reading(request);
        limiter.take(limits.webhookByAccount(), whose());
    }

    /**
     * Asks for a call to be made, from this address; whether one is made shows later.
     *
     * @throws org.auralink.shared.RefusedException rate limited
     */
    void callFrom(HttpServletRequest request) {
        limiter.take(limits.callByAddress(), clients.of(request));
    }

    /** @throws org.auralink.shared.RefusedException rate limited */
    void call() {
        limiter.take(limits.callByAccount(), whose());
    }

    /**
     * Was counted by address as something else, and turns out to read only.
     *
     * @throws org.auralink.shared.RefusedException rate limited
     */
    void readingAgain() {
        limiter.take(limits.readByAccount(), whose());
    }

    /** @throws org.auralink.shared.RefusedException rate limited */
    void joining(HttpServletRequest request) {
        limiter.take(limits.joinByAddress(), clients.of(request));
        limiter.take(limits.joinByAccount(), whose());
    }

    /**
     * Tickets that a back end fetches for others, for all of whom it has one account.
     *
     * @throws org.auralink.shared.RefusedException rate limited
     */
    void ticket(HttpServletRequest request) {
        limiter.take(limits.joinByAddress(), clients.of(request));
    }

    /**
     * What makes the application send a mail to somebody.
     *
     * @throws org.auralink.shared.RefusedException rate limited
     */
    void inviting(HttpServletRequest request) {
        reading(request);
        limiter.take(limits.inviteByAccount(), whose());
    }

    /**
     * What makes the application send a mail to somebody who is asked to be a contact.
     *
     * @param whom in one spelling
     * @throws org.auralink.shared.RefusedException rate limited
     */
    void asking(HttpServletRequest request, String whom) {
        inviting(request);
        limiter.take(limits.contactByPerson(), whose() + "|" + whom);
    }

    /**
     * A call that is made with a contact, who gets a mail.
     *
     * @throws org.auralink.shared.RefusedException rate limited
     */
    void calling(HttpServletRequest request, String contactId) {
        callFrom(request);
        call();
        limiter.take(limits.contactByPerson(), whose() + "|" + contactId);
    }

    /**
     * What takes the processor some time.
     *
     * @throws org.auralink.shared.RefusedException rate limited
     */
    void drawing(HttpServletRequest request) {
        reading(request);
        limiter.take(limits.pictureByAccount(), whose());
    }

    private String whose() {
        return caller.get().userId().value().toString();
    }
}
