package org.auralink.calls.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.auralink.shared.Caller;
import org.auralink.testkit.MigratedDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of calls when the configuration names other nodes than before. */
class FormerNodesTest {

    private final Caller ann = CallsDatabase.person("ann");
    private final FakeStream former = new FakeStream();
    private final FakeStream next = new FakeStream();
    private String call;

    @BeforeEach
    void aCallOnANodeThatIsThenConfiguredNoMore() {
        CallsDatabase.CLOCK.moveTo(FakeStream.START);
        MigratedDatabase.execute("delete from public.media_event_cursors");
        call = CallsDatabase.asPerson(calls -> calls.create(ann, new NewCall("Standup", null, null)))
                .callId();
        former.connect();
        former.joined(call, "PA_1", "guest_1", 0);
        former.alive(40);
        CallsDatabase.CLOCK.pass(Duration.ofHours(15));
    }

    private CallView read() {
        return CallsDatabase.asPerson(calls -> calls.get(ann, call));
    }

    private static void leaveFormerNodes(FakeStream... configured) {
        Set<String> urls = Arrays.stream(configured).map(node -> node.url).collect(Collectors.toSet());
        CallsDatabase.asService(urls, events -> {
            events.leaveFormerNodes();
            return true;
        });
    }

    @Test
    void theCallEndsWhenItsNodeWasLastSeen() {
        next.connect();
        leaveFormerNodes(next);
        FakeStream.noNodeCame();
        assertThat(read().status()).isEqualTo("ended");
        assertThat(read().durationSeconds()).isEqualTo(40);
        assertThat(read().participants().get(0).durationSeconds()).isEqualTo(40);
    }

    @Test
    void aNodeThatMovedToAnotherAddressKeepsItsCalls() {
        FakeStream moved = former.readdressed();
        moved.connect();
        leaveFormerNodes(moved);
        assertThat(read().status()).isEqualTo("active");
        moved.finished(call, 90);
        assertThat(read().durationSeconds()).isEqualTo(90);
    }

    @Test
    void aNodeOfTheSameNameThatStartedAgainAtAnotherAddressHasNewCallsOnly() {
        FakeStream moved = former.readdressed();
        moved.restart("boot-2");
        moved.connect();
        FakeStream.noNodeCame();
        assertThat(read().durationSeconds()).isEqualTo(40);
        String later = CallsDatabase.asPerson(calls -> calls.create(ann, new NewCall("Later", null, null)))
                .callId();
        moved.joined(later, "PA_1", "guest_1", 0);
        leaveFormerNodes(moved);
        assertThat(CallsDatabase.asPerson(calls -> calls.get(ann, later)).status())
                .isEqualTo("active");
    }

    @Test
    void nothingEndsBeforeEveryConfiguredNodeWasHeardOrGivenUp() {
        FakeStream another = new FakeStream();
        next.connect();
        leaveFormerNodes(next, another);
        assertThat(read().status()).isEqualTo("active");
        another.neverHeard();
        leaveFormerNodes(next, another);
        FakeStream.noNodeCame();
        assertThat(read().status()).isEqualTo("ended");
    }

    @Test
    void aNodeThatComesAfterItWasGivenUpIsFollowedFromItsFirstEvent() {
        next.neverHeard();
        assertThat(next.connect().position()).isEmpty();
        String other = CallsDatabase.asPerson(calls -> calls.create(ann, new NewCall("Later", null, null)))
                .callId();
        next.joined(other, "PA_1", "guest_1", 0);
        assertThat(CallsDatabase.asPerson(calls -> calls.get(ann, other)).status())
                .isEqualTo("active");
    }

    @Test
    void aConfiguredNodeKeepsItsCalls() {
        leaveFormerNodes(former);
        assertThat(read().status()).isEqualTo("active");
    }
}
