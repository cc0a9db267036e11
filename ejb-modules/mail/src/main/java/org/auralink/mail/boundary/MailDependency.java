package org.auralink.mail.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.auralink.mail.control.MailParts;
import org.auralink.mail.control.MailSettings;
import org.auralink.mail.control.MailTransport;
import org.auralink.mail.entity.Limits;
import org.auralink.shared.health.Dependency;
import org.auralink.shared.health.DependencySource;
import org.auralink.shared.health.ServerName;
import org.auralink.shared.health.ServiceView;

/** Whether the mail server answers this server. Not needed for being ready: mail waits. Without one there is nothing to say. */
@ApplicationScoped
public class MailDependency implements DependencySource {
    @Inject
    MailSettings settings;

    /** The server's own: Jakarta Mail looks for its parts by the application's class loader. */
    @Resource
    ManagedExecutorService threads;

    @Inject
    Clock clock;

    private List<Dependency> asked = List.of();
    private Instant lastAsked = Instant.MIN;
    private boolean answered;

    @PostConstruct
    void begin() {
        if (settings.way() instanceof MailSettings.ToServer) {
            asked = MailParts.transport(settings).stream()
                    .map(transport -> new Dependency("mail", null, () -> answers(transport), threads, clock))
                    .toList();
        }
    }

    /** By one thread at a time. Mail servers count greetings, so what was learnt is good for a while. */
    private boolean answers(MailTransport transport) {
        if (lastAsked.isBefore(clock.instant().minus(Limits.PROBE_EVERY))) {
            answered = transport.answers();
            lastAsked = clock.instant();
        }
        return answered;
    }

    @Override
    public void askAgain() {
        asked.forEach(Dependency::ask);
    }

    @Override
    public List<ServiceView> services() {
        askAgain();
        return asked.isEmpty()
                ? List.of()
                : List.of(new ServiceView(
                        "control-plane",
                        ServerName.OF_THIS_SERVER,
                        asked.stream()
                                .map(mail -> {
                                    mail.look();
                                    return mail.view(false);
                                })
                                .toList()));
    }
}
