package org.auralink.micro;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.assertj.core.api.Assertions;
import org.auralink.calls.boundary.Calls;
import org.auralink.identity.boundary.SignUps;
import org.auralink.mail.boundary.Mailboxes;
import org.auralink.mail.boundary.Mails;
import org.auralink.media.control.MediaNodes;
import org.auralink.shared.web.BearerTokens;
import org.auralink.webhooks.boundary.WebhookEndpoints;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs inside Payara Micro, in the WAR that ships but for the web app, beside the connector: all that is {@link Inside}. */
@ExtendWith(ArquillianExtension.class)
class InContainerIT
        implements TenancyInside, EventsInside, DatabaseFaultsInside, QuestionsInside, WebhooksInside, MailInside {
    @Resource(lookup = "java:app/jdbc/auralink")
    private DataSource people;

    @Resource(lookup = "java:app/jdbc/auralinkService")
    private DataSource service;

    @Resource
    private ManagedExecutorService threads;

    @Inject
    private SignUps signUps;

    @Inject
    private BearerTokens tokens;

    @Inject
    private Calls calls;

    @Inject
    private MediaNodes nodes;

    @Inject
    private WebhookEndpoints webhooks;

    @Inject
    private Mails mails;

    @Inject
    private Mailboxes mailboxes;

    @Resource
    private UserTransaction transaction;

    @Deployment
    static WebArchive application() throws URISyntaxException {
        WebArchive application = ShrinkWrap.create(ZipImporter.class, "auralink.war")
                .importFrom(new File("target/container/auralink.war"))
                .as(WebArchive.class);
        // It answers every address that a browser might ask for, Arquillian's among them.
        application.delete("/WEB-INF/classes/org/auralink/console/WebAppFilter.class");
        application.setWebXML(new StringAsset(atAnOpenPort(application)));
        return application
                .addClasses(
                        InContainerIT.class,
                        Surroundings.class,
                        Inside.class,
                        Sql.class,
                        NodeScript.class,
                        Waiting.class)
                .addClasses(
                        TenancyInside.class,
                        EventsInside.class,
                        DatabaseFaultsInside.class,
                        QuestionsInside.class,
                        WebhooksInside.class,
                        MailInside.class)
                .addAsLibrary(new File(Assertions.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()));
    }

    /** Arquillian deploys to a server whose port is open, where the application would serve nobody; ReadyIT has it as it ships. */
    private static String atAnOpenPort(WebArchive application) {
        try (var descriptor = application.get("/WEB-INF/web.xml").getAsset().openStream()) {
            return new String(descriptor.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.contains("<filter-name>service</filter-name>"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void nodeAnswersAgain() {
        NodeScript.script("answer", "0");
        Waiting.until(
                "the circuit to be closed",
                () -> nodes.listRooms(NodeScript.node()).isEmpty());
    }

    @Override
    public DataSource people() {
        return people;
    }

    @Override
    public DataSource service() {
        return service;
    }

    @Override
    public ManagedExecutorService threads() {
        return threads;
    }

    @Override
    public SignUps signUps() {
        return signUps;
    }

    @Override
    public BearerTokens tokens() {
        return tokens;
    }

    @Override
    public Calls calls() {
        return calls;
    }

    @Override
    public MediaNodes nodes() {
        return nodes;
    }

    @Override
    public WebhookEndpoints webhooks() {
        return webhooks;
    }

    @Override
    public Mails mails() {
        return mails;
    }

    @Override
    public Mailboxes mailboxes() {
        return mailboxes;
    }

    @Override
    public UserTransaction transaction() {
        return transaction;
    }
}
