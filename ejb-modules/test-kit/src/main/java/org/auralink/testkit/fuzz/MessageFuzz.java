package org.auralink.testkit.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Has messages read that nobody thought of, and those that were kept: each must be understood or refused in words, and cost
 * its thread less than 50 ms of a processor once the code is warm. Seeded; {@code -Dfuzz.seconds} goes on as long,
 * with the figures at its end, and {@code -Dfuzz.seed} begins elsewhere. What fails is kept in {@code target/fuzz}.
 */
public final class MessageFuzz {
    /** As {@link CpuTime}. */
    public static final Duration LIMIT = Duration.ofMillis(50);

    private static final long SEED = 20261128;
    private static final int ROUNDS = 4_000;
    private final Class<?> test;
    private final List<? extends MessageDoor> doors;
    private final Map<String, Figures> figures = new TreeMap<>();

    /** @param test beside which, in a folder called as it with {@code Inputs} behind, the kept inputs are */
    public MessageFuzz(Class<?> test, List<? extends MessageDoor> doors) {
        this.test = test;
        this.doors = doors;
    }

    /** Has every kept input read. */
    public void readKept() {
        List<Path> kept = kept();
        if (kept.isEmpty()) {
            throw new AssertionError("nothing is kept for " + test.getSimpleName());
        }
        for (Path file : kept) {
            String name = file.getFileName().toString();
            MessageDoor door = doors.stream()
                    .filter(each -> name.startsWith(each.label() + "."))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no door for " + name));
            check(door, bytes(file), name);
        }
    }

    /** Has messages read that are made of the seeds. */
    public void readNew() {
        long seconds = Long.getLong("fuzz.seconds", 0);
        long seed = Long.getLong("fuzz.seed", SEED);
        long begin = System.nanoTime();
        var random = new Random(seed);
        var mutations = new MessageMutations(random);
        for (int round = 0; round < ROUNDS || System.nanoTime() - begin < seconds * 1_000_000_000L; round++) {
            MessageDoor door = doors.get(random.nextInt(doors.size()));
            List<byte[]> seeds = door.seeds();
            byte[] one = seeds.get(random.nextInt(seeds.size()));
            byte[] other = seeds.get(random.nextInt(seeds.size()));
            check(door, mutations.mutated(one, other, door.most()), "round " + round + " of seed " + seed);
        }
        tellFigures();
    }

    /** In the profile, where somebody looks: how many messages were read so far, and what the worst cost. */
    public void tellFigures() {
        if (Long.getLong("fuzz.seconds", 0) > 0) {
            figures.forEach((label, of) -> System.out.println(test.getSimpleName() + " " + label + ": " + of));
        }
    }

    /** Has one message read. The least of some tries counts, so that what else happens cannot make it look costly. */
    public void check(MessageDoor door, byte[] message, String name) {
        try {
            Duration least = CpuTime.least(LIMIT, () -> door.read(message));
            figures.computeIfAbsent(door.label(), label -> new Figures())
                    .add(message.length, least, () -> door.read(message));
            if (least.compareTo(LIMIT) > 0) {
                throw new AssertionError("costs " + least.toMillis() + " ms of a processor");
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(name + ", kept in " + keep(door, message), e);
        }
    }

    private static Path keep(MessageDoor door, byte[] message) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "fuzz"));
            return Files.write(Files.createTempFile(folder, door.label() + ".", ""), message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> kept() {
        try (Stream<Path> files = Files.list(
                Path.of(test.getResource(test.getSimpleName() + "Inputs").toURI()))) {
            return files.sorted().toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What one door had to read. */
    private static final class Figures {
        private long messages;
        private long bytes;
        private Duration worst = Duration.ZERO;

        /** A record is tried again, for it may be noise. */
        void add(int length, Duration cost, Runnable again) {
            messages++;
            bytes += length;
            if (cost.compareTo(worst) > 0) {
                Duration least = CpuTime.least(worst, again);
                worst = least.compareTo(worst) > 0 ? least : worst;
            }
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d messages of %d bytes on average, the worst cost %.1f ms",
                    messages,
                    bytes / messages,
                    worst.toNanos() / 1e6);
        }
    }
}
