package org.auralink.auth;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.auralink.identity.boundary.MailedSignIns;
import org.auralink.identity.boundary.VerificationType;
import org.auralink.identity.boundary.Verified;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.web.Clients;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /verify}: the link of a mail, opened in a browser and answered with a redirect; {@code POST /verify}: its token or
 * the code beside it, shown by a client.
 */
@Path("verify")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class VerifyResource {
    /** In GoTrue's words: clients show it. */
    private static final String HALF_WAY =
            "Confirmation link accepted. Please proceed to confirm link sent to the other email";

    /** E.164, with or without its plus sign. */
    private static final Pattern PHONE = Pattern.compile("\\+?[1-9][0-9]{1,14}");

    @Inject
    private MailedSignIns signIns;

    @Inject
    private Clients clients;

    /** What a client shows: a code with the address that it went to, or the token of a link. */
    public record Proof(
            @Nullable String type,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String token,
            @Nullable String tokenHash) {
        @Override
        public String toString() {
            return "Proof[redacted]";
        }
    }

    @GET
    public Response open(
            @QueryParam("token") @Nullable String token,
            @QueryParam("type") @Nullable String type,
            @QueryParam("redirect_to") @Nullable String redirectTo,
            @Context HttpServletRequest request) {
        VerificationType verification = VerificationType.of(type);
        Redirect redirect = new Redirect(signIns.destination(redirectTo));
        boolean forClient = token != null && token.startsWith(MailedSignIns.PKCE_PREFIX);
        try {
            return seeOther(redirect.after(signIns.openLink(verification, token, clients.of(request)), verification));
        } catch (RefusedException refused) {
            if (Redirect.isTold(refused.refusal())) {
                return seeOther(redirect.after(refused.refusal(), forClient));
            }
            throw refused;
        }
    }

    /** Programs that look at the links of a mail before its reader does use none of them up. */
    @HEAD
    public Response look() {
        return Response.noContent().build();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response show(Proof proof, @Context HttpServletRequest request) {
        Verified verified = verified(proof, clients.of(request));
        if (verified instanceof Verified.SignedIn signedIn) {
            // RFC 6749, 5.1
            return Response.ok(signedIn.session())
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        }
        return Response.ok(Map.of("msg", HALF_WAY, "code", "200")).build();
    }

    private Verified verified(Proof proof, ClientAddress client) {
        if (!isEmpty(proof.phone())) {
            throw noPhoneHasACode(proof.phone()).asException();
        }
        VerificationType type = VerificationType.of(proof.type());
        if (isEmpty(proof.token()) == isEmpty(proof.tokenHash())) {
            throw invalid("Verify requires either a token or a token hash");
        }
        if (isEmpty(proof.tokenHash())) {
            return signIns.showCode(type, proof.email(), proof.token() == null ? "" : proof.token(), client);
        }
        if (!isEmpty(proof.email())) {
            throw invalid("Only the token_hash and type should be provided");
        }
        return signIns.showToken(type, proof.tokenHash() == null ? "" : proof.tokenHash(), client);
    }

    /** Nobody was sent one: there is no provider of text messages. */
    private static Refusal noPhoneHasACode(@Nullable String phone) {
        boolean isPhone = phone != null && PHONE.matcher(phone).matches();
        return isPhone
                ? new Refusal.Forbidden("otp_expired", "Token has expired or is invalid")
                : new Refusal.Invalid("validation_failed", "Invalid phone number format (E.164 required)", List.of());
    }

    private static Response seeOther(URI target) {
        // The address holds what lets somebody in. As with every answer, no cache keeps it and no page that follows
        // learns it.
        return Response.seeOther(target).build();
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private static RefusedException invalid(String detail) {
        return new Refusal.Invalid("validation_failed", detail, List.of()).asException();
    }

    static String halfWay() {
        return HALF_WAY;
    }
}
