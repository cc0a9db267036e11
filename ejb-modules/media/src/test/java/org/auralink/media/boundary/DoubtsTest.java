package org.auralink.media.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.auralink.media.connector.NodeLost;
import org.auralink.media.control.MediaNodes;
import org.auralink.media.control.NodeDirectory;
import org.auralink.media.entity.Limits;
import org.auralink.testkit.MovableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People want tickets for rooms of a node that does not answer. */
class DoubtsTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final String URL = "http://node:7880";

    private final MovableClock clock = new MovableClock(START);
    private final AtomicInteger attempts = new AtomicInteger();
    private final List<NodeLost> losses = new ArrayList<>();
    private final Doubts doubts = new Doubts();
    private final CountDownLatch looking = new CountDownLatch(1);
    private NodeEvents.Standing standing = new NodeEvents.Standing(URL, START.minusSeconds(9), false);
    private volatile boolean refuses = true;
    private boolean stock;
    private boolean agrees = true;
    private Runnable during = () -> {};

    @BeforeEach
    void wire() {
        doubts.clock = clock;
        doubts.pause = clock::pass;
        doubts.events = new NodeEvents() {
            @Override
            public Optional<Standing> standing(String nodeId) {
                return Optional.ofNullable(standing);
            }
        };
        doubts.directory = new NodeDirectory() {
            @Override
            public boolean isStock(String url) {
                return stock;
            }
        };
        doubts.nodes = new MediaNodes() {
            @Override
            public boolean refusesConnections(URI node) {
                attempts.incrementAndGet();
                during.run();
                return refuses;
            }
        };
        doubts.losses = new NodeLosses() {
            @Override
            public boolean decide(NodeLost node) {
                losses.add(node);
                return agrees;
            }
        };
    }

    @Test
    void aNodeThatRefusesConnectionsTwiceIsGoneSinceTheFirst() {
        assertThat(doubts.isGone("ND_1")).isTrue();
        assertThat(losses).containsExactly(new NodeLost(URL, START, Limits.SECOND_LOOK));
        assertThat(attempts).hasValue(2);
    }

    @Test
    void oneThatWasNotHeardForLongIsGoneSinceItWasLastSeen() {
        standing = new NodeEvents.Standing(URL, START.minusSeconds(60), false);
        assertThat(doubts.isGone("ND_1")).isTrue();
        assertThat(losses.get(0).unreachableSince()).isNull();
    }

    @Test
    void oneThatTakesConnectionsIsNotGoneHoweverSilentItIs() {
        refuses = false;
        assertThat(doubts.isGone("ND_1")).isFalse();
        assertThat(losses).isEmpty();
    }

    @Test
    void oneThatIsRestartedBetweenTheLooksIsNotGone() {
        during = () -> refuses = attempts.get() < 2;
        assertThat(doubts.isGone("ND_1")).isFalse();
        assertThat(losses).isEmpty();
    }

    @Test
    void oneThatIsAnnouncedMeanwhileIsNotGone() {
        agrees = false;
        assertThat(doubts.isGone("ND_1")).isFalse();
    }

    @Test
    void oneThatWasTakenForLostBeforeIsGoneWithoutALook() {
        standing = new NodeEvents.Standing(URL, START, true);
        assertThat(doubts.isGone("ND_1")).isTrue();
        assertThat(attempts).hasValue(0);
    }

    @Test
    void nobodyLooksForAStockServerOrANodeThatIsNotKnown() {
        stock = true;
        assertThat(doubts.isGone("ND_1")).isFalse();
        standing = null;
        assertThat(doubts.isGone("ND_1")).isFalse();
        assertThat(attempts).hasValue(0);
    }

    @Test
    void whatCannotBeFoundOutIsNoLoss() {
        during = () -> {
            throw new IllegalStateException("the database is away");
        };
        assertThat(doubts.isGone("ND_1")).isFalse();
    }

    @Test
    void howeverManyAskItIsLookedForAFewTimesInASecond() {
        refuses = false;
        for (int asker = 0; asker < 1_000; asker++) {
            doubts.isGone("ND_1");
            clock.pass(Duration.ofMillis(1));
        }
        assertThat(attempts).hasValueLessThanOrEqualTo(4);
    }

    @Test
    void aHundredWhoAskAtOnceShareOneLook() throws Exception {
        during = () -> {
            try {
                looking.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        ExecutorService people = Executors.newFixedThreadPool(100);
        try {
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int asker = 0; asker < 100; asker++) {
                answers.add(people.submit(() -> doubts.isGone("ND_1")));
            }
            looking.countDown();
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
        } finally {
            people.shutdownNow();
        }
        assertThat(attempts).hasValue(2);
        assertThat(losses).hasSize(1);
    }
}
