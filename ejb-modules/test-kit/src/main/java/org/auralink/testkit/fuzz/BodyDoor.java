package org.auralink.testkit.fuzz;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A way for bodies of requests into the control plane: read by the reader that its JAX-RS application has, then judged by
 * what its resource asks of them.
 */
public final class BodyDoor<T> implements MessageDoor {
    /** What the bodies of one application have in common. */
    public static final class Application {
        private final MessageBodyReader<Object> reader;
        private final int most;
        private final Class<? extends RuntimeException> refusal;

        /**
         * @param most bytes of the longest body that the application takes
         * @param refusal what it throws to refuse one; its message must not be empty
         */
        public Application(MessageBodyReader<Object> reader, int most, Class<? extends RuntimeException> refusal) {
            this.reader = reader;
            this.most = most;
            this.refusal = refusal;
        }

        /**
         * @param label of the door, as {@link MessageDoor#label}
         * @param type what bodies there are read as
         * @param judge what is asked of them then
         * @param seeds bodies that are taken there
         */
        public <T> BodyDoor<T> door(String label, Class<T> type, Consumer<T> judge, String... seeds) {
            return new BodyDoor<>(this, label, type, judge, seeds);
        }
    }

    private final Application application;
    private final String label;
    private final Class<T> type;
    private final Consumer<T> judge;
    private final List<byte[]> seeds;

    private BodyDoor(Application application, String label, Class<T> type, Consumer<T> judge, String... seeds) {
        this.application = application;
        this.label = label;
        this.type = type;
        this.judge = judge;
        this.seeds = Stream.of(seeds)
                .map(seed -> seed.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public int most() {
        return application.most;
    }

    @Override
    public List<byte[]> seeds() {
        return seeds;
    }

    @Override
    public void read(byte[] message) {
        try {
            judge.accept(body(message));
        } catch (RuntimeException e) {
            if (!application.refusal.isInstance(e)) {
                throw e;
            }
            String words = e.getMessage();
            if (words == null || words.isEmpty()) {
                throw new AssertionError("refused without a word", e);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private T body(byte[] message) {
        try {
            Object read = application.reader.readFrom(
                    (Class<Object>) type,
                    type,
                    new Annotation[0],
                    MediaType.APPLICATION_JSON_TYPE,
                    new MultivaluedHashMap<>(),
                    new ByteArrayInputStream(message));
            return type.cast(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
