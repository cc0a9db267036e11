package org.auralink.media.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.MediaEvent.Kind;
import org.auralink.media.connector.StreamPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoomObserversTest {

    /** Has the rooms whose names begin with its own. */
    private record Named(String name, Set<Kind> kinds, int order) implements RoomObserver {

        @Override
        public boolean owns(RoomName room) {
            return room.value().startsWith(name);
        }

        @Override
        public void happened(MediaEvent event) {}

        @Override
        public void lost(LostNode node) {}

        @Override
        public boolean isStray(RoomName room, String nodeId) {
            return nodeId.equals("stray for " + name);
        }
    }

    private final RoomObserver calls = new Named("call-", RoomObserver.MOVEMENTS, 0);
    private final RoomObserver tracks = new Named("call-", Set.of(Kind.TRACK_PUBLISHED), -1);
    private final RoomObserver lobby = new Named("lobby-", RoomObserver.MOVEMENTS, 1);
    private final RoomObservers observers = new RoomObservers(List.of(lobby, calls, tracks));

    private static MediaEvent event(Kind kind, String room) {
        return new MediaEvent("a", "ND_1", new StreamPosition("b", 1), kind, Instant.EPOCH, room, "RM_1", null);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void eventsGoToWhoHasTheRoomAndWantsTheKind(Kind kind) {
        List<RoomObserver> told = switch (kind) {
            case ROOM_STARTED, ROOM_FINISHED, PARTICIPANT_JOINED, PARTICIPANT_LEFT -> List.of(calls);
            case TRACK_PUBLISHED -> List.of(tracks);
            default -> List.of();
        };
        assertThat(observers.concernedBy(event(kind, "call-1"))).isEqualTo(told);
        assertThat(observers.concernedBy(event(kind, "elsewhere"))).isEmpty();
        assertThat(observers.concernedBy(event(kind, ""))).isEmpty();
    }

    @Test
    void whoWritesWhatOthersReadIsToldFirst() {
        assertThat(observers.all()).containsExactly(tracks, calls, lobby);
    }

    @Test
    void onlyTheOwnersOfARoomSayWhetherItIsStray() {
        assertThat(observers.isStray(new RoomName("call-1"), "stray for call-")).isTrue();
        assertThat(observers.isStray(new RoomName("lobby-1"), "stray for call-"))
                .isFalse();
        assertThat(observers.isStray(new RoomName("elsewhere"), "stray for call-"))
                .isFalse();
    }
}
