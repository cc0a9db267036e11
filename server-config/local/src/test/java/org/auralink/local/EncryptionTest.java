package org.auralink.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptionTest {
    private static final Instant NOW = Instant.now();
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "192.0.2.7", "0:0:0:0:0:0:0:1");

    @TempDir
    private Path directory;

    private StateDirectory state;

    @BeforeEach
    void open() {
        state = StateDirectory.open(directory.resolve("state"));
    }

    @AfterEach
    void close() {
        state.close();
    }

    private Path file(String name) {
        return state.path(Encryption.DIRECTORY, name);
    }

    private List<X509Certificate> prepared(Set<String> names, Instant now) throws Exception {
        Encryption.prepare(state, Optional.empty(), names, now);
        return Pem.certificates(Encryption.chain(state.path("")));
    }

    @Test
    void whoTrustsTheAuthorityTrustsTheServerByEachOfItsNames() throws Exception {
        List<X509Certificate> chain = prepared(NAMES, NOW);

        assertThat(new ServerIdentity(chain, Pem.key(Encryption.key(state.path("")))).names())
                .isEqualTo(NAMES);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "authority",
                Pem.certificates(Encryption.authority(state.path(""))).get(0));
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        ((X509TrustManager) factory.getTrustManagers()[0])
                .checkServerTrusted(chain.toArray(X509Certificate[]::new), "ECDHE_ECDSA");
        assertThat(chain.get(1).getBasicConstraints())
                .as("authorities below it")
                .isZero();
        assertThat(chain.get(0).getBasicConstraints()).as("no authority").isEqualTo(-1);
    }

    @Test
    void theStoreHoldsTheSameKeyAndChain() throws Exception {
        List<X509Certificate> chain = prepared(NAMES, NOW);
        KeyStore store = KeyStore.getInstance("PKCS12");
        char[] password = Encryption.STORE_PASSWORD.toCharArray();
        try (var file = new FileInputStream(Encryption.store(state.path("")).toFile())) {
            store.load(file, password);
        }
        assertThat(store.getCertificateChain(Encryption.ALIAS)).containsExactlyElementsOf(chain);
        assertThat(store.getKey(Encryption.ALIAS, password)).isEqualTo(Pem.key(Encryption.key(state.path(""))));
    }

    @Test
    void nobodyButTheOwnerReadsAnyOfIt() throws Exception {
        prepared(NAMES, NOW);
        try (Stream<Path> files = Files.list(state.path(Encryption.DIRECTORY))) {
            assertThat(files)
                    .hasSize(5)
                    .allSatisfy(each -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                            .isEqualTo("rw-------"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.path(Encryption.DIRECTORY))))
                .isEqualTo("rwx------");
    }

    @Test
    void theAuthorityIsMadeOnceAndTheServersCertificateKeptWhileItIsGood() throws Exception {
        List<X509Certificate> first = prepared(NAMES, NOW);
        assertThat(prepared(NAMES, NOW.plus(Duration.ofDays(300)))).isEqualTo(first);

        List<X509Certificate> renewed = prepared(NAMES, NOW.plus(Duration.ofDays(340)));
        assertThat(renewed.get(0)).isNotEqualTo(first.get(0));
        assertThat(renewed.get(1)).isEqualTo(first.get(1));

        List<X509Certificate> elsewhere = prepared(Set.of("localhost", "192.0.2.8"), NOW.plus(Duration.ofDays(341)));
        assertThat(elsewhere.get(0)).isNotEqualTo(renewed.get(0));
        assertThat(elsewhere.get(1)).isEqualTo(first.get(1));
    }

    @Test
    void anAuthorityThatWouldEndBeforeTheServersCertificateIsMadeAnew() throws Exception {
        X509Certificate first = prepared(NAMES, NOW).get(1);
        Instant late = NOW.plus(Duration.ofDays(3400));
        List<X509Certificate> chain = prepared(NAMES, late);
        assertThat(chain.get(1)).isNotEqualTo(first);
        assertThat(chain.get(0).getNotAfter().toInstant())
                .isBefore(chain.get(1).getNotAfter().toInstant());
    }

    @Test
    void filesThatAreBrokenAreMadeAnew() throws Exception {
        X509Certificate first = prepared(NAMES, NOW).get(0);
        Files.writeString(file("server.key"), "nothing of the kind");
        assertThat(prepared(NAMES, NOW).get(0)).isNotEqualTo(first);
    }

    @Test
    void aCertificateOfOnesOwnIsServedAsItIs() throws Exception {
        Path own = directory.resolve("own");
        try (StateDirectory other = StateDirectory.open(own)) {
            Encryption.prepare(other, Optional.empty(), Set.of("calls.example.org", "*.example.org"), NOW);
        }
        ServerIdentity identity = ServerIdentity.of(Encryption.chain(own), Encryption.key(own), NOW);
        assertThat(identity.host()).isEqualTo("calls.example.org");
        Encryption encryption = Encryption.prepare(state, Optional.of(identity), NAMES, NOW);

        assertThat(Files.readString(Encryption.chain(state.path(""))))
                .isEqualTo(Files.readString(Encryption.chain(own)));
        assertThat(Encryption.authority(state.path(""))).doesNotExist();
        assertThat(encryption.lines(URI.create("https://calls.example.org"))).isEmpty();

        Settings settings = Settings.of(
                List.of(
                        "--tls-certificate",
                        Encryption.chain(own).toString(),
                        "--tls-key",
                        Encryption.key(own).toString()),
                java.util.Map.of());
        assertThat(settings.publicUrl()).isEqualTo(URI.create("https://calls.example.org:8080"));
        assertThat(settings.nodeUrl()).isEqualTo(URI.create("wss://calls.example.org:7443"));
    }

    @Test
    void aCertificateThatCannotBeServedIsRefusedBySettingAndReason() throws Exception {
        Path certificate = Encryption.chain(state.path(""));
        Path key = Encryption.key(state.path(""));
        prepared(NAMES, NOW);
        assertThatThrownBy(() -> ServerIdentity.of(certificate, key, NOW.plus(Duration.ofDays(400))))
                .hasMessageContainingAll("was good until", "--tls-certificate (");
        Path other = directory.resolve("other.key");
        Files.copy(file("authority.key"), other);
        assertThatThrownBy(() -> ServerIdentity.of(certificate, other, NOW))
                .hasMessageContainingAll("--tls-key (", "the key of the first certificate");
        Files.writeString(other, "nothing of the kind");
        assertThatThrownBy(() -> ServerIdentity.of(certificate, other, NOW)).hasMessageContaining("--tls-key (");
        assertThatThrownBy(() -> ServerIdentity.of(other, key, NOW)).hasMessageContaining("--tls-certificate (");
    }

    @Test
    void keysInOtherFormsOfPemAreRead() throws IOException, InterruptedException {
        for (String kind : List.of("rsa -traditional", "ec", "pkey")) {
            Path file = directory.resolve("key.pem");
            String made = kind.startsWith("ec")
                    ? "openssl ecparam -name prime256v1 -genkey -noout -out " + file
                    : "openssl genrsa " + (kind.startsWith("rsa") ? "-traditional " : "") + "-out " + file + " 2048";
            assertThat(new ProcessBuilder("sh", "-c", made)
                            .redirectErrorStream(true)
                            .start()
                            .waitFor())
                    .isZero();
            assertThat(Pem.key(file).getFormat()).as(kind).isEqualTo("PKCS#8");
        }
    }

    @Test
    void theNamesAreThoseOfThisMachineAndWhatPeopleAreTold() {
        assertThat(Encryption.names(List.of(URI.create("https://[2001:db8::1]:1"), URI.create("wss://calls.test"))))
                .contains("localhost", "127.0.0.1", "2001:db8:0:0:0:0:0:1", "calls.test")
                .doesNotContain("[2001:db8::1]");
    }
}
