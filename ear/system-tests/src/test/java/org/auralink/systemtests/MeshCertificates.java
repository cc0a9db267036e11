package org.auralink.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An authority as a mesh has one, and certificates that name accounts, by openssl. */
final class MeshCertificates {
    private final Path directory;

    MeshCertificates(Path directory) {
        this.directory = directory;
        openssl(
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "1",
                "-subj",
                "/O=mesh",
                "-keyout",
                "authority.key",
                "-out",
                "authority.pem");
    }

    /** Envoy's idea of the files of an account, such as {@code spiffe://cluster.local/ns/auralink/sa/control-plane}. */
    Map<String, Object> of(String account) {
        String name = name(account);
        return MeshTranslation.map(
                "tls_certificates",
                        List.of(MeshTranslation.map(
                                "certificate_chain", MeshTranslation.map("filename", file(name + ".pem")),
                                "private_key", MeshTranslation.map("filename", file(name + ".key")))),
                "validation_context",
                        MeshTranslation.map("trusted_ca", MeshTranslation.map("filename", file("authority.pem"))));
    }

    /** Arguments by which curl is this account. */
    List<String> curl(String account) {
        String name = name(account);
        return List.of("--cert", file(name + ".pem"), "--key", file(name + ".key"));
    }

    private String name(String account) {
        String name = account.replaceAll("[^a-z-]+", "_");
        if (!Files.exists(directory.resolve(name + ".pem"))) {
            try {
                Files.writeString(directory.resolve(name + ".ext"), "subjectAltName=critical,URI:" + account + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            openssl(
                    "req",
                    "-new",
                    "-newkey",
                    "ec",
                    "-pkeyopt",
                    "ec_paramgen_curve:P-256",
                    "-nodes",
                    "-subj",
                    "/",
                    "-keyout",
                    name + ".key",
                    "-out",
                    name + ".csr");
            openssl(
                    "x509",
                    "-req",
                    "-in",
                    name + ".csr",
                    "-CA",
                    "authority.pem",
                    "-CAkey",
                    "authority.key",
                    "-CAcreateserial",
                    "-days",
                    "1",
                    "-extfile",
                    name + ".ext",
                    "-out",
                    name + ".pem");
        }
        return name;
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private void openssl(String... arguments) {
        var command = new java.util.ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        DeploymentTools.Result result = DeploymentTools.run(directory, Map.of(), command);
        if (result.code() != 0) {
            throw new AssertionError(result.said());
        }
    }
}
