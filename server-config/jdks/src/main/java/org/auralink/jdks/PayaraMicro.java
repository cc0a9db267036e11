package org.auralink.jdks;

import java.util.List;
import java.util.stream.Stream;

/** The two lines of Payara Micro that the application runs on unmodified: docs/adr/0006-payara-7-and-jdk-25.md. */
public enum PayaraMicro {
    /** Jakarta EE 10; the last line for JDK 17. Its community edition gets no more fixes. */
    SIX("payara-micro-6.jar"),
    /** Jakarta EE 11, from JDK 21 on. */
    SEVEN("payara-micro-7.jar");

    private static final int SEVEN_NEEDS = 21;

    /** Measured: enough for both deployments and the calls of a small installation. */
    private static final int HEAP_MEGABYTES = 384;

    /**
     * Four threads start the server's services otherwise, and one of them was seen to add to the configuration under a
     * lock that it and the others then waited for, for ever.
     */
    private static final String ONE_THREAD_STARTS = "-Dorg.glassfish.maxStartupThreads=1";

    /**
     * What it holds once it has started is 120 MB of classes and 20 MB of code. From the JVM's own limits for either it
     * would collect the whole heap four times until then, 80 to 380 ms each, and again whenever a little more is compiled.
     * Neither is taken at once: the one says when to collect, the other is reserved.
     */
    private static final List<String> ROOM_FOR_CLASSES_AND_CODE =
            List.of("-XX:MetaspaceSize=160m", "-XX:ReservedCodeCacheSize=160m");

    private final String jar;

    PayaraMicro(String jar) {
        this.jar = jar;
    }

    /** The newest line that runs on this JDK. */
    public static PayaraMicro of(Jdk jdk) {
        return jdk.release() >= SEVEN_NEEDS ? SEVEN : SIX;
    }

    /** Name of the file that the build lays down for it. */
    public String jar() {
        return jar;
    }

    /** Options of the JVM that runs it: one compiler tier, since what is compiled is little and cores are few. */
    public static List<String> options(Jdk jdk) {
        return Stream.of(
                        jdk.options(HEAP_MEGABYTES),
                        ROOM_FOR_CLASSES_AND_CODE,
                        List.of("-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", ONE_THREAD_STARTS))
                .flatMap(List::stream)
                .toList();
    }
}
