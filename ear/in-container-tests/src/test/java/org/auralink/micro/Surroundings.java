package org.auralink.micro;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.auralink.db.MigratorSettings;
import org.auralink.jdks.InstalledJdks;
import org.auralink.jdks.Jdk;
import org.auralink.jdks.PayaraMicro;
import org.auralink.testkit.MigratedDatabase;
import org.auralink.testkit.RedisProcess;
import org.jboss.arquillian.container.spi.event.container.AfterDeploy;
import org.jboss.arquillian.container.spi.event.container.BeforeDeploy;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.event.suite.BeforeSuite;

/** Starts what the application needs before the server starts, and writes down where it is. */
public final class Surroundings implements LoadableExtension {
    /** In the server's settings, for tests: a superuser's connection. */
    static final String SUPERUSER_URL = "test.superuser.url";

    private static final Path DIRECTORY = Path.of("target/container").toAbsolutePath();

    /** The newest that this machine has, or the one that {@code AURALINK_JDK} names. */
    private static final Jdk JDK = Optional.ofNullable(System.getenv("AURALINK_JDK"))
            .map(home -> InstalledJdks.named(Path.of(home)).orElseThrow())
            .orElseGet(() -> InstalledJdks.ofThisMachine(System.getenv()).newest());

    @Override
    public void register(ExtensionBuilder builder) {
        // Read when arquillian.xml is, which comes after the extensions.
        System.setProperty("auralink.test.payara", PayaraMicro.of(JDK).jar());
        System.setProperty("auralink.test.options", String.join(" ", PayaraMicro.options(JDK)));
        builder.observer(Start.class);
        builder.observer(OtherJdk.class);
    }

    /** Deploying is what starts the server, on the JDK that this property leads to; the container has no setting for it. */
    public static final class OtherJdk {
        private static final String HOME = "java.home";
        private static final String OWN = System.getProperty(HOME);

        void choose(@Observes BeforeDeploy event) {
            System.setProperty(HOME, JDK.home().toString());
        }

        void forget(@Observes AfterDeploy event) {
            System.setProperty(HOME, OWN);
        }
    }

    /** Runs before Arquillian's own observer, which starts the server. */
    public static final class Start {
        void beforeServer(@Observes(precedence = 100) BeforeSuite event) throws IOException, JOSEException {
            var settings = new Properties();
            database(settings);
            settings.setProperty("auralink.redis.url", "redis://127.0.0.1:" + RedisProcess.port());
            var node = new ScriptedNode();
            settings.setProperty("auralink.media.nodes", node.url());
            settings.setProperty("auralink.media.api.key", "key");
            settings.setProperty("auralink.media.api.secret", "a secret of more than thirty-two characters");
            settings.setProperty("auralink.public.url", "http://localhost:8080");
            settings.setProperty("auralink.auth.mailer.autoconfirm", "true");
            settings.setProperty("auralink.auth.signing.key.file", signingKey().toString());
            settings.setProperty("auralink.mail.mailbox", "true");
            settings.setProperty("auralink.webhooks.allowed.networks", "127.0.0.1");
            // Shorter than in production, so that waiting for it is.
            settings.setProperty("auralink.policies.node.open", "1");
            try (Writer file = Files.newBufferedWriter(DIRECTORY.resolve("settings.properties"))) {
                settings.store(file, null);
            }
            Files.writeString(
                    DIRECTORY.resolve("deploy.asadmin"),
                    "deploy --name=media-connector " + DIRECTORY.resolve("media-connector.rar") + "\n");
        }

        private static void database(Properties settings) {
            MigratorSettings database = MigratedDatabase.settings();
            settings.setProperty("auralink.db.url", database.databaseUrl());
            settings.setProperty("auralink.db.user", "auralink_authenticator");
            settings.setProperty("auralink.db.password", database.authenticatorPassword());
            settings.setProperty("auralink.db.service.user", "auralink_service");
            settings.setProperty("auralink.db.service.password", database.servicePassword());
            settings.setProperty(SUPERUSER_URL, database.databaseUrl() + "?user=postgres&password=postgres");
        }

        private static Path signingKey() throws IOException, JOSEException {
            String key = new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint(true)
                    .generate()
                    .toJSONString();
            return Files.writeString(DIRECTORY.resolve("signing-key.jwk"), key);
        }
    }
}
