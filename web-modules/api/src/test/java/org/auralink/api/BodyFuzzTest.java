package org.auralink.api;

import java.security.SecureRandom;
import java.util.List;
import org.auralink.calls.boundary.NewCall;
import org.auralink.calls.entity.CallDraft;
import org.auralink.calls.entity.DisplayName;
import org.auralink.calls.entity.GuestKey;
import org.auralink.shared.RefusedException;
import org.auralink.shared.web.StrictJsonBody;
import org.auralink.testkit.fuzz.BodyDoor;
import org.auralink.testkit.fuzz.CostlyJson;
import org.auralink.testkit.fuzz.MessageFuzz;
import org.junit.jupiter.api.Test;

/** Bodies at the API's door, read and judged as it does: read or refused in words, and never costly. */
class BodyFuzzTest {
    private static final BodyDoor.Application API =
            new BodyDoor.Application(new StrictJsonBody(), ApiBodyFilter.LIMIT_BYTES, RefusedException.class);

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final BodyDoor<NewCall> CALL = API.door(
            "call",
            NewCall.class,
            call -> CallDraft.of(call.name(), call.callType(), call.maxParticipants(), call.lobby()),
            """
            {"name":" Stand-up \\ud83c\\udf89 ","call_type":"group","max_participants":12,"lobby":"guests"}""",
            """
            {"name":"\u0633\u0644\u0627\u0645","call_type":null}""");

    private static final BodyDoor<JoinRequest> JOIN =
            API.door("join", JoinRequest.class, join -> DisplayName.check(join.displayName()), """
            {"display_name":"Ada \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67"}""");

    private static final BodyDoor<GuestJoinRequest> GUEST = API.door(
            "guest",
            GuestJoinRequest.class,
            join -> {
                DisplayName.check(join.displayName());
                GuestKey.of(join.key(), RANDOM);
            },
            """
            {"display_name":"Grace","key":"0123456789abcdefghijAB"}""");

    private final MessageFuzz fuzz = new MessageFuzz(BodyFuzzTest.class, List.of(CALL, JOIN, GUEST));

    @Test
    void keptBodiesAreReadOrRefusedInTime() {
        fuzz.readKept();
    }

    @Test
    void theLongestBodiesAreReadOrRefusedInTimeWhateverTheyAreMadeOf() {
        CostlyJson.bodies(CALL.most(), "name", "max_participants", "call_type")
                .forEach((name, body) -> fuzz.check(CALL, body, name));
        CostlyJson.bodies(JOIN.most(), "display_name", "display_name", "display_name")
                .forEach((name, body) -> fuzz.check(JOIN, body, name));
        fuzz.tellFigures();
    }

    @Test
    void bodiesThatNobodyThoughtOfAreReadOrRefusedInTime() {
        fuzz.readNew();
    }
}
