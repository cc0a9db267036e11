package org.auralink.auth;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.auralink.identity.boundary.MailedSignIns;
import org.auralink.identity.boundary.ReturnPath;
import org.auralink.shared.Refusal;
import org.auralink.shared.web.Clients;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /recover}, {@code /otp}, {@code /magiclink} and {@code /resend}: a mail to somebody. Answers {@code {}},
 * whether or not anybody has the address.
 */
@Path("")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AccountMailResource {
    @Inject
    private MailedSignIns signIns;

    @Inject
    private Clients clients;

    /**
     * A wish for a mail.
     *
     * @param type which mail once more: {@code signup} or {@code email_change}
     * @param createUser whether a new address makes an account; it does unless it says no
     * @param data what the person says about themselves, for that account
     */
    public record Wish(
            @Nullable String email,
            @Nullable String phone,
            @Nullable String type,
            @Nullable Boolean createUser,
            @Nullable Map<String, Object> data,
            @Nullable String codeChallenge,
            @Nullable String codeChallengeMethod) {
        ReturnPath back(@Nullable String redirectTo) {
            return new ReturnPath(redirectTo, codeChallenge, codeChallengeMethod);
        }

        @Override
        public String toString() {
            return "Wish[redacted]";
        }
    }

    @POST
    @Path("recover")
    public Map<String, Object> recover(
            Wish wish, @QueryParam("redirect_to") @Nullable String redirectTo, @Context HttpServletRequest request) {
        signIns.recover(wish.email(), wish.back(redirectTo), clients.of(request));
        return Map.of();
    }

    @POST
    @Path("otp")
    public Map<String, Object> otp(
            Wish wish, @QueryParam("redirect_to") @Nullable String redirectTo, @Context HttpServletRequest request) {
        refusePhone(wish, "Unsupported phone provider");
        boolean create = wish.createUser() == null || wish.createUser();
        signIns.signInLink(wish.email(), create, wish.data(), wish.back(redirectTo), clients.of(request));
        return Map.of();
    }

    /** As {@code /otp} was called before it had phones. */
    @POST
    @Path("magiclink")
    public Map<String, Object> magicLink(
            Wish wish, @QueryParam("redirect_to") @Nullable String redirectTo, @Context HttpServletRequest request) {
        signIns.signInLink(wish.email(), true, wish.data(), wish.back(redirectTo), clients.of(request));
        return Map.of();
    }

    @POST
    @Path("resend")
    public Map<String, Object> resend(
            Wish wish, @QueryParam("redirect_to") @Nullable String redirectTo, @Context HttpServletRequest request) {
        refusePhone(wish, "Phone logins are disabled");
        signIns.resend(wish.type(), wish.email(), wish.back(redirectTo), clients.of(request));
        return Map.of();
    }

    private static void refusePhone(Wish wish, String detail) {
        if (wish.phone() != null && !wish.phone().isBlank()) {
            throw new Refusal.Invalid("phone_provider_disabled", detail, List.of()).asException();
        }
    }
}
