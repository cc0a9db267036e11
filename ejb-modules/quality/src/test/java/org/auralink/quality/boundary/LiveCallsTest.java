package org.auralink.quality.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.auralink.quality.control.Reports;
import org.auralink.quality.entity.Limits;
import org.auralink.shared.RefusedException;
import org.auralink.shared.UserId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Live pages, with a real database behind and a client in memory before. */
class LiveCallsTest {
    private final QualityLab lab = new QualityLab();
    private final LiveCalls live = new LiveCalls();
    private final UserId somebody = new UserId(UUID.randomUUID());

    /** Takes what it is sent, as long as there is room. */
    private static final class Client implements LiveCalls.Sink {
        private final List<String> got = new ArrayList<>();
        private int room = Integer.MAX_VALUE;
        private boolean open = true;

        @Override
        public boolean offer(String text) {
            if (!open || room == 0) {
                return false;
            }
            room--;
            got.add(text);
            return true;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void end() {
            open = false;
        }

        private List<String> messages() {
            return got.stream().filter(text -> text.startsWith("id: ")).toList();
        }

        private String lastId() {
            String last = messages().get(messages().size() - 1);
            return last.substring(4, last.indexOf('\n'));
        }
    }

    @BeforeEach
    void connect() {
        live.feed = lab.feed();
        live.clock = lab.clock;
    }

    private Client open(String lastEventId) {
        Client client = new Client();
        live.reserve(somebody, lab.call.toString(), lastEventId).begin(client);
        return client;
    }

    private void tick() {
        lab.clock.pass(Duration.ofSeconds(2));
        live.tell();
    }

    @Test
    void aPageIsToldOnceWhatIsNewInItsCall() {
        Client client = open(null);
        live.tell();
        lab.report(Reports.of("ann").loss(3));
        tick();
        tick();
        assertThat(client.messages())
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .contains(
                                "\nevent: quality\ndata: {\"metrics\":[{",
                                "\"identity\": \"ann\"",
                                "\"loss_up_percent\": 3.00")
                        .endsWith("\"moments\":[],\"issues\":[]}\n\n"));
        lab.clock.pass(Duration.ofSeconds(8));
        lab.report(Reports.of("ann").resumptions(1));
        tick();
        assertThat(client.messages()).hasSize(2);
        assertThat(client.messages().get(1)).contains("\"kind\": \"resumed\"");
    }

    @Test
    void aPageThatComesAgainIsToldWhatItMissed() {
        Client client = open(null);
        lab.report(Reports.of("ann"));
        tick();
        String lastId = client.lastId();
        client.end();
        tick();
        lab.report(Reports.of("bob"));
        Client again = open(lastId);
        assertThat(again.messages())
                .singleElement()
                .satisfies(message -> assertThat(message).contains("\"bob\"").doesNotContain("\"ann\""));
    }

    @Test
    void anIdThatIsNoneBeginsNow() {
        lab.report(Reports.of("ann"));
        for (String odd : List.of("", "x", "-1", "999999999999999999", "99999999999999999999", "1e9")) {
            assertThat(open(odd).messages()).as(odd).isEmpty();
            live.end();
        }
    }

    @Test
    void anyServerTellsItsPagesWhateverServerWroteIt() {
        LiveCalls elsewhere = new LiveCalls();
        elsewhere.feed = lab.feed();
        elsewhere.clock = lab.clock;
        Client here = open(null);
        Client there = new Client();
        elsewhere.reserve(somebody, lab.call.toString(), null).begin(there);
        lab.report(Reports.of("ann"));
        tick();
        elsewhere.tell();
        assertThat(here.messages()).hasSize(1);
        assertThat(there.messages()).isEqualTo(here.messages());
    }

    @Test
    void otherCallsAreNobodysBusiness() {
        Client client = new Client();
        live.reserve(somebody, UUID.randomUUID().toString(), null).begin(client);
        lab.report(Reports.of("ann"));
        tick();
        assertThat(client.messages()).isEmpty();
    }

    @Test
    void whoIsTooSlowIsToldThatSomethingIsMissing() {
        Client client = open(null);
        client.room = 0;
        lab.report(Reports.of("ann"));
        tick();
        client.room = 10;
        lab.clock.pass(Duration.ofSeconds(10));
        lab.report(Reports.of("ann"));
        tick();
        assertThat(client.got.get(1)).isEqualTo("event: missed\ndata: {}\n\n");
        assertThat(client.messages()).hasSize(1);
    }

    @Test
    void anAccountHasEightPagesAndGetsAnotherPlaceWhenOneEnds() {
        List<Client> pages = new ArrayList<>();
        for (int i = 0; i < Limits.LISTENERS_OF_AN_ACCOUNT; i++) {
            pages.add(open(null));
        }
        assertThatThrownBy(() -> open(null)).isInstanceOf(RefusedException.class);
        live.reserve(new UserId(UUID.randomUUID()), lab.call.toString(), null).leave();
        pages.get(3).open = false;
        tick();
        assertThat(live.size()).isEqualTo(7);
        open(null);
    }

    @Test
    void allTogetherHaveABound() {
        for (int i = 0; i < Limits.LISTENERS; i++) {
            live.reserve(new UserId(UUID.randomUUID()), lab.call.toString(), null);
        }
        assertThatThrownBy(() -> open(null)).isInstanceOf(RefusedException.class);
    }

    @Test
    void aPageIsServedForFiveMinutesAndHearsThatTheServerLives() {
        Client client = open(null);
        for (int i = 0; i < 149; i++) {
            tick();
        }
        assertThat(client.open).isTrue();
        assertThat(client.got.stream().filter(": keep-alive\n\n"::equals).count())
                .isBetween(17L, 19L);
        tick();
        assertThat(client.open).isFalse();
        assertThat(live.size()).isZero();
    }

    @Test
    void aServerThatStopsEndsAllPages() {
        Client client = open(null);
        live.end();
        assertThat(client.open).isFalse();
        assertThat(live.size()).isZero();
    }
}
