package org.auralink.mailbox;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.auralink.mail.boundary.KeptMail;
import org.auralink.mail.boundary.Mailboxes;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * {@code /dev/mailbox}: the mails that a local installation keeps, as pages and as JSON. Where mails are not kept, and for
 * whoever is not on the machine itself, nothing is here.
 */
@Path("mailbox")
@RequestScoped
public class MailboxResource {
    private static final String HTML = "text/html;charset=UTF-8";

    @Inject
    private Mailboxes mailboxes;

    @Context
    private HttpServletRequest request;

    /** @param to only mails to this address */
    @GET
    @Produces(HTML)
    public Response list(@QueryParam("to") @Nullable String to) {
        return page(MailboxPages.list(mails(to)));
    }

    /** The mails as JSON, the newest first; for tests. */
    @GET
    @Path("messages")
    @Produces(MediaType.APPLICATION_JSON)
    public MessageList messages(@QueryParam("to") @Nullable String to) {
        return new MessageList(mails(to));
    }

    @GET
    @Path("{id}")
    @Produces(HTML)
    public Response mail(@PathParam("id") String id) {
        return page(MailboxPages.mail(find(id)));
    }

    /** The mail's HTML as mail programs show it: whatever is in it, it runs nothing and loads nothing. */
    @GET
    @Path("{id}/html")
    @Produces(HTML)
    public Response html(@PathParam("id") String id) {
        return Response.ok(find(id).html())
                .header("Content-Security-Policy", MailboxPages.POLICY_OF_MAILS)
                .build();
    }

    private static Response page(String html) {
        return Response.ok(html)
                .header("Content-Security-Policy", MailboxPages.POLICY)
                .build();
    }

    private List<KeptMail> mails(@Nullable String to) {
        require();
        return mailboxes.list(to);
    }

    private KeptMail find(String id) {
        require();
        try {
            return mailboxes.find(UUID.fromString(id)).orElseThrow(MailboxResource::gone);
        } catch (IllegalArgumentException e) {
            throw gone();
        }
    }

    private static RuntimeException gone() {
        return Refusal.notFound("The mailbox has no such mail.").asException();
    }

    private void require() {
        mailboxes.require(request.getRemoteAddr(), request.getServerName());
    }
}
