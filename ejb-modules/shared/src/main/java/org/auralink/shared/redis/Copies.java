package org.auralink.shared.redis;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.auralink.shared.policies.Outages;
import org.auralink.shared.policies.Together;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.params.SetParams;

/**
 * Copies of what is read often, in Redis for all servers, and in memory for when Redis is away. A copy is answered for some
 * seconds, or until its subject has changed; then the source is asked, by one for all who want to know at the same time.
 * While the source is away, older copies are answered, and say so.
 *
 * <p>Each change of a subject gives it a new mark. A copy holds the mark that stood when its reading began, so one that was
 * read before a change and stored after it is not taken for fresh.
 *
 * <p>Who may see a copy is the caller's business: whoever may not must not ask.
 */
public final class Copies {
    static final String COPY = "auralink:copy:";
    static final String CHANGED = "auralink:changed:";

    private static final String UNCHANGED = "";

    private final OptionalRedis redis;
    private final Clock clock;
    private final CopyLimits limits;
    private final AtomicLong fromRedis = new AtomicLong();
    private final AtomicLong fromMemory = new AtomicLong();
    private final AtomicLong hits = new AtomicLong();
    private final AtomicLong misses = new AtomicLong();
    private final CopiesInMemory memory = new CopiesInMemory();
    private final Together<String> reading = new Together<>(CopyLimits.LONGEST_READ);

    public Copies(OptionalRedis redis, Clock clock, CopyLimits limits) {
        this.redis = redis;
        this.clock = clock;
        this.limits = limits;
    }

    /**
     * @param subject what it is about, as in {@link #changed}
     * @param variant which of several texts about it
     * @param source reads it anew; may fail
     * @throws RuntimeException of the source, when that is no outage or there is no copy
     */
    public Copy read(String subject, String variant, Supplier<String> source) {
        return read(subject, variant, source, true);
    }

    /**
     * As {@link #read(String, String, Supplier)}, but nothing is kept in or answered from this server's memory: for what
     * must not be answered after a change that another server made. While Redis is away, each time the source is asked.
     *
     * @throws RuntimeException of the source, when that is no outage or Redis has no copy
     */
    public Copy readShared(String subject, String variant, Supplier<String> source) {
        return read(subject, variant, source, false);
    }

    private Copy read(String subject, String variant, Supplier<String> source, boolean remembers) {
        String key = subject + ":" + variant;
        long now = clock.millis();
        Seen seen = look(subject, key, now, remembers);
        if (seen.fresh() != null) {
            hits.incrementAndGet();
            return seen.fresh().copy(now, null);
        }
        misses.incrementAndGet();
        try {
            String text = reading.once(key + " " + seen.mark() + " " + seen.localMark(), () -> {
                // Who read for all others may have finished since we looked.
                StoredCopy meanwhile = look(subject, key, now, remembers).fresh();
                return meanwhile == null ? load(key, seen, now, source, remembers) : meanwhile.text();
            });
            return new Copy(text, Duration.ZERO, null);
        } catch (RuntimeException e) {
            if (!Outages.isOutage(e)) {
                throw e;
            }
            return instead(seen.stored(), seen.remembered(), now).orElseThrow(() -> e);
        }
    }

    /**
     * What there is.
     *
     * @param mark of the last change that all servers know of
     * @param localMark of the last change on this server
     * @param stored the copy in Redis, however old
     * @param remembered the copy in memory, however old
     * @param fresh the one that can be answered; null when the source must be asked
     */
    private record Seen(
            String mark,
            String localMark,
            @Nullable StoredCopy stored,
            @Nullable StoredCopy remembered,
            @Nullable StoredCopy fresh) {}

    private Seen look(String subject, String key, long now, boolean remembers) {
        Optional<List<String>> shared = redis.ask(client -> client.mget(COPY + key, CHANGED + subject));
        String mark = shared.map(found -> found.get(1)).orElse(UNCHANGED);
        String localMark = memory.mark(subject);
        StoredCopy stored =
                shared.map(found -> found.get(0)).map(StoredCopy::parse).orElse(null);
        StoredCopy remembered = remembers ? memory.find(key, now) : null;
        StoredCopy fresh = null;
        if (stored != null && stored.isFresh(mark, now, limits.fresh())) {
            fresh = stored;
        } else if (shared.isEmpty() && remembered != null && remembered.isFresh(localMark, now, limits.fresh())) {
            fresh = remembered;
        }
        return new Seen(mark, localMark, stored, remembered, fresh);
    }

    private String load(String key, Seen seen, long now, Supplier<String> source, boolean remembers) {
        String text = source.get();
        if (text.length() <= CopyLimits.LONGEST) {
            if (remembers) {
                memory.put(key, new StoredCopy(now, seen.localMark(), text));
            }
            store(key, new StoredCopy(now, seen.mark(), text));
        }
        return text;
    }

    /** The subject has changed, or will have when the transaction that is being committed is: call it afterwards. */
    public void changed(String subject) {
        String mark = UUID.randomUUID().toString();
        memory.changed(subject, mark);
        redis.ask(client ->
                client.set(CHANGED + subject, mark, SetParams.setParams().px(CopyLimits.CHANGE_KNOWN.toMillis())));
    }

    private void store(String key, StoredCopy forAll) {
        redis.ask(client -> client.set(
                COPY + key,
                forAll.written(),
                SetParams.setParams().px(limits.kept().toMillis())));
    }

    /** The younger one of two old copies. */
    private Optional<Copy> instead(@Nullable StoredCopy stored, @Nullable StoredCopy remembered, long now) {
        boolean shared = stored != null && (remembered == null || stored.at() >= remembered.at());
        StoredCopy best = shared ? stored : remembered;
        if (best == null) {
            return Optional.empty();
        }
        (shared ? fromRedis : fromMemory).incrementAndGet();
        return Optional.of(best.copy(now, shared ? Copy.FROM_REDIS : Copy.FROM_MEMORY));
    }

    /** How many questions a fresh copy answered. */
    public long hits() {
        return hits.get();
    }

    /** How many had to ask the source, or to wait for somebody who did. */
    public long misses() {
        return misses.get();
    }

    /** How many answers came from {@link Copy#FROM_REDIS} because the source was away. */
    public long fromRedis() {
        return fromRedis.get();
    }

    /** How many answers came from {@link Copy#FROM_MEMORY} because the source was away, and Redis too. */
    public long fromMemory() {
        return fromMemory.get();
    }
}
