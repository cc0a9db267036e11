package org.auralink.local;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Asks a running launcher to do something with one of its parts. */
public final class PartCommand {
    private PartCommand() {}

    /**
     * @param stateDirectory of the running launcher
     * @param request {@code status}, or {@code stop|kill|start|restart <part>}
     * @return one line {@code <part> running <pid>} or {@code <part> stopped} for each part asked about
     * @throws LaunchException when no launcher runs there, or it refuses
     */
    public static String send(Path stateDirectory, String request) {
        Path socket = stateDirectory.resolve(PartControl.SOCKET);
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            String answer = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8).strip();
            if (answer.startsWith("error: ")) {
                throw new LaunchException(answer.substring("error: ".length()));
            }
            return answer;
        } catch (IOException | IllegalArgumentException e) {
            throw new LaunchException(
                    "No AuraLink answers in " + stateDirectory + "; is it ready, and is " + Option.STATE_DIR.named()
                            + " right?",
                    e);
        }
    }
}
