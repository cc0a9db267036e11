package org.auralink.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The API server of Kubernetes and its store, etcd, on loopback. There is nothing else of a cluster: no controller gives an
 * object its state, and no pod runs.
 */
final class ApiServer implements AutoCloseable {
    static final Path ETCD = Path.of("/usr/bin/etcd");

    /** Of src/test/kube-apiserver/go.mod; what an API server calls itself is put in by whoever builds it. */
    private static final String VERSION = "v1.37.2";

    private static final Duration START = Duration.ofMinutes(3);

    private final Path directory;
    private final List<Process> programs = new ArrayList<>();

    private ApiServer(Path directory) {
        this.directory = directory;
    }

    /** @param directory an empty one, for all that they keep */
    static ApiServer start(Path directory) {
        var server = new ApiServer(directory);
        try {
            server.startBoth(GoTool.built(
                    "kube-apiserver",
                    "k8s.io/kubernetes/cmd/kube-apiserver",
                    "-X k8s.io/component-base/version.gitVersion=" + VERSION));
        } catch (IOException e) {
            server.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException | AssertionError e) {
            server.close();
            throw e;
        }
        return server;
    }

    private void startBoth(String program) throws IOException {
        String store = "http://127.0.0.1:" + freePort();
        String peers = "http://127.0.0.1:" + freePort();
        String token = UUID.randomUUID().toString();
        int port = freePort();
        run(
                "etcd",
                ETCD.toString(),
                "--data-dir=" + directory.resolve("etcd"),
                "--listen-client-urls=" + store,
                "--advertise-client-urls=" + store,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers,
                "--initial-cluster=default=" + peers,
                "--unsafe-no-fsync");
        Path tokens = Files.writeString(
                directory.resolve("tokens.csv"), "%s,administrator,1,\"system:masters\"%n".formatted(token));
        Path key = Files.writeString(directory.resolve("accounts.key"), privateKey());
        run(
                "kube-apiserver",
                program,
                "--etcd-servers=" + store,
                "--bind-address=127.0.0.1",
                "--secure-port=" + port,
                // It refuses loopback; nobody comes by this one.
                "--advertise-address=192.0.2.1",
                "--endpoint-reconciler-type=none",
                "--cert-dir=" + directory.resolve("certificates"),
                "--token-auth-file=" + tokens,
                "--authorization-mode=RBAC",
                // As clusters have it; who may then is admission's to say.
                "--allow-privileged=true",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-signing-key-file=" + key,
                "--service-account-key-file=" + key,
                "--service-cluster-ip-range=10.96.0.0/16");
        Files.writeString(directory.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: test, cluster: {server: "https://127.0.0.1:%d", insecure-skip-tls-verify: true}}]
                users: [{name: administrator, user: {token: %s}}]
                contexts: [{name: test, context: {cluster: test, user: administrator}}]
                current-context: test
                """.formatted(port, token));
        Eventually.see(
                "the API server to be ready",
                START,
                () -> kubectl("get", "--raw", "/readyz").said(),
                "ok"::equals);
    }

    private void run(String name, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        programs.add(process);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String privateKey() {
        try {
            var pairs = KeyPairGenerator.getInstance("RSA");
            pairs.initialize(2048);
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder()
                            .encodeToString(pairs.generateKeyPair().getPrivate().getEncoded())
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What kubectl prints, who may do everything. */
    DeploymentTools.Result kubectl(String... arguments) {
        List<String> command = new ArrayList<>(List.of(DeploymentTools.kubectl()));
        command.addAll(List.of(arguments));
        return DeploymentTools.run(directory, environment(), command);
    }

    /** The same of a request that must be granted. */
    String must(String... arguments) {
        DeploymentTools.Result result = kubectl(arguments);
        if (result.code() != 0) {
            throw new AssertionError("kubectl " + String.join(" ", arguments) + ": " + result.said());
        }
        return result.said();
    }

    /** Namespaces and accounts are there for good: a dry run leaves nothing for those that come behind it. */
    void hasWhatAdmissionLooksAt(Manifests manifests) {
        List<Object> first = new ArrayList<>();
        for (String kind : List.of("Namespace", "ServiceAccount")) {
            manifests.ofKind(kind).forEach(manifest -> first.add(manifest.tree().value()));
        }
        must("apply", "-f", Manifests.write(directory, first));
        for (Manifests.Manifest namespace : manifests.ofKind("Namespace")) {
            // A controller's work, of which there is none.
            must("create", "serviceaccount", "default", "-n", namespace.name());
        }
    }

    /** What it says to an object that it is not to keep. */
    DeploymentTools.Result admits(Object object) {
        return kubectl(
                "create", "--dry-run=server", "--validate=strict", "-f", Manifests.write(directory, List.of(object)));
    }

    /** Has a program find this kubectl and this server. */
    Map<String, String> environment() {
        return Map.of(
                "KUBECONFIG",
                directory.resolve("kubeconfig").toString(),
                "PATH",
                Path.of(DeploymentTools.kubectl()).getParent() + ":" + System.getenv("PATH"));
    }

    /** The last that was started first: it has nobody to ask when its store is gone. */
    @Override
    public void close() {
        for (int i = programs.size() - 1; i >= 0; i--) {
            Process program = programs.get(i);
            program.destroy();
            program.onExit().join();
        }
    }
}
