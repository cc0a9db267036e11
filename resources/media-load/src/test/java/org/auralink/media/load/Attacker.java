package org.auralink.media.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCredentials;

/** The test's side of a {@link JunkProcess}. */
final class Attacker implements AutoCloseable {
    private final Process process;
    private final BufferedReader in;
    private final PrintWriter out;
    private final Fingerprint fingerprint;
    private final IceCredentials credentials;

    /** @param port the node's */
    Attacker(int port) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        process = new ProcessBuilder(
                        java,
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JunkProcess.class.getName(),
                        Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        out = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
        fingerprint = Fingerprint.parse(in.readLine());
        String[] words = in.readLine().split(" ");
        credentials = new IceCredentials(words[0], words[1]);
    }

    Fingerprint fingerprint() {
        return fingerprint;
    }

    IceCredentials credentials() {
        return credentials;
    }

    /** Becomes a member at the transport with these credentials. */
    void connect(IceCredentials theirs, Fingerprint node) throws IOException {
        out.println(theirs.ufrag() + " " + theirs.password());
        out.println(node.attribute());
        if (!"connected".equals(in.readLine())) {
            throw new IOException("the attacker did not connect");
        }
    }

    /** Begins to flood for this long, as {@link Weather} has it. */
    void begin(Junk junk, int seconds) {
        out.println(junk + " " + seconds);
    }

    /** Waits for the end, and says how many datagrams the node was sent. */
    long sent() throws IOException {
        return Long.parseLong(in.readLine());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
