package org.auralink.local;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.auralink.jdks.Jdk;
import org.auralink.jdks.PayaraMicro;

/** The built programs, which Maven lays into {@code stack/} beside the launcher's own jar. */
record Artifacts(Path directory) {
    static Artifacts besideLauncher() {
        try {
            Path jar = Path.of(Artifacts.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new Artifacts(jar.resolveSibling("stack"));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Path payaraMicro(Jdk jdk) {
        return existing(PayaraMicro.of(jdk).jar());
    }

    Path application() {
        return existing("auralink.war");
    }

    Path connector() {
        return existing("media-connector.rar");
    }

    Path mediaNode() {
        return existing("media-node.jar");
    }

    Path migrator() {
        return existing("db.jar");
    }

    private Path existing(String name) {
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new LaunchException("The build has left no " + file + "; run ./mvnw -DskipTests package.");
        }
        return file;
    }
}
