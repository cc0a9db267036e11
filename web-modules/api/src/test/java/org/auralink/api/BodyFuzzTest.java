package org.auralink.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.auralink.calls.boundary.NewCall;
import org.auralink.calls.entity.CallDraft;
import org.auralink.calls.entity.DisplayName;
import org.auralink.shared.RefusedException;
import org.auralink.shared.web.StrictJsonBody;
import org.auralink.testkit.fuzz.CostlyJson;
import org.auralink.testkit.fuzz.MessageDoor;
import org.auralink.testkit.fuzz.MessageFuzz;
import org.junit.jupiter.api.Test;

/** Bodies at the API's door, read and judged as it does: read or refused in words, and never costly. */
class BodyFuzzTest {
    private static final StrictJsonBody BODY = new StrictJsonBody();

    private enum Door implements MessageDoor {
        CALL("""
                {"name":" Stand-up \\ud83c\\udf89 ","call_type":"group","max_participants":12}""", """
                {"name":"\u0633\u0644\u0627\u0645","call_type":null}""") {
            @Override
            void judge(byte[] message) throws IOException {
                NewCall call = body(NewCall.class, message);
                CallDraft.of(call.name(), call.callType(), call.maxParticipants());
            }
        },
        JOIN("""
                {"display_name":"Ada \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67"}""") {
            @Override
            void judge(byte[] message) throws IOException {
                DisplayName.check(body(JoinRequest.class, message).displayName());
            }
        };

        private final List<byte[]> seeds;

        Door(String... seeds) {
            this.seeds = List.of(seeds).stream()
                    .map(seed -> seed.getBytes(StandardCharsets.UTF_8))
                    .toList();
        }

        abstract void judge(byte[] message) throws IOException;

        @Override
        public String label() {
            return this == CALL ? "call" : "join";
        }

        @Override
        public int most() {
            return ApiBodyFilter.LIMIT_BYTES;
        }

        @Override
        public List<byte[]> seeds() {
            return seeds;
        }

        @Override
        public void read(byte[] message) {
            try {
                judge(message);
            } catch (RefusedException refused) {
                assertThat(refused.refusal().code()).isNotEmpty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @SuppressWarnings({"unchecked", "rawtypes"})
        static <T> T body(Class<T> type, byte[] message) throws IOException {
            return (T) BODY.readFrom(
                    (Class) type,
                    type,
                    new Annotation[0],
                    MediaType.APPLICATION_JSON_TYPE,
                    new MultivaluedHashMap<>(),
                    new ByteArrayInputStream(message));
        }
    }

    private final MessageFuzz fuzz = new MessageFuzz(BodyFuzzTest.class, List.of(Door.values()));

    @Test
    void keptBodiesAreReadOrRefusedInTime() {
        fuzz.readKept();
    }

    @Test
    void theLongestBodiesAreReadOrRefusedInTimeWhateverTheyAreMadeOf() {
        CostlyJson.bodies(Door.CALL.most(), "name", "max_participants", "call_type")
                .forEach((name, body) -> fuzz.check(Door.CALL, body, name));
        CostlyJson.bodies(Door.JOIN.most(), "display_name", "display_name", "display_name")
                .forEach((name, body) -> fuzz.check(Door.JOIN, body, name));
        fuzz.tellFigures();
    }

    @Test
    void bodiesThatNobodyThoughtOfAreReadOrRefusedInTime() {
        fuzz.readNew();
    }
}
