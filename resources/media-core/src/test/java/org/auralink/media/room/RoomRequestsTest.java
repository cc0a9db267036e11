package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.auralink.media.room.model.DataTrackFormat;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.sdp.Session;
import org.junit.jupiter.api.Test;

class RoomRequestsTest {
    private final TestRoom test = new TestRoom();

    /** A value of every type that signals are made of. */
    private static Object sample(Class<?> type) {
        return Map.<Class<?>, Object>ofEntries(
                        Map.entry(Session.class, new Session(List.of(), List.of())),
                        Map.entry(TrackSid.class, new TrackSid("TR_1")),
                        Map.entry(List.class, List.of()),
                        Map.entry(Map.class, Map.of()),
                        Map.entry(String.class, "text"),
                        Map.entry(boolean.class, true),
                        Map.entry(int.class, 1),
                        Map.entry(long.class, 1L),
                        Map.entry(DataTrackFormat.class, DataTrackFormat.UNKNOWN))
                .getOrDefault(type, type.isEnum() ? type.getEnumConstants()[0] : null);
    }

    @Test
    void somethingIsDoneAboutEverySignal() throws ReflectiveOperationException {
        for (Class<?> type : ClientSignal.class.getPermittedSubclasses()) {
            RecordComponent[] components = type.getRecordComponents();
            var types = new Class<?>[components.length];
            var values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = sample(types[i]);
                assertThat(values[i]).as("a sample of " + types[i]).isNotNull();
            }
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            var signal = (ClientSignal) constructor.newInstance(values);
            TestClient client = test.join(type.getSimpleName());
            assertThatCode(() -> client.signal(signal)).as(type.getSimpleName()).doesNotThrowAnyException();
        }
    }

    @Test
    void aSessionThatIsEndedForAFaultOfOursIsToldNotToComeBackByItself() {
        TestClient alice = test.connected("alice");
        TestClient bob = test.connected("bob");
        test.room.endSession(test.now, new ParticipantIdentity("alice"));
        test.room.endSession(test.now, new ParticipantIdentity("nobody"));

        assertThat(alice.last(ServerSignal.Leave.class).action()).isEqualTo(LeaveAction.DISCONNECT);
        assertThat(bob.all(ServerSignal.Leave.class)).isEmpty();
        assertThat(test.room.participants()).hasSize(1);
    }
}
