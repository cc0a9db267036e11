package org.auralink.media.node;

import java.util.concurrent.CountDownLatch;
import org.auralink.media.node.config.ConfigException;
import org.auralink.media.node.config.LogConfig;
import org.auralink.media.node.config.LogLevel;
import org.auralink.media.node.config.NodeConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/** The process: reads the configuration, runs a node, stops it on SIGTERM or Ctrl-C. */
public final class Main {
    /** The configuration, the command line or a port is wrong: trying again without a change is useless. */
    private static final int USAGE = 2;

    private static final int FAILED = 1;

    private Main() {}

    /** @param arguments {@code --config FILE}; exit code 2 when the configuration is wrong */
    public static void main(String[] arguments) {
        try {
            var command = CommandLine.parse(arguments);
            switch (command.action()) {
                case HELP -> System.out.print(CommandLine.HELP);
                case VERSION -> System.out.println("media-node " + Version.product());
                case PRINT -> System.out.println(command.effective(System.getenv()));
                case REHEARSE -> rehearse();
                case RUN -> run(command.config(System.getenv()));
            }
        } catch (ConfigException e) {
            System.err.println(e.getMessage());
            System.exit(USAGE);
        }
    }

    private static void rehearse() {
        LogFormat.install(new LogConfig(LogLevel.INFO, false));
        System.exit(Rehearsal.hold() ? 0 : FAILED);
    }

    private static void run(NodeConfig config) {
        LogFormat.install(config.logging());
        Logger log = LoggerFactory.getLogger(Main.class);
        if (config.node().rehearsal()) {
            Rehearsal.hold();
        }
        MediaNode node = MediaNode.start(config);
        JsonLines.nodeIs(node.id());
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            node.close();
                            stopped.countDown();
                        },
                        "stop"));
        if (config.drain().onStop()) {
            var stop = new DrainOnStop(node.drain(), config.drain().deadline());
            Signal.handle(new Signal("TERM"), signal -> stop.terminate());
        }
        node.metricsPort().ifPresent(port -> log.info("Metrics are served on port {}", port));
        log.info("Media node {} is ready on port {}", node.id(), node.port());
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
